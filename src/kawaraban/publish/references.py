"""What a post leads to and shows: its links and its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, document_fromstring
from markdown_it.token import Token

from kawaraban.publish.markdown import tokens_of

_HOST = re.compile(r"[^\s@:]+\.[^\s@:.]{2,}|localhost|[0-9.]{7,15}|[0-9a-f:.]+:[0-9a-f:.]*", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """`address` as it is written; `words` are a link's text, or what a picture shows."""

    address: str
    words: str

    @property
    def is_address(self) -> bool:
        """Whether a browser would find something to ask: a path of the blog, a place on the page, a host, a mailbox."""
        try:
            parts = urlsplit(self.address)
            host = parts.hostname or ""
        except ValueError:
            return False
        if parts.scheme == "mailto":
            return bool(_MAIL.fullmatch(parts.path))
        if parts.scheme in ("http", "https") or parts.netloc:
            return bool(_HOST.fullmatch(host))
        return not parts.scheme and (
            self.address.startswith("/") or (self.address[:1] in "#?" and len(self.address) > 1)
        )

    @property
    def is_local(self) -> bool:
        """Whether it is on the blog itself."""
        return self.address.startswith("/") and not self.address.startswith(("//", "/\\"))


@dataclass(frozen=True, slots=True)
class References:
    links: tuple[Reference, ...] = ()
    pictures: tuple[Reference, ...] = ()


def references(body: str, *, markup: Literal["markdown", "html"] = "markdown") -> References:
    """The links and pictures of a body, in order. Raises PublishError for Markdown over MAX_BODY characters."""
    if markup == "html":
        return _of_html(body)
    found = [one for block in tokens_of(body) for one in _of_inline(block.children or [])]
    links = tuple(reference for is_picture, reference in found if not is_picture)
    return References(links, tuple(reference for is_picture, reference in found if is_picture))


def _of_inline(tokens: list[Token]) -> Iterator[tuple[bool, Reference]]:
    for place, token in enumerate(tokens):
        if token.type == "image":
            yield True, Reference(str(token.attrGet("src") or ""), token.content.strip())
        elif token.type == "link_open":
            end = next(n for n in range(place, len(tokens)) if tokens[n].type == "link_close")
            words = "".join(inside.content for inside in tokens[place:end])
            yield False, Reference(str(token.attrGet("href") or ""), words)


def _of_html(body: str) -> References:
    try:
        tree: HtmlElement = document_fromstring(f"<div>{body}</div>")
    except (ParserError, ValueError):
        return References()
    links = [Reference(a.get("href", "").strip(), "".join(map(str, a.itertext())).strip()) for a in tree.iter("a")]
    pictures = (Reference(img.get("src", "").strip(), img.get("alt", "").strip()) for img in tree.iter("img"))
    return References(tuple(link for link in links if link.address), tuple(pictures))
