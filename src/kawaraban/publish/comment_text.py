"""A reader's comment as HTML: Markdown of a safe kind.

Paragraphs with their line breaks, emphasis, code, quotes, lists, and links, bare or written. No pictures, no headings,
no HTML: what isn't in that list stays the text that it is. Links lead to http and https and are followed by nobody's
search engine on the blog's account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from kawaraban.publish.emphasis import WideInline

MAX_COMMENT = 5000  # characters
MAX_NESTING = 10  # levels of blocks and emphasis in each other; a text with more is shown as it was typed
MAX_BRACKETS = 200  # opening square brackets; looking for the end of each takes time, and nobody has so many links
LINK_REL = "nofollow ugc noopener"

_RULES = ("blockquote", "fence", "list", "backticks", "emphasis", "escape", "link", "autolink", "newline")
_SCHEME = re.compile(r"\bhttps?$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"://[!#$%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~]{1,1000}"
)  # ASCII alone: Japanese goes on without a space
_TRAILING = re.compile(r"[.,:;!?*_~]+$")
_HTTP = re.compile(r"https?://[^/]", re.IGNORECASE)


def render_comment(text: str) -> str:
    """HTML of a comment, safe to show as it is. Never raises; what is over MAX_COMMENT characters is left out."""
    text = _bounded(text)
    if text.count("[") > MAX_BRACKETS:
        return _as_typed(text)
    tokens = _markdown().parse(text)
    if _depth(tokens) > MAX_NESTING:
        return _as_typed(text)
    html: str = _markdown().renderer.render(tokens, _markdown().options, {})
    return html


def comment_links(text: str) -> list[str]:
    """The addresses that a comment leads to, in order, as often as they stand there."""
    tokens = _all(_markdown().parse(_bounded(text).replace("[", " ", max(0, text.count("[") - MAX_BRACKETS))))
    return [str(token.attrGet("href")) for token in tokens if token.type == "link_open"]


def _bounded(text: str) -> str:
    text = text[:MAX_COMMENT].encode("utf-8", "replace").decode()  # half a surrogate pair is no character
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _depth(tokens: Sequence[Token]) -> int:
    """How many elements stand in each other at most. (The tokens' own levels don't count emphasis.)"""
    level = deepest = 0
    for token in _all(tokens):
        level += token.nesting
        deepest = max(deepest, level)
    return deepest


def _as_typed(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{escape(paragraph).replace(chr(10), '<br>' + chr(10))}</p>\n" for paragraph in paragraphs)


class _Markdown(MarkdownIt):
    def __init__(self) -> None:
        super().__init__()
        self.inline = WideInline()
        self.configure("zero", {"html": False, "breaks": True, "maxNesting": 100})

    def validateLink(self, url: str) -> bool:
        return _HTTP.match(url) is not None


@cache
def _markdown() -> MarkdownIt:
    markdown = _Markdown().enable(list(_RULES))
    markdown.inline.ruler.before("link", "bare_address", _bare_address)
    markdown.add_render_rule("link_open", _render_link)
    markdown.add_render_rule("fence", _render_fence)
    return markdown


def _bare_address(state: StateInline, silent: bool) -> bool:
    """An address that stands in the text without any marks."""
    if state.linkLevel > 0 or state.src[state.pos] != ":":
        return False
    scheme, rest = _SCHEME.search(state.pending[-6:]), _ADDRESS.match(state.src, state.pos)
    if scheme is None or rest is None:
        return False
    found = _without_end(rest[0])
    address = scheme[0] + found
    if not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(found)
    return True


def _without_end(address: str) -> str:
    """The address without what ends the sentence around it, and without a bracket that it doesn't open itself."""
    before = ""
    while before != address:
        before, address = address, _TRAILING.sub("", address)
        for opening, closing in ("()", "[]"):
            if address.endswith(closing) and address.count(closing) > address.count(opening):
                address = address[:-1]
    return address


def _render_link(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return f'<a href="{escape(str(tokens[index].attrGet("href")))}" rel="{LINK_REL}">'


def _render_fence(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return f"<pre><code>{escape(tokens[index].content)}</code></pre>\n"
