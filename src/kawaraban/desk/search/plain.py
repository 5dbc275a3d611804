"""Plain text of foreign HTML and of a post's Markdown, for searching and for lines in a list."""

from __future__ import annotations

import re

from lxml import html

# What lxml takes into no document: a form feed in an old post, written out or as a reference, is but a space.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCK = re.compile(r"^:::.*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"^[>#\s*+-]+|[*_`~]{1,3}", re.MULTILINE)
_PIECES = (
    "address article aside blockquote br dd div dl dt figcaption h1 h2 h3 h4 h5 h6 hr li ol p pre section td th tr ul"
)


def of_html(markup: str, *, without: str = "") -> str:
    """The text of a fragment of HTML, a line a block. Scripts and styles are dropped; anything parses.

    `without` names a class whose elements are left out.
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = html.fragment_fromstring(_NO_TEXT.sub(" ", markup), create_parent="div")
    except (ValueError, AssertionError):  # nothing but comments, or characters that no document may have
        return ""
    for element in root.iter("script", "style", "template"):
        element.text = None
    for element in root.find_class(without) if without and without in markup else ():
        element.drop_tree()
    for element in root.iter(*_PIECES.split()):
        element.tail = "\n" + _NO_TEXT.sub(" ", element.tail or "")
        element.text = "\n" + _NO_TEXT.sub(" ", element.text or "")
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(filter(None, lines))


def of_markdown(text: str) -> str:
    """The text of a post's Markdown without its signs; `:::` lines are left out."""
    return _SIGNS.sub("", _LINK.sub(r"\1", _BLOCK.sub("", text))).strip()
