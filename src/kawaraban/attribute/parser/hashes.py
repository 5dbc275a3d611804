"""How the model numbers strings and finds their rows: MurmurHash64A for a string, MurmurHash3 for its four rows.

After Austin Appleby's public-domain MurmurHash; the second in the short form that one number of 64 bits needs.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

_MASK = 0xFFFFFFFFFFFFFFFF
_MIX = 0xC6A4A7935BD1E995
_SEED = 1

#: Strings that the model's own tables number from the top, by first number: they are none of its hashes.
_RUNS = {
    64: "ID",
    74: "POS TAG DEP",
    84: "ADJ ADP ADV AUX",
    90: "DET",
    93: "NUM",
    99: "SYM",
    101: "X EOL",
    383: "ORG GPE LOC",
    390: "LAW",
    398: "acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass dep det dobj "
    "expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd obj obl parataxis "
    "partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl",
    455: "IDX _",
}
_NUMBERED = {word: first + i for first, words in _RUNS.items() for i, word in enumerate(words.split())}


@lru_cache(maxsize=100_000)
def number_of(string: str) -> int:
    """The number of 64 bits by which the model knows a string; 0 for the empty one."""
    if not string or string in _NUMBERED:
        return _NUMBERED.get(string, 0)
    data = string.encode("utf-8")
    value = _SEED ^ (len(data) * _MIX & _MASK)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        block = int.from_bytes(data[at : at + 8], "little") * _MIX & _MASK
        value = (value ^ ((block ^ block >> 47) * _MIX & _MASK)) * _MIX & _MASK
    if whole < len(data):
        value = (value ^ int.from_bytes(data[whole:], "little")) * _MIX & _MASK
    value = (value ^ value >> 47) * _MIX & _MASK
    return value ^ value >> 47


def rows_of(numbers: npt.NDArray[np.uint64], seed: int, rows: int) -> npt.NDArray[np.intp]:
    """The four rows of a table of `rows` rows under which each number stands: an array of len(numbers) x 4."""
    one = numbers * np.uint64(0x87C37B91114253D5)
    one = (one << np.uint64(31) | one >> np.uint64(33)) * np.uint64(0x4CF5AD432745937F)
    other = np.uint64(seed ^ 8)
    one = (one ^ other) + other
    two = one + other
    one, two = _finished(one), _finished(two)
    one = one + two
    two = two + one
    low = np.uint64(0xFFFFFFFF)
    parts = (one & low, one >> np.uint64(32), two & low, two >> np.uint64(32))
    return np.stack(parts, axis=1).astype(np.uint32).astype(np.intp) % rows


def _finished(value: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    value = (value ^ value >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
    value = (value ^ value >> np.uint64(33)) * np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ value >> np.uint64(33)
