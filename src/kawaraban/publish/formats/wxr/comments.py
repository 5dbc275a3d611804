"""The comments of a WordPress export with their threads and states, and the pings that stand among them."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from lxml import etree

from kawaraban.publish.formats.model import Doubt, ForeignComment, ForeignPing
from kawaraban.publish.formats.wxr.words import APPROVED, read_moment

_NAMESPACES = {"wp": "x:wp"}
#: How WordPress keeps a trackback: its title in bold, then its text.
_TITLED = re.compile(r"<strong>(.*?)</strong>\n\n(.*)", re.DOTALL)


def read_comments(
    item: etree._Element, number: int, doubts: list[Doubt]
) -> tuple[tuple[ForeignComment, ...], tuple[ForeignPing, ...]]:
    """(comments, pings) of one item. Pings that wait or are spam are left out: a ping has no state here."""
    comments: list[ForeignComment] = []
    pings: list[ForeignPing] = []
    for element in item.iterfind("wp:comment", _NAMESPACES):
        known = {str(etree.QName(field).localname): field.text or "" for field in element if isinstance(field.tag, str)}
        if known.get("comment_type") in ("pingback", "trackback"):
            if known.get("comment_approved") == "1":
                pings.append(_ping(known))
        else:
            comments.append(_comment(known, number, doubts))
    return _threaded(comments, number, doubts), tuple(pings)


def _comment(known: dict[str, str], number: int, doubts: list[Doubt]) -> ForeignComment:
    written_at, guessed = read_moment(known.get("comment_date", ""), known.get("comment_date_gmt", ""))
    if guessed:
        doubts.append(Doubt("date-impossible", "guessed", number, known.get("comment_date", "")[:200]))
    parent = known.get("comment_parent", "").strip()
    return ForeignComment(
        text=known.get("comment_content", ""),
        author=known.get("comment_author", ""),
        email=known.get("comment_author_email", ""),
        address=known.get("comment_author_url", ""),
        ip=known.get("comment_author_IP", ""),
        written_at=written_at,
        # "post-trashed" and states of plugins: nobody said that readers may see it.
        state=APPROVED.get(known.get("comment_approved", "1").strip(), "declined"),
        key=known.get("comment_id", "").strip(),
        parent="" if parent == "0" else parent,
    )


def _threaded(comments: list[ForeignComment], number: int, doubts: list[Doubt]) -> tuple[ForeignComment, ...]:
    keys = {comment.key for comment in comments}
    lost = [comment for comment in comments if comment.parent and comment.parent not in keys]
    if lost:
        doubts.append(Doubt("comment-parent", "kept-without", number, f"{len(lost)}"))
    return tuple(
        replace(comment, parent="") if comment.parent and comment.parent not in keys else comment
        for comment in comments
    )


def _ping(known: dict[str, str]) -> ForeignPing:
    text = known.get("comment_content", "")
    titled = _TITLED.fullmatch(text)
    return ForeignPing(
        title=html.unescape(titled[1]) if titled else "",
        address=known.get("comment_author_url", ""),
        ip=known.get("comment_author_IP", ""),
        blog=known.get("comment_author", ""),
        written_at=read_moment(known.get("comment_date", ""), known.get("comment_date_gmt", ""))[0],
        text=titled[2] if titled else text,
    )
