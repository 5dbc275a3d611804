"""A page's text -> an element tree, whatever its mark-up is like, within bounds."""

from __future__ import annotations

import re

from lxml import etree, html
from lxml.html import HtmlElement

from kawaraban.read.model import ReadError

MAX_CHARACTERS = 12_000_000
MAX_ELEMENTS = 40_000

# XML forbids them, and lxml won't write them back; the web is full of them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_PROLOGUE = re.compile(r"^\s*(?:<\?xml[^>]*\?>\s*)?")
# Tags that only nest; taken out of a page that nests deeper than libxml2 goes (256).
_NESTING = re.compile(
    r"</?(?:div|span|font|b|i|u|em|strong|center|section|small|big|a|table|tbody|tr|td|ul|ol|blockquote)\b[^>]*>", re.I
)
# Elements without an end that libxml2, which knows HTML 4, leaves open: the rest of the article would be inside them.
_ENDLESS = re.compile(r"<(embed|source|track|wbr)\b([^<>]*?)/?>", re.I)
# Any heading's end tag ends a heading (HTML, 13.2.6.4.7); libxml2 lets <h1> go on past </h2>, to the end of the page.
_HEADING = re.compile(r"(<h([1-6])\b[^<>]*>(?:(?!</?h[1-6]\b)[\s\S]){0,1000}?)</h[1-6]\s*>", re.I)


def parse(text: str, max_elements: int = MAX_ELEMENTS) -> HtmlElement:
    """The tree of a page; broken mark-up is read the way libxml2 mends it.

    A page that nests past the parser's limit is read flat, without the elements that only nest. Raises ReadError for
    a page past the bounds, or without any element.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadError(f"This page has over {MAX_CHARACTERS // 1_000_000} million characters: it can't be an article.")
    text = _PROLOGUE.sub("", _CONTROLS.sub("", text))
    text = _HEADING.sub(r"\1</h\2>", _ENDLESS.sub(r"<\1\2></\1>", text))
    if not text.strip():
        raise ReadError("This page is empty: there is nothing to read on it.")
    tree, cut = _parsed(text)
    if cut:
        tree, _ = _parsed(_NESTING.sub(" ", text))
    if sum(1 for _ in tree.iter("*")) > max_elements:
        raise ReadError(f"This page has over {max_elements:,} elements: it can't be an article.")
    return tree


def _parsed(text: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser gave up somewhere because of the depth."""
    # Bytes, not text: a declaration of another character set inside the page must not be heard any more.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise ReadError("This page holds no mark-up that can be read.") from error
    return tree, any("depth" in entry.message for entry in parser.error_log)
