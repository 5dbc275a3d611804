"""A long XML file of like items -> its items one by one, each parsed alone.

An item that is broken, endless or cut off takes no other with it, and none of the file's own entities or document types
ever reach a parser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from kawaraban.publish.formats.encoding import TextLines
from kawaraban.publish.formats.model import Doubt, FormatError

#: Characters of one item, and of what stands before the first; the rest of either is left out.
MAX_ITEM = 32 << 20
MAX_HEAD = 8 << 20
_MAX_TAGS = 500_000  # of one item: each costs the parser some 200 bytes

_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = re.compile(r"""\sxmlns:([\w.-]+)\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{1,40});")
_BARE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|\w{1,40};)")


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one item with its own tags; `whole` is false where its end was missing or too far."""

    text: str
    whole: bool


class Pieces:
    """The items of a file, in its order, one in memory at a time. After them `ended` tells whether the root was closed.

    `head` is what stands before the first item. Raises FormatError while iterated where the head is too long.
    """

    def __init__(self, lines: Iterable[str], item: str):
        self.head = ""
        self.ended = False
        self._lines = lines
        self._before = _Text(MAX_HEAD)
        self._item: _Text | None = None
        self._until = ""  # what ends the CDATA section or comment that a line begins in
        self._token = re.compile(
            rf"(?P<cdata><!\[CDATA\[)|(?P<comment><!--)|(?P<begin><{item}(?=[\s>]|$))|(?P<end></{item}\s*>)"
            r"|(?P<root></(?:rss|feed|(?:\w+:)?RDF)\s*>)"
        )

    def __iter__(self) -> Iterator[Piece]:
        for line in self._lines:
            line += "\n"
            kept = 0
            for token in self._tokens(line):
                place = token.start() if token.lastgroup == "begin" else token.end()
                self._keep(line[kept:place])
                kept = place
                if (piece := self._turn(token.lastgroup)) is not None:
                    yield piece
            self._keep(line[kept:])
        self._close_head()
        if self._item is not None:
            yield Piece(self._item.text(), whole=False)

    def _tokens(self, line: str) -> Iterator[re.Match[str]]:
        """Tags of items and of the root, outside CDATA sections and comments."""
        place = 0
        while True:
            if self._until:
                place = line.find(self._until, place)
                if place < 0:
                    return
                place += len(self._until)
                self._until = ""
            token = self._token.search(line, place)
            if token is None:
                return
            place = token.end()
            if token.lastgroup in ("cdata", "comment"):
                self._until = "]]>" if token.lastgroup == "cdata" else "-->"
            else:
                yield token

    def _keep(self, text: str) -> None:
        if self._item is not None:
            self._item.add(text)
        elif not self.head:
            self._before.add(text)

    def _turn(self, kind: str | None) -> Piece | None:
        """Goes into or out of an item; gives the one that ended so."""
        item = self._item
        if kind == "begin":
            self._close_head()
            self._item = _Text(MAX_ITEM)
            return Piece(item.text(), whole=False) if item is not None else None
        if kind == "root":
            self.ended = item is None
            return None
        self._item = None
        return Piece(item.text(), whole=not item.too_long) if item is not None else None

    def _close_head(self) -> None:
        if self._before.too_long:
            raise FormatError("This file goes on for too long before its first post: export the blog again.")
        self.head = self.head or self._before.text() or " "


def broken_off(posts: int, lines: TextLines) -> Doubt:
    """What is said at the end of a file whose root was not closed. Raises FormatError where it has brought nothing."""
    if not posts:
        raise FormatError(
            f"This file breaks off at line {lines.number}, before the end of its first post: export the blog again."
        )
    return Doubt("truncated", "kept")


class _Text:
    def __init__(self, room: int):
        self._room = room
        self._pieces: list[str] = []
        self.too_long = False

    def add(self, piece: str) -> None:
        self._room -= len(piece)
        if self._room >= 0:
            self._pieces.append(piece)
        else:
            self.too_long = True

    def text(self) -> str:
        return "".join(self._pieces)


@dataclass(frozen=True, slots=True)
class Parsed:
    """`element` is None where nothing could be made of the text; `mended` where not all of it is as it stood."""

    element: etree._Element | None
    mended: bool = False
    control_characters: bool = False


def legal(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _ILLEGAL.sub("", text)


def parse(text: str, namespaces: str) -> Parsed:
    """One item; its prefixes are those that `namespaces` declares. Broken mark-up is mended as far as it can be."""
    clean = legal(text)
    control = len(clean) != len(text)
    if _CDATA.sub("", clean).count("<") > _MAX_TAGS:
        return Parsed(None, control_characters=control)
    try:
        return Parsed(_element(clean, namespaces, recover=False), control_characters=control)
    except etree.XMLSyntaxError:
        pass
    parts = _CDATA.split(clean)
    parts[::2] = [_BARE.sub("&amp;", _NAMED.sub(_unfolded, part)) for part in parts[::2]]
    try:
        return Parsed(_element("".join(parts), namespaces, recover=True), mended=True, control_characters=control)
    except etree.XMLSyntaxError:
        return Parsed(None, control_characters=control)


def namespaces_of(head: str, known: dict[str, str]) -> str:
    """The declarations of the file's root for `parse`: known prefixes get the names given, whatever the file says."""
    others = {found[1]: found[0] for found in _NAMESPACE.finditer(legal(head)) if found[1] not in known}
    ours = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in known.items())
    return ours + "".join(list(others.values())[:100])


def _element(text: str, namespaces: str, *, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, remove_comments=True
    )
    # In bytes: of a string, lxml would believe what it says of its encoding.
    root = etree.fromstring(f"<r{namespaces}>{text}</r>".encode("utf-8", "replace"), parser)
    return root[0] if root is not None and len(root) else None


def _unfolded(name: re.Match[str]) -> str:
    text = html.unescape(name[0])
    return text if text != name[0] else f"&amp;{name[1]};"
