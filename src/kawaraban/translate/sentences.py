"""Sentences of a paragraph, by rules: what an engine is given at a time.

ICU's rules, which the Firefox engine brings, cut "Mr. Smith" and 「知らない。行かない。」と述べた in two, and an
engine that sees half a sentence translates it badly; so abbreviations and quotation marks are looked at here.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』）”]*")
_OPEN, _CLOSE = "「『（", "」』）"
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«]+$")
_NEXT = re.compile(r"\s*(\S?)")
_LONGEST_WORD = 40  # code points; no abbreviation is as long, and a text without spaces would take for ever


@cache
def _abbreviations() -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in data.values() for word in words)


def sentences(paragraph: str) -> list[str]:
    """The sentences in order, without the white space between them; joined again they are the whole paragraph.

    A stop ends no sentence after an abbreviation or an initial, before a small letter, or inside Japanese
    quotation marks that are still open.
    """
    found: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        if _ends_sentence(paragraph, start, match):
            found.append(paragraph[start : match.end()].strip())
            start = match.end()
    found.append(paragraph[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends_sentence(paragraph: str, start: int, match: re.Match[str]) -> bool:
    if match[0][0] in "。！？":
        sentence = paragraph[start : match.end()]
        opened = sum(sentence.count(mark) for mark in _OPEN) - sum(sentence.count(mark) for mark in _CLOSE)
        # 「…。」と述べた: what was quoted goes on into the sentence that quotes it.
        quoting = match[0][-1] in _CLOSE and paragraph[match.end() : match.end() + 1].strip() not in {"", *_OPEN}
        return opened <= 0 and not quoting
    following = _NEXT.match(paragraph, match.end())
    if following and following[1].islower():
        return False
    if match[0] != ".":
        return True
    word = _LAST_WORD.search(paragraph, max(start, match.start() - _LONGEST_WORD), match.start())
    before = word[0].lower() if word else ""
    return before not in _abbreviations() and not (len(before) == 1 and before.isalpha())
