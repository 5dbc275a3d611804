"""One entry of a feed in XML, as feedparser has it -> a post or a comment.

Blogger's own words in Atom (kinds as categories, drafts by `app:control`, later `blogger:` elements) were never
specified; comments name what they answer by RFC 4685.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kawaraban.follow import listing
from kawaraban.publish.formats.model import Doubt, ForeignComment, ForeignPost, Markup, PostStatus

#: What was put there to be published later is in order here.
FAR = datetime(9000, 1, 1, tzinfo=UTC)

_KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
_COMMENT_ADDRESS = re.compile(r"/comments/default/(\d+)$")


@dataclass(frozen=True, slots=True)
class Answer:
    """A comment with what it answers: the id of a post or of another comment."""

    comment: ForeignComment
    to: str


def kind_of_entry(raw: Any) -> str:
    """What Blogger calls it ("post", "page", "comment", "template", "settings"), else "comment" or "post"."""
    named = raw.get("blogger_type") or next(
        (str(tag.get("term")).rpartition("#")[2] for tag in raw.get("tags") or () if tag.get("scheme") == _KIND_SCHEME),
        "",
    )
    return str(named).lower() or ("comment" if raw.get("thr_in-reply-to") else "post")


def answer_of(raw: Any) -> Answer:
    """A comment's `parent` is the comment that it answers, where that is told beside the post."""
    post = (raw.get("thr_in-reply-to") or {}).get("ref") or raw.get("blogger_parent") or ""
    body, _ = _body(raw)
    parent = str(raw.get("blogger_inreplyto") or _related(raw, str(raw.get("id") or "")))
    person = raw.get("author_detail") or {}
    email = str(person.get("email") or "")
    comment = ForeignComment(
        text=body,
        author=listing.plain(str(person.get("name") or raw.get("author") or "")),
        email="" if email.startswith("noreply@") else email,
        address=str(person.get("href") or ""),
        written_at=_date(raw, "published", "updated"),
        state="published" if str(raw.get("blogger_status") or "LIVE") == "LIVE" else "waiting",
        key=str(raw.get("id") or ""),
        parent=parent,
    )
    return Answer(comment, str(post))


def post_of(raw: Any, kind: str, author: str, language: str, number: int) -> tuple[ForeignPost, list[Doubt]]:
    """`author` and `language` are the feed's, for entries that tell none."""
    doubts: list[Doubt] = []
    body, markup = _body(raw)
    summary = str(raw.get("summary") or "")
    link, key = str(raw.get("link") or ""), str(raw.get("id") or raw.get("link") or "")
    published, changed = _date(raw, "published", "created", "updated"), _date(raw, "updated")
    addresses = (link, str(raw.get("blogger_filename") or ""))
    names = _categories(raw)
    title = listing.plain(str(raw["title"])) if "title" in raw else None
    if published is None:
        doubts.append(Doubt("date-missing", "left-undated", number, (title or "")[:200]))
    if kind == "page":
        doubts.append(Doubt("page", "kept-as-post", number, (title or "")[:200]))
    post = ForeignPost(
        body=body,
        key=key,
        title=title,
        markup=markup,
        excerpt="" if summary == body else summary,
        author=_author(raw) or author,
        published_at=published,
        modified_at=changed if changed != published else None,
        status=_status(raw, number, doubts),
        category=names[0] if names else "",
        categories=names[1:],
        language=listing.language(_spoken(raw)) or language,
        addresses=tuple(dict.fromkeys(address for address in addresses if address.startswith(("http", "/")))),
        comment_count=_count(raw.get("slash_comments") or raw.get("thr_total")),
    )
    return post, doubts


def _body(raw: Any) -> tuple[str, Markup]:
    parts = [(str(part.get("value") or ""), part.get("type")) for part in raw.get("content") or ()]
    if not any(text for text, _ in parts):
        parts = [(str(raw.get("summary") or ""), (raw.get("summary_detail") or {}).get("type"))]
    text, kind = max(parts, key=lambda part: len(part[0]))
    return text, "text" if kind == "text/plain" else "html"


def _related(raw: Any, own: str) -> str:
    """The id of the comment answered: Blogger names it by an address that ends in the number of its id."""
    for link in raw.get("links") or ():
        found = _COMMENT_ADDRESS.search(str(link.get("href") or "")) if link.get("rel") == "related" else None
        if found and ".post-" in own:
            return f"{own.rpartition('.post-')[0]}.post-{found[1]}"
    return ""


def _status(raw: Any, number: int, doubts: list[Doubt]) -> PostStatus:
    word = str(raw.get("blogger_status") or ("DRAFT" if raw.get("app_draft") == "yes" else "LIVE"))
    if "TRASHED" in word:
        doubts.append(Doubt("trash", "kept-as-draft", number))
    elif word not in ("LIVE", "DRAFT", "SCHEDULED"):
        doubts.append(Doubt("status-unknown", "kept-as-draft", number, word[:200]))
    return "published" if word == "LIVE" else "scheduled" if word == "SCHEDULED" else "draft"


def _categories(raw: Any) -> tuple[str, ...]:
    names = (
        listing.plain(str(tag.get("label") or tag.get("term") or ""))
        for tag in raw.get("tags") or ()
        if tag.get("scheme") != _KIND_SCHEME
    )
    return tuple(filter(None, dict.fromkeys(names)))


def _author(raw: Any) -> str:
    person = raw.get("author_detail") or {}
    return listing.plain(str(person.get("name") or raw.get("author") or ""))


def _spoken(raw: Any) -> str | None:
    parts = [*(raw.get("content") or ()), raw.get("title_detail") or {}, raw.get("summary_detail") or {}]
    return next((str(part["language"]) for part in parts if part.get("language")), None)


def _date(raw: Any, *names: str) -> datetime | None:
    return listing.date(next((str(raw[name]) for name in names if name in raw), None), FAR)


def _count(value: Any) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None
