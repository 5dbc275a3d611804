"""The model's network, run with numpy: a vector a word, which the tags and the parser's moves are read from.

Four rows of hashed tables a feature, one dense layer, four layers that each look one word to both sides: the
architecture that spaCy calls MultiHashEmbed and MaxoutWindowEncoder (https://spacy.io/api/architectures#tok2vec-arch).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kawaraban.attribute.parser import files
from kawaraban.attribute.parser.files import Floats
from kawaraban.attribute.parser.forms import features
from kawaraban.attribute.parser.hashes import rows_of
from kawaraban.attribute.parser.words import Cut, Word

_BESIDE = 4  # rows between paragraphs, as many as the layers look to a side: none sees into another
_BLOCK = 3_000  # words that go through the layers at a time: what they need stays in the processor's cache
_TINY = 1e-8

Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Layer:
    """Three times as many sums as wanted, the greatest of each three, evened out to mean 0 and variance 1."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, weights: Floats, bias: Floats, scale: Floats, shift: Floats) -> _Layer:
        """From weights of outputs x 3 x inputs; kept as 3 x outputs, of which numpy finds the greatest faster."""
        inputs = weights.shape[2]
        return cls(weights.transpose(2, 1, 0).reshape(inputs, -1).copy(), bias.T.reshape(-1).copy(), scale, shift)

    def of_rows(self, rows: Floats) -> Floats:
        sums = rows @ self.weights
        sums += self.bias
        wide = len(self.scale)
        found: Floats = np.maximum(sums[:, :wide], sums[:, wide : 2 * wide])
        np.maximum(found, sums[:, 2 * wide :], out=found)
        found -= found.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", found, found) / np.float32(wide) + np.float32(_TINY)
        found *= (1 / np.sqrt(spread))[:, None]
        found *= self.scale
        found += self.shift
        return found


class Network:
    """The vectors of words in their surroundings. What it knows of words alone it keeps until `forget`."""

    def __init__(self, folder: Path) -> None:
        part = files.part(folder / "tok2vec" / "model")
        self._tables = list(zip(part.arrays["E"], part.seeds, strict=True))
        biases = part.arrays["b"]
        layers = zip(part.arrays["W"], biases[::2], part.arrays["G"], biases[1::2], strict=True)
        self._first, *self._layers = (_Layer.of(*arrays) for arrays in layers)
        self._usual: dict[int, str] = files.table(folder / "vocab" / "lookups.bin")["lexeme_norm"]
        self.forget()

    def forget(self) -> None:
        """Forgets the words seen so far."""
        self._places: dict[tuple[Word, bool], int] = {}
        self._alone = np.zeros((1, len(self._first.scale)), np.float32)  # row 0: no word

    def __len__(self) -> int:
        return len(self._places)

    def vectors(self, cuts: Sequence[Cut]) -> Floats:
        """A vector for each word of the paragraphs, one behind the other: an array of words x 96."""
        places = [self._of_cut(cut) for cut in cuts]
        self._learn()
        blocks: list[list[list[int]]] = [[]]
        size = 0
        for place in places:
            if size + len(place) > _BLOCK and blocks[-1]:
                blocks.append([])
                size = 0
            blocks[-1].append(place)
            size += len(place) + _BESIDE
        return np.concatenate([self._of_block(block) for block in blocks])

    def _of_cut(self, cut: Cut) -> list[int]:
        known = self._places
        return [known.setdefault(pair, len(known) + 1) for pair in zip(cut.words, cut.spaced, strict=True)]

    def _learn(self) -> None:
        """Makes the rows of the words that were not seen before."""
        new = [pair for pair, place in self._places.items() if place >= len(self._alone)]
        if not new:
            return
        numbers = np.array([features(word, spaced, self._usual) for word, spaced in new], np.uint64)
        parts = [
            table[rows_of(column, seed, len(table))].sum(axis=1)
            for column, (table, seed) in zip(numbers.T, self._tables, strict=True)
        ]
        self._alone = np.concatenate([self._alone, self._first.of_rows(np.concatenate(parts, axis=1))])

    def _of_block(self, paragraphs: Sequence[Sequence[int]]) -> Floats:
        gap = [0] * _BESIDE
        places = np.array([place for paragraph in paragraphs for place in (*gap, *paragraph)] + gap, np.intp)
        rows = self._alone[places]
        wide = rows.shape[1]
        around = np.zeros((len(rows), 3 * wide), np.float32)
        for layer in self._layers:
            around[1:, :wide] = rows[:-1]
            around[:, wide : 2 * wide] = rows
            around[:-1, 2 * wide :] = rows[1:]
            rows += layer.of_rows(around)
        return rows[places > 0]
