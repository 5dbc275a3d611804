"""Pictures in a post: with the room that they will take, so that nothing jumps when they arrive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

_PICTURE = re.compile(r'<img((?: [a-z-]+="[^"]*")+)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def picture_addresses(html: str) -> list[str]:
    """The addresses of the pictures in HTML that `render` made, in order, each once."""
    found = (dict(_ATTRIBUTE.findall(match)).get("src", "") for match in _PICTURE.findall(html))
    return list(dict.fromkeys(unescape(address) for address in found))


def with_sizes(html: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """`html` with width and height, in pixels, on the pictures whose address has a size; others stay as they are.

    An old post's own width stands: its height then follows from the picture's shape.
    """

    def sized(match: re.Match[str]) -> str:
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        size = sizes.get(attributes.get("src", ""))
        if size is None:
            return match[0]
        width, height = size
        asked = attributes.get("width", "")
        if asked.isdecimal() and 0 < int(asked) < width:
            width, height = int(asked), max(1, round(height * int(asked) / width))
        attributes |= {"width": str(width), "height": str(height)}
        return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"

    return _PICTURE.sub(sized, html)
