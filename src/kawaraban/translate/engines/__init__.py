"""Engines, one file each, found by name: `engine(EngineChoice("firefox", "en", "ja", folder))`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from kawaraban.translate.model import Engine, EngineChoice, Job, TranslateError, Translation


@dataclass(frozen=True, slots=True)
class Registered:
    """An engine that people can choose: the module whose `open_engine(choice)` makes one, and where it works."""

    module: str
    over_http: bool = False  # it asks a server, which may be one of the house


#: The engines there are, by the name that a choice has.
ENGINES = {
    "firefox": Registered("kawaraban.translate.engines.firefox"),
    "ctranslate2": Registered("kawaraban.translate.engines.ctranslate2"),
    "libretranslate": Registered("kawaraban.translate.engines.libretranslate", over_http=True),
    "deepl": Registered("kawaraban.translate.engines.deepl", over_http=True),
    "openai": Registered("kawaraban.translate.engines.openai", over_http=True),
}

# A model takes up to a second to load and is used for thousands of texts, so each worker keeps the last one.
# Per thread, because the Firefox engine may only be used by the thread that loaded it.
_kept = threading.local()


def engine(choice: EngineChoice) -> Engine:
    """The engine that was chosen for a language pair.

    Nothing heavy is loaded, and nothing asked of a server, before the first translation. Raises
    TranslateError("no-such-engine"), and what the engine itself has to say about its settings.
    """
    registered = ENGINES.get(choice.name)
    if registered is None:
        known = ", ".join(sorted(ENGINES))
        raise TranslateError("no-such-engine", f"There is no engine named {choice.name}: choose one of {known}.")
    opener: Callable[[EngineChoice], Engine] = import_module(registered.module).open_engine
    return opener(choice)


def translate_job(choice: EngineChoice, job: Job) -> list[Translation]:
    """One Translation a text of the job, in order, by the chosen engine: what a pipeline hands to its Executor.

    Every answer was looked at (`translate.answers`), and holds the job's terms. A text for which there is no usable
    answer has a `fault` instead. A pure function of its arguments that pickles by name; it needs no database. Raises
    TranslateError where the engine can't work at all.
    """
    from kawaraban.translate.engines.asking import asked  # which tells languages apart, with all that reads pages

    if getattr(_kept, "choice", None) != choice:
        _kept.choice = None  # what can't be opened must not leave another's engine under this name
        _kept.engine = engine(choice)
        _kept.choice = choice
    return asked(_kept.engine, choice, job)
