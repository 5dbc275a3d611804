"""Writes the newsstand's memory: `python -m tools.press_memory` turns the Japanese in press/*.toml into memory.tmx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from kawaraban.newsstand import MEMORY, press
from kawaraban.translate.model import MemoryPair
from kawaraban.translate.tmx import write_tmx


def memory() -> bytes:
    """The TMX document: a unit for every paragraph and headline that a person has put into Japanese."""
    document = io.BytesIO()
    write_tmx(_pairs(), document)
    return document.getvalue()


def _pairs() -> Iterator[MemoryPair]:
    pieces = press.pieces(datetime(2026, 1, 1, tzinfo=UTC))
    for piece in sorted(pieces, key=lambda piece: (piece.event, piece.id)):
        for source, target in piece.renderings.items():
            yield MemoryPair(piece.language, "ja", source, target)


if __name__ == "__main__":
    MEMORY.write_bytes(memory())
