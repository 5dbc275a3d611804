"""A rendering that is open for editing: what stands in the field, the cards to take from, and who else is at work."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser

from kawaraban.desk import memory
from kawaraban.desk.models import Article, Rendering, RenderingDraft, RenderingLock, RenderingRevision
from kawaraban.desk.pages.units import Unit
from kawaraban.desk.rendering.locks import held_by_another
from kawaraban.translate.memory import Replacement
from kawaraban.translate.merge import Piece, differences

CARDS = 5  # a key each: Alt+1 to Alt+5
_HITS = 3  # of the memory: the machine's text and what stood here before want room too
_REVISIONS = 20  # looked through for earlier texts
_Made = Rendering | RenderingRevision


@dataclass(frozen=True, slots=True)
class Card:
    """A text to take with one key. `pieces` say how the memory's original differs from this one."""

    kind: str  # memory, engine, earlier
    text: str
    score: int | None = None  # per cent alike, of a memory hit
    origin: str = ""
    replaced: tuple[Replacement, ...] = ()  # numbers and names that were put right in it
    pieces: tuple[Piece, ...] = ()
    made: _Made | None = None


@dataclass(slots=True)
class Editor:
    """What the form needs. `base` is the rendering that the person begins with: what a merge starts from."""

    text: str
    base: str
    seen: str
    draft: RenderingDraft | None = None  # put back into the field
    lock: RenderingLock | None = None  # somebody else's, who is at work here
    cards: list[Card] = field(default_factory=list)
    machine: str = ""  # what an engine made of this original
    error: str = ""
    theirs: Rendering | None = None  # saved meanwhile by somebody else, where both changed the same words

    @property
    def differences(self) -> list[Piece]:
        return differences(self.machine, self.text) if self.machine else []

    @property
    def their_differences(self) -> list[Piece]:
        return differences(self.text, self.theirs.text) if self.theirs else []


def open_editor(
    article: Article, unit: Unit, language: str, person: AbstractBaseUser, window: str, *, take_over: bool = False
) -> Editor:
    """The editor of a unit, with the person's draft in the field where they left one. A handful of queries."""
    standing = unit.rendering.text if unit.rendering else ""
    draft = unit.draft
    past = _past(unit.rendering)
    editor = Editor(
        text=draft.text if draft else standing,
        base=draft.base if draft else standing,
        seen=draft.seen if draft else unit.digest,
        draft=draft,
        lock=None if take_over else held_by_another(article, unit.pid, language, person, window),
        machine=machine_text(unit.rendering, past),
    )
    editor.cards = _cards(article, unit, language, editor, past)
    return editor


def machine_text(rendering: Rendering | None, past: list[RenderingRevision]) -> str:
    """What an engine made of the original that the rendering is of, "" where none did."""
    if rendering is None:
        return ""
    made: list[_Made] = [rendering, *past]
    machine = Rendering.Maker.ENGINE
    return next((m.text for m in made if m.maker == machine and m.source_digest == rendering.source_digest), "")


def _past(rendering: Rendering | None) -> list[RenderingRevision]:
    return list(rendering.revisions.select_related("person").order_by("-id")[:_REVISIONS]) if rendering else []


def _cards(article: Article, unit: Unit, language: str, editor: Editor, past: list[RenderingRevision]) -> list[Card]:
    """At most five, without two of one text: what the memory has, then the engine's, then what stood here before."""
    cards = [*_from_memory(article, unit, language), *_from_engine(article, unit, language)]
    if editor.draft is not None and unit.rendering is not None:
        cards.append(Card("earlier", unit.rendering.text, made=unit.rendering))
    cards += [Card("engine" if r.maker == Rendering.Maker.ENGINE else "earlier", r.text, made=r) for r in past]
    shown: dict[str, Card] = {}
    for card in cards:
        if card.text.strip() and card.text != editor.text:
            shown.setdefault(card.text, card)
    return list(shown.values())[:CARDS]


def _from_memory(article: Article, unit: Unit, language: str) -> list[Card]:
    return [
        Card(
            "memory",
            hit.adapted,
            round(100 * hit.score),
            hit.origin,
            replaced=hit.replaced,
            pieces=tuple(differences(hit.source, unit.text)) if hit.score < 1 else (),
        )
        for hit in memory.suggest(unit.text, article.language, language, _HITS)
    ]


def _from_engine(article: Article, unit: Unit, language: str) -> list[Card]:
    """What an engine has made of the very same text, here or in another article."""
    made = Rendering.objects.filter(source_digest=unit.digest, language=language, maker=Rendering.Maker.ENGINE)
    found = made.exclude(text="").order_by("-made_at").first()
    return [Card("engine", found.text, made=found)] if found else []
