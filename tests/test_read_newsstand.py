"""Every article of the newsstand is read to the letter, whatever its outlet does to its pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kawaraban.newsstand import Newsstand
from kawaraban.newsstand.press import houses
from kawaraban.read import Page, read
from tests.asking import ask


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(slow=False, still=True) as newsstand:
        yield newsstand


@pytest.mark.parametrize("key", [key for key, house in houses().items() if not house.account])
def test_paragraphs_date_and_language_are_the_articles_own(newsstand: Newsstand, key: str) -> None:
    for piece in newsstand.of(newsstand.outlet(key).house):
        address = newsstand.address(piece).replace(piece.path, piece.moved_path or piece.path)
        answer = ask(address)
        article = read(Page(answer.body, address, answer.headers["Content-Type"]))
        credit = {text for text in piece.paragraphs if text.startswith(("Reporting by ", "("))}
        furniture = {piece.deck}  # a deck may be read as the first paragraph too
        texts = [paragraph.text for paragraph in article.paragraphs]
        assert [text for text in texts if text not in furniture | credit] == [
            text for text in piece.paragraphs if text not in credit
        ]
        assert article.language == piece.language
        assert article.published == piece.published.isoformat()
