"""What the article page shows of a text: its units (headline, deck, paragraphs), each beside its rendering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from kawaraban.desk.models import Article, Paragraph, Rendering, RenderingRevision, Version
from kawaraban.desk.models.renderings import DECK, TITLE
from kawaraban.keep import Edit, edits
from kawaraban.translate import text_digest

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
    editing: bool = False
    draft: str = ""  # what was typed, where it could not be saved
    error: str = ""

    @property
    def state(self) -> str:
        return self.rendering.state if self.rendering else "none"

    @property
    def can_undo(self) -> bool:
        """A rendering has something before it, or a person made it from nothing."""
        return self.rendering is not None and (
            self.rendering.maker == Rendering.Maker.PERSON or getattr(self.rendering, "has_past", False)
        )

    @property
    def typed(self) -> str:
        return self.draft or (self.rendering.text if self.rendering else "")


@dataclass(slots=True)
class Text:
    """A version as the page shows it."""

    title: Unit
    deck: Unit | None
    paragraphs: list[Unit]

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
    def done(self) -> int:
        """Paragraphs that a person has nothing more to do with, or has worked on."""
        return self.states["approved"] + self.states["edited"]


def text_of(article: Article, version: Version, paragraphs: Sequence[Paragraph], language: str) -> Text:
    """The units of a version with their renderings in `language`; one query."""
    found = {
        rendering.pid: rendering
        for rendering in Rendering.objects.filter(article=article, language=language)
        .select_related("person")
        .annotate(has_past=Exists(RenderingRevision.objects.filter(rendering=OuterRef("pk"))))
    }
    units = [
        Unit(p.pid, p.kind, p.text, p.digest, number, found.get(p.pid)) for number, p in enumerate(paragraphs, start=1)
    ]
    title = Unit(TITLE, "title", version.title, text_digest(version.title), None, found.get(TITLE))
    # Many pages give their first sentences as their description: said once is enough.
    shown = version.deck and not (paragraphs and paragraphs[0].text.startswith(version.deck.rstrip("….")))
    deck = Unit(DECK, "deck", version.deck, text_digest(version.deck), None, found.get(DECK)) if shown else None
    return Text(title, deck, units)


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
