"""What the rules need of a parse, and the protocol of who makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kawaraban.attribute.model import Span


@dataclass(slots=True, eq=False)
class Token:
    """A word or mark. `start` and `end` are code points of the text; `dep` and `tag` as in ClearNLP and Penn."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    children: list[int] = field(default_factory=list)
    left: int = 0  # the first and the last token of its subtree
    right: int = 0


@dataclass(slots=True)
class Parse:
    """The tokens of a text, and where its sentences and paragraphs are, as half-open ranges of tokens."""

    text: str
    tokens: list[Token]
    sentences: list[tuple[int, int]]
    sentence_of: list[int]

    def subtree(self, i: int) -> Span:
        """The code points from the first to the last word of what hangs on a token."""
        token = self.tokens[i]
        return self.tokens[token.left].start, self.tokens[token.right].end


class Parser(Protocol):
    """Parses texts; a parse never reaches over a blank line."""

    def parse(self, texts: Sequence[str]) -> list[Parse]: ...
