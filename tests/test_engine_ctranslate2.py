"""The CTranslate2 engine, on real tiny models: what goes in, what comes out, and what a folder may lack."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from kawaraban.translate import EngineChoice, Job, TranslateError, engine, translate_job
from kawaraban.translate.engines import ctranslate2 as ct2
from tests.tiny_models import tiny_model, vocabulary_of

FERRY = "The ferry of Kelmar was closed on Monday, the harbour office said."


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    tiny_model(folder / "opus-en-ja")
    tiny_model(folder / "nllb", ["eng_Latn", "jpn_Jpan", "rus_Cyrl"])
    tiny_model(folder / "many", [">>jpn<<", ">>fra<<"], ends_itself=True)
    tiny_model(folder / "stammers", ends=False)
    return folder


def choice(folder: Path, source: str = "en", target: str = "ja") -> EngineChoice:
    return EngineChoice("ctranslate2", source, target, str(folder))


class Listening:
    """A model that is asked as ever, and what it was asked."""

    def __init__(self, made: Any) -> None:
        made.translate(Job((FERRY,)))
        self.real, self.asked, self.options = made._loaded.translator, [], {}
        made._loaded.translator = self

    def translate_batch(self, sources: list[list[str]], **options: Any) -> Any:
        self.asked += sources
        self.options = options
        return self.real.translate_batch(sources, **options)


def test_a_paragraph_is_translated_and_says_by_what(models: Path) -> None:
    (made, nothing) = engine(choice(models / "opus-en-ja")).translate(Job((f"{FERRY}\n\n• {FERRY}", "")))
    assert (made.engine, made.model, made.fault) == ("ctranslate2", "opus-en-ja", None)
    first, empty, second = made.text.split("\n")
    assert first and not empty
    assert second == f"• {first}", "the same sentence gives the same words"
    assert nothing.text == ""


def test_an_end_is_given_where_the_model_does_not_add_its_own(models: Path) -> None:
    for name, end in (("opus-en-ja", ["</s>"]), ("many", [])):
        made = engine(choice(models / name))
        heard = Listening(made)
        made.translate(Job((FERRY,)))
        assert [one[len(one) - len(end) :] for one in heard.asked] == [end]


def test_a_model_of_many_languages_is_told_the_target(models: Path) -> None:
    nllb = engine(choice(models / "nllb"))
    heard = Listening(nllb)
    (made,) = nllb.translate(Job((FERRY,)))
    assert heard.asked[0][0] == "eng_Latn"
    assert heard.options["target_prefix"] == [["jpn_Jpan"]]
    assert "jpn_Jpan" not in made.text
    many = engine(choice(models / "many"))
    heard = Listening(many)
    many.translate(Job((FERRY,)))
    assert heard.asked[0][0] == ">>jpn<<"


@pytest.mark.parametrize("name, target", [("nllb", "ko"), ("many", "de")])
def test_a_language_that_the_model_lacks_is_said_plainly(models: Path, name: str, target: str) -> None:
    with pytest.raises(TranslateError, match="does not translate en into") as error:
        translate_job(choice(models / name, target=target), Job((FERRY,)))
    assert error.value.problem == "no-such-pair"


def test_nothing_of_a_long_paragraph_or_sentence_is_dropped(models: Path) -> None:
    made = engine(choice(models / "opus-en-ja"))
    heard = Listening(made)
    paragraph = " ".join(f"The quay of Kelmar opened late number {n}." for n in range(60))
    sentence = ", ".join(f"the market of Vardonia closed number {n}" for n in range(200)) + "."
    made.translate(Job((paragraph, sentence)))
    assert max(map(len, heard.asked)) <= ct2.LONGEST + 1, "and the end"
    assert heard.options["max_input_length"] == 0
    decode = made._loaded.source.decode  # type: ignore[attr-defined]
    given = "".join(decode([token for token in one if token != "</s>"]) for one in heard.asked).replace(" ", "")
    assert given == (paragraph + sentence).replace(" ", "")


def test_a_model_that_never_ends_is_cut_off_and_the_text_left_out(models: Path) -> None:
    (made,) = translate_job(choice(models / "stammers"), Job((FERRY,)))
    assert (made.text, made.fault) == ("", "cut-off")


def test_separate_vocabularies_are_found(models: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models / "opus-en-ja", tmp_path / "opus"))
    shutil.copy(folder / "sentencepiece.model", folder / "source.spm")
    (folder / "sentencepiece.model").rename(folder / "target.spm")
    files = ct2.model_files(folder)
    assert (files.source.name, files.target.name) == ("source.spm", "target.spm")
    assert engine(choice(folder)).translate(Job((FERRY,)))[0].text


@pytest.mark.parametrize("part, problem", [("model.bin", "no-model"), ("sentencepiece.model", "no-vocabulary")])
def test_a_missing_part_is_named(models: Path, tmp_path: Path, part: str, problem: str) -> None:
    folder = Path(shutil.copytree(models / "opus-en-ja", tmp_path / "opus"))
    (folder / part).unlink()
    with pytest.raises(TranslateError) as error:
        engine(choice(folder))
    assert error.value.problem == problem
    assert str(folder) in str(error.value)


@pytest.mark.parametrize("part", ["model.bin", "sentencepiece.model", "shared_vocabulary.json", "config.json"])
@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", b"[" * 20_000])
def test_a_broken_part_is_one_plain_problem(models: Path, tmp_path: Path, part: str, content: bytes) -> None:
    folder = Path(shutil.copytree(models / "opus-en-ja", tmp_path / "opus"))
    (folder / part).write_bytes(content)
    with pytest.raises(TranslateError) as error:
        translate_job(choice(folder), Job((FERRY,)))
    assert error.value.problem == "broken-model"


def test_without_the_extra_a_plain_sentence_says_what_to_install(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(TranslateError, match=r"pip install 'kawaraban\[ctranslate2\]'") as error:
        translate_job(choice(models / "opus-en-ja"), Job((FERRY,)))
    assert error.value.problem == "not-installed"


def test_no_folder_is_said_plainly(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", ""):
        with pytest.raises(TranslateError) as error:
            engine(EngineChoice("ctranslate2", "en", "ja", str(folder)))
        assert error.value.problem == "no-folder"


def test_the_tiny_models_are_what_they_say(models: Path) -> None:
    assert json.loads((models / "many" / "config.json").read_text())["add_source_eos"] is True
    assert ">>jpn<<" in vocabulary_of(models / "many")
