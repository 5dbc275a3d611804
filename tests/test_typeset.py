"""Type is set as each language sets it: phrases, dates, eras, signs for languages."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk.templatetags import typeset


@given(st.text(max_size=60))
def test_phrases_escape_and_keep_every_character(text: str) -> None:
    marked = str(typeset.phrases(text))
    bare = re.sub(r"<wbr>|</?span[^>]*>", "", marked)
    assert html.unescape(bare) == text
    assert "<" not in bare


def test_a_japanese_heading_may_break_between_phrases_but_not_inside_one() -> None:
    parts = str(typeset.phrases("灯台の明かりが三十年ぶりに戻る")).split("<wbr>")
    assert len(parts) > 1
    assert "".join(parts) == "灯台の明かりが三十年ぶりに戻る"


def test_a_heading_breaks_first_at_a_full_width_space() -> None:
    assert str(typeset.phrases("橋が開通　町は祝う")).count('<span class="clause">') == 2


def test_a_space_stays_with_the_clause_before_it_and_does_not_indent_the_next() -> None:
    assert "</span>\u3000</span><span" in str(typeset.phrases("橋が開通\u3000町は祝う\u3000市長"))


def test_latin_text_is_left_to_break_at_its_spaces() -> None:
    assert typeset.phrases("Bridge <opens>") == "Bridge &lt;opens&gt;"


@pytest.mark.parametrize(
    ("language", "heading", "mark"), [("ja", "11月21日（土）", "ロ"), ("en", "21 November, Sat", "RU")]
)
def test_days_and_languages_are_written_as_the_interface_language_writes_them(
    language: str, heading: str, mark: str
) -> None:
    with translation.override(language):
        assert typeset.day_heading(date(2026, 11, 21)) == heading
        assert typeset.language_mark("ru") == mark


def test_an_evening_in_utc_is_the_next_day_in_tokyo() -> None:
    with translation.override("ja"):
        late = datetime(2026, 11, 20, 16, 5, 9, tzinfo=UTC)
        assert typeset.short_day(late) == "11月21日"
        assert typeset.clock(late) == "01:05"
        assert typeset.clock_seconds(late) == "01:05:09"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 21), "2026年（令和8年）"),
        (date(2019, 5, 1), "2019年（令和元年）"),
        (date(2019, 4, 30), "2019年（平成31年）"),
        (2019, "2019年（令和元年）"),
        (date(1867, 1, 1), "1867年"),
    ],
)
def test_years_carry_their_era_in_japanese(day: date | int, expected: str) -> None:
    with translation.override("ja"):
        assert typeset.era_year(day) == expected
    with translation.override("en"):
        assert typeset.era_year(day) == expected[:4]


@pytest.mark.parametrize("name", ["day_heading", "short_day", "full_day", "era_year", "clock", "moment", "until"])
def test_a_missing_date_leaves_no_trace(name: str) -> None:
    assert getattr(typeset, name)(None) == ""


def test_a_digest_shows_its_ends() -> None:
    assert typeset.short_digest("sha256:" + "4f1c09d2" + "0" * 52 + "a90e") == "4f1c 09d2 … a90e"


@pytest.mark.parametrize(("language", "together"), [("ja", "来た。見た。"), ("en", "来た。 見た。")])
def test_sentences_stand_as_close_as_their_language_sets_them(language: str, together: str) -> None:
    with translation.override(language):
        assert typeset.sentences("来た。", "", "見た。") == together
        assert typeset.sentences("<b>") == "&lt;b&gt;"
