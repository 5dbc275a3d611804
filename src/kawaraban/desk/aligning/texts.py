"""What was pasted, cut into segments and aligned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from django.utils.translation import gettext

from kawaraban.desk.aligning.sheet import Sheet
from kawaraban.read.language import identify
from kawaraban.translate.align import align, out_of_step
from kawaraban.translate.sentences import sentences
from kawaraban.translate.vectors import embedder_for

#: Characters a side; a long article has a tenth of it.
MAX_CHARACTERS = 200_000

By = Literal["paragraph", "sentence"]

_WIDE = re.compile("[ぁ-ヿ㐀-鿿가-힯]")
_WIDE_SCRIPTS = frozenset({"ja", "zh", "ko"})
_SOME = 0.2  # share of wide letters: a Japanese line may be full of Latin names, an English one quotes a word at most
_ADDRESS = re.compile(r"\s*https?://\S+\s*")


class TextsError(Exception):
    """What was pasted can't be aligned; `str(error)` is one plain sentence in the reader's language."""


def segments(paragraphs: str | Iterable[str], by: By) -> list[str]:
    """Paragraphs (lines of a text), or the sentences in them; none is empty."""
    lines = re.split(r"[\r\n\v\f\x85\u2028\u2029]+", paragraphs) if isinstance(paragraphs, str) else paragraphs
    found = [" ".join(line.split()) for line in lines]
    if by == "sentence":
        found = [sentence for line in found for sentence in sentences(line)]
    return [line for line in found if line]


def by_language(text: str, source_language: str, target_language: str) -> tuple[str, str]:
    """An old post in which original and translation stand in pieces: the lines of either language, in order.

    A line too short to tell goes where the line before it went. Lines that are an address alone are left out.
    """
    sides: tuple[list[str], list[str]] = ([], [])
    last = 1
    for line in segments(text, "paragraph"):
        if _ADDRESS.fullmatch(line):
            continue
        language = _language(line, source_language, target_language)
        if language in {source_language, target_language}:
            last = int(language == target_language)
        sides[last].append(line)
    return "\n".join(sides[0]), "\n".join(sides[1])


def _language(line: str, source_language: str, target_language: str) -> str:
    """Which of the two the line is in, by its characters where these tell them apart; "" where nothing does."""
    letters = sum(map(str.isalpha, line))
    if not letters:
        return ""
    if (source_language in _WIDE_SCRIPTS) == (target_language in _WIDE_SCRIPTS):
        return identify(line)
    wide = len(_WIDE.findall(line)) >= letters * _SOME
    return source_language if wide == (source_language in _WIDE_SCRIPTS) else target_language


def aligned(source: Sequence[str], target: Sequence[str], source_language: str, target_language: str) -> Sheet:
    """The sheet of two texts, with what stands out of step proposed. Raises TextsError."""
    if not source or not target:
        raise TextsError(gettext("One side is empty: paste the original on the left and its translation on the right."))
    if max(sum(map(len, source)), sum(map(len, target))) > MAX_CHARACTERS:
        raise TextsError(gettext("A text is over 200,000 characters: paste it in parts."))
    embed = embedder_for(source_language, target_language)
    links = align(source, target, source_language, target_language, embed)
    moved = out_of_step(source, target, source_language, target_language, links, embed)
    return Sheet.from_links(source, target, links, moved)
