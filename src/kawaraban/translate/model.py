"""What `translate` hands on: renderings of paragraphs, and the memory they may come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

RenderingState = Literal["machine", "edited", "approved", "stale"]
MakerKind = Literal["person", "memory", "engine"]


class TranslateError(Exception):
    """A translation that can't be had; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One paragraph's translation and what made it."""

    text: str
    maker: MakerKind
    engine: str = ""  # "firefox" and the like, empty for memory and person
    model: str = ""  # the engine's model, or the memory's origin ("tmx: demo.tmx")
    score: float = 1.0  # 1.0 an exact hit of the memory


@dataclass(frozen=True, slots=True)
class MemoryPair:
    """An approved pair: texts as written, languages as ISO 639-1."""

    source_language: str
    target_language: str
    source: str
    target: str
    origin: str = ""  # who or what it came from
    made_at: datetime | None = None


class Engine(Protocol):
    """Turns paragraphs of one language into another. One file each in `translate/engines/`, found by name.

    `translate` answers one Translation a text, in order, and never truncates. It raises TranslateError.
    """

    name: str

    def translate(self, texts: list[str]) -> list[Translation]: ...
