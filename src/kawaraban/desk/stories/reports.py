"""An article as `compare` takes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Min, QuerySet

from kawaraban import compare
from kawaraban.compare.model import Report
from kawaraban.desk.models import Article, Paragraph, Source, Version

#: The outlet's own text. Captions and tables come from others, a heading is said again below it.
KINDS = ("p", "quote", "li")
#: Code points of a text that are compared: what is longer is a book.
MAX_LENGTH = 200_000


def waiting() -> QuerySet[Version]:
    """The versions to make prints of: those that articles stand at, without a print or with one by older rules.

    A post of a social account is no outlet's report: it is held against reports, not counted among them.
    """
    found = Version.objects.filter(printed__lt=compare.RULES, article__version=F("pk"))
    return found.exclude(article__source__kind=Source.Kind.ACCOUNT)


def captured(versions: QuerySet[Version]) -> QuerySet[Version]:
    """With the outlet, and `first_captured`: when the desk saw the article's page first."""
    return versions.select_related("article__outlet").annotate(first_captured=Min("article__captures__captured_at"))


def report_of(version: Version, paragraphs: Iterable[str]) -> Report:
    """A version as a report. `version` is one of `captured`; a title that is no sentence is still its first."""
    article = version.article
    return Report(
        key=str(article.pk),
        language=article.language,
        title=version.title,
        paragraphs=tuple(paragraphs),
        published=article.published_at,
        captured=getattr(version, "first_captured", None) or article.listed_at,
        outlet=article.outlet.name,
        host=article.outlet.host,
    )


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
