"""Which engine translates what: the owner's choice, and the models that lie in the data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from kawaraban.desk.models import Preferences
from kawaraban.translate import EngineChoice, TranslateError
from kawaraban.translate.engines import firefox


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
    for path in sorted(place.iterdir()) if place.is_dir() else []:
        try:
            files = firefox.model_files(path)
        except TranslateError:
            continue
        if files.pair:
            found.append(FoundModel(*files.pair, folder=path, size=files.size))
    return sorted(found, key=lambda model: (model.pair, model.folder.name))


def configured(source: str, target: str, preferences: Preferences | None = None) -> EngineChoice | None:
    """The engine for a language pair: the one chosen in the settings, else a model that lies in the data folder.

    None where there is neither, or where the owner chose to have none (an entry without an engine).
    """
    chosen = (preferences or Preferences.load()).engines
    entry = chosen.get(f"{source}-{target}")
    if entry is not None:
        name = entry.get("engine", "")
        return EngineChoice(name, source, target, entry.get("folder", "")) if name else None
    model = next((m for m in found_models() if (m.source, m.target) == (source, target)), None)
    return EngineChoice(model.engine, source, target, str(model.folder)) if model else None


def how_to_get_one(source: str, target: str) -> str:
    """In plain words, in the reader's language: where a model for the pair comes from, and where to put it."""
    return gettext(
        "There is no model for %(pair)s yet. Get its files (model, vocabulary, lexical shortlist) from "
        "%(address)s and put them into %(folder)s: articles that come in from then on are translated."
    ) % {
        "pair": f"{source}-{target}",
        "address": "https://mozilla.github.io/translations/firefox-models/",
        "folder": models_folder() / f"{source}-{target}",
    }


def check(folder: str | Path) -> str | None:
    """What a model folder lacks, as a plain sentence in the reader's language; None where it lacks nothing."""
    try:
        firefox.model_files(folder)
    except TranslateError as error:
        return sentence(error, folder)
    return None


def sentence(error: TranslateError, folder: str | Path) -> str:
    """A translation's error in the reader's language, with what to do."""
    sentences = {
        "no-such-engine": gettext("There is no such engine: choose one of those in the settings."),
        "no-folder": gettext("There is no folder %(folder)s: give the folder that holds the model's files."),
        "no-model": gettext("%(folder)s holds no model (model.*.bin): put the model's files there."),
        "no-vocabulary": gettext("%(folder)s lacks the model's vocabulary (*.spm): put it beside the model."),
        "broken-model": gettext("The model in %(folder)s can't be loaded: download its files again."),
        "engine-failed": gettext("The model in %(folder)s failed on a text: download its files again."),
    }
    return sentences.get(error.problem, str(error)) % {"folder": folder}
