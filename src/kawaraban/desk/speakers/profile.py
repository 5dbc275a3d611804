"""What a speaker's page shows: names, what was said day by day, and how often, by stance and by outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from kawaraban.desk.claims import standing
from kawaraban.desk.models import Claim, Outlet, Speaker, SpeakerJoin

DAYS = 30  # of the charts
MOST_SQUARES = 6  # a day of a chart; more are a number
MOST_OUTLETS = 8  # of the chart of outlets
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a speaker, how many claims have it, and the join that brought it here (none for the oldest)."""

    speaker: Speaker
    claims: int
    join: SpeakerJoin | None


@dataclass(slots=True)
class Statement:
    """What was said, however many carried it; `claims` newest last, so that the first is who had it first."""

    claims: list[Claim] = field(default_factory=list)

    @property
    def first(self) -> Claim:
        return self.claims[0]

    @property
    def articles(self) -> int:
        return len({claim.article_id for claim in self.claims})

    @property
    def by_stance(self) -> list[tuple[str, str, list[Outlet]]]:
        """The outlets that carried it, by the stance they gave it: what the first one gave comes first."""
        found: dict[str, dict[int, Outlet]] = {}
        for claim in self.claims:
            found.setdefault(claim.stance, {})[claim.article.outlet_id] = claim.article.outlet
        return [(stance, str(Claim.Stance(stance).label), list(outlets.values())) for stance, outlets in found.items()]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a chart: how many a day, oldest day first."""

    key: str
    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def squares(self) -> list[tuple[int, int, bool]]:
        """The squares of the chart: day from 0, place from the line up, whether it stands for more than one."""
        return [
            (day, place, count > MOST_SQUARES and place == MOST_SQUARES - 1)
            for day, count in enumerate(self.counts)
            for place in range(min(count, MOST_SQUARES))
        ]


@dataclass(frozen=True, slots=True)
class Chart:
    """A square a claim, a line a stance (or an outlet), over `DAYS` days that end with `last`."""

    rows: tuple[Row, ...]
    last: date

    @property
    def first(self) -> date:
        return self.last - timedelta(days=DAYS - 1)

    @property
    def weeks(self) -> list[tuple[int, date]]:
        """The days that are named under the chart, counted from its first."""
        return [(day, self.first + timedelta(days=day)) for day in range(0, DAYS, 7)]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the desk has of a speaker."""

    claims: int
    articles: int
    outlets: int
    languages: tuple[str, ...]


def claims_of(names: Sequence[Speaker]) -> QuerySet[Claim]:
    """What was said under these names, newest first."""
    return standing().filter(speaker__in=names).order_by("-said_on", "-article__sort_at", "-article_id", "position")


def names_with_joins(names: Sequence[Speaker]) -> list[Name]:
    """Each name with how often it stands in an article, and why it is here; two queries."""
    keys = [one.pk for one in names]
    counted = dict(standing().filter(speaker__in=keys).values_list("speaker").annotate(n=Count("pk")))
    joins: dict[int, SpeakerJoin] = {}
    found = SpeakerJoin.objects.filter(one__in=keys, other__in=keys, parted_at=None)
    # What a person agreed with last wins over what nobody did; the databases differ on where nothing is sorted.
    for join in found.select_related("person").order_by(F("confirmed_at").asc(nulls_first=True), "-pk"):
        joins[join.other_id] = join
        joins.setdefault(join.one_id, join)
    return [Name(one, counted.get(one.pk, 0), joins.get(one.pk) if place else None) for place, one in enumerate(names)]


def counts_of(names: Sequence[Speaker]) -> Counts:
    """Two queries."""
    found = standing().filter(speaker__in=names)
    told = found.aggregate(
        claims=Count("pk"), articles=Count("article", distinct=True), outlets=Count("article__outlet", distinct=True)
    )
    languages = found.values_list("article__language", flat=True).distinct().order_by("article__language")
    return Counts(**told, languages=tuple(languages))


def charts_of(names: Sequence[Speaker], today: date) -> tuple[Chart, Chart]:
    """The claims of the last days, by stance and by outlet (those with most); two queries."""
    first = today - timedelta(days=DAYS - 1)
    found = standing().filter(speaker__in=names, said_on__gte=first, said_on__lte=today)
    by_stance = _by_day(found.values_list("stance", "said_on").annotate(n=Count("pk")), first)
    by_outlet = _by_day(found.values_list("article__outlet__name", "said_on").annotate(n=Count("pk")), first)
    stances = (Row(str(one), str(one.label), tuple(by_stance[str(one)])) for one in Claim.Stance)
    outlets = sorted((Row("", name, tuple(days)) for name, days in by_outlet.items()), key=lambda row: -row.total)
    return Chart(tuple(stances), today), Chart(tuple(outlets[:MOST_OUTLETS]), today)


def _by_day(counted: Iterable[tuple[str, date, int]], first: date) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * DAYS)
    for key, day, number in counted:
        found[key][(day - first).days] += number
    return found


def by_day(claims: Iterable[Claim]) -> list[tuple[date, list[Statement]]]:
    """Claims (newest first) by the day they were made, the same words of one day as one statement."""
    return [(day, _statements(some)) for day, some in groupby(claims, lambda claim: claim.said_on)]


def _statements(claims: Iterable[Claim]) -> list[Statement]:
    found: dict[str, Statement] = {}
    for claim in claims:
        words = _MARKS.sub(" ", claim.content_text.casefold()).strip()
        found.setdefault(words or str(claim.pk), Statement()).claims.insert(0, claim)
    return list(found.values())


def name_for(names: Sequence[Speaker], language: str) -> Speaker:
    """The name that readers of a language know a speaker by, the fullest one; the oldest where there is none in it."""
    return max((one for one in names if one.language == language), key=lambda one: len(one.name), default=names[0])


def known_as(speakers: Iterable[Speaker], language: str) -> dict[int, Speaker]:
    """By speaker (their oldest name's id), the fullest name that readers of a language know them by, where there is
    one; one query."""
    roots = {one.joined_id or one.pk for one in speakers}
    found: dict[int, Speaker] = {}
    names = Speaker.objects.filter(Q(pk__in=roots) | Q(joined__in=roots), language=language) if roots else ()
    for one in sorted(names, key=lambda one: len(one.name)):
        found[one.joined_id or one.pk] = one
    return found


def busiest(limit: int, offset: int = 0, among: QuerySet[Speaker] | None = None) -> list[tuple[Speaker, int, date]]:
    """Speakers by how much they said under all their names, with the day of the last: in the last `DAYS` days, or of
    those `among` whom is looked, whenever it was. Who said nothing that stands is none.

    Rows of (oldest name, claims, last day); two queries.
    """
    found = standing().filter(speaker__isnull=False)
    if among is None:
        found = found.filter(said_on__gte=timezone.localdate() - timedelta(days=DAYS - 1))
    else:
        found = found.filter(speaker__in=among)
    rows = list(
        found.annotate(root=Coalesce("speaker__joined_id", "speaker_id"))
        .values_list("root")
        .annotate(n=Count("pk"), last=Max("said_on"))
        .order_by("-n", "-last", "root")[offset : offset + limit]
    )
    speakers = Speaker.objects.in_bulk([row[0] for row in rows])
    return [(speakers[root], number, last) for root, number, last in rows if root in speakers]
