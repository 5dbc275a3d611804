"""Which articles the river shows, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from kawaraban.desk.models import Article, Rendering, Story

#: Of stories: only one origin, one report denies what another conveys.
OF_STORIES = ("one-origin", "denied")
SHOWS = ("all", "unread", "marked", "begun", *OF_STORIES, "edited", "check", "gone")
#: Renderings that a person has to look at: the original changed under them, or the proof holds an error open.
TO_CHECK = Q(state=Rendering.State.STALE) | Q(errors__gt=0)
#: Several reports, and one of them is where all of them have it from; where that can't be told of one, nobody knows.
ONE_ORIGIN = Q(reports__gt=1, origins=1, unknown=0)
DENIED = Q(is_denied=True)
PAGE = 20  # a screen and a half; the next are fetched as one comes near them


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the river's order, newest first: after this article. Page 100 is as quick as page 1."""

    sort_at: datetime
    pk: int

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """The cursor written as `str(cursor)`; None for anything else."""
        at, _, pk = text.rpartition("_")
        try:
            moment = parse_datetime(at)
            return cls(moment, int(pk)) if moment and moment.tzinfo else None
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.sort_at.isoformat()}_{self.pk}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters in use, as the address names them."""

    show: str = "all"
    language: str = ""
    bundle: str = ""
    source: int | None = None
    by: str = "stories"  # a row a story, or "articles"

    @classmethod
    def parse(cls, query: QueryDict) -> Selection:
        """What the address asks for; what it asks for wrongly is left out."""
        show, source = query.get("show", ""), query.get("source", "")
        return cls(
            show=show if show in SHOWS else "all",
            language=query.get("language", "")[:8],
            bundle=query.get("bundle", "")[:100],
            source=int(source) if source.isascii() and source.isdigit() and len(source) < 19 else None,
            by="articles" if query.get("by") == "articles" else "stories",
        )

    def query(self, **changes: Any) -> str:
        """The query string of this selection with `changes`, "" for the plain river."""
        other = replace(self, **changes)
        values = {
            "show": other.show,
            "language": other.language,
            "bundle": other.bundle,
            "source": other.source,
            "by": other.by,
        }
        kept = {name: value for name, value in values.items() if value and value not in ("all", "stories")}
        return f"?{urlencode(kept)}" if kept else ""

    def articles(self, language: str) -> QuerySet[Article]:
        """The articles that have a row, newest first: each one selected, or the latest of each story that has one.

        `language` is the readers': states of renderings are of that one.
        """
        condition = _condition(self.show, language)
        if self.language:
            condition &= Q(language=self.language)
        if self.bundle:
            condition &= Q(source__bundle=self.bundle)
        if self.source:
            condition &= Q(source_id=self.source)
        if self.by == "stories":
            condition = Q(is_latest=True) & _or_another_report(condition)
        return Article.objects.filter(condition).order_by("-sort_at", "-id")


def after(articles: QuerySet[Article], cursor: Cursor | None) -> QuerySet[Article]:
    """Those that come after the cursor."""
    if cursor is None:
        return articles
    # The first condition alone lets the database start in the middle of its index.
    return articles.filter(sort_at__lte=cursor.sort_at).filter(Q(sort_at__lt=cursor.sort_at) | Q(pk__lt=cursor.pk))


def _or_another_report(condition: Q) -> Q:
    """What holds of an article, or of an earlier report of its story."""
    if not condition:
        return condition
    others = Article.objects.filter(condition, is_latest=False).values("placing__story")
    return condition | Q(placing__story__in=others)


def _condition(show: str, language: str) -> Q:
    simple = {
        "unread": Q(seen_at=None),
        "marked": Q(marked_at__isnull=False),
        "edited": Q(edited_at__isnull=False),
        "gone": Q(gone_at__isnull=False),
        "one-origin": Q(placing__story__in=Story.objects.filter(ONE_ORIGIN)),
        "denied": Q(placing__story__in=Story.objects.filter(DENIED)),
    }
    if show in simple:
        return simple[show]
    renderings = {"begun": Q(state=Rendering.State.EDITED), "check": TO_CHECK}
    if show in renderings:
        chosen = Rendering.objects.filter(renderings[show], language=language, article=OuterRef("pk"))
        return Q(Exists(chosen))
    return Q()


@dataclass(slots=True)
class Counts:
    """True counts of everything the rail offers."""

    shows: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    bundles: Counter[str] = field(default_factory=Counter)

    # A template would take `languages.most_common` for a key of the counter, which has every key.
    def by_language(self) -> list[tuple[str, int]]:
        return self.languages.most_common()

    def by_bundle(self) -> list[tuple[str, int]]:
        return self.bundles.most_common()


def counts(language: str) -> Counts:
    """Count all articles by each filter, and stories by those that are of stories, in three queries."""
    result = Counts()
    counted = ("unread", "marked", "edited", "gone")
    theirs = Rendering.objects.filter(language=language).order_by().values("article")
    begun = theirs.filter(state=Rendering.State.EDITED).values(every=Value(1))
    groups = (
        Article.objects.order_by()
        .values_list("language", "source__bundle")
        # Of all articles, whatever the group: where there is no article, nothing is begun.
        .annotate(begun=Coalesce(Subquery(begun.annotate(n=Count("article", distinct=True)).values("n")), 0))
        .annotate(all=Count("pk"), **{show: Count("pk", filter=_condition(show, language)) for show in counted})
    )
    for code, bundle, number_begun, *numbers in groups:
        result.languages[code] += numbers[0]
        if bundle:
            result.bundles[bundle] += numbers[0]
        result.shows["begun"] = number_begun
        result.shows.update(dict(zip(("all", *counted), numbers, strict=True)))
    # Each half has its own index; one condition over both would read every rendering.
    stale, open_findings = theirs.filter(state=Rendering.State.STALE), theirs.filter(errors__gt=0)
    result.shows["check"] = stale.union(open_findings).count()
    stories = Story.objects.aggregate(one=Count("pk", filter=ONE_ORIGIN), denied=Count("pk", filter=DENIED))
    result.shows["one-origin"], result.shows["denied"] = stories["one"], stories["denied"]
    return result
