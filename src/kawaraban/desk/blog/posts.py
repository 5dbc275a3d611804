"""Posts as readers are shown them: quotations with what changed since, outlets, counts. A handful of queries a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kawaraban import publish
from kawaraban.desk.blog.sheet import Sheet, outlets_called
from kawaraban.desk.checks.boxes import published_boxes
from kawaraban.desk.models import Comment, Post, Preferences, QuotationRecord
from kawaraban.desk.quoting import with_changes

#: Bytes of posts' HTML on one page; with the shell around it a page stays under 60 kB. What is more is shown by its
#: opening, with a link to the post itself.
MAX_BYTES = 40_000
OPENING = 160  # characters


@dataclass(frozen=True, slots=True)
class Outlet:
    name: str  # as readers call it
    host: str
    own_name: str = ""  # where that is another
    facts: publish.OutletFacts | None = None  # as they stood when the post was published


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post as a page has it; `html` is empty where only its `opening` is shown."""

    post: Post
    address: str
    title: str
    html: SafeString
    opening: str
    comments: int
    outlets: tuple[Outlet, ...]
    quoted: tuple[publish.Quotation, ...]
    checks: tuple[publish.CheckBox, ...]
    changed_later: datetime | None  # when it was changed, where that is after it was published


def published() -> QuerySet[Post]:
    """Posts on the blog with what a page of them needs."""
    spoken = Comment.objects.filter(post=OuterRef("pk"), state=Comment.State.PUBLISHED).order_by().values("post")
    counted = Coalesce(Subquery(spoken.annotate(count=Count("pk")).values("count")), 0)
    rows = (
        Post.objects.filter(state=Post.State.PUBLISHED).select_related("category").defer("body", "pending", "brought")
    )
    return rows.annotate(comment_count=counted)


def shown(posts: Sequence[Post], sheet: Sheet, *, whole: bool = False) -> list[ShownPost]:
    """The posts with all that belongs to them; at most three queries. `whole` shows them whatever their length."""
    quotations, checks = _quotations(posts, sheet), _checks(posts, sheet)
    left, found = MAX_BYTES, []
    for post in posts:
        quoted, boxes = quotations.get(post.pk, []), checks.get(post.pk, [])
        # Under the title: on its own page that is the h1, in a list it stands under the list's.
        html = publish.fit_headings(with_notes(post, quoted, boxes), 2 if whole else 3)
        size = len(html.encode())
        fits = whole or size <= left
        left -= size if fits else 0
        found.append(
            ShownPost(
                post=post,
                address=post.get_absolute_url(),
                title=title_of(post),
                # Made by publish.render, which escapes all that a person or an outlet wrote.
                html=SafeString(html) if fits else SafeString(""),
                opening=publish.opening(html, OPENING),
                comments=post.comment_count,
                outlets=outlets_of(quoted),
                quoted=tuple(quoted),
                checks=tuple(boxes),
                changed_later=_changed_later(post),
            )
        )
    return found


def title_of(post: Post) -> str:
    """The post's title, or what stands in its place."""
    return post.title or gettext("Untitled")


def outlets_of(quotations: Iterable[publish.Quotation]) -> tuple[Outlet, ...]:
    """The outlets that were quoted, each once, in order."""
    found: dict[tuple[str, str], Outlet] = {}
    for outlet in map(_outlet, quotations):
        found.setdefault((outlet.name, outlet.host), outlet)
    return tuple(found.values())


def _outlet(quotation: publish.Quotation) -> Outlet:
    host = urlsplit(publish.safe_address(quotation.address)).netloc
    own_name = quotation.outlet if quotation.called != quotation.outlet else ""
    return Outlet(quotation.called, host, own_name, quotation.outlet_facts)


def for_feed(posts: Sequence[Post], sheet: Sheet) -> list[publish.Post]:
    """The posts as a feed has them, in full; three queries for posts whose tags were prefetched, more with checks."""
    quotations, checks = _quotations(posts, sheet), _checks(posts, sheet)
    return [_feed_post(post, quotations[post.pk], checks[post.pk], sheet.zone) for post in posts]


def blog_of(preferences: Preferences, address: str) -> publish.Blog:
    """What the feeds say of the blog; `address` is absolute."""
    return publish.Blog(
        title=preferences.blog_title,
        tagline=preferences.blog_tagline,
        address=address,
        language=preferences.language,
        author=preferences.signature,
    )


def structured(post: Post, item: ShownPost, zone: ZoneInfo) -> publish.Post:
    """A shown post as publish has it, for what machines read; its tags are asked for where nobody did before."""
    plain = _feed_post(post, item.quoted, item.checks, zone)
    return replace(plain, comments=item.comments, summary=post.summary or item.opening)


def _feed_post(
    post: Post, quoted: Sequence[publish.Quotation], checks: Sequence[publish.CheckBox], zone: ZoneInfo
) -> publish.Post:
    published_at = post.published_at or post.saved_at
    return publish.Post(
        id=post.pk,
        address=post.get_absolute_url(),
        title=title_of(post),
        body="",
        author=post.signature,
        language=post.language,
        published_at=published_at.astimezone(zone),
        updated_at=(post.changed_at or published_at).astimezone(zone),
        category=post.category.name if post.category else "",
        html=with_notes(post, quoted, checks),
        quotations=tuple(quoted),
        checks=tuple(checks),
        summary=post.summary,
        tags=tuple(tag.name for tag in post.tags.all()),
    )


def quotations_of(posts: Sequence[Post], preferences: Preferences) -> dict[int, list[publish.Quotation]]:
    """By post, in the order in which each quotes them, with what is known now; three queries at most."""
    prefetch_related_objects(posts, "quotations")
    records = [record for post in posts for record in sorted(post.quotations.all(), key=attrgetter("position"))]
    found: dict[int, list[publish.Quotation]] = {post.pk: [] for post in posts}
    for record, quotation in zip(records, _now(records, preferences), strict=True):
        found[record.post_id].append(quotation)
    return found


def _quotations(posts: Sequence[Post], sheet: Sheet) -> dict[int, list[publish.Quotation]]:
    """`quotations_of`, of those that are not loaded yet; the page is then as new as the latest of what is known."""
    found = sheet.beside.quoted
    found |= quotations_of([post for post in posts if post.pk not in found], sheet.preferences)
    for post in posts:
        _as_new_as(sheet, found[post.pk])
    return found


def _checks(posts: Sequence[Post], sheet: Sheet) -> dict[int, list[publish.CheckBox]]:
    """As `_quotations`, the boxes of the posts' checks."""
    found = sheet.beside.checks
    found |= published_boxes([post for post in posts if post.pk not in found], sheet.preferences)
    return found


def now_of(record: QuotationRecord, sheet: Sheet) -> publish.Quotation:
    """A quotation with what is known now of its article; the page is then as new as that."""
    [quotation] = _now([record], sheet.preferences)
    _as_new_as(sheet, [quotation])
    return quotation


def _now(records: Sequence[QuotationRecord], preferences: Preferences) -> list[publish.Quotation]:
    if not records:
        return []
    return with_changes([publish.thaw(record.frozen) for record in records], preferences, outlets_called(preferences))


def _as_new_as(sheet: Sheet, quotations: Iterable[publish.Quotation]) -> None:
    for quotation in quotations:
        moments = [quotation.change.at if quotation.change else None, quotation.gone_at]
        sheet.changed_at = max([sheet.changed_at, *filter(None, moments)])


def with_notes(post: Post, quoted: Sequence[publish.Quotation], checks: Sequence[publish.CheckBox]) -> str:
    """The post's HTML with what changed since, and ways to what was kept of each quotation."""
    html = publish.show_news(post.html, checks) if checks else post.html
    if not quoted:
        return html
    kept = {quotation.key: reverse("blog:kept", args=[post.pk, n]) for n, quotation in enumerate(quoted, start=1)}
    return publish.show_changes(html, quoted, kept)


def _changed_later(post: Post) -> datetime | None:
    if post.changed_at is None or post.published_at is None:
        return None
    # The first publication sets both.
    return post.changed_at if post.changed_at > post.published_at else None


def first_of(year: int, month: int, day: int = 1) -> date | None:
    """The date of an address; None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
