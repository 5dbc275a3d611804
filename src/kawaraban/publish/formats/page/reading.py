"""The front door: a saved page in, its posts and doubts out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import BinaryIO
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from kawaraban.follow.charset import charset_of
from kawaraban.publish.formats.encoding import TextLines
from kawaraban.publish.formats.model import Doubt, ForeignParagraph, ForeignPost, FormatError
from kawaraban.publish.formats.page.addresses import address_of, category_addresses_of
from kawaraban.publish.formats.page.bilingual import kana_in, languages, own_language, pairs
from kawaraban.publish.formats.page.bodies import Body, body_of
from kawaraban.publish.formats.page.comments import comments_of
from kawaraban.publish.formats.page.cutting import Cut, cut
from kawaraban.publish.formats.page.days import Day, context_of, days_of
from kawaraban.publish.formats.page.footers import footer_at
from kawaraban.publish.formats.page.line import Line
from kawaraban.publish.formats.page.markup import lines_of_tree
from kawaraban.publish.formats.page.text import is_markup, lines_of_text
from kawaraban.read import ReadError
from kawaraban.read.tree import parse
from kawaraban.translate.vectors import Embedder

MAX_BYTES = 30_000_000
_MAX_ELEMENTS = 400_000  # of a month's archive with a thousand pasted articles
_BROKEN = "\ufffd"
_DETAIL = 200  # code points


def read(
    file: BinaryIO, *, name: str, date: date | None, zone: ZoneInfo, embed: Embedder | None = None
) -> Iterator[ForeignPost | Doubt]:
    """The posts of a saved page of a hosted blog, HTML or its bare text, in the order of the page.

    `name` is the file's name or path, which may hold the day; `date` the newest day on the page, for pages that don't
    say it; moments are in `zone`. With `embed`, more of what belongs together is found. A doubt follows the post it is
    about; those about the page come last. Raises FormatError for what is no page at all.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise FormatError(f"This page is over {MAX_BYTES // 1_000_000} MB: save its days one by one.")
    text = _decoded(content)
    if not text.strip():
        raise FormatError("This page is empty: save it again, from the browser.")
    lines = _lines(text)
    cuts = cut(lines)
    days = days_of(cuts, context_of(lines, name, date))
    bodies = [body_of(one.body) for one in cuts]
    japanese = kana_in(text) > 0
    paragraphs = [_paragraphs(body, japanese) for body in bodies]
    own = own_language(paragraph for post in paragraphs for paragraph in post)
    for number, (one, day, body, told) in enumerate(zip(cuts, days, bodies, paragraphs, strict=True)):
        post = _post(one, day, body, zone)
        yield replace(post, paragraphs=told, pairs=pairs(told, own, embed), language=own)
        yield from _doubts(number, post, day)
        if one.broken_off:
            yield Doubt("truncated", "kept-as-far", number, (post.title or "")[:_DETAIL])
    yield from _doubts_of_page(text, cuts)


def _decoded(content: bytes) -> str:
    """The page's text: as it declares and its bytes say, or as a blog of Japan that declares nothing, or mixes."""
    name, rest = charset_of(content)
    text = rest.decode(name, "replace")
    if name.startswith("utf") and _BROKEN not in text:
        return text
    japanese = "\n".join(TextLines(io.BytesIO(content)))
    broken = japanese.count(_BROKEN) <= text.count(_BROKEN)
    return japanese if broken and kana_in(japanese) > kana_in(text) else text


def _lines(text: str) -> list[Line]:
    if not is_markup(text):
        return list(lines_of_text(text))
    try:
        tree = parse(text, max_elements=_MAX_ELEMENTS)
    except ReadError as error:
        raise FormatError(
            "This page is too large or too broken to be taken apart: save its bare text instead."
        ) from error
    return _content(list(lines_of_tree(tree)))


def _content(walked: Sequence[tuple[Line, HtmlElement | None]]) -> list[Line]:
    """The lines without side bars and menus; an element in which a post ends is neither, whatever it is called."""
    lines = [line for line, _ in walked]
    posts = {around for at, (_, around) in enumerate(walked) if around is not None and footer_at(lines, at) is not None}
    return [line for line, around in walked if around is None or around in posts]


def _paragraphs(body: Body, japanese: bool) -> tuple[ForeignParagraph, ...]:
    shown = [line for line in body.paragraphs if line.text]
    told = languages([line.text for line in shown], japanese)
    return tuple(ForeignParagraph(line.kind, line.text, code) for line, code in zip(shown, told, strict=True))


def _post(one: Cut, day: Day, body: Body, zone: ZoneInfo) -> ForeignPost:
    footer = one.footer
    comments = tuple(comments_of(one.below, zone))
    counted = footer.comments if footer else None
    address = address_of(one)
    category = (footer.category if footer else "") or (one.heading.category if one.heading else "")
    return ForeignPost(
        body=body.html,
        key=address,
        addresses=(address,) if address else (),
        title=one.title.text if one.title else None,
        author=footer.author if footer else "",
        published_at=datetime.combine(day.day, day.clock or time(), zone) if day.day else None,
        date_guessed=day.source == "month",
        category=category,
        category_addresses=category_addresses_of(one, category),
        tags=body.tags,
        comments=comments,
        comment_count=len(comments) if counted is None and comments else counted,
        empty=body.empty,
    )


def _doubts(number: int, post: ForeignPost, day: Day) -> Iterator[Doubt]:
    title = (post.title or "")[:_DETAIL]
    if post.published_at is None:
        yield Doubt("date-missing", "left-undated", number, title)
    elif post.date_guessed:
        yield Doubt("day-missing", "guessed", number, title)
    elif day.clock is None:
        yield Doubt("time-missing", "guessed", number, title)
    if post.empty:
        yield Doubt("body-missing", "kept-empty", number, title)


def _doubts_of_page(text: str, cuts: Sequence[Cut]) -> Iterator[Doubt]:
    if not cuts:
        yield Doubt("no-posts", "left-out", detail="nothing on this page looks like the end or the head of a post")
    if _BROKEN in text:
        yield Doubt("encoding", "kept-as-text", detail=f"{text.count(_BROKEN)} characters can't be read")
