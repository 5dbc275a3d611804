"""A post's HTML as plain paragraphs, to hold two texts of it against each other."""

from __future__ import annotations

from html.parser import HTMLParser

_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u "
    "var wbr".split()
)


def plain_paragraphs(html: str) -> list[str]:
    """The text of each paragraph, heading, item, cell or line of `html`, in reading order; pictures by their words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [text for line in "".join(reader.pieces).split("\n") if (text := " ".join(line.split()))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img" and (words := dict(attrs).get("alt")):
            self.pieces.append(f"\n{words}\n")
        elif tag not in _INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(" ".join(data.split("\n")))
