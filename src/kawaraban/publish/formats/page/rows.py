"""A page as `kawaraban import --kind page --dry-run` prints it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kawaraban.publish.formats.model import Doubt, ForeignPost, FormatError
from kawaraban.publish.formats.page.reading import read
from kawaraban.translate.vectors import embedder

Row = dict[str, Any]

_SHOWN = 60  # code points of a title or a first paragraph, for people


def row_of(path: str, content: bytes, newest: date | None, zone: ZoneInfo) -> Row:
    """{"posts", "report"}, or {"path", "error"} for what is no page, or a page without posts."""
    posts: list[ForeignPost] = []
    doubts: list[Doubt] = []
    try:
        for found in read(io.BytesIO(content), name=path, date=newest, zone=zone, embed=embedder()):
            if isinstance(found, Doubt):
                doubts.append(found)
            else:
                posts.append(found)
    except FormatError as error:
        return {"path": path, "error": str(error)}
    row: Row = {"posts": [_post(post) for post in posts], "report": _report(posts, doubts)}
    if not posts:
        row |= {"path": path, "error": f"No posts were found on {path}: save the page of a day, a month or a post."}
    return row


def _post(post: ForeignPost) -> Row:
    return {
        "title": post.title,
        "author": post.author,
        "published": post.published_at.isoformat() if post.published_at else None,
        "category": post.category,
        "comments": post.comment_count or 0,
        "empty": post.empty,
        "paragraphs": [{"kind": p.kind, "text": p.text, "language": p.language} for p in post.paragraphs],
        "pairs": [{"source": list(p.source), "target": list(p.target), "score": p.score} for p in post.pairs],
    }


def _report(posts: list[ForeignPost], doubts: list[Doubt]) -> Row:
    return {
        "posts": len(posts),
        "comments": sum(post.comment_count or 0 for post in posts),
        "images": sum(post.body.count("<img ") for post in posts),
        "empty": sum(post.empty for post in posts),
        "doubts": [{"post": doubt.post, "what": doubt.what, "done": doubt.done} for doubt in doubts],
    }


def describe(row: Row, said: Callable[[str, str], str]) -> str:
    """A row for people: a line a post, then what was counted and what is in doubt.

    `said` has the words for a doubt, of its `what` and `done`.
    """
    told = [_line(number, post) for number, post in enumerate(row["posts"])]
    report = row["report"]
    told.append(
        f"{report['posts']} posts ({report['empty']} empty), {report['comments']} comments, {report['images']} images"
    )
    posts: dict[tuple[str, str], list[str]] = {}
    for doubt in report["doubts"]:
        where = [] if doubt["post"] is None else [str(doubt["post"] + 1)]
        posts.setdefault((doubt["what"], doubt["done"]), []).extend(where)
    for (what, done), numbers in posts.items():
        told.append(f"! {_where(numbers)}: {said(what, done)}")
    return "\n".join(told)


def _where(numbers: list[str]) -> str:
    return f"post {', '.join(numbers)}" if numbers else "the page"


def _line(number: int, post: Row) -> str:
    first = post["paragraphs"][0]["text"] if post["paragraphs"] else ""
    title = post["title"] or f"({first[:_SHOWN]})"
    about = " · ".join(filter(None, [post["published"], post["author"], post["category"]]))
    return (
        f"{number + 1:>4}  {title[:_SHOWN]}\n      {about} · {post['comments']} comments · {len(post['pairs'])} aligned"
    )
