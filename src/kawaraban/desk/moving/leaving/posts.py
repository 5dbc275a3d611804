"""The desk's posts as the data that other blogs' formats are written from; drafts too, put away ones not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F, Prefetch

from kawaraban import publish
from kawaraban.desk.checks.boxes import boxes_of
from kawaraban.desk.models import Comment, Post, Preferences
from kawaraban.desk.quoting import quotations_of, zone_of
from kawaraban.publish.feeds.absolute import absolute_html
from kawaraban.publish.foreign_html import unfold
from kawaraban.publish.formats import ForeignComment, ForeignPing, ForeignPost
from kawaraban.publish.formats.model import PostStatus

_AT_ONCE = 50  # posts in memory; one may have five megabytes
_STATES = {state: state.value for state in Comment.State}


def blog() -> publish.Blog:
    """The blog as the formats name it; `address` is empty where the settings tell no public one."""
    preferences = Preferences.load()
    return publish.Blog(
        title=preferences.blog_title,
        tagline=preferences.blog_tagline,
        address=f"{preferences.public_address.rstrip('/')}/" if preferences.public_address else "",
        language=preferences.language,
        author=preferences.signature,
    )


def foreign_posts() -> Iterator[ForeignPost]:
    """Every post, oldest first, then the drafts that have no day. A few queries for every 50 posts."""
    preferences = Preferences.load()
    comments = Prefetch("comments", Comment.objects.order_by("written_at", "pk"))
    rows = Post.objects.filter(deleted_at=None).select_related("category").prefetch_related("tags", comments)
    for post in rows.order_by(F("published_at").asc(nulls_last=True), "pk").iterator(chunk_size=_AT_ONCE):
        yield foreign_post(post, preferences)


def foreign_post(post: Post, preferences: Preferences) -> ForeignPost:
    """One post. What came as HTML leaves as it came; Markdown leaves as the HTML that readers see."""
    zone = zone_of(preferences)
    brought = post.brought or {}
    is_html = post.markup == Post.Markup.HTML
    body, more = unfold(post.body) if is_html else (_html(post, preferences), "")
    here = post.get_absolute_url()
    tags = [tag.name for tag in post.tags.all()]
    others = brought.get("categories", ())  # a post has one category here; its others came in as tags
    return ForeignPost(
        body=body,
        more=more,
        title=post.title,
        excerpt=post.summary,
        keywords=brought.get("keywords", ""),
        author=post.signature,
        published_at=_moment(post).astimezone(zone),
        modified_at=post.changed_at.astimezone(zone) if post.changed_at else None,
        status=_status(post),
        category=post.category.name if post.category else "",
        categories=tuple(name for name in others if name in tags),
        tags=tuple(name for name in tags if name not in others),
        basename=brought.get("basename", "") or post.slug,
        language=post.language,
        addresses=(*brought.get("addresses", ()), *([here] if here else [])),
        comments=tuple(_comment(comment, zone) for comment in post.comments.all()),
        pings=tuple(_ping(ping) for ping in brought.get("pings", ())),
        takes_comments=post.takes_comments,
        takes_pings=brought.get("takes_pings"),
        line_breaks=brought.get("line_breaks", "") if is_html else "0",
    )


def _html(post: Post, preferences: Preferences) -> str:
    """The post's Markdown as HTML, the blog's own links and pictures absolute where its address is known."""
    html = post.html
    if post.state != Post.State.PUBLISHED:
        quotations, boxes = quotations_of(post.body, preferences), boxes_of(post.body, preferences)
        html = publish.render(post.body, quotations, checks=boxes, language=post.language)
    base, shown = preferences.public_address.rstrip("/"), publish.show_news(publish.show_changes(html, ()), ())
    return absolute_html(shown, base + (post.get_absolute_url() or "/")) if base else shown


def _moment(post: Post) -> datetime:
    return post.publish_at or post.published_at or post.created_at


def _status(post: Post) -> PostStatus:
    if post.state == Post.State.PUBLISHED:
        return "published"
    if post.publish_at is not None:
        return "scheduled"
    return "waiting" if post.handed_in_at is not None else "draft"


def _comment(comment: Comment, zone: ZoneInfo) -> ForeignComment:
    """As it was written; without the e-mail address, which was given to be told of answers here alone."""
    return ForeignComment(
        text=comment.text,
        author=comment.name,
        written_at=comment.written_at.astimezone(zone),
        state=_STATES[Comment.State(comment.state)],
        key=str(comment.pk),
        parent=str(comment.parent_id or ""),
    )


def _ping(ping: list[str]) -> ForeignPing:
    title, address, blog_name, written_at, text = ping
    at = datetime.fromisoformat(written_at) if written_at else None
    return ForeignPing(title=title, address=address, blog=blog_name, written_at=at, text=text)
