"""What `translate` hands on: renderings of paragraphs, and the memory they may come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from kawaraban.translate.glossary import Term

RenderingState = Literal["machine", "edited", "approved", "stale"]
MakerKind = Literal["person", "memory", "engine"]


#: Why there is no translation, or no memory. The desk turns each into one plain sentence in the reader's language.
TranslateProblem = Literal[
    "no-such-engine",
    "no-folder",
    "no-model",  # the folder has no model file
    "no-vocabulary",  # nor one without its vocabulary
    "broken-model",  # the files are there, but the engine can't load them
    "engine-failed",  # it loaded, but a text brought it down
    "not-tmx",
]


class TranslateError(Exception):
    """A translation or a memory that can't be had.

    `problem` is for programs, `str(error)` is one plain English sentence that says what to do.
    """

    def __init__(self, problem: TranslateProblem, message: str):
        super().__init__(message)
        self.problem: TranslateProblem = problem

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process boundaries; the default pickling would pass the message alone.
        return (TranslateError, (self.problem, str(self)))


@dataclass(frozen=True, slots=True)
class Translation:
    """One paragraph's translation and what made it."""

    text: str
    maker: MakerKind
    engine: str = ""  # "firefox" and the like, empty for memory and person
    model: str = ""  # the engine's model, or the pair's origin ("demo.tmx")
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


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Which engine translates a language pair, and how. Plain data: it crosses process boundaries.

    An engine on this machine has its model in `folder`; one that is reached over HTTP has an `address`, and a `key`
    where it wants one. `model` names one of several that a server has. `options` are an engine's own: formality, a
    glossary's id, the price of a million characters.
    """

    name: str  # "firefox"
    source: str  # ISO 639-1
    target: str
    folder: str = ""
    address: str = ""
    key: str = field(default="", repr=False)
    model: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str, default: str = "") -> str:
        return dict(self.options).get(name, default)


@dataclass(frozen=True, slots=True)
class Job:
    """What an engine is asked to translate: `texts`, each a whole paragraph.

    `around` holds, for each text, the paragraphs before and after it, "" where there is none; an engine that can make
    use of them does. It is empty where nothing is known. `terms` are those of the glossary that occur in the texts.
    """

    texts: tuple[str, ...]
    around: tuple[tuple[str, str], ...] = ()
    terms: tuple[Term, ...] = ()


class Engine(Protocol):
    """Turns paragraphs of one language into another. One file each in `translate/engines/`, found by name.

    `translate` answers one Translation a text, in order, and never truncates. It raises TranslateError.
    """

    name: str

    def translate(self, job: Job) -> list[Translation]: ...
