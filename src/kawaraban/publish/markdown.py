"""A post's Markdown as HTML, its quotations and the boxes of its checks filled in.

CommonMark with tables and strikethrough, by markdown-it-py with raw HTML off: what a person types or pastes is escaped,
links lead to http, https or mailto, and pictures only to the blog's own (no reader is sent to a third party unasked).
A picture by itself is a figure, its title (`![alt](/pictures/… "caption")`) the caption; an address by itself, a card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from functools import cache
from html import escape
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from kawaraban.publish.blocks import CheckBlock, QuoteBlock, is_closing, opening_of, parse_check, parse_line
from kawaraban.publish.checkbox import render_check, render_missing_check
from kawaraban.publish.embeds import card_of, render_card
from kawaraban.publish.emphasis import WideInline
from kawaraban.publish.foreign_html import MAX_HTML, clean
from kawaraban.publish.model import CheckBox, PublishError, Quotation
from kawaraban.publish.quotation import render_missing, render_quotation

MAX_BODY = 200_000  # characters of Markdown in one post
_HEADING_SHIFT = 2  # the blog's and the post's titles are h1 and h2
_QUOTATION, _CHECK, _EMBED, _FIGURE = "quotation", "check", "embed", "figure"
_ALONE = re.compile(r"<?(https?://[^\s<>]+)>?\s*")  # an address that is all of its line
_SCHEME = re.compile(r"([^/?#]*?):")


def render(
    body: str,
    quotations: Mapping[str, Quotation],
    *,
    checks: Mapping[str, CheckBox] | None = None,
    language: str = "ja",
    markup: Literal["markdown", "html"] = "markdown",
) -> str:
    """HTML of `body`; `quotations` and `checks` by the key of their block. Safe to show as it is.

    HTML, of a post from another blog, is cleaned (`foreign_html.clean`) and has no blocks.

    A block whose key is not among them says so in its place, in `language`. What has changed since at the
    outlets is left open in the HTML and filled in by `show_changes`, so that a frozen post can say it later; what came
    in for a check likewise, by `show_news`. Raises PublishError for a body over MAX_BODY characters, MAX_HTML of HTML.
    """
    _measure(body, markup)
    if markup == "html":
        return clean(body)
    env = {"quotations": quotations, "checks": checks or {}, "language": language}
    html: str = _markdown().render(body, env)
    return html


def quote_blocks(body: str) -> list[QuoteBlock]:
    """The quotation blocks of `body` in order, each key once; those in code are text and not counted.

    Raises PublishError for a body over MAX_BODY characters.
    """
    blocks: list[QuoteBlock] = [token.meta["block"] for token in tokens_of(body) if token.type == _QUOTATION]
    return list({block.key: block for block in blocks}.values())


def check_blocks(body: str) -> list[CheckBlock]:
    """The checks whose boxes stand in `body`, in order, each once; those in code are text and not counted.

    Raises PublishError for a body over MAX_BODY characters.
    """
    blocks: list[CheckBlock] = [token.meta["block"] for token in tokens_of(body) if token.type == _CHECK]
    return list({block.key: block for block in blocks}.values())


def tokens_of(body: str) -> list[Token]:
    """The Markdown as markdown-it has it, block by block. Raises PublishError for a body over MAX_BODY characters."""
    _measure(body)
    return _markdown().parse(body)


def normalise(body: str, *, markup: Literal["markdown", "html"] = "markdown") -> str:
    """`body` with LF line ends and its blocks written as they are stored, in English.

    Raises PublishError for a body over MAX_BODY characters, MAX_HTML of HTML.
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    _measure(body, markup)
    if markup == "html":
        return body
    lines = body.split("\n")
    for token in _markdown().parse(body):
        if token.type in (_QUOTATION, _CHECK) and token.map:
            first, after = token.map
            prefix = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
            if first < len(lines) and _block_of(lines[first]) is not None:
                lines[first] = prefix + opening_of(token.meta["block"])
            if after - 1 > first and is_closing(lines[after - 1]):
                lines[after - 1] = ":::"
    return "\n".join(lines)


def _measure(body: str, markup: str = "markdown") -> None:
    bound = MAX_HTML if markup == "html" else MAX_BODY
    if len(body) > bound:
        raise PublishError(f"The text is longer than {bound:,} characters; divide it into two posts.")


class _Markdown(MarkdownIt):
    def __init__(self) -> None:
        super().__init__()
        self.inline = WideInline()
        # A newline in the text is a line break: that is what people who write for the web in Japanese expect.
        self.configure("commonmark", {"html": False, "breaks": True})

    def validateLink(self, url: str) -> bool:
        scheme = _SCHEME.match(url.strip().lower())
        return scheme is None or scheme[1] in {"http", "https", "mailto"}


@cache
def _markdown() -> MarkdownIt:
    markdown = _Markdown().enable(["table", "strikethrough"])
    markdown.block.ruler.before(
        "fence", _QUOTATION, _block_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    markdown.block.ruler.before("paragraph", _EMBED, _embed_rule)
    markdown.core.ruler.push(_FIGURE, _figure_rule)
    markdown.add_render_rule(_QUOTATION, _render_quotation)
    markdown.add_render_rule(_CHECK, _render_check)
    markdown.add_render_rule(_EMBED, _render_embed)
    markdown.add_render_rule(_FIGURE, _render_figure)
    markdown.add_render_rule("image", _render_image)
    markdown.add_render_rule("heading_open", _render_heading)
    markdown.add_render_rule("heading_close", _render_heading)
    return markdown


def _block_of(line: str) -> QuoteBlock | CheckBlock | None:
    return parse_line(line) or parse_check(line)


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    block = _block_of(_line(state, start_line))
    if block is None:
        return False
    if silent:
        return True
    # Only blank lines stand between the line and its end. Without an end the block is the line alone: text that a
    # person wrote after it is never swallowed.
    after = start_line + 1
    while after < end_line and not _line(state, after).strip():
        after += 1
    closed = after < end_line and is_closing(_line(state, after))
    state.line = after + 1 if closed else start_line + 1
    token = state.push(_QUOTATION if isinstance(block, QuoteBlock) else _CHECK, "", 0)
    token.block = True
    token.meta = {"block": block}
    token.map = [start_line, state.line]
    return True


def _embed_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """An address that is a paragraph of its own, outside of lists and quotes, is a card."""
    if silent or state.level or state.is_code_block(start_line):
        return False
    after = start_line + 1
    if after < end_line and _line(state, after).strip():
        return False
    found = _ALONE.fullmatch(_line(state, start_line))
    card = card_of(found[1]) if found else None
    if card is None:
        return False
    state.line = after
    token = state.push(_EMBED, "figure", 0)
    token.block = True
    token.meta = {"card": card}
    token.map = [start_line, after]
    return True


def _figure_rule(state: StateCore) -> None:
    """A paragraph that is one picture of the blog's own becomes a figure, the picture's title its caption."""
    tokens = state.tokens
    for place in range(1, len(tokens) - 1):
        children = tokens[place].children or []
        alone = tokens[place].type == "inline" and len(children) == 1 and children[0].type == "image"
        if not alone or tokens[place - 1].type != "paragraph_open" or not _is_own(children[0]):
            continue
        tokens[place - 1].hidden = tokens[place + 1].hidden = True  # the paragraph's own tags
        tokens[place].type = _FIGURE


def _is_own(image: Token) -> bool:
    source = str(image.attrGet("src") or "")
    return source.startswith("/") and not source.startswith(("//", "/\\"))


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _render_quotation(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    block: QuoteBlock = tokens[index].meta["block"]
    quotation = env.get("quotations", {}).get(block.key)
    if quotation is None:
        return render_missing(block.key, env.get("language", "ja"))
    return render_quotation(quotation)


def _render_check(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    block: CheckBlock = tokens[index].meta["block"]
    box = env.get("checks", {}).get(block.key)
    return render_missing_check(block.key, env.get("language", "ja")) if box is None else render_check(box)


def _render_embed(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return render_card(tokens[index].meta["card"])


def _render_figure(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    images = tokens[index].children or []
    caption = str(images[0].attrGet("title") or "").strip()
    said = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure class="picture">{_render_image(self, images, 0, options, env)}{said}</figure>\n'


def _render_image(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    token = tokens[index]
    source = str(token.attrGet("src") or "")
    words = self.renderInlineAsText(token.children or [], options, env) or source
    if _is_own(token):
        return f'<img src="{escape(source)}" alt="{escape(words)}" loading="lazy">'
    return f'<a href="{escape(source)}">{escape(words)}</a>'


def _render_heading(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    token = tokens[index]
    level = min(6, int(token.tag[1]) + _HEADING_SHIFT)
    return f"<h{level}>" if token.nesting == 1 else f"</h{level}>\n"
