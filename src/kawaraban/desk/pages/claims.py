"""Who says what in an article: the panel beside the text, and what people put right there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext

from kawaraban import attribute
from kawaraban.attribute.naming import named
from kawaraban.desk.claims.beside import words_of
from kawaraban.desk.models import NO_CLAIMS, Article, Claim, Speaker, Version
from kawaraban.desk.pages.units import Text, Unit

#: In the order of the key to the lines.
STANCES = ("says", "insists", "alleges", "reported", "reveals", "denies")


@dataclass(frozen=True, slots=True)
class Line:
    """One claim of the panel: what was said, in the readers' language where its rendering has it."""

    claim: Claim
    words: str
    language: str
    number: int | None  # of the paragraph that it begins in
    pid: str  # of that paragraph; "" where the text has it no longer


@dataclass(slots=True)
class Group:
    """A speaker and the chain behind, with what they said."""

    name: str
    language: str
    role: str = ""
    speaker: int | None = None
    original: str = ""  # the name as the article's language has it
    is_unnamed: bool = False
    chain: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Panel:
    """Who says what. `note` says why nothing is there, where nothing is."""

    groups: list[Group]
    lost: list[Line]
    withdrawn: list[Line]
    note: str
    changed: Claim | None = None  # what a person changed just now, and can undo
    error: str = ""

    @property
    def number(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def speakers(self) -> int:
        """How many speak: a speaker of two chains is one."""
        return len({(group.speaker, "" if group.speaker else group.name) for group in self.groups})

    @property
    def stances(self) -> list[tuple[str, str]]:
        return [(str(stance), str(Claim.Stance(stance).label)) for stance in STANCES]


def panel_of(article: Article, version: Version, text: Text) -> Panel:
    """The panel of a text; no query."""
    units = {unit.pid: unit for unit in text.paragraphs}
    groups: dict[tuple[object, ...], Group] = {}
    lost, withdrawn = [], []
    for claim in text.claims:
        if claim.is_lost or claim.is_withdrawn:
            if claim.is_lost or claim.version_id == version.pk:
                (withdrawn if claim.is_withdrawn else lost).append(_line(claim, article, None, None))
        elif claim.version_id == version.pk:
            _put(groups, claim, article, units, text.known_as)
    return Panel(list(groups.values()), lost, withdrawn, "" if groups else _note(article, version))


def _put(
    groups: dict[tuple[object, ...], Group],
    claim: Claim,
    article: Article,
    units: dict[str, Unit],
    known_as: Mapping[int, Speaker],
) -> None:
    first = next(iter((*claim.cue, *claim.content)), None)
    unit = units.get(str(first[0])) if first else None
    beside = _beside(claim, unit)
    chain = tuple(str(via["text"]) for via in claim.via)
    joined = claim.speaker.joined_id or claim.speaker.pk if claim.speaker else None
    key = (joined, chain) if joined else (claim.is_unnamed, claim.source_text.casefold(), chain)
    if key not in groups:
        one = claim.speaker
        shown = known_as.get(one.joined_id or one.pk) if one else None
        groups[key] = _group(claim, article, chain, beside, unit, shown)
    groups[key].lines.append(_line(claim, article, unit, beside))


def _beside(claim: Claim, unit: Unit | None) -> _Rendered | None:
    """The claim as its rendering has it."""
    if unit is None or unit.rendering is None or unit.languages[0] == unit.languages[1] or claim not in unit.claims:
        return None
    text = unit.rendering.text
    found = unit.beside(text)[unit.claims.index(claim)]
    if found is None:
        return None
    return _Rendered(found.said(text), words_of(text, found.source))


@dataclass(frozen=True, slots=True)
class _Rendered:
    content: str
    source: str


def _group(
    claim: Claim,
    article: Article,
    chain: tuple[str, ...],
    beside: _Rendered | None,
    unit: Unit | None,
    shown: Speaker | None,
) -> Group:
    """`shown` is the speaker under the name that readers know them by, where there is one."""
    if claim.speaker is None:
        words = claim.source_text or gettext("The article itself")
        language = article.language if claim.source_text else ""
        if beside and beside.source and unit:
            words, language = beside.source, unit.languages[1]
        return Group(words, language, is_unnamed=claim.is_unnamed, chain=chain)
    if shown is None and beside and unit and claim.speaker.name in claim.source_text:
        target = unit.languages[1]
        if (told := named(beside.source, target)) is not None:  # as the rendering names them
            return Group(
                told.name, target, told.role, speaker=claim.speaker.pk, original=claim.speaker.name, chain=chain
            )
    one = shown or claim.speaker
    return Group(one.name, one.language, one.role, speaker=one.pk, original=claim.speaker.name, chain=chain)


def _line(claim: Claim, article: Article, unit: Unit | None, beside: _Rendered | None) -> Line:
    if beside is not None and unit is not None:
        return Line(claim, beside.content, unit.languages[1], unit.number, unit.pid)
    return Line(claim, claim.content_text, article.language, unit.number if unit else None, unit.pid if unit else "")


def _note(article: Article, version: Version) -> str:
    if article.language not in attribute.LANGUAGES:
        return gettext("The desk has no rules for this language yet. Claims can be added by hand.")
    if version.pk == article.version_id and version.attributed < attribute.RULES:
        return gettext("Not gone through yet. Claims appear here as soon as it is.")
    if NO_CLAIMS in version.warnings:
        return gettext("This text was too much for the rules. Claims can be added by hand.")
    return gettext("No claim was found.")
