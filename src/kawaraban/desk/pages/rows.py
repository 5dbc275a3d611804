"""Rows of the river: an article's headline, opening and edits in both languages, with no query a row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone

from kawaraban.desk.models import Article, Paragraph, Placing, Rendering, Story, Version
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.pages.selection import TO_CHECK
from kawaraban.keep import edits

#: Of an article's first paragraphs, the first of kind `p` is its opening; a headline or caption may come before it.
_LOOKED_AT = 6
_EXCERPT = 240  # characters


@dataclass(slots=True)
class Told:
    """The story that a row stands for, where it has more than one report."""

    story: Story
    latest: Article  # by which the row has its place in the river
    reports: list[Placing]  # the first few: origins before copies
    articles: list[int]  # of the latest reports: rows that this one takes the place of
    unread: int
    marked: bool
    gone: int

    @property
    def named(self) -> list[Placing]:
        """The first report of each of the first two outlets: an outlet is named once, however much it reports."""
        first: dict[int, Placing] = {}
        for report in self.reports:
            first.setdefault(report.article.outlet_id, report)
        return list(first.values())[:2]

    @property
    def others(self) -> int:
        """Reports of outlets beyond the two that a row names, as far as its first reports tell."""
        shown = {report.article.outlet_id for report in self.named}
        named = sum(report.article.outlet_id in shown for report in self.reports)
        return max(0, self.story.reports - named)

    @property
    def has_one_origin(self) -> bool:
        return self.story.origins == 1 and not self.story.unknown

    @property
    def stamp(self) -> str:
        one = self.story
        counts = f"{one.reports}.{one.origins}.{one.unknown}.{self.unread}.{self.gone}.{len(one.differences)}"
        return f"{one.pk}:{counts}{'m' * self.marked}{'d' * one.is_denied}{one.edited_at or ''}"


@dataclass(slots=True)
class Row:
    """One article in the river, or the one whose headline stands for its story. Empty strings where there is nothing
    to show."""

    article: Article
    address: str  # of the article's page
    title: str  # in the readers' language where there is a rendering, else as published, else its address
    original: str  # the headline as published, where `title` is a rendering
    opening: str = ""
    opening_pid: str = ""
    opening_is_rendering: bool = False
    changed_words: list[tuple[str, str]] = field(default_factory=list)
    versions: int = 1
    to_check: int = 0  # renderings that are stale, or in which the proof holds an error open
    told: Told | None = None

    @property
    def at(self) -> datetime:
        """Where it stands in the river."""
        at: datetime = (self.told.latest if self.told else self.article).sort_at
        return at

    @property
    def stamp(self) -> str:
        """Changes whenever the row would look different."""
        if self.told:
            return f"{self.told.stamp}{len(self.title)}-{len(self.opening)}-{self.to_check}"
        a = self.article
        marks = "".join(mark for mark, on in (("r", a.seen_at), ("m", a.marked_at), ("g", a.gone_at)) if on)
        return f"{a.stage}{a.version_id}{marks}{len(self.title)}-{len(self.opening)}-{self.to_check}"


def rows(articles: Iterable[Article], language: str) -> list[Row]:
    """Rows for `articles` in their order, renderings in `language`; three queries however many there are."""
    articles = list(articles)
    past = _versions([a for a in articles if a.edited_at])
    paragraphs = _paragraphs(articles, past)
    openings = {a.pk: _opening(paragraphs[a.version_id]) for a in articles if a.version_id}
    wanted = {TITLE, *(p.pid for p in openings.values() if p)}
    rendered, to_check = _rendered([a.pk for a in articles], language, wanted)
    return [_row(a, openings.get(a.pk), rendered, past.get(a.pk, []), paragraphs, to_check[a.pk]) for a in articles]


def _rendered(
    articles: Sequence[int], language: str, wanted: Collection[str]
) -> tuple[dict[tuple[int, str], str], Counter[int]]:
    """The texts of the wanted parts, by article and pid, and how many renderings of each article are to be checked."""
    shown, to_check = Case(When(pid__in=wanted, then="text"), default=None), Case(When(TO_CHECK, then=1), default=0)
    found = Rendering.objects.filter(article__in=articles, language=language)
    texts: dict[tuple[int, str], str] = {}
    counts: Counter[int] = Counter()
    for article, pid, text, check in found.values_list("article_id", "pid", shown, to_check):
        if text is not None:
            texts[article, pid] = text
        counts[article] += check
    return texts, counts


def _row(
    article: Article,
    opening: Paragraph | None,
    rendered: dict[tuple[int, str], str],
    past: Sequence[Version],
    paragraphs: dict[int | None, list[Paragraph]],
    to_check: int,
) -> Row:
    title = rendered.get((article.pk, TITLE), "")
    row = Row(
        article,
        address=reverse("desk:article", args=[article.pk]),
        title=title or str(article),
        original=article.title if title else "",
        to_check=to_check,
    )
    if opening is not None:
        translation = rendered.get((article.pk, opening.pid), "")
        row.opening, row.opening_pid = (translation or opening.text), opening.pid
        row.opening_is_rendering = bool(translation)
    elif article.summary != article.title:
        row.opening = article.summary
    if len(row.opening) > _EXCERPT:
        row.opening = row.opening[:_EXCERPT].rstrip() + "…"
    if len(past) > 1:
        row.versions = len(past)
        before, now = ([(p.pid, p.text) for p in paragraphs[v.pk]] for v in past[-2:])
        row.changed_words = [pair for edit in edits(before, now) for pair in edit.words][:3]
    return row


def _versions(articles: Sequence[Article]) -> dict[int, list[Version]]:
    """All versions of the articles that were edited, oldest first."""
    found: dict[int, list[Version]] = defaultdict(list)
    if articles:
        for version in Version.objects.filter(article__in=articles).only("article_id", "number").order_by("number"):
            found[version.article_id].append(version)
    return found


def _paragraphs(articles: Sequence[Article], past: dict[int, list[Version]]) -> dict[int | None, list[Paragraph]]:
    """The first paragraphs of every current version, and all of the last two versions of what was edited."""
    whole = [version.pk for versions in past.values() for version in versions[-2:]]
    current = [a.version_id for a in articles]
    found: dict[int | None, list[Paragraph]] = defaultdict(list)
    for paragraph in Paragraph.objects.filter(
        Q(version__in=whole) | Q(version__in=current, position__lt=_LOOKED_AT)
    ).order_by("version", "position"):
        found[paragraph.version_id].append(paragraph)
    return found


def _opening(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    first = paragraphs[:_LOOKED_AT]
    return next((p for p in first if p.kind == "p"), None) or next(iter(first), None)


def by_day(found: Iterable[Row]) -> list[tuple[date, list[Row]]]:
    """Rows in their order, gathered under their days in the reader's zone."""
    days: list[tuple[date, list[Row]]] = []
    for row in found:
        day = timezone.localtime(row.at).date()
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(row)
    return days
