"""A LibreTranslate server: one's own or somebody's, free software (https://docs.libretranslate.com/)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kawaraban.translate.engines._http import Server, server, unreadable
from kawaraban.translate.engines._lines import by_line
from kawaraban.translate.model import EngineChoice, Job, TranslateError, Translation

NAME = "libretranslate"

_CHARACTERS, _TEXTS = 3_000, 25  # at most in one call; a public server allows 2,000 to 5,000
# What a server calls a language that it has no plain code for.
_OTHER_CODES = {"zh": ("zh-Hans", "zh-CN"), "pt": ("pt-BR",), "no": ("nb",)}


def open_engine(choice: EngineChoice) -> LibreTranslateEngine:
    """The engine at the choice's address. Raises TranslateError("no-address")."""
    return LibreTranslateEngine(choice, server(choice, choice.address.rstrip("/").removesuffix("/translate"), {}))


class LibreTranslateEngine:
    """Asks a server; the languages it has are asked for once."""

    name = NAME
    counts_tokens = False

    def __init__(self, choice: EngineChoice, asked: Server):
        self.model = asked.host
        self._choice, self._server = choice, asked
        self._codes: tuple[str, str] | None = None

    def translate(self, job: Job) -> list[Translation]:
        """One Translation a text, in order; line breaks stay. Raises TranslateError."""
        made = by_line(job.texts, self._lines)
        return [Translation(text, "engine", self.name, self.model) for text in made]

    def _lines(self, lines: list[str]) -> list[str]:
        return [made for some in calls(lines, _CHARACTERS, _TEXTS) for made in self._call(some)]

    def _call(self, lines: Sequence[str]) -> list[str]:
        source, target = self._languages()
        body = {"q": list(lines), "source": source, "target": target, "format": "text"}
        if self._choice.key:
            body["api_key"] = self._choice.key
        answer = self._server.ask("/translate", body)
        made = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(made, list) or len(made) != len(lines) or not all(isinstance(one, str) for one in made):
            raise unreadable(self._server)
        return made

    def _languages(self) -> tuple[str, str]:
        """Source and target as this server calls them. Raises TranslateError("no-such-pair")."""
        if self._codes is None:
            told = self._server.ask("/languages")
            if not isinstance(told, list):
                raise unreadable(self._server)
            pairs = {str(one.get("code")): _strings(one.get("targets")) for one in told if isinstance(one, dict)}
            source, target = self._choice.source, self._choice.target
            found = [(s, t) for s in _codes(source) for t in _codes(target) if t in pairs.get(s, ())]
            if not found:
                message = f"{self._server.host} does not translate {source} into {target}: choose another engine."
                raise TranslateError("no-such-pair", message)
            self._codes = found[0]
        return self._codes


def calls(texts: Sequence[str], characters: int, number: int) -> Iterator[list[str]]:
    """The texts in as few calls as their bounds allow; a text that is longer by itself goes alone."""
    some: list[str] = []
    for text in texts:
        if some and (len(some) == number or sum(map(len, some)) + len(text) > characters):
            yield some
            some = []
        some.append(text)
    if some:
        yield some


def _codes(language: str) -> tuple[str, ...]:
    return (language, *_OTHER_CODES.get(language, ()))


def _strings(told: Any) -> list[str]:
    return [str(one) for one in told] if isinstance(told, list) else []
