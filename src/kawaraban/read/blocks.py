"""A page's tree -> its blocks: every run of text that stands on its own, in reading order, with where it stands.

Both what trafilatura chose and what the page says of itself (JSON-LD) are texts without a place. Blocks give them one,
so that the choice can be corrected by what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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
_QUOTED = frozenset(("blockquote", "q"))
_CAPTION = re.compile(
    r"(?:^|[\s_-])captions?(?:$|[\s_-])|wp-caption-text|bildunterschrift|"
    r"(?:img|image|photo|foto|bild|picture)\w*[_-]+(?:caption|text|info|credit|legend|desc|title|copyright|source)",
    re.IGNORECASE,
)
# Said to screen readers only ("opens in a new tab"), or to nobody.
_UNSEEN = re.compile(r"\b(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|u-hidden|a11y-hidden)\b", re.I)
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f]")


@dataclass(slots=True)
class Block:
    """One run of text. `text` has single spaces, and a line break where the page has one <br>."""

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


class _Walk:
    """One pass over the tree, without recursion."""

    def __init__(self, root: HtmlElement):
        self._root = root
        self._open: list[HtmlElement] = []  # block-level elements around
        self._path: list[str] = []
        self._text: list[str] = []
        self._linked = 0
        self._links = 0  # <a> elements around
        self._row: HtmlElement | None = None  # the row of a data table we are in: its cells make one block

    def blocks(self) -> Iterator[Block]:
        walker = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or _is_unread(element, tag):
                    walker.skip_subtree()
                    continue
                yield from self._start(element, tag)
            else:
                if tag and not _is_unread(element, tag):
                    yield from self._end(element, tag)
                if element is not self._root:
                    self._add(element.tail)
        yield from self._flush()

    def _start(self, element: HtmlElement, tag: str) -> Iterator[Block]:
        if tag == "br":
            self._text.append("\n")
        elif tag in _INLINE:
            self._links += tag == "a"
        elif self._row is not None and tag in _CELLS:
            self._text.append(" | " if self._text else "")
        else:
            yield from self._flush()
            if tag == "tr" and self._row is None and _is_data(element):
                self._row = element
            self._open.append(element)
            self._path.append(_step(element, tag))
        self._add(element.text)

    def _end(self, element: HtmlElement, tag: str) -> Iterator[Block]:
        if tag in _INLINE:
            self._links -= tag == "a"
        elif tag != "br" and not (self._row is not None and tag in _CELLS):
            yield from self._flush()
            if element is self._row:
                self._row = None
            self._open.pop()
            self._path.pop()

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(_SPACE.sub(" ", text))
            if self._links:
                self._linked += len(text.strip())

    def _flush(self) -> Iterator[Block]:
        if not self._text:
            return
        linked, text = self._linked, "".join(self._text)
        self._text, self._linked = [], 0
        if not self._open or not text.strip():
            return
        parts = [part for part in (_tidy(part) for part in re.split(r"\n\s*\n", text)) if part]
        whole = sum(map(len, parts))
        for part in parts:
            share = linked if len(parts) == 1 else round(linked * len(part) / whole)
            yield Block(self._open[-1], self._kind(), part, share, tuple(self._path))

    def _kind(self) -> ParagraphKind:
        kind: ParagraphKind = "p"
        for element in reversed(self._open[-12:]):
            tag = str(element.tag)
            classes = element.get("class") or ""
            if _EMBED.search(classes):
                return "embed"
            if tag in ("figure", "figcaption") or (tag != "body" and _CAPTION.search(classes)):
                return "caption"
            if kind == "p":
                kind = _OWN_KIND.get(tag, kind)
        return kind


_OWN_KIND: dict[str, ParagraphKind] = {
    **dict.fromkeys(_HEADINGS, "h"),
    **dict.fromkeys(_QUOTED, "quote"),
    **dict.fromkeys(("li", "dt", "dd"), "li"),
    **dict.fromkeys(("tr", "td", "th", "caption"), "table"),
}


_CELLS = frozenset(("td", "th", "p", "div", "center"))


def _is_data(row: HtmlElement) -> bool:
    """A row of a data table, not of a layout made of tables: several short cells, nothing in them but text."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if not 2 <= len(cells) <= 40:
        return False
    return all(len(c.text_content()) < 300 and not any(True for _ in c.iter("table", "ul", "ol", "h1")) for c in cells)


def _is_unread(element: HtmlElement, tag: str) -> bool:
    if tag in _UNREAD:
        return True
    classes = element.get("class")
    return bool(classes and _UNSEEN.search(classes)) or ("hidden" in element.attrib and tag in _INLINE)


def _step(element: HtmlElement, tag: str) -> str:
    classes = element.get("class") or ""
    # Numbers in class names count the elements, or are hashes of a build: they tell no template.
    return f"{tag}.{' '.join(sorted(re.sub(r'[0-9]+', '', classes).split()))}" if classes else tag


def _tidy(text: str) -> str:
    lines = (_SPACE.sub(" ", _INVISIBLE.sub("", line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
