"""Keys of a text: two texts of which one was taken from the other share at least one, almost always.

A key is the least of a sentence's hashed shingles (Broder's min-wise hash, 1997), by two orders. Taken by the sentence
and not by the text, it is found again in a trimmed copy, whose resemblance to the whole is small: it is the same with
the probability that the two sentences resemble each other, and one sentence is enough. Of a long text the least keys
are kept, which are the same ones in its copies.
"""

from __future__ import annotations

import numpy as np

from kawaraban.compare.shingles import Hashes, Places, Shingled

#: Keys of a text at most.
MOST = 64
#: Shingles of a sentence that says enough to be told by; "He did not elaborate." stands everywhere.
_FEWEST = 18
_ORDERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93))


def keys(text: Shingled) -> tuple[int, ...]:
    """At most `MOST` keys, 64 bits each, signed, in order; none for a text without sentences of some length."""
    telling = (text.counts >= _FEWEST)[text.owners] if len(text.owners) else np.zeros(0, dtype=bool)
    hashes, owners = text.hashes[telling], text.owners[telling]
    if not len(hashes):
        return ()
    found = np.concatenate([_least(hashes, owners, len(text.counts), order) for order in _ORDERS])
    return tuple(int(key) for key in np.sort(np.unique(found)[:MOST].view(np.int64)))


def _least(hashes: Hashes, owners: Places, number: int, order: np.uint64) -> Hashes:
    mixed = (hashes ^ order) * _ORDERS[0]
    mixed ^= mixed >> np.uint64(32)
    least = np.full(number, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(least, owners, mixed)
    found: Hashes = least[least != np.iinfo(np.uint64).max]
    return found
