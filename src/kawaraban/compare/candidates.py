"""Keys of a text: two texts of which one was taken from the other share at least one, almost always.

A key is made of the least of a sentence's hashed shingles (Broder's min-wise hash, 1997) by two orders: a band, as in
locality-sensitive hashing. Taken by the sentence and not by the text, it is found again in a trimmed copy, whose
resemblance to the whole is small: two sentences share a band with the square of their resemblance, and one is enough.
Of a long text the least keys are kept, which are the same ones in its copies. What was reworded throughout may share
none, and is found by its vectors.
"""

from __future__ import annotations

import numpy as np

from kawaraban.compare.shingles import Hashes, Places, Shingled

#: Keys of a text at most.
MOST = 64
#: Shingles of a sentence that says enough to be told by; "He did not elaborate." stands everywhere.
_FEWEST = 18
#: Keys of a sentence, each of two orders. With one order a shared "officials said" made one pair in seven candidates.
_BANDS = 3
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_NONE = np.uint64(np.iinfo(np.uint64).max)


def keys(text: Shingled) -> tuple[int, ...]:
    """At most `MOST` keys, 64 bits each, signed, in order; none for a text without sentences of some length."""
    telling = (text.counts >= _FEWEST)[text.owners] if len(text.owners) else np.zeros(0, dtype=bool)
    hashes, owners = text.hashes[telling], text.owners[telling]
    if not len(hashes):
        return ()
    found = np.concatenate([_band(hashes, owners, len(text.counts), band) for band in range(_BANDS)])
    return tuple(int(key) for key in np.sort(np.unique(found)[:MOST].view(np.int64)))


def _band(hashes: Hashes, owners: Places, number: int, band: int) -> Hashes:
    """A key for each sentence that has shingles."""
    one, other = (_least(hashes, owners, number, 2 * band + at) for at in range(2))
    keys: Hashes = (one * _FACTOR ^ other) * _MIX
    keys ^= keys >> np.uint64(29)
    found: Hashes = keys[one != _NONE]
    return found


def _least(hashes: Hashes, owners: Places, number: int, order: int) -> Hashes:
    """The least shingle of each sentence, by one of many orders."""
    mixed = (hashes ^ np.uint64((2 * order + 1) * int(_MIX) % 2**64)) * _FACTOR
    mixed ^= mixed >> np.uint64(32)
    least = np.full(number, _NONE, dtype=np.uint64)
    np.minimum.at(least, owners, mixed)
    return least
