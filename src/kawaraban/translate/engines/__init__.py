"""Engines, one file each, found by name: `engine(EngineChoice("firefox", "en", "ja", folder))`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module

from kawaraban.translate.model import Engine, EngineChoice, Job, TranslateError, Translation

#: The engines there are: the name people choose, and the module whose `open_engine(choice)` makes one.
ENGINES = {"firefox": "kawaraban.translate.engines.firefox"}

# A model takes up to a second to load and is used for thousands of texts, so each worker keeps the last one.
# Per thread, because the Firefox engine may only be used by the thread that loaded it.
_kept = threading.local()


def engine(choice: EngineChoice) -> Engine:
    """The engine that was chosen for a language pair.

    Nothing heavy is loaded, and nothing asked of a server, before the first translation. Raises
    TranslateError("no-such-engine"), and what the engine itself has to say about its settings.
    """
    module = ENGINES.get(choice.name)
    if module is None:
        known = ", ".join(sorted(ENGINES))
        raise TranslateError("no-such-engine", f"There is no engine named {choice.name}: choose one of {known}.")
    opener: Callable[[EngineChoice], Engine] = import_module(module).open_engine
    return opener(choice)


def translate_job(choice: EngineChoice, job: Job) -> list[Translation]:
    """One Translation a text of the job, in order, by the chosen engine: what a pipeline hands to its Executor.

    A pure function of its arguments that pickles by name; it needs no database. Raises TranslateError.
    """
    if getattr(_kept, "choice", None) != choice:
        _kept.engine = engine(choice)
        _kept.choice = choice
    translations: list[Translation] = _kept.engine.translate(job)
    return translations
