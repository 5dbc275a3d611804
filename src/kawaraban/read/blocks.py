"""A page's tree -> its blocks: every run of text that stands on its own, in reading order, with where it stands.

Both what trafilatura chose and what the page says of itself (JSON-LD) are texts without a place. Blocks give them one,
so that the choice can be corrected by what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from kawaraban.read.model import ParagraphKind

_UNREAD = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map head button select option "
    "input textarea datalist progress meter rt rp dialog title".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q ruby s samp "
    "small source span strike strong sub sup time tt u var wbr".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# What social networks' embed codes are called; their text is the post's, not the article's.
_EMBED = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post|reddit-card|"
    r"reddit-embed-bq|telegram-post|vk-post|wp-embedded-content)\b"
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])captions?(?:$|[\s_-])|wp-caption-text|bildunterschrift|"
    r"(?:img|image|photo|foto|bild|picture)\w*[_-]+(?:caption|text|info|credit|legend|desc|title|copyright|source)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"(?<![a-z])(?:image|img|photo|picture|figure)(?![a-z])", re.IGNORECASE)
# Said to screen readers only ("opens in a new tab"), or to nobody.
_UNSEEN = re.compile(r"(?<![a-z])(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|u-hidden)(?![a-z])", re.I)
_UNSHOWN = re.compile(r"display:\s*none|clip:\s*rect\(\s*[01]")
_SECTIONS = frozenset("article main section body td th".split())  # what is in them begins as plain paragraphs
_SPECIAL: tuple[ParagraphKind, ...] = ("embed", "caption")  # all that is inside them is so too
_OWN_KIND: dict[str, ParagraphKind] = {
    **dict.fromkeys(_HEADINGS, "h"),
    **dict.fromkeys(("blockquote", "q"), "quote"),
    **dict.fromkeys(("li", "dt", "dd"), "li"),
}
_CELLS = frozenset(("td", "th", "p", "div", "center"))  # what does not break the row of a data table

_BREAK = "\x00"  # a <br>; the parsed text has no such character
_BLANK = " \t\r\n\f\v\xa0\u3000\x00"
_BREAKS = re.compile(r"\x00\s*\x00[\s\x00]*")
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_DIGITS = re.compile(r"[0-9]+")
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ITEM = re.compile(r"\s*(?:[・●■▼▽◆◇○□▪•‣※★☆▶►]|[-–—*]\s|[①-⑳]|\d{1,2}[.)]\s)")
_SENTENCE_END = re.compile('[.!?。！？…」』”»"]$')
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f]")


@dataclass(slots=True)
class Block:
    """One run of text. `text` is one line with single spaces."""

    element: HtmlElement  # the nearest block-level element
    kind: ParagraphKind
    text: str
    linked: int  # characters of `text` that are inside links
    path: tuple[str, ...] = field(default=())  # "div.article-body" of the elements around it, outermost first

    @property
    def link_density(self) -> float:
        """Share of the text that is links, 0 to 1."""
        return min(1.0, self.linked / max(1, len(self.text)))


def blocks_of(tree: HtmlElement) -> list[Block]:
    """All blocks of the body in reading order. Hidden controls, scripts and the like have none."""
    body = tree.find("body")
    return list(_Walk(body if body is not None else tree).blocks())


class _Frame(NamedTuple):
    """A block-level element that is open, with what it makes of the text in it."""

    element: HtmlElement
    kind: ParagraphKind
    path: tuple[str, ...]


class _Walk:
    """One pass over the tree, without recursion."""

    def __init__(self, root: HtmlElement):
        self._root = root
        self._open: list[_Frame] = []
        self._text: list[str] = []
        self._linked = 0
        self._links = 0  # <a> elements around
        self._row: HtmlElement | None = None  # the row of a data table we are in: its cells make one block

    def blocks(self) -> Iterator[Block]:
        walker = etree.iterwalk(self._root, events=("start", "end"))
        skipped = None
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or _is_unread(element, tag):
                    walker.skip_subtree()
                    skipped = element
                else:
                    yield from self._start(element, tag)
                continue
            if element is not skipped:
                yield from self._end(element, tag)
            if element.tail and element is not self._root:
                self._add(element.tail)
        yield from self._flush()

    def _start(self, element: HtmlElement, tag: str) -> Iterator[Block]:
        if tag == "br":
            self._text.append(_BREAK)
        elif tag in _INLINE:
            self._links += tag == "a"
        elif self._row is not None and tag in _CELLS:
            self._text.append(" | " if self._text else "")
        else:
            yield from self._flush()
            if tag == "tr" and self._row is None and _is_data(element):
                self._row = element
            self._open.append(self._frame(element, tag))
        if element.text:
            self._add(element.text)

    def _end(self, element: HtmlElement, tag: str) -> Iterator[Block]:
        if tag in _INLINE:
            self._links -= tag == "a"
        elif tag != "br" and not (self._row is not None and tag in _CELLS):
            yield from self._flush()
            if element is self._row:
                self._row = None
            self._open.pop()

    def _frame(self, element: HtmlElement, tag: str) -> _Frame:
        above = self._open[-1] if self._open else _Frame(element, "p", ())
        classes = element.get("class") or ""
        kind = above.kind
        if kind not in _SPECIAL:
            if classes and _EMBED.search(classes):
                kind = "embed"
            elif tag in ("figure", "figcaption") or (classes and tag != "body" and _is_caption(element, classes)):
                kind = "caption"
            elif element is self._row:
                kind = "table"
            elif tag in _SECTIONS:
                kind = "p"
            else:
                kind = _OWN_KIND.get(tag, kind)
        return _Frame(element, kind, (*above.path, _step(classes, tag)))

    def _add(self, text: str) -> None:
        self._text.append(text)
        if self._links:
            self._linked += len(text.strip())

    def _flush(self) -> Iterator[Block]:
        if not self._text:
            return
        linked, text = self._linked, "".join(self._text)
        self._text, self._linked = [], 0
        if not self._open or not text.strip(_BLANK):
            return
        frame = self._open[-1]
        parts = _parts(text)
        whole = sum(map(len, parts))
        for part in parts:
            yield Block(frame.element, frame.kind, part, round(linked * len(part) / whole), frame.path)


def _parts(text: str) -> list[str]:
    """The paragraphs in a run of text: parted by two <br>, or by one where a sentence, or an item, begins behind it."""
    parts: list[str] = []
    for stretch in _BREAKS.split(_SPACE.sub(" ", _INVISIBLE.sub("", text))):
        fresh = True
        for line in stretch.split(_BREAK):
            shown = line.strip()
            if not shown:
                continue
            if fresh or _begins_anew(parts[-1], line):
                parts.append(shown)
            else:
                parts[-1] += shown if _CJK.match(shown) and _CJK.match(parts[-1][-1]) else " " + shown
            fresh = False
    return parts


def _begins_anew(before: str, line: str) -> bool:
    if line.lstrip(" ").startswith("\u3000") or _ITEM.match(line):
        return True
    return bool(_SENTENCE_END.search(before)) and min(len(before), len(line)) >= 40


def _is_data(row: HtmlElement) -> bool:
    """A row of a data table, not of a layout made of tables: several short cells, nothing in them but text."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if not 2 <= len(cells) <= 40:
        return False
    return all(len(c.text_content()) < 300 and not any(True for _ in c.iter("table", "ul", "ol", "h1")) for c in cells)


def _is_caption(element: HtmlElement, classes: str) -> bool:
    """Called one, or a box that is called a picture, has one in it, and little text."""
    if _CAPTION.search(classes):
        return True
    if not _PICTURE.search(classes) or next(element.iter("img", "picture"), None) is None:
        return False
    return len(element.text_content()) < 400


def _is_unread(element: HtmlElement, tag: str) -> bool:
    if tag in _UNREAD:
        return True
    classes = element.get("class")
    if classes and _UNSEEN.search(classes):
        return True
    if tag not in _INLINE:
        return False  # scripts may unhide a whole article; a piece of a sentence stays hidden
    return "hidden" in element.attrib or bool(_UNSHOWN.search(element.get("style") or ""))


def _step(classes: str, tag: str) -> str:
    # Numbers in class names count the elements, or are hashes of a build: they tell no template.
    return f"{tag}.{' '.join(sorted(_DIGITS.sub('', classes).split()))}" if classes else tag
