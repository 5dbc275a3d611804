"""What Japanese writes for times, each as a pattern and what it makes of a match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kawaraban.attribute.dates.japanese.numbers import KANJI, NUMBER, YEAR, value_of
from kawaraban.attribute.dates.partial import Clock, Partial, Piece, Step
from kawaraban.attribute.dates.words import words_of

Match = re.Match[str]
Action = Callable[[Match], "list[Piece] | Piece | None"]

_WITHIN = "(?:上旬|中旬|下旬|初旬|初頭|初め|はじめ|半ば|なかば|前半|後半|末|中|内)?"
# What makes a length of time of 3日 or 6年, or something else altogether.
_LENGTH_ENDS = "間|ぶり|以上|以内|未満|余|近く|ほど|程度|連続|弱|強|半(?!ば)|足らず|分の|あまり"
_COUNTED = "前|後(?!半)|目|おき|ごと|毎|あたり|当たり"
_NOT_DAY = f"{_LENGTH_ENDS}|{_COUNTED}|平均|[0-9]回|に[0-9]回|月(?!曜)"
_NOT_YEAR = f"{_LENGTH_ENDS}|{_COUNTED}|生|ものの?|[0-9]組"


class Form(NamedTuple):
    pattern: re.Pattern[str]
    action: Action


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _table(name: str) -> dict[str, list[str | int]]:
    found: dict[str, list[str | int]] = words_of("ja")[name]
    return found


def _era(match: Match) -> Piece | None:
    tables = words_of("ja")
    name = tables["letters"].get(match["era"], match["era"])
    count = value_of(match["year"])
    year = tables["eras"][name] + count
    return Piece(match.span(), Partial(year=year, fiscal=4 if match["fiscal"] else None)) if 0 < count < 100 else None


def _era_short(match: Match) -> Piece:
    tables = words_of("ja")
    year = tables["eras"][tables["letters"][match["era"]]] + int(match["year"])
    return Piece(match.span(), Partial(year=year, month=int(match["month"]), day=int(match["day"])))


def _year(match: Match) -> Piece:
    return Piece(match.span(), Partial(year=value_of(match["year"]), fiscal=4 if match["fiscal"] else None))


def _short_year(match: Match) -> Piece:
    """22年: the year nearest by; what is a length of time was told apart by what stands around it."""
    number = value_of(match["year"])
    year = number + (2000 if number < 60 else 1900)
    return Piece(match.span(), Partial(year=year, fiscal=4 if match["fiscal"] else None))


def _decade(match: Match) -> Piece | None:
    written = match["decade"]
    if len(written) == 4:
        return Piece(match.span(), value=written[:3])
    return Piece(match.span(), value=f"{'20' if written < '30' else '19'}{written[0]}")


def _century(match: Match) -> Piece | None:
    number = value_of(match["number"])
    return Piece(match.span(), value=f"{number - 1:02d}") if 1 <= number <= 22 else None


def _month(match: Match) -> Piece:
    return Piece(match.span(), Partial(month=value_of(match["month"])))


def _day(match: Match) -> Piece:
    return Piece(match.span(), Partial(day=value_of(match["day"])))


def _days(match: Match) -> list[Piece]:
    """５〜７日, 15、16両日: two days."""
    first = Piece(match.span("one"), Partial(day=value_of(match["one"])))
    return [first, Piece((match.start("two"), match.end()), Partial(day=value_of(match["two"])))]


def _same_day(match: Match) -> Piece:
    return Piece(match.span(), Partial(step=Step("month", 0, "text"), day=value_of(match["day"])))


def _quarter_months(match: Match) -> Piece | None:
    first, last = value_of(match["first"]), value_of(match["last"])
    return Piece(match.span(), Partial(quarter=last // 3)) if last == first + 2 and last % 3 == 0 else None


def _quarter(match: Match) -> Piece:
    return Piece(match.span(), Partial(quarter=value_of(match["number"])))


def _half(match: Match) -> Piece:
    return Piece(match.span(), Partial(half=1 if match[0][0] == "上" else 2), weak=match[0].endswith("上期"))


def _season(match: Match) -> Piece:
    return Piece(match.span(), Partial(season=words_of("ja")["seasons"][match["season"]]), weak=match["alone"] is None)


def _year_season(match: Match) -> Piece:
    step = Step("year", words_of("ja")["years"][match["year"]])
    return Piece(match.span(), Partial(step=step, season=words_of("ja")["seasons"][match["season"]]))


def _weekday(match: Match) -> Piece:
    weekday = words_of("ja")["weekdays"][match["bracketed"] or match["weekday"]]
    return Piece(match.span(), Partial(weekday=weekday), weak=match["bracketed"] is not None)


def _weekly(match: Match) -> Piece:
    return Piece(match.span(), type="SET", value=f"XXXX-WXX-{words_of('ja')['weekdays'][match['weekday']]}")


def _weekend(match: Match) -> Piece:
    week = {"今": 0, "先": -1, "来": 1}
    step = Step("week", week[match["week"]]) if match["week"] else None
    return Piece(match.span(), Partial(step=step, weekend=True))


def _stepped(match: Match) -> Piece:
    unit, count = _table("steps")[match["word"]]
    return Piece(match.span(), Partial(step=Step(unit, count)))  # type: ignore[arg-type]  # as words/ja.toml has them


def _from_text(match: Match) -> Piece:
    unit, count = _table("text")[match["word"]]
    return Piece(match.span(), Partial(step=Step(unit, count, "text")))  # type: ignore[arg-type]


def _parted(match: Match) -> Piece:
    unit, count, part, *anchor = _table("parted")[match["word"]]
    step = Step(unit, count, "text" if anchor else "published")  # type: ignore[arg-type]
    return Piece(match.span(), Partial(step=step, part=str(part)))


def _fiscal(match: Match) -> Piece:
    count = words_of("ja")["fiscal"][match["word"]]
    return Piece(match.span(), Partial(step=Step("year", count), fiscal=4))


def _new_year(match: Match) -> Piece:
    """年明け: January, whichever way the sentence points."""
    return Piece(match.span(), Partial(month=1))


def _numeric(match: Match) -> Piece:
    clock = Clock(int(match["hour"]), int(match["minute"])) if match["hour"] else None
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return Piece(match.span(), Partial(year=year, month=month, day=day, clock=clock))


def _reference(match: Match) -> Piece:
    return Piece(match.span(), value=words_of("ja")["references"].get(match["word"], "PRESENT_REF"))


def calendar_forms() -> Iterator[Form]:
    """Years, months, days, weekdays, and words that step from one."""
    tables = words_of("ja")
    numeric = r"(?<![0-9/-])(?P<year>[12][0-9]{3})([-/.])(?P<month>[01]?[0-9])\2(?P<day>[0-3]?[0-9])(?![0-9/-])"
    seasons = "".join(tables["seasons"])
    made: list[tuple[str, Action]] = [
        (numeric + r"(?:[ T](?P<hour>[0-2]?[0-9]):(?P<minute>[0-5][0-9]))?", _numeric),
        (
            r"(?<![A-Za-z])(?P<era>[RHS])(?P<year>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<day>[0-9]{1,2})(?![0-9.])",
            _era_short,
        ),
        (
            rf"(?P<era>{any_of(tables['eras'])}|(?<![A-Za-z])[RHS](?=[0-9]))"
            rf"(?P<year>[0-9]{{1,2}}|元|[{KANJI}]{{1,3}})年(?P<fiscal>度)?{_WITHIN}",
            _era,
        ),
        (rf"(?:西暦)?(?P<year>{YEAR})年(?!代|{_NOT_YEAR})(?P<fiscal>度)?{_WITHIN}", _year),
        (
            rf"(?<![0-9.,約])(?P<year>[0-9]{{2}})年(?=度|[0-9{seasons}末初]|以[降来]|から|まで|[にのはも、])(?P<fiscal>度)?(?:末|初め)?",
            _short_year,
        ),
        (r"(?<![0-9])(?P<decade>[12][0-9]{2}0|[2-9]0)年代(?:前半|後半|半ば|初め|初頭|末)?", _decade),
        (rf"(?P<number>{NUMBER})世紀(?!{_NOT_YEAR})(?:前半|後半|半ば|初頭|末)?", _century),
        (rf"(?P<first>{NUMBER})[~-](?P<last>{NUMBER.replace('.,', '')})月期", _quarter_months),
        (rf"(?<![0-9かカヶケヵ箇年])(?P<month>{NUMBER})月(?!間|面|額|給|刊|餅){_WITHIN}", _month),
        (rf"(?<=年)(?P<month>{NUMBER})月(?!間){_WITHIN}", _month),
        (rf"(?P<one>{NUMBER})(?:日)?[~、・,-](?P<two>[0-9]{{1,2}}|[{KANJI}]{{1,3}})(?:両日|日(?!{_NOT_DAY}))", _days),
        (rf"同(?P<day>{NUMBER})日(?!{_NOT_DAY})(?:付け?)?", _same_day),
        (rf"(?P<day>{NUMBER})日(?!{_NOT_DAY})", _day),
        (r"第?(?P<number>[1-4一二三四])四半期", _quarter),
        (r"[上下]半?期", _half),
        (rf"(?P<year>一昨|[今昨来])(?P<season>[{seasons}])", _year_season),
        (rf"(?P<season>[{seasons}])(?P<alone>(?=の|に|から|まで|以降|ごろ|頃|、))?", _season),
        (r"(?P<weekday>[月火水木金土日])曜日?(?P<bracketed>(?!))?", _weekday),
        (r"[(](?P<bracketed>[月火水木金土日])(?:曜日?)?(?:・?祝)?[)](?P<weekday>(?!))?", _weekday),
        (r"毎週(?P<weekday>[月火水木金土日])曜日?", _weekly),
        (r"(?P<week>[今先来])?週末", _weekend),
        (rf"(?P<word>{any_of(tables['steps'])}){_WITHIN}", _stepped),
        (rf"(?P<word>{any_of(tables['text'])})", _from_text),
        (rf"(?P<word>{any_of(tables['parted'])})", _parted),
        (rf"(?P<word>{any_of(tables['fiscal'])})(?:末|内|中)?", _fiscal),
        (r"年明け", _new_year),
        (rf"(?<![年月日時点])(?P<word>{any_of(tables['references'])})(?!完了|進行|地)", _reference),
        (r"(?<![一-龠々ァ-ヴー])(?P<word>今|いま)(?=[、もは]|なお)", _reference),
    ]
    for pattern, action in made:
        yield Form(re.compile(pattern), action)
