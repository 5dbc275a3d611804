"""What new reports are held against: prints and places from the database, a bounded number, in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from kawaraban.compare.model import CopyLink, Evidence, Print
from kawaraban.desk.models import CopyDecision, Fingerprint, FingerprintKey, Placing, Version
from kawaraban.desk.stories.index import Index
from kawaraban.desk.stories.judging import Comes, Stands, Told, Work
from kawaraban.desk.stories.packing import unpack
from kawaraban.desk.stories.reports import captured, paragraphs_of, report_of

NEAR = 24  # reports that a new one is held against: by what they are on
SHARERS = 16  # and by text in common
_KEYS = 20_000  # rows of keys that are looked at for a task: a thousand copies have that many
_FIRST, _LAST = 4, 8  # origins of a story that are looked at beside those near


@dataclass(frozen=True, slots=True)
class Gathered:
    """Work for a worker, and the placings as it found them: what is stored only if they still stand so."""

    work: Work
    placings: Mapping[int, Placing]  # by article


def gather(fresh: Sequence[Fingerprint], index: Index) -> Gathered:
    """What these prints are held against; about ten queries for any number of them."""
    index.reach([one.at for one in fresh])
    prints = _prints(fresh)
    mine = _placings(prints)
    near = _near(fresh, prints, index)
    stories = {placing.story_id for placing in mine.values()}
    candidates = {article for articles in near.values() for article in articles} - prints.keys()
    placings = _with_roots(_placings(candidates), stories)
    others = _prints(Fingerprint.objects.filter(article__in=placings.keys() - prints.keys()))
    index.drop(candidates - others.keys())
    told = _told({*prints, *others})
    left = stories - _with_others(stories, prints)
    work = Work(
        new=tuple(
            Comes(
                one,
                tuple(str(other) for other in _beside(near[article], mine.get(article), placings)),
                told.get(article),
                stays_in=mine[article].story_id if article in mine and mine[article].decision_id else None,
                left_in=mine[article].story_id if article in mine and mine[article].story_id in left else None,
            )
            for article, one in prints.items()
        ),
        there=tuple(_stands(one, placings[article], others, told) for article, one in others.items()),
        rarity=index.rarity([*prints.values(), *others.values()]),
    )
    return Gathered(work, {**placings, **mine})


def _prints(fingerprints: Iterable[Fingerprint]) -> dict[int, Print]:
    """The prints by article, with the text that each was made of. Three queries."""
    rows = {one.version_id: one for one in fingerprints}
    versions = captured(Version.objects.filter(pk__in=rows)) if rows else ()
    paragraphs = paragraphs_of(rows)
    return {
        version.article_id: unpack(
            bytes(rows[version.pk].data),
            bytes(rows[version.pk].vectors),
            report_of(version, paragraphs[version.pk]),
        )
        for version in versions
    }


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


def _placings(articles: Collection[int]) -> dict[int, Placing]:
    return {one.article_id: one for one in Placing.objects.filter(article__in=articles)} if articles else {}


def _with_roots(found: Mapping[int, Placing], stories: Collection[int]) -> dict[int, Placing]:
    """These placings, with those where they go back to, and the first and last origins of their stories and of these.

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
    )
    above = {key for one in found.values() for key in (one.origin_id, one.copy_of_id) if key}
    both = {one.article_id: one for one in origins} if concerned else {}
    return {**both, **_placings(above - found.keys() - both.keys()), **found}


def _with_others(stories: Collection[int], articles: Collection[int]) -> set[int]:
    """Those of the stories that have reports beside these articles."""
    others = Placing.objects.filter(story__in=stories).exclude(article__in=articles)
    return set(others.values_list("story_id", flat=True).distinct()) if stories else set()


def _beside(near: Sequence[int], mine: Placing | None, placings: Mapping[int, Placing]) -> list[int]:
    """Whom a report is held against: those near it, where these go back to, and who is in the story that it is in."""
    roots = [key for one in near if one in placings for key in (placings[one].origin_id, placings[one].copy_of_id)]
    own = [article for article, placing in placings.items() if mine and placing.story_id == mine.story_id]
    return [article for article in dict.fromkeys((*near, *roots, *own)) if article in placings]


def _stands(one: Print, placing: Placing, prints: Collection[int], told: Mapping[int, Told]) -> Stands:
    """Whom a report copies, as it is stored; where that one is not looked at, where it goes back to."""
    link = None
    if placing.copy_of_id:
        original = placing.copy_of_id if placing.copy_of_id in prints else placing.origin_id
        evidence = tuple(Evidence(row["kind"], row["text"], row["score"]) for row in placing.evidence)
        said = [row.score for row in evidence if row.kind != "credit"]
        link = CopyLink(one.report.key, str(original), evidence, max(said, default=1.0))
    root = str(placing.origin_id or placing.article_id)
    return Stands(one, placing.story_id, root, link, told.get(placing.article_id))


def _told(articles: Collection[int]) -> dict[int, Told]:
    """What people said of whom these copy; the newest word counts."""
    said = CopyDecision.objects.filter(article__in=articles, undone_at=None).order_by("made_at", "pk")
    return {
        article: Told(str(original) if original else None)
        for article, original in said.values_list("article_id", "original_id")
    }
