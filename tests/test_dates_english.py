"""English dates: as fine as their words, held against the day of publication, ranges as two."""

from __future__ import annotations

from datetime import date

import pytest

from kawaraban.attribute.dates import dates, first_day

THURSDAY = date(2026, 11, 19)


def values(text: str, published: date | None = THURSDAY) -> list[str]:
    return [found.value for found in dates(text, "en", published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The pier closed in 2009.", "2009"),
        ("The pier closed in March 2013.", "2013-03"),
        ("The pier closed on the 3rd of March, 2013.", "2013-03-03"),
        ("The pier closed in the third quarter of 2012.", "2012-Q3"),
        ("The pier closed in the winter of 2012.", "2012-WI"),
        ("The pier closed in the mid-1990s.", "199"),
        ("The pier closed last week.", "2026-W46"),
        ("The pier closed over the weekend.", "2026-W46-WE"),
        ("The pier closed on the evening of May 3.", "2026-05-03TEV"),
        ("The pier closed at 3.30 p.m. on Monday.", "2026-11-16T15:30"),
        ("The pier closed on the night of 3 May 2021.", "2021-05-03TNI"),
    ],
)
def test_a_value_is_as_fine_as_the_words(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council met on Monday.", "2026-11-16"),
        ("The council met on Thursday.", "2026-11-19"),
        ("The council met last Thursday.", "2026-11-12"),
        ("The council will meet on Monday.", "2026-11-23"),
        ("The council meets next Thursday.", "2026-11-26"),
        ("Ahead of Monday's session the square was closed.", "2026-11-23"),
        ("The council agreed on Monday to meet again on Friday.", "2026-11-16 2026-11-20"),
        ("The session, due to begin on Friday, was dropped.", "2026-11-20"),
        ("The vote is to be held in March.", "2027-03"),
        ("The vote was held in March.", "2026-03"),
    ],
)
def test_a_bare_day_lies_where_its_sentence_points(text: str, value: str) -> None:
    assert values(text) == value.split()


def test_the_day_of_saying_and_the_day_said_point_each_its_own_way() -> None:
    assert values("The minister said on Tuesday that he would resign on Friday.") == ["2026-11-17", "2026-11-20"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was held from Monday to Wednesday next week.", ["2026-11-23", "2026-11-25"]),
        ("It was held on May 3-5.", ["2026-05-03", "2026-05-05"]),
        ("It was held on 3 and 4 May 2020.", ["2020-05-03", "2020-05-04"]),
        ("It was held from June to August 2019.", ["2019-06", "2019-08"]),
        ("It was held on the night of May 11-12.", ["2026-05-11TNI", "2026-05-12"]),
    ],
)
def test_a_range_is_two_dates(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left on June 3. The following day she left.", ["2026-06-03", "2026-06-04"]),
        ("He left on June 3. Two weeks earlier she had left.", ["2026-06-03", "2026-W21"]),
        ("Sales fell in May from a year earlier.", ["2026-05", "2025"]),
        ("He left on June 3. She left that night.", ["2026-06-03", "2026-06-03TNI"]),
        ("He left two days before the vote.", ["P2D"]),
    ],
)
def test_what_follows_a_day_is_counted_from_it(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It lasted for two and a half years.", "DURATION", "P2.5Y"),
        ("It lasted more than twenty-five minutes.", "DURATION", "PT25M"),
        ("A 72-year-old woman was hurt.", "DURATION", "P72Y"),
        ("It lasted for decades.", "DURATION", "PXDE"),
        ("They meet every two weeks.", "SET", "P2W"),
        ("They meet each day at 9 p.m.", "SET", "XXXX-XX-XXT21:00"),
        ("They meet every Monday morning.", "SET", "XXXX-WXX-1TMO"),
        ("It costs 40 crowns a month.", "SET", "P1M"),
        ("It has now ended.", "DATE", "PRESENT_REF"),
        ("It ended years ago.", "DATE", "PAST_REF"),
        ("It ended three hours ago.", "TIME", "2026-11-19TXX:XX"),
    ],
)
def test_lengths_and_sets_and_references_say_what_they_are(text: str, kind: str, value: str) -> None:
    assert [(found.type, found.value) for found in dates(text, "en", THURSDAY)] == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The call came at 1430 GMT on Monday.", "2026-11-16T14:30Z"),
        ("The call came at 9 a.m. Moscow time on Monday.", "2026-11-16T09:00+03:00"),
        ("The call came at 9 a.m. ET on July 6.", "2026-07-06T09:00-04:00"),
        ("The call came at 9 a.m. ET on January 6.", "2026-01-06T09:00-05:00"),
        ("The call came on Monday (1730 GMT).", "2026-11-16 2026-11-16T17:30Z"),
        ("The call came at 9 a.m. local time on Monday.", "2026-11-16T09:00"),
    ],
)
def test_a_named_zone_is_in_the_value(text: str, value: str) -> None:
    assert values(text) == value.split()


@pytest.mark.parametrize(
    "text",
    [
        "The guards may march on, and more than 2000 people fall.",
        "It costs $2000, or 1500 local crowns.",
        "He came second, she came third, 3.5 metres behind.",
        "Gate 12 opened, and 14 of 31 doors.",
    ],
)
def test_words_and_numbers_that_name_no_time_are_left_alone(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It closed on Tuesday.", "XXXX-WXX-2"),
        ("It closed on May 3.", "XXXX-05-03"),
        ("It closed last week.", "XXXX-WXX"),
        ("It closed last year.", "XXXX"),
        ("It closed today.", "XXXX-XX-XX"),
        ("It closed on May 3, 2020.", "2020-05-03"),
    ],
)
def test_without_a_day_of_publication_what_hangs_on_it_stays_open(text: str, value: str) -> None:
    assert values(text, None) == [value]


def test_spans_hold_the_words_alone() -> None:
    text = "Output was lower than a year ago, and a three-day strike began on Nov. 3, 2025, at the port."
    assert [found.text for found in dates(text, "en", THURSDAY)] == ["a year ago", "three-day", "Nov. 3, 2025"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022-05-11", date(2022, 5, 11)),
        ("2022-05-11TNI", date(2022, 5, 11)),
        ("2022-05-11T14:30+03:00", date(2022, 5, 11)),
        ("2022-05", date(2022, 5, 1)),
        ("2022-W19", date(2022, 5, 9)),
        ("2022-W19-WE", date(2022, 5, 14)),
        ("2022-Q2", date(2022, 4, 1)),
        ("2022-H2", date(2022, 7, 1)),
        ("2022-SU", date(2022, 6, 1)),
        ("199", date(1990, 1, 1)),
        ("FY2022", date(2022, 1, 1)),
        ("2022-W60", None),
        ("2022-02-30", None),
        ("0000", None),
        ("XXXX-WXX-1", None),
        ("P3D", None),
        ("PAST_REF", None),
        ("", None),
    ],
)
def test_the_first_day_of_a_value(value: str, day: date | None) -> None:
    assert first_day(value) == day
