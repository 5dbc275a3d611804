"""A page's HTML -> its lines, with what the mark-up says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml import etree
from lxml.html import HtmlElement

from kawaraban.publish.formats.page.line import Line, tidy

_UNREAD = frozenset(
    "script style noscript template svg math canvas audio map head button select option input textarea datalist "
    "progress meter rt rp dialog title".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q ruby s samp "
    "small source span strike strong sub sup time tt u var wbr".split()
)
_KEPT = {"a": "a", "b": "b", "strong": "strong", "i": "i", "em": "em"}
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "h"),
    "blockquote": "quote",
    **dict.fromkeys(("li", "dt", "dd"), "li"),
    "figcaption": "caption",
}
_FRAMES = {"iframe": "src", "embed": "src", "object": "data", "video": "src"}
_SECTIONS = frozenset("article main section body td th".split())
_EMBED = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post|reddit-card|"
    r"reddit-embed-bq|telegram-post|vk-post|wp-embedded-content)\b"
)
# What blogs' templates call what stands beside the posts, by whole words of classes and ids.
_ASIDE = re.compile(
    r"(?<![a-z])(?:side(?:bar|menu|box|title|body)?|left(?:menu|bar)|right(?:menu|bar)|menu|nav(?:i|igation|bar)?|ads?|adsense"
    r"|advertisement|sponsor(?:ed)?|banner|breadcrumbs?|pager|pagination|calendar|profile|social|share|sns|widget"
    r"|blogroll|recent(?:ly)?(?:entries|comments)?|ranking|search|toolbar|related|plugin|copyright|powered|counter|links"
    r"|archives?-list|tagcloud)(?![a-z])"
    r"|(?<![\w-])(?:site|page|blog|global|main)?[-_]?(?:header|footer)(?![\w-])",
    re.I,
)
_ASIDE_TAGS = frozenset(("aside", "nav", "header", "footer", "form"))
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ADDRESS = re.compile(r"^(?:https?:)?//|^[/.#?\w]", re.I)
_SCRIPTED = re.compile(r"^\s*(?:javascript|vbscript|data):", re.I)


class _Frame:
    """A block-level element that is open."""

    __slots__ = ("aside", "kind", "level", "mark", "names")

    def __init__(self, element: HtmlElement, tag: str, above: _Frame | None):
        words = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
        self.kind: str = _kind(tag, words, above)
        self.level: int = int(tag[1]) if _KINDS.get(tag) == "h" else above.level if above else 0
        self.mark = f"{tag}.{'.'.join((element.get('class') or '').split())}"
        self.names: str = f"{above.names} {words}".strip() if above else words
        around = above.aside if above else None
        begins = tag in _ASIDE_TAGS or (tag not in ("body", "html") and _ASIDE.search(words))
        self.aside: HtmlElement | None = around if around is not None else (element if begins else None)


def _kind(tag: str, words: str, above: _Frame | None) -> str:
    around = above.kind if above else "p"
    if around == "embed" or _EMBED.search(words):
        return "embed"
    if tag in _SECTIONS:
        return "p"
    return _KINDS.get(tag, around)


def lines_of_tree(tree: HtmlElement) -> Iterator[tuple[Line, HtmlElement | None]]:
    """The lines of a page in reading order, each with the outermost element around it that is called no content.

    Whether such an element is one is for who knows where the posts are: templates have called their middle column
    "sidebar-left-main". Scripts and what is hidden give no lines.
    """
    body = tree.find("body")
    return _Walk(body if body is not None else tree).lines()


class _Walk:
    """One pass over the tree, without recursion."""

    def __init__(self, root: HtmlElement):
        self._root = root
        self._open: list[_Frame] = []
        self._inline: list[tuple[str, str]] = []  # (tag, start tag) of the kept inline elements that are open
        self._names: list[str] = []  # classes of inline elements that are open
        self._line_names = ""
        self._text: list[str] = []
        self._html: list[str] = []
        self._images = 0
        self._apart = True

    def lines(self) -> Iterator[tuple[Line, HtmlElement | None]]:
        walker = etree.iterwalk(self._root, events=("start", "end"))
        skipped = None
        for event, element in walker:
            tag = element.tag.lower() if isinstance(element.tag, str) else ""
            if event == "start":
                if tag in _FRAMES:
                    yield from self._frame(element, tag)
                if not tag or tag in _UNREAD or tag in _FRAMES or _UNSEEN.search(element.get("style") or ""):
                    walker.skip_subtree()
                    skipped = element
                else:
                    yield from self._start(element, tag)
                continue
            if element is not skipped:
                yield from self._end(tag)
            if element.tail and element is not self._root:
                self._add(element.tail)
        yield from self._flush()

    def _start(self, element: HtmlElement, tag: str) -> Iterator[tuple[Line, HtmlElement | None]]:
        if tag == "br":
            yield from self._flush(broken=True)
        elif tag == "hr":
            yield from self._flush()
        elif tag == "img":
            self._picture(element)
        elif tag in _INLINE:
            self._begin_inline(element, tag)
        else:
            yield from self._flush()
            self._open.append(_Frame(element, tag, self._open[-1] if self._open else None))
        if element.text:
            self._add(element.text)

    def _end(self, tag: str) -> Iterator[tuple[Line, HtmlElement | None]]:
        if tag in ("br", "hr", "img"):
            return
        if tag in _INLINE:
            self._names.pop()
            if tag in _KEPT and self._inline:
                self._inline.pop()
                self._html.append(f"</{_KEPT[tag]}>")
            return
        yield from self._flush()
        self._open.pop()

    def _begin_inline(self, element: HtmlElement, tag: str) -> None:
        self._names.append(f"{element.get('class') or ''} {element.get('id') or ''}".strip())
        if tag not in _KEPT:
            return
        start = f"<{_KEPT[tag]}>"
        if tag == "a":
            address = (element.get("href") or "").strip()
            good = bool(_ADDRESS.match(address)) and not _SCRIPTED.match(address)
            start = f'<a href="{escape(address)}">' if good else "<a>"
        self._inline.append((_KEPT[tag], start))
        self._html.append(start)

    def _picture(self, element: HtmlElement) -> None:
        address = (element.get("src") or "").strip()
        small = {(element.get(side) or "").strip().removesuffix("px") for side in ("width", "height")} & {"0", "1", "2"}
        if address and not small and not _SCRIPTED.match(address):
            self._html.append(f'<img src="{escape(address)}" alt="{escape(tidy(element.get("alt") or ""))}">')
            self._images += 1

    def _frame(self, element: HtmlElement, tag: str) -> Iterator[tuple[Line, HtmlElement | None]]:
        """A frame is an embed whose address is all that is left of it."""
        inner = element if tag != "object" else next(element.iter("embed"), element)
        address = (inner.get("src") or element.get(_FRAMES[tag]) or "").strip()
        yield from self._flush()
        if address and _ADDRESS.match(address) and not _SCRIPTED.match(address) and self._open:
            frame = self._open[-1]
            if frame.aside is None and "about:blank" not in address:
                shown = f"https:{address}" if address.startswith("//") else address
                link = f'<a href="{escape(shown)}">{escape(shown)}</a>'
                yield Line(shown, "embed", True, 0, f"{tag}.", frame.names, link), None

    def _add(self, text: str) -> None:
        if not text.strip() and not self._text:
            return
        if text.strip() and not any(part.strip() for part in self._text):
            self._line_names = " ".join(filter(None, self._names))
        self._text.append(text)
        self._html.append(escape(text, quote=False))

    def _flush(self, *, broken: bool = False) -> Iterator[tuple[Line, HtmlElement | None]]:
        text = tidy("".join(self._text))
        markup = "".join(self._html) + "".join(f"</{tag}>" for tag, _ in reversed(self._inline))
        images = self._images
        self._text, self._html, self._images = [], [start for _, start in self._inline], 0
        if (text or images) and self._open:
            frame = self._open[-1]
            names = f"{frame.names} {self._line_names}".strip()
            mark = f"{frame.mark}/{self._line_names}" if self._line_names else frame.mark
            line = Line(text, frame.kind, self._apart, frame.level, mark, names, _trimmed(markup), images)
            yield line, frame.aside
            self._apart = False
        elif broken:
            self._apart = True  # two line breaks in a row
        if not broken:
            self._apart = True


_EMPTY = re.compile(r"<(a|b|strong|i|em)(?: [^<>]*)?>\s*</\1>")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def _trimmed(markup: str) -> str:
    """The line's mark-up without elements that hold nothing."""
    before = ""
    while before != markup:
        before, markup = markup, _EMPTY.sub("", markup)
    return _SPACES.sub(" ", markup).strip(" \u3000")
