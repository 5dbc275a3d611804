"""Overlapping runs of characters, hashed: what two texts of one language have in common, sentence by sentence.

No words and no tokenizer: letters and digits alone, so that marks, spaces and capitals make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare.texts import is_wide

#: Characters a shingle, where letters are wide (Han, kana) and where they are not.
WIDE, NARROW = 3, 6
_OTHER = re.compile(r"[\W_]+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)

Hashes = NDArray[np.uint64]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Shingled:
    """The shingles of a text's sentences, each once a sentence, sorted by hash.

    `hashes` and `owners` (the number of the sentence) are of one length; `counts` has the shingles of each sentence.
    """

    hashes: Hashes
    owners: Places
    counts: Places


def folded(text: str) -> str:
    """The letters and digits of a text, small, as NFKC has them."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", text).lower())


def shingled(texts: Sequence[str]) -> Shingled:
    """The shingles of sentences; one that is shorter than a shingle has none."""
    plain = [folded(text) for text in texts]
    owners = np.repeat(np.arange(len(plain), dtype=np.int32), [len(one) for one in plain])
    wide = np.repeat(np.array([is_wide(one) for one in plain], dtype=bool), [len(one) for one in plain])
    letters = np.frombuffer("".join(plain).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    parts = [_runs(letters, owners, wide, WIDE), _runs(letters, owners, ~wide, NARROW)]
    hashes = np.concatenate([part[0] for part in parts])
    places = np.concatenate([part[1] for part in parts])
    order = np.lexsort((places, hashes))
    hashes, places = hashes[order], places[order]
    if len(hashes):
        fresh = np.ones(len(hashes), dtype=bool)
        fresh[1:] = (hashes[1:] != hashes[:-1]) | (places[1:] != places[:-1])
        hashes, places = hashes[fresh], places[fresh]
    return Shingled(hashes, places, np.bincount(places, minlength=len(plain)).astype(np.int32))


def _runs(letters: Hashes, owners: Places, kept: NDArray[np.bool_], size: int) -> tuple[Hashes, Places]:
    """The hash of every run of `size` letters that lies within one sentence, and whose it is."""
    number = max(len(letters) - size + 1, 0)
    hashes = np.zeros(number, dtype=np.uint64)
    if number:
        for at in range(size):
            hashes = hashes * _FACTOR + letters[at : at + number]
        hashes = (hashes ^ (hashes >> np.uint64(31))) * _MIX
        hashes ^= hashes >> np.uint64(29)
    within = (owners[:number] == owners[size - 1 : size - 1 + number]) & kept[:number]
    return hashes[within], owners[:number][within]
