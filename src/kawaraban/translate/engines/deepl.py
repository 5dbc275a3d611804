"""DeepL's API, version 2 (https://developers.deepl.com/docs): glossary, formality, what is left of a month's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kawaraban.translate.engines._http import Refusals, Server, server, unreadable
from kawaraban.translate.engines._lines import by_line
from kawaraban.translate.engines.libretranslate import calls
from kawaraban.translate.model import EngineChoice, Job, TranslateError, Translation

NAME = "deepl"
FREE, PRO = "https://api-free.deepl.com", "https://api.deepl.com"

FORMALITIES = ("default", "prefer_more", "prefer_less", "more", "less")

_CHARACTERS, _TEXTS = 30_000, 50  # of one call; DeepL takes 128 KiB and 50 texts
_TARGETS = {"en": "EN-US", "pt": "PT-PT", "zh": "ZH-HANS", "no": "NB"}
_SOURCES = {"no": "NB"}
_REFUSALS = Refusals(of_text=re.compile(r"too large|request size|exceed", re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Usage:
    """Characters used of a month's, and how many are allowed; a limit of 0 says that there is none."""

    used: int
    limit: int

    @property
    def left(self) -> int | None:
        return max(self.limit - self.used, 0) if self.limit else None


def open_engine(choice: EngineChoice) -> DeepLEngine:
    """The engine for the choice's key. Raises TranslateError: "no-key", "no-address" where a given one is none."""
    if not choice.key.strip() or not choice.key.isascii() or not choice.key.isprintable():
        raise TranslateError("no-key", "DeepL wants a key: enter yours in the settings.")
    # A key for the free service says so at its end, and is known at its own host alone.
    address = choice.address or (FREE if choice.key.strip().endswith(":fx") else PRO)
    headers = {"Authorization": f"DeepL-Auth-Key {choice.key.strip()}"}
    return DeepLEngine(choice, server(choice, address.rstrip("/").removesuffix("/v2"), headers, refusals=_REFUSALS))


class DeepLEngine:
    """Asks DeepL. Options: `glossary_id` (one of DeepL's own), `formality`, `variant` of the target (EN-GB, PT-BR)."""

    name = NAME
    counts_tokens = False

    def __init__(self, choice: EngineChoice, asked: Server):
        self.model = choice.model
        self._choice, self._server = choice, asked

    def translate(self, job: Job) -> list[Translation]:
        """One Translation a text, in order; line breaks stay. Raises TranslateError."""
        made = by_line(job.texts, self._lines)
        return [Translation(text, "engine", self.name, self.model) for text in made]

    def usage(self) -> Usage:
        """How much of the month's text is used. Raises TranslateError."""
        told = self._server.ask("/v2/usage")
        used, limit = (told.get(name) if isinstance(told, dict) else None for name in _COUNTS)
        if not isinstance(used, int) or not isinstance(limit, int | None):
            raise unreadable(self._server)
        return Usage(used, limit or 0)

    def _lines(self, lines: list[str]) -> list[str]:
        return [made for some in calls(lines, _CHARACTERS, _TEXTS) for made in self._call(some)]

    def _call(self, lines: Sequence[str]) -> list[str]:
        answer = self._server.ask("/v2/translate", self._body(lines))
        told = answer.get("translations") if isinstance(answer, dict) else None
        made = [str(one.get("text", "")) for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        if len(made) != len(lines):
            raise unreadable(self._server)
        return made

    def _body(self, lines: Sequence[str]) -> dict[str, Any]:
        source, target = self._choice.source, self._choice.target
        body: dict[str, Any] = {
            "text": list(lines),
            "source_lang": _SOURCES.get(source, source.upper()),
            "target_lang": self._choice.option("variant") or _TARGETS.get(target, target.upper()),
            "preserve_formatting": True,
        }
        for option in ("formality", "glossary_id"):
            if value := self._choice.option(option):
                body[option] = value
        if self.model:
            body["model_type"] = self.model
        return body


_COUNTS = ("character_count", "character_limit")
