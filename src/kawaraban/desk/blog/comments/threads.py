"""Comments as a post's page shows them: threads of one level, in pages that stay small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.safestring import SafeString

from kawaraban.desk.blog.cache import PERSONAL
from kawaraban.desk.blog.comments import form
from kawaraban.desk.blog.comments.form import Draft
from kawaraban.desk.blog.comments.holding import closed_because, closes_at, reasons_of
from kawaraban.desk.blog.comments.writers import is_writers, may_change, writer_key
from kawaraban.desk.blog.sheet import Sheet
from kawaraban.desk.models import Comment, Post
from kawaraban.desk.models.blog import texts
from kawaraban.publish import render_comment

MAX_LISTED = 10_000  # the newest comments of a post; older ones are kept, but no page shows them
FEW = 50  # comments that are loaded together, before it is known which of them a page shows
PAGE_COMMENTS, PAGE_BYTES = 50, 20_000  # so that a post's page stays under 60 kB
_BYTES_A_COMMENT, _BYTES_A_CHARACTER = 500, 3  # about, of HTML
State = Comment.State


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment on a page. `under`: the name of whose comment it answers, where that stands on an earlier page."""

    comment: Comment
    html: SafeString
    is_answer: bool
    under: str
    reasons: str  # why it waits, for editors
    may_change: bool  # this reader wrote it just now


class _Line(NamedTuple):
    pk: int
    parent: int | None
    written_at: Any
    state: str
    length: int


def published_comments(post: Post | None = None) -> QuerySet[Comment]:
    """What all readers see, newest first, with the posts: of one post, or of the whole blog."""
    rows = Comment.objects.filter(state=State.PUBLISHED, post__state=Post.State.PUBLISHED)
    rows = rows.filter(post=post) if post is not None else rows
    return rows.select_related("post").defer(*texts("post__")).order_by("-written_at", "-pk")


def load(posts: Sequence[Post]) -> None:
    """Loads what everybody sees under posts that have few comments; one query, and none for each page then."""
    few = [post for post in posts if 0 < post.comment_count <= FEW]  # type: ignore[attr-defined]
    rows = Comment.objects.filter(state=State.PUBLISHED).order_by("-written_at", "-pk")
    prefetch_related_objects(few, Prefetch("comments", rows, to_attr="spoken"))


def address_of(comment: Comment) -> str:
    """Where a comment stands, whichever page of its post's comments that is."""
    return f"{comment.post.get_absolute_url()}?comment={comment.pk}#comment-{comment.pk}"


def answered(post: Post, number: str | None) -> Comment | None:
    """The published comment that an answer belongs under: threads have one level."""
    asked = _integer(number)
    if not asked:
        return None
    rows = Comment.objects.filter(post=post, state=State.PUBLISHED).select_related("parent")
    found = rows.filter(pk=asked).first()
    return (found.parent or found) if found else None


def beside(sheet: Sheet, post: Post, draft: Draft) -> dict[str, Any]:
    """What a post's page shows of its comments; a query or three, some more with `?reply=` and `?change=`."""
    key, decides = writer_key(sheet.request), sheet.is_owner
    lines, loaded = _lines(post, key, decides)
    pages = _pages(lines)
    number = _page_number(sheet, pages)
    shown = _shown(pages[number - 1] if pages else [], lines, loaded, key, decides)
    closed = closed_because(post, sheet.preferences)
    closing = closes_at(post, sheet.preferences)
    if closing is not None and closing <= timezone.now():
        sheet.changed_at = max(sheet.changed_at, closing)
    if not closed:
        sheet.stamp = partial(form.stamp_for, post.day, post.slug)
    return {
        "comments": shown,
        "comment_page": number,
        "comment_pages": len(pages),
        "waiting_here": sum(line.state == State.WAITING for line in lines),
        "decides": decides,
        "signed_in": sheet.request.user.is_authenticated,
        "decided": _decided(sheet, post) if decides else None,
        "closed": closed,
        "draft": draft if draft != Draft() else _asked_draft(sheet, post, key),
        "mail": bool(settings.MAIL_FROM),
        "stamp": PERSONAL,
    }


def _lines(post: Post, key: str, decides: bool) -> tuple[list[_Line], dict[int, Comment]]:
    """Each comment this reader may see, answers below what they answer, oldest first; and those loaded already.

    No query where it is known that there are none or what they are (`load`), one where there are few; else one more,
    for what orders them alone.
    """
    if not (post.comment_count or decides or key):
        return [], {}
    seen = Q(state=State.PUBLISHED)
    if decides:
        seen |= Q(state=State.WAITING)
    elif key:
        seen |= Q(state=State.WAITING, writer_key=key)
    rows = post.comments.filter(seen).order_by("-written_at", "-pk")
    known = None if decides or key else getattr(post, "spoken", None)
    loaded = {comment.pk: comment for comment in (rows[: FEW + 1] if known is None else known)}
    if len(loaded) <= FEW:
        found = [_Line(c.pk, c.parent_id, c.written_at, c.state, len(c.text)) for c in loaded.values()]
    else:
        fields = ("pk", "parent_id", "written_at", "state", "length")
        found = [_Line(*row) for row in rows.annotate(length=Length("text")).values_list(*fields)[:MAX_LISTED]]
    roots = {line.pk: (line.written_at, line.pk) for line in found}

    def place(line: _Line) -> tuple[Any, ...]:
        # An answer to what isn't shown any more stands where it was written.
        root = roots.get(line.parent) if line.parent else None
        return (*(root or (line.written_at, line.pk)), root is not None, line.written_at, line.pk)

    return sorted(found, key=place), loaded


def _pages(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Filled from the oldest, so that a full page never changes what it has."""
    pages: list[list[_Line]] = []
    room = 0
    for line in lines:
        size = _BYTES_A_COMMENT + _BYTES_A_CHARACTER * line.length
        if not pages or size > room or len(pages[-1]) >= PAGE_COMMENTS:
            pages.append([])
            room = PAGE_BYTES
        pages[-1].append(line)
        room -= size
    return pages


def _page_number(sheet: Sheet, pages: list[list[_Line]]) -> int:
    """The page that was asked for, by its number or by a comment on it; else the last, which has the newest."""
    asked, comment = _integer(sheet.request.GET.get("comments")), _integer(sheet.request.GET.get("comment"))
    if comment:
        holding = (n for n, page in enumerate(pages, 1) if any(line.pk == comment for line in page))
        return next(holding, max(1, len(pages)))
    return asked if 0 < asked <= len(pages) else max(1, len(pages))


def _shown(
    page: Sequence[_Line], lines: Sequence[_Line], loaded: dict[int, Comment], key: str, decides: bool
) -> list[Shown]:
    listed, here = {line.pk for line in lines}, {line.pk for line in page}
    # The one comment of an earlier page that answers on this one belong to comes with them.
    above = {line.parent for line in page if line.parent in listed and line.parent not in here}
    wanted = {*here, *(pk for pk in above if pk)}
    rows = loaded if wanted <= loaded.keys() else Comment.objects.in_bulk(wanted)
    found = []
    for line in page:
        comment = rows.get(line.pk)
        if comment is None:  # taken back a moment ago
            continue
        root = rows.get(line.parent) if line.parent in above else None
        found.append(
            Shown(
                comment=comment,
                html=SafeString(render_comment(comment.text)),
                is_answer=line.parent in listed,
                under=root.name if root else "",
                reasons=reasons_of(comment) if decides and line.state == State.WAITING else "",
                may_change=is_writers(comment, key) and may_change(comment),
            )
        )
        above.discard(line.parent)
    return found


def _asked_draft(sheet: Sheet, post: Post, key: str) -> Draft:
    """The form as a link asked for it: to answer a comment, or to change one's own."""
    number = _integer(sheet.request.GET.get("change"))
    if number and key:
        own = post.comments.filter(pk=number).first()
        if own is not None and is_writers(own, key) and may_change(own):
            return Draft(own.name, own.email, own.text, changes=own)
    return Draft(answers=answered(post, sheet.request.GET.get("reply")))


def _decided(sheet: Sheet, post: Post) -> Comment | None:
    """The comment that an editor has just declined or thrown away here, so that it can be brought back."""
    number = _integer(sheet.request.GET.get("decided"))
    gone = post.comments.filter(pk=number, state__in=(State.DECLINED, State.SPAM)) if number else Comment.objects.none()
    return gone.first() if number else None


def _integer(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 19 else 0
