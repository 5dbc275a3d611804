"""What of a text must come back in another language whatever the words: its sentences, names and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kawaraban.translate.proof.model import Span

# “…”, "…", «…», 「…」, 『…』: the outer ones. An apostrophe looks like a closing ’, so single marks are left alone.
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|「(?:[^「」]|「[^「」]*」)*」|『[^『』]*』|„[^„“]*“")
_EN_NAME = re.compile(r"(?<=[a-z,;’'s] )(?:[A-Z][\w’-]*[a-z]\w*|[A-Z]{2,})")
_JA_NAME = re.compile(r"[ァ-ヴー]{2,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}")
_JA_STOP = re.compile(r"[。！？]+[」』）]?|$")
_EN_STOP = re.compile(r"[.!?][”\"’)]*(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; `span` with the marks, in code points."""

    span: Span
    text: str


@lru_cache(maxsize=64)
def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in their order, the outer marks alone."""
    return tuple(Quotation(match.span(), match[0][1:-1]) for match in _QUOTATION.finditer(text))


def names(text: str, language: str) -> int:
    """About how many words are names: capitals within a sentence, or katakana and Latin letters in Japanese."""
    return sum(1 for _ in (_JA_NAME if language == "ja" else _EN_NAME).finditer(text))


def stops(text: str, language: str) -> int:
    """How many sentences end in a text; at least 1. Those within Japanese quotation marks count as well."""
    found: Iterator[re.Match[str]] = (_JA_STOP if language in {"ja", "zh"} else _EN_STOP).finditer(text)
    return max(1, sum(1 for match in found if match[0].strip()))
