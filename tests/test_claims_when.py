"""When a claim was made: the date that stands with its cue, not the dates that it speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from kawaraban.attribute import attribute

THURSDAY = date(2026, 11, 19)


def whens(text: str, language: str, published: date | None = THURSDAY) -> list[tuple[str, str] | None]:
    (claims,) = attribute([text], language, [published])
    assert claims
    for claim in claims:
        if claim.when:
            assert text[slice(*claim.when.span)] == claim.when.text
    return [(claim.when.text, claim.when.value) if claim.when else None for claim in claims]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The mayor said on Tuesday that the pier had closed on Monday.", ("Tuesday", "2026-11-17")),
        ("On Wednesday the mayor said that the pier had closed in March.", ("Wednesday", "2026-11-18")),
        ("“It closed on Monday. It will open in May,” the mayor said on Nov. 3.", ("Nov. 3", "2026-11-03")),
        ("The mayor said that the pier had closed on Monday.", None),
        ("The pier closed on Monday. The mayor said it was safe.", None),
    ],
)
def test_the_date_with_the_cue_counts(text: str, when: tuple[str, str] | None) -> None:
    assert whens(text, "en")[0] == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("市長は17日、桟橋が16日に閉鎖されたと述べた。", ("17日", "2026-11-17")),
        ("市長は先月11日の会見で「桟橋は10月に閉じた」と述べた。", ("先月11日", "2026-10-11")),
        ("桟橋は16日に閉鎖された。市長は「安全だ」と述べた。", None),
    ],
)
def test_the_date_with_a_japanese_cue_counts(text: str, when: tuple[str, str] | None) -> None:
    assert whens(text, "ja")[-1] == when


def test_without_a_day_of_publication_a_bare_weekday_dates_nothing() -> None:
    assert whens("The mayor said on Tuesday that the pier had closed.", "en", None) == [None]
