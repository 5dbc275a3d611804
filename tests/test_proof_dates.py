"""The proof of dates and times: months, weekdays, days counted from the day of publication, halves of a day, zones."""

from __future__ import annotations

from datetime import date

import pytest

from kawaraban.translate.proof import Issue, Segment, proof

SATURDAY = date(2026, 11, 21)


def issues(source: str, target: str, published: date | None = None) -> list[Issue]:
    found = proof(Segment(source, target, "en", "ja", published))
    return [issue for issue in found if issue.check.id in {"dates", "times", "numbers"}]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("It closed on March 10.", "3月10日に閉まった。"),
        ("It closed on Tuesday.", "火曜日に閉まった。"),
        ("It closed on Tuesday.", "17日（火）に閉まった。"),
        ("It closed on Tuesday.", "17日に閉まった。"),
        ("It will close on Tuesday.", "24日に閉まる。"),
        ("It closed yesterday.", "20日に閉まった。"),
        ("It closed yesterday.", "昨日閉まった。"),
        ("It closed today.", "この日閉まった。"),
        ("It closed on Saturday, Nov. 21.", "11月21日（土）に閉まった。"),
        ("It closed last year.", "昨年閉まった。"),
        ("It closed in 323 BC.", "紀元前323年に閉まった。"),
        ("It closed at 3 p.m.", "午後3時に閉まった。"),
        ("It closed at 3 p.m.", "3時に閉まった。"),
        ("It closed at noon.", "正午に閉まった。"),
        ("It closed at midnight.", "午前0時に閉まった。"),
        ("It closed at 1500 GMT.", "日本時間の22日午前0時に閉まった。"),
        ("It closed at 9 a.m. Eastern Time.", "米東部時間の午前9時（日本時間午後11時）に閉まった。"),
        ("It closed at 3 p.m. local time.", "日本時間の午後11時に閉まった。"),
    ],
)
def test_what_says_the_same_day_or_hour_is_right(source: str, target: str) -> None:
    assert [issue for issue in issues(source, target, SATURDAY) if issue.severity == "error"] == []


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("It closed on March 10.", "4月10日に閉まった。", "differs"),
        ("It closed on Tuesday.", "水曜日に閉まった。", "differs"),
        ("It closed yesterday.", "明日閉まる。", "differs"),
        ("It closes next year.", "昨年閉まった。", "differs"),
        ("It closed in 323 BC.", "西暦323年に閉まった。", "differs"),
        ("It closed at 3 p.m.", "午前3時に閉まった。", "half"),
        ("It closed at 15:00.", "午前3時に閉まった。", "half"),
        ("It closed at 1500 GMT.", "日本時間の午後3時に閉まった。", "zone"),
        ("It closed at 1500 GMT.", "日本時間の22日午前2時に閉まった。", "zone"),
    ],
)
def test_another_day_or_hour_is_an_error(source: str, target: str, message: str) -> None:
    (issue,) = [issue for issue in issues(source, target) if issue.kind == "date"]
    assert (issue.finding.message, issue.severity) == (message, "error")
    assert issue.source_span and issue.target_span


def test_a_weekday_is_held_against_the_day_of_publication() -> None:
    told = [issue for issue in issues("It closed on Tuesday.", "19日に閉まった。", SATURDAY) if issue.kind == "date"]
    assert [issue.finding.message for issue in told] == ["counted"]
    assert not [issue for issue in issues("It closed on Tuesday.", "19日に閉まった。") if issue.kind == "date"]


def test_a_weekday_in_the_rendering_has_to_be_that_of_its_date() -> None:
    (issue,) = [i for i in issues("It closed on Nov. 21.", "11月21日（金）に閉まった。", SATURDAY) if i.kind == "date"]
    assert issue.message("ja") == "「11月21日（金）」の曜日が合いません。正しくは土曜日です。"


def test_a_month_that_is_written_in_digits_on_both_sides_is_a_date() -> None:
    (issue,) = issues("It closed on 2026-11-21.", "2026年10月21日に閉まった。")
    assert issue.kind == "date"


def test_a_weekday_rendered_as_its_date_is_no_finding_of_any_check() -> None:
    assert issues("The dam broke on Tuesday.", "ダムは17日に決壊した。", date(2026, 11, 18)) == []
    (found,) = issues("The dam broke on Tuesday.", "ダムは17日に決壊した。")
    assert found.kind == "number", "without the day of publication, nobody can tell"
    assert issues("The dam broke on Tuesday.", "ダムは19日に決壊した。", date(2026, 11, 18))
