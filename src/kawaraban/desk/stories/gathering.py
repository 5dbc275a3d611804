"""What new reports are held against: prints and places from the database, a bounded number, in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from kawaraban.compare.model import CopyLink, Evidence, Print
from kawaraban.desk.models import CopyDecision, Fingerprint, FingerprintKey, Placing
from kawaraban.desk.stories.index import Index
from kawaraban.desk.stories.judging import Comes, Stands, Told, Work
from kawaraban.desk.stories.packing import unpack
from kawaraban.desk.stories.reports import reports_of

NEAR = 24  # reports that a new one is held against: by what they are on
SHARERS = 16  # and by text in common
_KEYS = 20_000  # rows of keys that are looked at for a task: a thousand copies have that many
_FIRST, _LAST = 4, 8  # origins of a story that are looked at beside those near


class Stood(NamedTuple):
    """How an article stood when it was looked at: of its placing, what a person or another process changes."""

    article_id: int
    story_id: int
    standing: str
    copy_of_id: int | None
    origin_id: int | None
    decision_id: int | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Work for a worker, and where the articles stood: what came of it is stored only if they still stand so."""

    work: Work
    stood: Mapping[int, Stood]  # by article
    versions: Mapping[int, int]  # by article, what its print was made of


def gather(fresh: Sequence[Fingerprint], index: Index) -> Gathered:
    """What these prints are held against; about ten queries for any number of them."""
    index.reach([one.at for one in fresh])
    prints = _prints([(one.version_id, one.data, one.vectors) for one in fresh])
    versions = {one.article_id: one.version_id for one in fresh}
    mine = standing(prints)
    near = _near(fresh, prints, index)
    stories = {placing.story_id for placing in mine.values()}
    candidates = {article for articles in near.values() for article in articles} - prints.keys()
    stood = _with_roots(standing(candidates), stories)
    rows = Fingerprint.objects.filter(article__in=stood.keys() - prints.keys())
    found = list(rows.values_list("article_id", "version_id", "data", "vectors"))
    versions |= {article: version for article, version, _, _ in found}
    others = _prints([row[1:] for row in found])
    index.drop(candidates - others.keys())
    told = _told({*prints, *others})
    evidence = _evidence([article for article in others if stood[article].copy_of_id])
    left = stories - _with_others(stories, prints)
    work = Work(
        new=tuple(
            Comes(
                one,
                tuple(str(other) for other in _beside(near[article], mine.get(article), stood)),
                told.get(article),
                stays_in=mine[article].story_id if article in mine and mine[article].decision_id else None,
                left_in=mine[article].story_id if article in mine and mine[article].story_id in left else None,
            )
            for article, one in prints.items()
        ),
        there=tuple(
            _stands(one, stood[article], evidence.get(article, ()), others, told) for article, one in others.items()
        ),
        rarity=index.rarity([*prints.values(), *others.values()]),
    )
    return Gathered(work, {**stood, **mine}, versions)


def standing(articles: Collection[int], *, held: bool = False) -> dict[int, Stood]:
    """How these articles stand, those that have a place; `held` for the transaction that asks."""
    rows = Placing.objects.filter(article__in=articles)
    if held:
        rows = rows.select_for_update(of=("self",)).order_by("pk")
    return {row[0]: Stood(*row) for row in rows.values_list(*Stood._fields)} if articles else {}


def _prints(rows: Sequence[tuple[int, Any, Any]]) -> dict[int, Print]:
    """The prints by article, with the text that each was made of; `rows` are version, data and vectors of each."""
    reports = reports_of([version for version, _, _ in rows])
    prints = (unpack(bytes(data), bytes(vectors), reports[version]) for version, data, vectors in rows)
    return {int(one.report.key): one for one in prints}


def _near(fresh: Sequence[Fingerprint], prints: Mapping[int, Print], index: Index) -> dict[int, list[int]]:
    """The articles that each new one is held against, the nearest first."""
    sharers = _sharers(prints)
    return {
        one.article_id: list(
            dict.fromkeys((*sharers[one.article_id], *index.near(prints[one.article_id], one.at, NEAR)))
        )
        for one in fresh
        if one.article_id in prints
    }


def _sharers(prints: Mapping[int, Print]) -> dict[int, list[int]]:
    """The articles that share keys with each, those with the most in common first; one query."""
    holders: dict[int, list[int]] = {}
    for article, one in prints.items():
        for key in one.keys:
            holders.setdefault(key, []).append(article)
    shared: dict[int, dict[int, int]] = {article: {} for article in prints}
    rows = FingerprintKey.objects.filter(key__in=holders, fingerprint__placed_at__isnull=False).order_by("-fingerprint")
    for key, other in rows.values_list("key", "fingerprint__article")[:_KEYS] if holders else ():
        for article in holders[key]:
            if other != article:
                shared[article][other] = shared[article].get(other, 0) + 1
    return {
        article: sorted(others, key=lambda other: (-others[other], other))[:SHARERS]
        for article, others in shared.items()
    }


def _with_roots(found: Mapping[int, Stood], stories: Collection[int]) -> dict[int, Stood]:
    """These articles, with those where they go back to, and the first and last origins of their stories and of these.

    A story is as a whole like a report or not: what is near it alone would make it look nearer than it is.
    """
    concerned = {*stories, *(one.story_id for one in found.values())}
    ordered = {"partition_by": F("story"), "order_by": "article__sort_at"}
    origins = (
        Placing.objects.filter(story__in=concerned)
        .exclude(standing=Placing.Standing.COPY)
        .annotate(
            first=Window(RowNumber(), **ordered),
            last=Window(RowNumber(), **{**ordered, "order_by": "-article__sort_at"}),
        )
        .filter(Q(first__lte=_FIRST) | Q(last__lte=_LAST))
        .values_list(*Stood._fields)
    )
    above = {key for one in found.values() for key in (one.origin_id, one.copy_of_id) if key}
    both = {row[0]: Stood(*row) for row in origins} if concerned else {}
    return {**both, **standing(above - found.keys() - both.keys()), **found}


def _with_others(stories: Collection[int], articles: Collection[int]) -> set[int]:
    """Those of the stories that have reports beside these articles."""
    others = Placing.objects.filter(story__in=stories).exclude(article__in=articles)
    return set(others.values_list("story_id", flat=True).distinct()) if stories else set()


def _beside(near: Sequence[int], mine: Stood | None, stood: Mapping[int, Stood]) -> list[int]:
    """Whom a report is held against: those near it, where these go back to, and who is in the story that it is in."""
    roots = [key for one in near if one in stood for key in (stood[one].origin_id, stood[one].copy_of_id)]
    own = [article for article, one in stood.items() if mine and one.story_id == mine.story_id]
    return [article for article in dict.fromkeys((*near, *roots, *own)) if article in stood]


def _evidence(copies: Collection[int]) -> dict[int, tuple[Evidence, ...]]:
    """By what each of these is held to be a copy."""
    rows = Placing.objects.filter(article__in=copies).values_list("article_id", "evidence") if copies else ()
    return {
        article: tuple(Evidence(row["kind"], row["text"], row["score"]) for row in evidence)
        for article, evidence in rows
    }


def _stands(
    one: Print,
    stood: Stood,
    evidence: tuple[Evidence, ...],
    prints: Collection[int],
    told: Mapping[int, Told],
) -> Stands:
    """Whom a report copies, as it is stored; where that one is not looked at, where it goes back to."""
    link = None
    if stood.copy_of_id:
        original = stood.copy_of_id if stood.copy_of_id in prints else stood.origin_id
        said = [row.score for row in evidence if row.kind != "credit"]
        link = CopyLink(one.report.key, str(original), evidence, max(said, default=1.0))
    return Stands(one, stood.story_id, str(stood.origin_id or stood.article_id), link, told.get(stood.article_id))


def _told(articles: Collection[int]) -> dict[int, Told]:
    """What people said of whom these copy; the newest word counts."""
    said = CopyDecision.objects.filter(article__in=articles, undone_at=None).order_by("made_at", "pk")
    return {
        article: Told(str(original) if original else None)
        for article, original in said.values_list("article_id", "original_id")
    }
