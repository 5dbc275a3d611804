"""A paragraph as engines get it: without its line breaks and leading marks, which are put back afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

#: What stands before the words of a line: a bullet, a dash, a number in a list. Engines drop or double these.
_MARK = re.compile(r"\s*(?:[-–—•·▪●■◆◇○・※*>]{1,3}\s+|[•▪●■◆◇○・※]|\(?\d{1,3}[.)]\s+|\[\d{1,3}\]\s*){0,3}")


def by_line(texts: Sequence[str], translate: Callable[[list[str]], Sequence[str]]) -> list[str]:
    """The texts translated line by line; `translate` is given all lines that have words, and answers as many."""
    cut = [[_marked(line) for line in text.split("\n")] for text in texts]
    made = iter(translate([words for lines in cut for _, words in lines if words]))
    return ["\n".join(mark + (next(made).strip() if words else "") for mark, words in lines) for lines in cut]


def grouped(sentences: Sequence[str], most: int, language: str) -> list[str]:
    """Sentences of a text put together again, into pieces of at most so many characters where a sentence allows it."""
    pieces: list[str] = []
    for sentence in sentences:
        if pieces and len(pieces[-1]) + len(sentence) < most:
            pieces[-1] = joined([pieces[-1], sentence], language)
        else:
            pieces.append(sentence)
    return pieces


def joined(sentences: Sequence[str], language: str) -> str:
    """Sentences of a language as one line."""
    return ("" if language in {"ja", "zh"} else " ").join(sentence for sentence in sentences if sentence)


def _marked(line: str) -> tuple[str, str]:
    """The mark that a line begins with, and its words."""
    match = _MARK.match(line)
    mark = match[0] if match else ""
    return (mark, line[len(mark) :].strip()) if line.strip() else ("", "")
