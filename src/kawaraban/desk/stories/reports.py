"""An article as `compare` takes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import F, Min, QuerySet

from kawaraban import compare
from kawaraban.compare.model import Report
from kawaraban.desk.models import Article, Capture, Paragraph, Source, Version

#: The outlet's own text. Captions and tables come from others, a heading is said again below it.
KINDS = ("p", "quote", "li")
#: Code points of a text that are compared: what is longer is a book.
MAX_LENGTH = 200_000

_FIELDS = (
    "article_id",
    "title",
    "article__language",
    "article__published_at",
    "article__listed_at",
    "article__outlet__name",
    "article__outlet__host",
)


def waiting() -> QuerySet[Version]:
    """The versions to make prints of: those that articles stand at, without a print or with one by older rules.

    A post of a social account is no outlet's report: it is held against reports, not counted among them.
    """
    found = Version.objects.filter(printed__lt=compare.RULES, article__version=F("pk"))
    return found.exclude(article__source__kind=Source.Kind.ACCOUNT)


def reports_of(versions: Collection[int], paragraphs: Mapping[int, Sequence[str]] | None = None) -> dict[int, Report]:
    """The versions as reports, by version; three queries, and plain values, since most of what is placed is this.

    A title that is no sentence is still its first. `paragraphs` are those of each version where they are at hand.
    """
    if not versions:
        return {}
    rows = Version.objects.filter(pk__in=versions).values_list("pk", *_FIELDS)
    texts = paragraphs_of(versions) if paragraphs is None else paragraphs
    captured = _captured(versions)
    return {
        version: Report(
            key=str(article),
            language=language,
            title=title,
            paragraphs=tuple(texts[version]),
            published=published,
            captured=captured.get(article) or listed,
            outlet=outlet,
            host=host,
        )
        for version, article, title, language, published, listed, outlet, host in rows
    }


def _captured(versions: Collection[int]) -> dict[int, datetime]:
    """When the desk saw the page of each of their articles first."""
    of_these = Capture.objects.filter(article__in=Version.objects.filter(pk__in=versions).values("article"))
    return dict(of_these.order_by().values_list("article").annotate(Min("captured_at")))


def paragraphs_of(versions: Iterable[int]) -> dict[int, list[str]]:
    """What is compared of each version's text; one query."""
    found: dict[int, list[str]] = {version: [] for version in versions}
    lengths = dict.fromkeys(found, 0)
    rows = Paragraph.objects.filter(version__in=found, kind__in=KINDS).order_by("version", "position")
    for version, text in rows.values_list("version_id", "text") if found else ():
        lengths[version] += len(text)
        if lengths[version] <= MAX_LENGTH:
            found[version].append(text)
    return found


def time_of(article: Article, first_captured: datetime | None) -> datetime:
    """When an article was there for readers, as far as can be told: never after the desk had it, whatever it says."""
    seen = min(article.listed_at, first_captured or article.listed_at)
    return min(article.published_at or seen, seen)
