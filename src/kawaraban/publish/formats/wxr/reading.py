"""A WordPress export -> posts and doubts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import IO
from urllib.parse import unquote

from lxml import etree

from kawaraban.publish.formats.encoding import TextLines
from kawaraban.publish.formats.model import Doubt, ForeignPost, FormatError, PostStatus
from kawaraban.publish.formats.wxr.comments import read_comments
from kawaraban.publish.formats.wxr.words import STATUSES, read_moment
from kawaraban.publish.formats.xmlpieces import Parsed, Piece, Pieces, broken_off, namespaces_of, parse

#: Prefixes as every version has them; the versions differ in what the prefixes stand for.
NAMESPACES = {name: f"x:{name}" for name in ("wp", "content", "excerpt", "dc", "wfw")}

_MAX_PICTURES = 200_000
_MORE = re.compile(r"<!--more[^<>]*?-->")
_UPLOADED = re.compile(
    r"""/([^/"'\s<>?#\\]+?)(?:-\d+x\d+|-scaled)?\.(?:jpe?g|png|gif|webp|avif|heic|svg|bmp)\b""", re.I
)
_AUTHOR = re.compile(r"<wp:author>.*?</wp:author>", re.DOTALL)
_TITLE = re.compile(r"<title>(?:<!\[CDATA\[)?([^<\]]{0,200})")


def read(file: IO[bytes]) -> Iterator[ForeignPost | Doubt]:
    """The posts of an export in the order of the file, each followed by its doubts; one is in memory at a time.

    Pages come as posts, with a doubt; what is thrown away, private or behind a password as drafts, with a doubt.
    Pictures of the media library that no post shows are told as doubts at the end, as are the kinds of things that are
    no posts. Raises FormatError where the file is no WordPress export, or breaks off before the end of its first post.
    """
    lines = TextLines(file)
    reader = _Reader()
    pieces = Pieces(lines, "item")
    for piece in pieces:
        if not reader.begun:
            reader.begin(pieces.head)
        yield from reader.take(piece)
        if reader.told and (damaged := lines.take_damaged()):
            yield Doubt("encoding", "replaced", reader.number, damaged)
    if not reader.begun:
        reader.begin(pieces.head)
    yield from reader.rest()
    if not pieces.ended:
        yield broken_off(reader.number + 1, lines)


class _Reader:
    """What must be remembered from one item to the next."""

    def __init__(self) -> None:
        self.begun = False
        self.number = -1
        self._namespaces = ""
        self._names: dict[str, str] = {}  # what people are shown as, by their login
        self._shown: set[str] = set()  # pictures that a post shows, by file name without size and ending
        self._pictures: dict[str, None] = {}
        self._others: Counter[str] = Counter()

    @property
    def told(self) -> bool:
        return self.number >= 0

    def begin(self, head: str) -> None:
        """Raises FormatError where the head is no WordPress export's."""
        if "<rss" not in head or "wp:" not in head:
            raise FormatError("This is no WordPress export: choose the XML file that WordPress' export gave you.")
        self.begun = True
        self._namespaces = namespaces_of(head, NAMESPACES)
        for author in _AUTHOR.findall(head):
            element = parse(author, self._namespaces).element
            if element is not None and (name := text_of(element, "wp:author_display_name")):
                self._names[text_of(element, "wp:author_login")] = name

    def take(self, piece: Piece) -> Iterator[ForeignPost | Doubt]:
        if not piece.whole:
            title = _TITLE.search(piece.text)
            yield Doubt("truncated", "left-out", detail=title[1] if title else "")
            return
        parsed = parse(piece.text, self._namespaces)
        if parsed.element is None:
            yield Doubt("broken-markup", "left-out", detail=piece.text[:200])
            return
        kind = text_of(parsed.element, "wp:post_type") or "post"
        if kind == "attachment":
            self._picture(parsed.element)
        elif kind not in ("post", "page") or text_of(parsed.element, "wp:status") == "auto-draft":
            self._others[kind] += 1
        else:
            yield from self._post(parsed.element, parsed, kind)

    def _picture(self, item: etree._Element) -> None:
        address = text_of(item, "wp:attachment_url") or text_of(item, "guid")
        if address and len(self._pictures) < _MAX_PICTURES:
            self._pictures[address] = None

    def _post(self, item: etree._Element, parsed: Parsed, kind: str) -> Iterator[ForeignPost | Doubt]:
        self.number += 1
        doubts: list[Doubt] = []
        post = _post(item, self.number, self._names, doubts)
        self._shown.update(_UPLOADED.findall(post.body), _UPLOADED.findall(post.more))
        yield post
        if kind == "page":
            yield Doubt("page", "kept-as-post", self.number, (post.title or "")[:200])
        if parsed.mended:
            yield Doubt("broken-markup", "mended", self.number)
        if parsed.control_characters:
            yield Doubt("control-characters", "left-out", self.number)
        yield from doubts

    def rest(self) -> Iterator[Doubt]:
        for address in self._pictures:
            name = _UPLOADED.search(address)
            if name is None or name[1] not in self._shown:
                yield Doubt("picture-not-shown", "left-out", detail=address[:200])
        for kind, count in sorted(self._others.items()):
            yield Doubt("not-a-post", "left-out", detail=f"{kind}: {count}"[:200])


def text_of(element: etree._Element, name: str) -> str:
    """The text of the first child of that name, as it stands; "" where there is none."""
    return element.findtext(name, default="", namespaces=NAMESPACES)


def _post(item: etree._Element, number: int, names: dict[str, str], doubts: list[Doubt]) -> ForeignPost:
    published_at, guessed = _published_at(item, number, doubts)
    body, *more = _MORE.split(text_of(item, "content:encoded"), maxsplit=1)
    author = text_of(item, "dc:creator")
    categories, tags, short = _terms(item)
    link, guid = text_of(item, "link").strip(), text_of(item, "guid").strip()
    comments, pings = read_comments(item, number, doubts)
    return ForeignPost(
        body=body,
        key=guid or link or text_of(item, "wp:post_id"),
        title=item.findtext("title"),
        more="".join(more),
        excerpt=text_of(item, "excerpt:encoded"),
        author=names.get(author, author),
        published_at=published_at,
        modified_at=read_moment(text_of(item, "wp:post_modified"), text_of(item, "wp:post_modified_gmt"))[0],
        date_guessed=guessed,
        status=_status(item, number, doubts),
        category=categories[0] if categories else "",
        categories=categories[1:],
        category_addresses=(f"/category/{short}/",) if short else (),
        tags=tags,
        basename=_unquoted(text_of(item, "wp:post_name")),
        addresses=tuple(dict.fromkeys(address for address in (link, guid) if address.startswith("http"))),
        comments=comments,
        pings=pings,
        takes_comments=_switch(text_of(item, "wp:comment_status")),
        takes_pings=_switch(text_of(item, "wp:ping_status")),
    )


def _published_at(item: etree._Element, number: int, doubts: list[Doubt]) -> tuple[datetime | None, bool]:
    local = text_of(item, "wp:post_date").strip()
    moment, guessed = read_moment(local, text_of(item, "wp:post_date_gmt").strip())
    if moment is None:
        moment = _mail_date(text_of(item, "pubDate"))
    if local and not local.startswith("0000") and (guessed or moment is None):
        doubts.append(Doubt("date-impossible", "guessed" if moment else "left-undated", number, local[:200]))
    elif moment is None:
        doubts.append(Doubt("date-missing", "left-undated", number))
    return moment, guessed


def _mail_date(text: str) -> datetime | None:
    text = text.strip()
    if " -0001 " in text:  # the year that WordPress writes for what was never published
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _status(item: etree._Element, number: int, doubts: list[Doubt]) -> PostStatus:
    word = text_of(item, "wp:status").strip()
    hidden = "protected" if text_of(item, "wp:post_password") else word if word in ("private", "trash") else ""
    if hidden:
        doubts.append(Doubt(hidden, "kept-as-draft", number))
        return "draft"
    if word and word not in STATUSES:
        doubts.append(Doubt("status-unknown", "kept-as-draft", number, word[:200]))
        return "draft"
    return STATUSES.get(word, "published")


def _terms(item: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """(categories, tags, the first category's short name, by which WordPress calls its page).

    WXR 1.0 lists each twice, once without a domain.
    """
    terms = list(item.iterfind("category"))
    listed = [(term.get("domain"), (term.text or "").strip()) for term in terms]
    told = any(domain for domain, _ in listed)
    short = next((term.get("nicename") or "" for term in terms if term.get("domain") == "category"), "")
    categories = (name for domain, name in listed if domain == "category" or (domain is None and not told))
    tags = (name for domain, name in listed if domain in ("post_tag", "tag"))
    return tuple(filter(None, dict.fromkeys(categories))), tuple(filter(None, dict.fromkeys(tags))), short


def _unquoted(name: str) -> str:
    """WordPress keeps a Japanese address in percents."""
    try:
        return unquote(name, errors="strict")
    except UnicodeDecodeError:
        return name


def _switch(word: str) -> bool | None:
    return word == "open" if word else None
