"""What the article page shows of a text: its units (headline, deck, paragraphs), each beside its rendering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString

from kawaraban.desk import engines
from kawaraban.desk.claims.beside import Beside, beside
from kawaraban.desk.models import (
    Article,
    Claim,
    Paragraph,
    Rendering,
    RenderingDraft,
    RenderingRevision,
    Speaker,
    Version,
)
from kawaraban.desk.models.renderings import DECK, TITLE
from kawaraban.desk.pages.marking import Said, marked
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.translating import translating_of
from kawaraban.desk.rendering import drafts
from kawaraban.desk.rendering.parts import says_the_same
from kawaraban.desk.speakers.profile import known_as
from kawaraban.keep import Edit, changed_words, edits
from kawaraban.translate import text_digest

if TYPE_CHECKING:
    from kawaraban.desk.pages.editor import Editor
    from kawaraban.desk.pages.margin import Margin

#: In the order in which the page names them.
STATES = ("approved", "edited", "machine", "stale", "none")


@dataclass(slots=True)
class Unit:
    """One piece of the original and its rendering. `number` counts paragraphs from 1; the headline has none."""

    pid: str
    kind: str
    text: str
    digest: str
    number: int | None = None
    rendering: Rendering | None = None
    draft: RenderingDraft | None = None  # what the reader typed here and has not saved
    margin: Margin | None = None
    changes: tuple[tuple[str, str], ...] = ()  # words of the original (before, now), where the rendering is stale
    editor: Editor | None = None  # where the rendering is open for editing
    left_out: str = ""  # translate.model.Fault: why the engine gave no text, where it was asked
    claims: tuple[Claim, ...] = ()  # whose cue, or, without one, whose content begins here
    said: tuple[Said, ...] = ()  # what of claims stands in the original
    languages: tuple[str, str] = ("", "")  # of the original, and of the rendering

    @property
    def source_html(self) -> SafeString:
        """The original with its cues."""
        return marked(self.text, (), self.said)

    @property
    def target_html(self) -> SafeString:
        """The rendering with its cues."""
        text = self.rendering.text if self.rendering else ""
        return marked(text, (), self.said_in(text))

    def beside(self, target: str) -> tuple[Beside | None, ...]:
        """Where the claims of this unit are in a rendering of it."""
        return beside(self.text, target, self.languages, tuple((start_of(c), c.stance) for c in self.claims))

    def said_in(self, target: str) -> list[Said]:
        """What of the claims stands in a rendering; they carry the line of the cue that stands there."""
        return [
            Said(claim.pk, found.stance, (found.cue,), found.content)
            for claim, found in zip(self.claims, self.beside(target), strict=True)
            if found is not None
        ]

    @property
    def state(self) -> str:
        return self.rendering.state if self.rendering else "none"

    @property
    def takes(self) -> bool:
        """Whether a translation that comes in while one reads is put here."""
        return self.rendering is None or self.state == "stale" or self.rendering.again

    @property
    def can_undo(self) -> bool:
        """A rendering has something before it, or a person made it from nothing."""
        return self.rendering is not None and (
            self.rendering.maker == Rendering.Maker.PERSON or getattr(self.rendering, "has_past", False)
        )

    @property
    def is_reworked(self) -> bool:
        """Whether a person made another text out of what an engine had made."""
        made = self.rendering
        return made is not None and made.maker == Rendering.Maker.PERSON and getattr(made, "was_machine", False)

    @property
    def has_errors(self) -> bool:
        return self.rendering is not None and self.rendering.errors > 0

    @property
    def to_check(self) -> bool:
        """Whether a person has to look at it: nothing is there, or it is stale, or the proof holds an error open."""
        return self.rendering is None or self.state == "stale" or self.rendering.errors > 0


@dataclass(slots=True)
class Text:
    """A version as the page shows it."""

    title: Unit
    deck: Unit | None
    paragraphs: list[Unit]
    claims: list[Claim]  # all of the article: also withdrawn, lost, and of the version before
    known_as: dict[int, Speaker]  # who speaks in them, as the readers' language names them (`speakers.profile`)

    @property
    def units(self) -> list[Unit]:
        return [self.title, *([self.deck] if self.deck else []), *self.paragraphs]

    @property
    def heading(self) -> str:
        """The headline in the readers' language where there is one, else as published."""
        return self.title.rendering.text if self.title.rendering else self.title.text

    def unit(self, pid: str) -> Unit | None:
        return next((unit for unit in self.units if unit.pid == pid), None)

    @property
    def states(self) -> Counter[str]:
        """How many paragraphs stand in each state."""
        return Counter(unit.state for unit in self.paragraphs)

    @property
    def to_check(self) -> int:
        """Paragraphs whose rendering is stale, or in which the proof holds an error open."""
        return sum(unit.to_check for unit in self.paragraphs if unit.rendering)

    @property
    def done(self) -> int:
        """Paragraphs that a person has nothing more to do with, or has worked on."""
        return self.states["approved"] + self.states["edited"]


def text_of(
    article: Article,
    version: Version,
    paragraphs: Sequence[Paragraph],
    language: str,
    person: AbstractBaseUser | None = None,
) -> Text:
    """The units of a version with their renderings in `language`, the drafts of a person, and claims; four queries."""
    past = RenderingRevision.objects.filter(rendering=OuterRef("pk"))
    found = {
        rendering.pid: rendering
        for rendering in Rendering.objects.filter(article=article, language=language)
        .select_related("person")
        .annotate(has_past=Exists(past), was_machine=Exists(past.filter(maker=Rendering.Maker.ENGINE)))
    }
    kept = drafts.of(article, language, person) if person is not None else {}

    claims = list(article.claims.select_related("speaker__joined", "person"))
    here = [claim for claim in claims if claim.version_id == version.pk and not claim.is_withdrawn]
    beginning, said = placed(here)

    def unit(pid: str, kind: str, text: str, digest: str, number: int | None = None) -> Unit:
        made = Unit(pid, kind, text, digest, number, found.get(pid), kept.get(pid))
        made.claims, made.said = tuple(beginning.get(pid, ())), tuple(said.get(pid, ()))
        made.languages = (article.language, language)
        return made

    units = [unit(p.pid, p.kind, p.text, p.digest, number) for number, p in enumerate(paragraphs, start=1)]
    title = unit(TITLE, "title", version.title, text_digest(version.title))
    shown = version.deck and not (paragraphs and says_the_same(version.deck, paragraphs[0].text))
    deck = unit(DECK, "deck", version.deck, text_digest(version.deck)) if shown else None
    speakers = [claim.speaker for claim in claims if claim.speaker]
    return Text(title, deck, units, claims, known_as(speakers, language))


def start_of(claim: Claim) -> int:
    """Where a claim begins in its paragraph: with its cue, else with its content."""
    return int(first[1]) if (first := _first(claim)) else 0


def _first(claim: Claim) -> list[str | int] | None:
    return next(iter((*claim.cue, *claim.content)), None)


def placed(claims: Iterable[Claim]) -> tuple[dict[str, list[Claim]], dict[str, list[Said]]]:
    """By paragraph: the claims that begin there, and what of claims stands there."""
    beginning: dict[str, list[Claim]] = {}
    said: dict[str, list[Said]] = {}
    for claim in claims:
        if first := _first(claim):
            beginning.setdefault(str(first[0]), []).append(claim)
        for pid in dict.fromkeys(str(point[0]) for point in (*claim.cue, *claim.content)):
            cue, content = (
                tuple((int(start), int(end)) for at, start, end in points if at == pid)
                for points in (claim.cue, claim.content)
            )
            said.setdefault(pid, []).append(Said(claim.pk, claim.stance, cue, content))
    return beginning, said


def text_context(request: DeskRequest, article: Article, text: Text) -> dict[str, Any]:
    """What the templates of a text and its parts need."""
    target = request.preferences.language
    choice = engines.configured(article.language, target, request.preferences)
    return {
        "article": article,
        "text": text,
        "target": target,
        "translated": article.language != target,
        "states": [(state, text.states[state]) for state in STATES if text.states[state]],
        "has_engine": choice is not None,
        "translating": translating_of(article, text, choice, target),
    }


def mark_changes(units: Iterable[Unit], paragraphs: Iterable[Paragraph]) -> None:
    """Puts beside each stale rendering the words that changed in its original since; no query.

    `paragraphs` are those of the article's versions among which the original it was made for is looked for.
    """
    texts = {(p.pid, p.digest): p.text for p in paragraphs}
    for unit in units:
        if unit.rendering is not None and unit.state == "stale":
            before = texts.get((unit.pid, unit.rendering.source_digest))
            unit.changes = changed_words(before, unit.text)[:3] if before is not None else ()


@dataclass(frozen=True, slots=True)
class Step:
    """A version, and what changed on the way to it. `changes` is empty for the first."""

    version: Version
    changes: tuple[Edit, ...]
    numbers: dict[str, int]  # a paragraph's number in this version, by pid

    @property
    def words(self) -> tuple[str, str] | None:
        """The first words that changed, to write on the line between two versions."""
        return next((pair for edit in self.changes for pair in edit.words), None)

    @property
    def headline_changed(self) -> bool:
        return any(edit.pid == TITLE for edit in self.changes)

    @property
    def first(self) -> Edit | None:
        return next(iter(self.changes), None)

    @property
    def first_number(self) -> int | None:
        return self.numbers.get(self.first.pid) if self.first else None


def steps(versions: Sequence[Version], paragraphs: dict[int, list[Paragraph]]) -> list[Step]:
    """The versions, oldest first, each with its edits against the one before. No query."""
    found: list[Step] = []
    before: list[tuple[str, str]] = []
    for version in versions:
        now = pairs(version, paragraphs[version.pk])
        numbers = {p.pid: number for number, p in enumerate(paragraphs[version.pk], start=1)}
        found.append(Step(version, tuple(edits(before, now)) if before else (), numbers))
        before = now
    return found


def pairs(version: Version, paragraphs: Iterable[Paragraph]) -> list[tuple[str, str]]:
    """(pid, text) of a version as `keep.edits` compares them, the headline first."""
    return [(TITLE, version.title), *((p.pid, p.text) for p in paragraphs)]
