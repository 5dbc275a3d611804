"""What a page is made of here, HTML or bare text alike: lines, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDE = (
    "\uff5c\u2502\u2503\u00a6\u2223\uff1a\u2236\uff08\uff09\uff0f\uff0e\uff0d\uff0b\uff0c\uff20\u3000\xa0\u202f\u2009"
)
_PLAIN = "|||||::()/.-+,@    "
_FOLDED = str.maketrans(
    _WIDE + "".join(map(chr, range(0xFF10, 0xFF1A))) + "".join(map(chr, range(0xFF21, 0xFF3B))),
    _PLAIN + "0123456789" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
_FOLDED |= {0xFF41 + at: 0x61 + at for at in range(26)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    `text` is without line breaks and trimmed. `apart` tells that it does not go on from the line before (a blank line,
    another block). `mark` is the place in the mark-up, "h3.title", the same for lines that the page sets alike; `names`
    are the classes and ids around it. `html` is the line's own mark-up, links and emphasis and pictures kept.
    """

    text: str
    kind: str = "p"  # as of read.Paragraph
    apart: bool = True
    level: int = 0  # of a heading, 1 to 6
    mark: str = ""
    names: str = ""
    html: str = ""
    images: int = 0
    aside: bool = False  # inside what the mark-up calls a side bar, a menu, an advertisement


def folded(text: str) -> str:
    """The text with full-width bars, digits, letters and brackets as plain ones; every code point keeps its place."""
    return text.translate(_FOLDED)


def tidy(text: str) -> str:
    """One line with single spaces, without what is invisible."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip(" \u3000")


_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_SPACE = re.compile("[ \t\r\n\f\v\xa0]+")
