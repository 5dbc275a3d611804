"""How alike two ways of grouping the same things are, and the plain ways that a method must beat.

A grouping is a dict from a thing to the name of its group; two groupings that are held against each other are of the
same things.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare import Report
from kawaraban.translate.vectors import embedder

Grouping: TypeAlias = Mapping[str, Hashable]
Likeness: TypeAlias = NDArray[np.float32]  # (n, n), 1 where two reports are the same

SHINGLE = 5  # characters
THRESHOLDS = tuple(float(step) / 40 for step in range(1, 40))
_BLOCK = 8192  # columns of a table of shingles at a time: 20 MB for 600 reports
_SCRIPTS_WITHOUT_SPACES = ("ja", "zh")


def adjusted_rand(truth: Grouping, found: Grouping) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985): 1 where the groupings are the same, 0 by chance."""
    cells = Counter((truth[key], found[key]) for key in truth)
    both = _pairs(cells.values())
    meant, said = _pairs(Counter(truth.values()).values()), _pairs(Counter(found.values()).values())
    chance = meant * said / max(1, math.comb(len(truth), 2))
    most = (meant + said) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def b_cubed(truth: Grouping, found: Grouping) -> tuple[float, float, float]:
    """Precision, recall and F1 of B-cubed (Bagga and Baldwin 1998), each thing of equal weight."""
    cells = Counter((truth[key], found[key]) for key in truth)
    meant, said = Counter(truth.values()), Counter(found.values())
    precision = sum(n * n / said[group] for (_, group), n in cells.items()) / len(truth)
    recall = sum(n * n / meant[group] for (group, _), n in cells.items()) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairs_of(grouping: Grouping) -> set[tuple[str, str]]:
    """Every two things that are in one group, each pair in the order of its names."""
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for key, group in grouping.items():
        groups[group].append(key)
    return {pair for keys in groups.values() for pair in combinations(sorted(keys), 2)}


def scored(meant: Collection[tuple[str, str]], said: Collection[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs."""
    right = len(set(meant) & set(said))
    return right / max(1, len(said)), right / max(1, len(meant)), 2 * right / max(1, len(meant) + len(said))


def best(keys: Sequence[str], alike: Likeness, score: Callable[[Grouping], float]) -> Grouping:
    """The grouping with the highest score of those that a threshold gives: reports that are so much alike, or that a
    chain of such reports joins, are one group. The threshold is chosen by the gold itself, to the baseline's favour.
    """
    return max((_joined(keys, alike >= threshold) for threshold in THRESHOLDS), key=score)


def by_shingles(reports: Sequence[Report]) -> Likeness:
    """Jaccard's index of the shingles of characters of every two reports."""
    texts = ["".join(re.findall(r"\w+", " ".join(report.paragraphs).casefold())) for report in reports]
    bags = [{text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1)} for text in texts]
    shared = _shared(bags)
    sizes = np.array([len(bag) for bag in bags], dtype=np.float32)
    return shared / np.maximum(sizes[:, None] + sizes[None, :] - shared, 1)


def by_words(reports: Sequence[Report]) -> Likeness:
    """The cosine of the words of every two reports, rare words weighing more (tf-idf); of Japanese and Chinese, of
    pairs of characters."""
    counts = [Counter(_words(report)) for report in reports]
    spread = Counter(word for count in counts for word in count)
    columns = {word: at for at, word in enumerate(word for word, n in spread.items() if n > 1)}
    table = np.zeros((len(reports), len(columns)), dtype=np.float32)
    for row, count in enumerate(counts):
        for word, times in count.items():
            if word in columns:
                table[row, columns[word]] = (1 + math.log(times)) * math.log(len(reports) / spread[word])
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return table @ table.T


@cache
def by_vectors(reports: tuple[Report, ...]) -> Likeness:
    """The cosine of the sentence vectors of every two reports' titles and first two paragraphs."""
    vectors = embedder().embed([" ".join((report.title, *report.paragraphs[:2])) for report in reports])
    return vectors @ vectors.T


def _words(report: Report) -> list[str]:
    text = " ".join((report.title, *report.paragraphs)).casefold()
    if report.language in _SCRIPTS_WITHOUT_SPACES:
        return [run[at : at + 2] for run in re.findall(r"\w+", text) for at in range(len(run) - 1)]
    return re.findall(r"\w+", text)


def _shared(bags: Sequence[set[str]]) -> Likeness:
    """How many shingles every two bags share."""
    spread = Counter(shingle for bag in bags for shingle in bag)
    columns = {shingle: at for at, shingle in enumerate(shingle for shingle, n in spread.items() if n > 1)}
    rows = [np.array(sorted(columns[shingle] for shingle in bag if shingle in columns), dtype=np.int64) for bag in bags]
    shared = np.diag([float(len(bag)) for bag in bags]).astype(np.float32)
    for start in range(0, len(columns), _BLOCK):
        block = np.zeros((len(bags), _BLOCK), dtype=np.float32)
        for at, row in enumerate(rows):
            block[at, row[(row >= start) & (row < start + _BLOCK)] - start] = 1
        found = block @ block.T
        np.fill_diagonal(found, 0)
        shared += found
    return shared


def _joined(keys: Sequence[str], linked: NDArray[np.bool_]) -> Grouping:
    """Things that links join, directly or through others."""
    group = {key: key for key in keys}
    for one, other in np.argwhere(np.triu(linked, 1)):
        first, second = _root(group, keys[one]), _root(group, keys[other])
        group[second] = first
    return {key: _root(group, key) for key in keys}


def _root(group: dict[str, str], key: str) -> str:
    while group[key] != key:
        group[key] = group[group[key]]
        key = group[key]
    return key


def _pairs(sizes: Collection[int]) -> int:
    return sum(math.comb(size, 2) for size in sizes)
