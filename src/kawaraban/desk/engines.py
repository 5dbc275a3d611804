"""Which engine translates what: the owner's choice, and the models that lie in the data folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext

from kawaraban.desk.models import Preferences
from kawaraban.translate import EngineChoice, TranslateError, engine
from kawaraban.translate.engines import ENGINES, firefox, pivot

#: The fields of EngineChoice that an entry of `Preferences.engines` has beside `engine` and `options`.
FIELDS = ("folder", "address", "key", "model")


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model that can be used: for which pair, where, and how large (bytes)."""

    source: str
    target: str
    folder: Path
    size: int
    engine: str = firefox.NAME

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"


def models_folder() -> Path:
    """Where models are looked for, a folder a pair; not made by asking for it."""
    return Path(settings.DATA) / "models"


def found_models(folder: Path | None = None) -> list[FoundModel]:
    """The complete models in the data folder's `models/`, by pair; folders that lack a part are passed over."""
    place = folder or models_folder()
    found = []
    for path in sorted(place.glob("[!.]*")) if place.is_dir() else []:  # hidden: still coming
        try:
            files = firefox.model_files(path)
        except TranslateError:
            continue
        if files.pair:
            found.append(FoundModel(*files.pair, folder=path, size=files.size))
    return sorted(found, key=lambda model: (model.pair, model.folder.name))


def configured(source: str, target: str, preferences: Preferences | None = None) -> EngineChoice | None:
    """The engine for a language pair: the one chosen in the settings, else a model that lies in the data folder.

    Where no model of the pair itself lies there, two that lead through English serve together. None where there is
    nothing, or where the owner chose to have none (an entry without an engine).
    """
    chosen = (preferences or Preferences.load()).engines
    entry = chosen.get(f"{source}-{target}")
    if entry is not None:
        return choice_of(entry, source, target)
    return lying_there(source, target)


def lying_there(source: str, target: str) -> EngineChoice | None:
    """The Firefox model of a pair in the data folder, or the two that lead through English; None without."""
    folders = {(model.source, model.target): str(model.folder) for model in reversed(found_models())}
    direct = folders.get((source, target))
    if direct is not None:
        return EngineChoice(firefox.NAME, source, target, direct)
    first, onward = folders.get((source, pivot.THROUGH)), folders.get((pivot.THROUGH, target))
    return pivot.choice(source, target, first, onward) if first and onward else None


def asked_over_http(preferences: Preferences) -> list[str]:
    """The languages that an engine on some server translates into the readers'."""
    pairs = [(pair.partition("-"), entry.get("engine", "")) for pair, entry in preferences.engines.items()]
    return [
        source
        for (source, _, target), name in pairs
        if target == preferences.language and name in ENGINES and ENGINES[name].over_http
    ]


def choice_of(entry: Mapping[str, Any], source: str, target: str) -> EngineChoice | None:
    """An entry of `Preferences.engines` as the stations take it; None for one without an engine."""
    if not entry.get("engine"):
        return None
    options = entry.get("options") or {}
    return EngineChoice(
        str(entry["engine"]),
        source,
        target,
        **{name: str(entry.get(name) or "") for name in FIELDS},
        options=tuple(sorted((str(name), str(value)) for name, value in options.items() if str(value))),
    )


def entry_of(choice: EngineChoice | None) -> dict[str, Any]:
    """The choice as `Preferences.engines` keeps it; what is empty is left out."""
    if choice is None:
        return {"engine": ""}
    fields = {name: getattr(choice, name) for name in FIELDS if getattr(choice, name)}
    return {"engine": choice.name, **fields, **({"options": dict(choice.options)} if choice.options else {})}


def called(name: str) -> str:
    """An engine as people call it."""
    return {
        "firefox": gettext("Firefox translation"),
        "ctranslate2": "CTranslate2",
        "libretranslate": "LibreTranslate",
        "deepl": "DeepL",
        "openai": gettext("OpenAI and its like"),
        "none": gettext("No engine"),
    }.get(name, name)


def how_to_get_one(source: str, target: str) -> str:
    """In plain words, in the reader's language: where a model for the pair comes from, and where to put it."""
    return gettext(
        "There is no model for %(pair)s yet. “kawaraban models get %(languages)s” downloads one, and so does the "
        "Settings page. Or put its files (model, vocabulary, lexical shortlist) into %(folder)s."
    ) % {
        "pair": f"{source}-{target}",
        "languages": f"{source} {target}",
        "folder": models_folder() / f"{source}-{target}",
    }


def check(folder: str | Path) -> str | None:
    """What a model folder lacks, as a plain sentence in the reader's language; None where it lacks nothing."""
    try:
        firefox.model_files(folder)
    except TranslateError as error:
        return sentence(error, EngineChoice(firefox.NAME, "", "", str(folder)))
    return None


def sentence(error: TranslateError, choice: EngineChoice) -> str:
    """A translation's error in the reader's language, with what to do."""
    return said(error.problem, str(error), choice)


def said(problem: str, detail: str, choice: EngineChoice) -> str:
    """The problem of an engine in the reader's language, with what to do; its own sentence where there is no other."""
    sentences = {
        "no-such-engine": gettext("There is no such engine: choose one of those in the settings."),
        "no-folder": gettext("There is no folder %(folder)s: give the folder that holds the model's files."),
        "no-model": gettext("%(folder)s holds no model (model.*.bin): put the model's files there."),
        "no-vocabulary": gettext("%(folder)s lacks the model's vocabulary (*.spm): put it beside the model."),
        "broken-model": gettext("The model in %(folder)s can't be loaded: download its files again."),
        "engine-failed": gettext("The model in %(folder)s failed on a text: download its files again."),
        "not-installed": gettext(
            "CTranslate2 is not installed. Run “pip install 'kawaraban[ctranslate2]'”, then start the desk again."
        ),
        "no-address": gettext("Where the translation server is reached is not known: give its http:// address."),
        "no-key": gettext("This engine wants a key: enter yours in the settings."),
        "no-server-model": gettext("Which model of %(server)s to use is not said: name one in the settings."),
        "no-such-pair": gettext("%(server)s does not translate between these languages: choose another engine."),
        "no-answer": gettext("%(server)s does not answer. Check its address, and that it runs."),
        "refused-key": gettext("%(server)s does not accept the key: check it in the settings."),
        "quota": gettext("What %(server)s allows is used up: wait for the next month, or choose another engine."),
        "wait": gettext("%(server)s asks to come less often. The desk waits, and goes on by itself."),
        "server-error": gettext("%(server)s is in trouble. The desk tries again later."),
        "refused-text": gettext("%(server)s refuses a text: shorten it, or choose another engine."),
        "bad-answer": gettext("What %(server)s answers is no translation: check the address and the settings."),
    }
    known = sentences.get(problem)
    return known % {"folder": choice.folder, "server": server_of(choice)} if known else detail


def server_of(choice: EngineChoice) -> str:
    """The server of a choice as people know it: no user, no password, no query."""
    try:
        parts = urlsplit(choice.address)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        host = None
    return host or {"deepl": "DeepL"}.get(choice.name, choice.folder or choice.name)


def maker(choice: EngineChoice) -> tuple[str, str]:
    """The engine and the model that this choice's translations say they were made by; no model where none opens."""
    try:
        return choice.name, engine(choice).model
    except TranslateError:
        return choice.name, ""
