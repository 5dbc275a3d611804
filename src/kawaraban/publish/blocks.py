"""The lines in a post's Markdown that stand for a quotation, `:::quote a3141 version=2 paragraphs=1-2`, or for the box
of a check, `:::check c58`.

A block is its line, blank lines, and a line `:::`. Stored in English whatever the interface's language; the Japanese
`:::引用 a3141 版=2 段落=1-2` and `:::照合 c58`, full-width signs and an outlet's name before the article
(`Northwire/a3141`) are taken in too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

CLOSING = ":::"
MAX_PARAGRAPHS = 40  # in one quotation, so that a key stays under 300 characters
_MAX_LINE = 500  # characters; longer lines are text
_MAX_NUMBER = 99_999

_OPENING = re.compile(r":::\s*(?:quote|引用)\s+(?:[^\s]*/)?a([0-9]{1,18})((?:\s+\S+=\S+)*)\s*")
_CHECK = re.compile(r":::\s*(?:check|照合)\s+c?([0-9]{1,18})\s*")
_OPTION = re.compile(r"(version|版|paragraphs|段落)=(\S+)")
_NUMBER = re.compile(r"[0-9]{1,5}")
_SPANS = re.compile(r"[0-9]{1,5}(?:-[0-9]{1,5})?(?:,[0-9]{1,5}(?:-[0-9]{1,5})?)*")
_ENGLISH = {"版": "version", "段落": "paragraphs"}


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """Which paragraphs of which version of which article. `paragraphs` are numbers from 1, rising, each once."""

    article: int
    version: int
    paragraphs: tuple[int, ...]

    @property
    def key(self) -> str:
        """The block's name: `a3141 version=2 paragraphs=1-2`."""
        return f"a{self.article} version={self.version} paragraphs={_format_numbers(self.paragraphs)}"


@dataclass(frozen=True, slots=True)
class CheckBlock:
    """Which check's box stands here."""

    check: int

    @property
    def key(self) -> str:
        """The block's name: `c58`."""
        return f"c{self.check}"


def parse_line(line: str) -> QuoteBlock | None:
    """The quotation that a line opens; None where the line is anything else. Never raises."""
    if len(line) > _MAX_LINE:
        return None
    opening = _OPENING.fullmatch(unicodedata.normalize("NFKC", line).strip())
    if opening is None:
        return None
    options = {_ENGLISH.get(name, name): value for name, value in _OPTION.findall(opening[2])}
    version, spans = options.get("version", ""), options.get("paragraphs", "")
    if not (_NUMBER.fullmatch(version) and _SPANS.fullmatch(spans)):
        return None
    paragraphs = _parse_numbers(spans)
    if not paragraphs or int(version) < 1:
        return None
    return QuoteBlock(int(opening[1]), int(version), paragraphs)


def parse_check(line: str) -> CheckBlock | None:
    """The check that a line opens; None where the line is anything else. Never raises."""
    if len(line) > _MAX_LINE:
        return None
    opening = _CHECK.fullmatch(unicodedata.normalize("NFKC", line).strip())
    return CheckBlock(int(opening[1])) if opening else None


def format_block(block: QuoteBlock | CheckBlock) -> str:
    """The block as it is stored: two lines, without a newline at its end."""
    return f"{opening_of(block)}\n{CLOSING}"


def opening_of(block: QuoteBlock | CheckBlock) -> str:
    """The first line of a block as it is stored."""
    return f":::{'quote' if isinstance(block, QuoteBlock) else 'check'} {block.key}"


def is_closing(line: str) -> bool:
    """Whether a line ends a block."""
    return len(line) <= _MAX_LINE and unicodedata.normalize("NFKC", line).strip() == CLOSING


def block_of(article: int, version: int, paragraphs: Iterable[int]) -> QuoteBlock:
    """A block of these paragraphs, put in order, each once.

    Raises ValueError without any, with more than MAX_PARAGRAPHS, or with a number that no line could hold.
    """
    numbers = tuple(sorted(set(paragraphs)))
    if not numbers or len(numbers) > MAX_PARAGRAPHS:
        raise ValueError(f"a quotation holds 1 to {MAX_PARAGRAPHS} paragraphs, not {len(numbers)}")
    if numbers[0] < 1 or max(numbers[-1], version) > _MAX_NUMBER or version < 1 or article < 0:
        raise ValueError("article, version and paragraphs are numbers from 1")
    return QuoteBlock(article, version, numbers)


def _parse_numbers(spans: str) -> tuple[int, ...]:
    numbers: set[int] = set()
    for span in spans.split(","):
        first, _, last = span.partition("-")
        start, end = int(first), int(last or first)
        if start < 1 or end < start or end - start >= MAX_PARAGRAPHS:
            return ()
        numbers.update(range(start, end + 1))
    return tuple(sorted(numbers)) if len(numbers) <= MAX_PARAGRAPHS else ()


def _format_numbers(numbers: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
