"""Engines, one file each, found by name: `engine("firefox", "en", "ja", folder)`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from importlib import import_module

from kawaraban.translate.model import Engine, EngineChoice, TranslateError, Translation

#: The engines there are: the name people choose, and the module whose `open_engine(source, target, folder)` makes one.
ENGINES = {"firefox": "kawaraban.translate.engines.firefox"}

# A model takes up to a second to load and is used for thousands of texts, so each worker keeps the last one.
# Per thread, because the Firefox engine may only be used by the thread that loaded it.
_kept = threading.local()


def engine(name: str, source: str, target: str, folder: str = "") -> Engine:
    """The engine of that name for a language pair (ISO 639-1), its model in `folder`.

    Nothing heavy is loaded before the first translation. Raises TranslateError("no-such-engine"), and what the
    engine itself has to say about the folder.
    """
    module = ENGINES.get(name)
    if module is None:
        known = ", ".join(sorted(ENGINES))
        raise TranslateError("no-such-engine", f"There is no engine named {name}: choose one of {known}.")
    opener: Callable[[str, str, str], Engine] = import_module(module).open_engine
    return opener(source, target, folder)


def translate_texts(choice: EngineChoice, texts: Sequence[str]) -> list[Translation]:
    """One Translation a text, in order, by the chosen engine: the work that a pipeline hands to its Executor.

    A pure function of its arguments that pickles by name; it needs no database. Raises TranslateError.
    """
    if getattr(_kept, "choice", None) != choice:
        _kept.engine = engine(choice.name, choice.source, choice.target, choice.folder)
        _kept.choice = choice
    translations: list[Translation] = _kept.engine.translate(list(texts))
    return translations
