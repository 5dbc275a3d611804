"""What `translate` hands on: renderings of paragraphs, and the memory they may come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
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
    "not-installed",  # the engine is an extra that is not there
    "no-address",  # an engine that is reached over HTTP, and nowhere is said where
    "no-key",
    "no-server-model",  # a server that has several models, and none is named or the named one is not there
    "no-such-pair",  # the engine does not translate between these languages
    "no-answer",  # the server can't be reached, broke off, or took too long
    "refused-key",
    "quota",  # what was paid for is used up
    "wait",  # the server asks to come less often
    "server-error",
    "refused-text",  # the server takes the call, but not this text
    "bad-answer",  # no translation service: a web page, or an answer that can't be read
    "not-tmx",
]

#: Why an answer was not taken as a translation. It concerns one text; the rest goes on.
Fault = Literal[
    "empty",
    "untranslated",  # the source came back
    "other-language",
    "loop",  # repeats itself without end
    "error-page",
    "chatter",  # speaks about the translation
    "too-long",
    "too-short",
    "cut-off",  # the engine stopped before the end
    "failed",  # the text brings the engine down
]


class TranslateError(Exception):
    """A translation or a memory that can't be had.

    `problem` is for programs, `str(error)` is one plain English sentence that says what to do. `retry_after` are the
    seconds for which a server asked to be left alone, None where it said nothing.
    """

    def __init__(self, problem: TranslateProblem, message: str, retry_after: float | None = None):
        super().__init__(message)
        self.problem: TranslateProblem = problem
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process boundaries; the default pickling would pass the message alone.
        return (TranslateError, (self.problem, str(self), self.retry_after))


@dataclass(frozen=True, slots=True)
class Spent:
    """What a translation took, refused answers included."""

    characters: int = 0  # of the original, each time it was sent
    tokens: int = 0  # where the engine counts them
    cost: Decimal = Decimal(0)  # by the choice's options `price` and `currency`; 0 where no price is known
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """One paragraph's translation and what made it. Where `fault` says that there is none, `text` is empty."""

    text: str
    maker: MakerKind
    engine: str = ""  # "firefox" and the like, empty for memory and person
    model: str = ""  # the engine's model, or the pair's origin ("demo.tmx")
    score: float = 1.0  # 1.0 an exact hit of the memory
    fault: Fault | None = None
    spent: Spent = Spent()


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
    glossary's id, `timeout` (seconds), `price` of a million characters (tokens, where the engine counts those) and its
    `currency` (ISO 4217).
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

    @property
    def place(self) -> str:
        """Where it works, the same for all pairs that a server translates: when it fails, it fails for all of them."""
        return f"{self.name} {self.address or self.folder}".strip()


@dataclass(frozen=True, slots=True)
class Job:
    """What an engine is asked to translate: `texts`, each a whole paragraph.

    `around` holds, for each text, the paragraphs before and after it, "" where there is none; an engine that can make
    use of them does. It is empty where nothing is known. `terms` are those of the glossary that occur in the texts.
    """

    texts: tuple[str, ...]
    around: tuple[tuple[str, str], ...] = ()
    terms: tuple[Term, ...] = ()

    def only(self, *places: int) -> Job:
        """The job for some of its texts."""
        around = tuple(self.around[place] for place in places) if self.around else ()
        return Job(tuple(self.texts[place] for place in places), around, self.terms)


class Engine(Protocol):
    """Turns paragraphs of one language into another. One file each in `translate/engines/`, found by name.

    `translate` answers one Translation a text, in order, and never truncates. It raises TranslateError. `model` is what
    its translations say they were made by; asking for it loads nothing. `counts_tokens`: its price is one of tokens.
    """

    name: str
    model: str
    counts_tokens: bool

    def translate(self, job: Job) -> list[Translation]: ...
