"""The words' Penn tags, the most likely of each."""

from __future__ import annotations

from pathlib import Path

from kawaraban.attribute.parser import files
from kawaraban.attribute.parser.files import Floats


class Tags:
    def __init__(self, folder: Path) -> None:
        arrays = files.part(folder / "tagger" / "model").arrays
        (weights,), (self._bias,) = arrays["W"], arrays["b"]
        self._weights = weights.T.copy()
        self._names: list[str] = files.listed(folder / "tagger" / "cfg", "labels")

    def of(self, vectors: Floats) -> list[str]:
        """A tag for each word's vector."""
        best = (vectors @ self._weights + self._bias).argmax(axis=1)
        return [self._names[number] for number in best.tolist()]
