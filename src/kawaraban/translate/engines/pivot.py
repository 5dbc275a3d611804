"""Two models where no direct one exists: Russian or Chinese to Japanese by way of English, and it says so."""

from __future__ import annotations

from dataclasses import replace

from kawaraban.translate.model import Engine, EngineChoice, Job, Translation

#: The language between: Firefox models are published to and from it alone.
THROUGH = "en"

_ONWARD = "onward"  # the option that holds the folder of the second model


def choice(source: str, target: str, first: str, onward: str) -> EngineChoice:
    """The choice of two Firefox models in these folders, source to English and English to target."""
    return EngineChoice("firefox", source, target, first, options=((_ONWARD, onward),))


def legs(whole: EngineChoice) -> tuple[EngineChoice, EngineChoice] | None:
    """The two choices that a choice consists of; None for one that needs no language between."""
    onward = whole.option(_ONWARD)
    if not onward:
        return None
    rest = tuple((name, value) for name, value in whole.options if name != _ONWARD)
    return (
        replace(whole, target=THROUGH, options=rest),
        replace(whole, source=THROUGH, folder=onward, options=rest),
    )


class PivotEngine:
    """Translates with one engine and what comes of it with another. Line breaks stay, as they do in each."""

    counts_tokens = False

    def __init__(self, first: Engine, onward: Engine):
        self.name = first.name
        self.model = f"{first.model} + {onward.model}"
        self._first, self._onward = first, onward

    def translate(self, job: Job) -> list[Translation]:
        """One Translation a text, in order. Raises TranslateError."""
        between = self._first.translate(job)
        made = self._onward.translate(Job(tuple(translation.text for translation in between)))
        return [replace(translation, model=self.model) for translation in made]
