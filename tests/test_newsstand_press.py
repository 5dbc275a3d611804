"""The press is what the package's table says: enough outlets and articles, and each specimen where it is named."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

import kawaraban.newsstand
from kawaraban.newsstand import Newsstand, Piece
from kawaraban.newsstand.hostile import ROOMS
from kawaraban.newsstand.press import houses

NOW = datetime(2026, 11, 30, 21, 0, tzinfo=UTC)
PRESS = Newsstand(now=NOW)
TABLE = (kawaraban.newsstand.__doc__ or "").partition("-----\n")[2]
SHINGLE = 12  # characters


def _containment(copy: Piece, original: Piece) -> float:
    """The share of a copy's shingles that the original has."""
    mine, theirs = (
        {text[at : at + SHINGLE] for text in piece.paragraphs for at in range(len(text) - SHINGLE + 1)}
        for piece in (copy, original)
    )
    return len(mine & theirs) / len(mine)


def _copies(specimen: str) -> list[tuple[Piece, Piece]]:
    return [(piece, PRESS.article(piece.copy_of)) for piece in PRESS.specimens(specimen)]


def test_there_are_enough_outlets_in_each_language() -> None:
    papers = Counter(house.language for house in houses().values() if not house.hostile and not house.account)
    assert sum(papers.values()) >= 12
    assert papers["en"] >= 6
    assert (papers["ja"], papers["ru"], papers["zh"]) == (3, 2, 1)


def test_a_day_has_about_sixty_articles_on_a_dozen_events() -> None:
    articles = [piece for piece in PRESS.articles if piece.outlet != "quayside"]
    assert len(articles) >= 60
    assert len({piece.event for piece in articles}) >= 12
    assert len({piece.id for piece in PRESS.articles}) == len(PRESS.articles)
    assert len({(piece.outlet, piece.path) for piece in PRESS.articles}) == len(PRESS.articles)


def test_everything_is_of_the_day_before_now() -> None:
    assert all(NOW - timedelta(hours=24) < piece.published < NOW for piece in PRESS.articles)


def test_days_are_told_as_the_papers_of_the_language_tell_them() -> None:
    # 21:00 of the 30th in Greenwich is the 1st in Japan and in Vardonia.
    assert "オルサ川流域をめぐる和平案" in PRESS.article("touno-wahei-soan").paragraphs[0]
    assert "は30日、" in PRESS.article("touno-wahei-soan").paragraphs[0]
    assert "1 декабря." in Newsstand(now=NOW + timedelta(hours=9)).article("vta-kvota-pshenica").paragraphs[0]
    assert not any("{" in text for piece in PRESS.articles for text in piece.paragraphs)


def test_every_article_fits_its_outlets_character_set() -> None:
    for piece in PRESS.articles:
        for edition in piece.editions:
            words = "\n".join((edition.title, piece.deck, *piece.authors, *edition.paragraphs))
            words.encode(houses()[piece.outlet].charset)


def test_paragraphs_have_no_odd_white_space() -> None:
    texts = [text for piece in PRESS.articles for edition in piece.editions for text in edition.paragraphs]
    assert [
        text for text in texts if text != " ".join(text.split(" ")).strip() or re.search(r"\s\s|[\n\t]", text)
    ] == []


def test_the_table_names_what_there_is() -> None:
    ids = set(re.findall(rf"\b(?:{'|'.join(houses())})-[a-z0-9-]+", TABLE))
    assert len(ids) > 35
    assert ids <= {piece.id for piece in PRESS.articles}
    assert set(houses()) <= set(re.findall(r"\w+", TABLE))


def test_every_tag_of_an_article_is_a_row_of_the_table() -> None:
    rows = {line[4:35].strip().removesuffix(" (410)").removesuffix(" (301)") for line in TABLE.splitlines()}
    tags = {tag for piece in PRESS.articles for tag in piece.specimens}
    assert tags - {"repeater"} <= rows


@pytest.mark.parametrize("specimen", ["wire story", "independent report", "single-origin claim"])
def test_an_origin_copies_nobody(specimen: str) -> None:
    origins = [piece for piece in PRESS.specimens(specimen) if piece.outlet != "quayside"]
    assert len(origins) >= 2
    assert not any(piece.copy_of or piece.repeats for piece in origins)


@pytest.mark.parametrize("specimen", ["full copy with credit", "full copy without credit"])
def test_a_full_copy_carries_the_whole_text(specimen: str) -> None:
    for copy, original in _copies(specimen):
        assert len(copy.paragraphs) >= len(original.paragraphs)
        assert _containment(copy, original) > 0.9


def test_a_credit_names_the_original_and_is_missing_where_the_table_says_so() -> None:
    for specimen, credited in (("full copy with credit", True), ("full copy without credit", False)):
        for copy, original in _copies(specimen):
            name = houses()[original.outlet].name
            said = (copy.paragraphs[0][:40], copy.paragraphs[-1])
            assert any(name in text for text in said) is (credited or name in original.paragraphs[-1])


def test_a_trimmed_copy_is_shorter_and_its_own_words_are_few() -> None:
    trimmed = _copies("trimmed copy")
    assert len(trimmed) >= 6
    for copy, original in trimmed:
        assert sum(map(len, copy.paragraphs)) < 0.8 * sum(map(len, original.paragraphs))
        assert _containment(copy, original) > 0.6


def test_a_headline_changed_copy_has_a_headline_of_its_own() -> None:
    changed = _copies("headline-changed copy")
    assert len(changed) >= 4
    assert all(copy.title != original.title for copy, original in changed)


def test_copies_made_before_the_edit_keep_the_old_number() -> None:
    first, second = PRESS.article("northwire-depot-blast").editions
    assert "killed two people" in first.paragraphs[0]
    assert "killed 12 people" in second.paragraphs[0]
    assert len(second.paragraphs) == len(first.paragraphs) + 1
    for key in ("radio-port-blast", "today-sabotage-in-port", "brenn-depot-fire"):
        assert "killed two people" in PRESS.article(key).paragraphs[0]
    assert "十二人" in PRESS.article("dongyu-kelmar-depot").paragraphs[0]


def test_a_claim_has_one_origin_however_many_repeat_it() -> None:
    claim = PRESS.article("ilmar-proekt-plana")
    repeaters = [piece for piece in PRESS.articles if piece.repeats == claim.id]
    assert len({piece.outlet for piece in repeaters}) >= 7
    assert len({piece.language for piece in repeaters}) == 3
    assert {piece.outlet for piece in PRESS.articles if piece.denies == claim.id} == {"northwire", "vta"}
    assert all(claim.published < piece.published for piece in repeaters)


def test_whoever_copies_comes_later() -> None:
    for piece in PRESS.articles:
        for other in filter(None, (piece.copy_of, piece.repeats, piece.denies)):
            assert PRESS.article(other).published < piece.published


def test_the_traps_of_the_hostile_outlet_are_in_its_table() -> None:
    assert {"/huge.html", "/bomb.html", "/drip.html", "/loop-1.html", "/inside.html", "/empty.html"} <= set(ROOMS)
