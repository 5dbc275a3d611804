"""Emphasis in scripts that write without spaces.

CommonMark finds the ends of `**…**` by spaces and punctuation, so that `これは**「引用」**です` keeps its asterisks.
Here a mark may open or close beside any wide character (Unicode's East Asian Width), as in the proposal for
CJK-friendly emphasis:
https://github.com/tats-u/markdown-cjk-friendly
"""

from __future__ import annotations

from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType


class WideInline(ParserInline):
    """markdown-it's inline parser with that rule."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _WideState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _WideState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start > 0 else " "
        end = start + scanned.length
        after = self.src[end] if end < self.posMax else " "
        if not canSplitWord or not (_is_wide(before) or _is_wide(after)):
            return scanned
        can_open = scanned.can_open or not after.isspace()
        can_close = scanned.can_close or not before.isspace()
        return Scanned(can_open, can_close, scanned.length)


def _is_wide(character: str) -> bool:
    return not character.isspace() and east_asian_width(character) in {"W", "F"}
