"""What was pasted, cut into segments and aligned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import numpy as np
from django.utils.translation import gettext

from kawaraban.desk.aligning.sheet import Sheet
from kawaraban.read.language import identify
from kawaraban.translate.align import align, out_of_step, vectors_needed
from kawaraban.translate.sentences import sentences
from kawaraban.translate.vectors import Embedder, Vectors, embedder_for

#: Characters and segments a side; a long article has a tenth of them.
MAX_CHARACTERS = 200_000
MAX_SEGMENTS = 3_000

_AT_ONCE = 32  # texts between two words on how far it has come

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


class _Counting:
    """An embedder that tells how much of its work is done, 0 to 1."""

    def __init__(self, embed: Embedder, total: int, progress: Callable[[float], None]):
        self.languages = embed.languages
        self._embed, self._total, self._progress, self._done = embed, total, progress, 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the embedder does, by and by."""
        parts = []
        for first in range(0, len(texts), _AT_ONCE):
            parts.append(self._embed.embed(texts[first : first + _AT_ONCE]))
            self._done += len(parts[-1])
            self._progress(min(1.0, self._done / self._total))
        return np.concatenate(parts) if parts else self._embed.embed(texts)


def aligned(
    source: Sequence[str],
    target: Sequence[str],
    source_language: str,
    target_language: str,
    progress: Callable[[float], None] | None = None,
) -> Sheet:
    """The sheet of two texts, with what stands out of step proposed. Raises TextsError.

    `progress` is called with the share of the work that is done, 0 to 1: the vectors are nearly all of it.
    """
    if not source or not target:
        raise TextsError(gettext("One side is empty: paste the original on the left and its translation on the right."))
    if max(sum(map(len, source)), sum(map(len, target))) > MAX_CHARACTERS:
        raise TextsError(gettext("A text is over 200,000 characters: paste it in parts."))
    if max(len(source), len(target)) > MAX_SEGMENTS:
        raise TextsError(gettext("A text has over 3,000 paragraphs or sentences: paste it in parts."))
    embed = embedder_for(source_language, target_language)
    if embed is not None and progress is not None:
        embed = _Counting(embed, vectors_needed(len(source), len(target)), progress)
    links = align(source, target, source_language, target_language, embed)
    moved = out_of_step(source, target, source_language, target_language, links, embed)
    return Sheet.from_links(source, target, links, moved)
