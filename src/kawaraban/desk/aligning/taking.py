"""What was found right goes into the memory and, where the original is an article of the desk, beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from kawaraban.desk import memory
from kawaraban.desk.aligning.pairs import Pair
from kawaraban.desk.aligning.sheet import Sheet
from kawaraban.desk.models import Article, Rendering
from kawaraban.desk.rendering import Part, approve, parts, save
from kawaraban.translate import MemoryPair, normalised

_SPACELESS = frozenset({"ja", "zh", "th"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the pairs. `kept`: an approval of this desk stands instead; `theirs`: a person's text stands."""

    pairs: int = 0
    stored: int = 0
    kept: int = 0
    rendered: int = 0
    theirs: int = 0


@transaction.atomic
def take(
    sheet: Sheet,
    source_language: str,
    target_language: str,
    origin: str,
    person: AbstractBaseUser,
    article: Article | None = None,
) -> Taken:
    """Takes the chosen pairs into the memory, and approves them as this person's renderings of the article's parts.

    A part gets a rendering where pairs that follow each other make up its whole text; what a person wrote or approved
    for it stays as it is. All or nothing.
    """
    now = timezone.now()
    pairs = [
        MemoryPair(
            source_language,
            target_language,
            _text(sheet.source, pair.source, source_language),
            _text(sheet.target, pair.target, target_language),
            origin,
            now,
        )
        for pair in sheet.taken
    ]
    loaded = memory.load(pairs)
    rendered = theirs = 0
    if article is not None:
        standing = {r.pid: r for r in Rendering.objects.filter(article=article, language=target_language)}
        for part, text in _rendered(sheet, parts(article), source_language, target_language):
            own = standing.get(part.pid)
            if own is not None and (own.person_id is not None or own.maker == Rendering.Maker.PERSON):
                theirs += own.text != text
                continue
            save(article, part.pid, target_language, text, person, seen=part.digest)
            approve(article, part.pid, target_language, person, seen=part.digest)
            rendered += 1
    return Taken(loaded.pairs, loaded.stored, loaded.kept, rendered, theirs)


def _text(segments: tuple[str, ...], chosen: tuple[int, ...], language: str) -> str:
    return ("" if language in _SPACELESS else " ").join(segments[at] for at in chosen)


def _rendered(
    sheet: Sheet, parts: list[Part], source_language: str, target_language: str
) -> Iterator[tuple[Part, str]]:
    """The parts whose whole text is made up of taken pairs that follow each other, with their translations."""
    by_start = {pair.source[0]: pair for pair in sheet.taken if _follow(pair.source)}
    bare = [_bare(text) for text in sheet.source]
    first = 0
    for part in parts:
        wanted = _bare(part.text)
        for start in range(first, len(bare)):
            made_of = _making_up(bare, by_start, start, wanted)
            if made_of:
                chosen = tuple(at for pair in made_of for at in pair.target)
                yield part, _text(sheet.target, chosen, target_language)
                first = made_of[-1].source[-1] + 1
                break


def _making_up(bare: list[str], by_start: dict[int, Pair], start: int, wanted: str) -> list[Pair]:
    """The pairs from that segment on whose originals are the wanted text; none if they are not."""
    found: list[Pair] = []
    while start in by_start and wanted:
        pair = by_start[start]
        told = "".join(bare[at] for at in pair.source)
        if not wanted.startswith(told):
            return []
        wanted, start = wanted[len(told) :], pair.source[-1] + 1
        found.append(pair)
    return [] if wanted else found


def _follow(indexes: tuple[int, ...]) -> bool:
    return indexes[-1] - indexes[0] == len(indexes) - 1


def _bare(text: str) -> str:
    return "".join(normalised(text).split())
