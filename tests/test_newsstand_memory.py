"""The demo's memory: ten English articles in a person's Japanese, to the letter, and all other headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kawaraban.newsstand import MEMORY, Newsstand, Piece
from kawaraban.read import Page, read
from kawaraban.translate import read_tmx, text_digest
from tests.asking import ask
from tools.press_memory import memory


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(slow=False, still=True) as newsstand:
        yield newsstand


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, str], str]:
    """(language, digest of the source) -> Japanese."""
    return {(pair.source_language, text_digest(pair.source)): pair.target for pair in read_tmx(MEMORY)}


def _covered(newsstand: Newsstand) -> list[Piece]:
    return [piece for piece in newsstand.articles if set(piece.paragraphs) <= set(piece.renderings)]


def test_the_memory_is_what_the_press_files_say() -> None:
    assert MEMORY.read_bytes() == memory(), "run python -m tools.press_memory"


def test_ten_english_articles_are_in_it_from_headline_to_end(newsstand: Newsstand) -> None:
    covered = _covered(newsstand)
    assert len(covered) == 10
    assert {piece.language for piece in covered} == {"en"}
    assert len({piece.event for piece in covered}) >= 8


def test_every_paragraph_as_it_is_read_is_an_exact_hit(newsstand: Newsstand, known: dict[tuple[str, str], str]) -> None:
    for piece in _covered(newsstand):
        answer = ask(newsstand.address(piece))
        article = read(Page(answer.body, newsstand.address(piece), answer.headers["Content-Type"]))
        texts = [article.title, *(paragraph.text for paragraph in article.paragraphs)]
        assert set(piece.paragraphs) <= set(texts)
        assert [text for text in texts if (piece.language, text_digest(text)) not in known] == []


def test_every_foreign_headline_has_its_japanese(newsstand: Newsstand, known: dict[tuple[str, str], str]) -> None:
    foreign = [piece for piece in newsstand.articles if piece.language != "ja" and piece.outlet != "quayside"]
    assert len(foreign) >= 45
    assert [piece.id for piece in foreign if (piece.language, text_digest(piece.title)) not in known] == []


def test_what_the_silent_edit_changed_is_not_in_it(newsstand: Newsstand, known: dict[tuple[str, str], str]) -> None:
    before, after = newsstand.article("northwire-depot-blast").editions
    missing = [text for text in after.paragraphs if ("en", text_digest(text)) not in known]
    assert missing == [after.paragraphs[0]]
    assert "2人が死亡" in known["en", text_digest(before.paragraphs[0])]


def test_the_japanese_keeps_the_numbers_of_the_original(known: dict[tuple[str, str], str]) -> None:
    for pair in read_tmx(MEMORY):
        if pair.source_language == "en" and len(pair.source) > 100:
            # Years, shares, counts up to the thousands; larger units change between the languages (million, 万).
            numbers = re.findall(
                r"(?<![\d,.])\d{2,4}(?:\.\d+)?(?![\d,]| ?(?:million|a\.m))", pair.source.replace(",", "")
            )
            assert [number for number in numbers if number not in pair.target] == [], pair.source


def test_the_japanese_is_set_as_japanese() -> None:
    for pair in read_tmx(MEMORY):
        assert re.search(r"[ぁ-んァ-ヶ一-龥]", pair.target)
        assert not re.search(r"[,;]|(?<=[ぁ-んァ-ヶ一-龥、。]) | (?=[ぁ-んァ-ヶ一-龥])|[0-9]{5}", pair.target), (
            pair.target
        )
