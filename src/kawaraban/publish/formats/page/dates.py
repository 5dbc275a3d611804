"""Days as blogs write them: above their posts, in a file's name, in a page's navigation.

All functions take text as `line.folded` leaves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "may" else name for name in _MONTHS) + "|sept"
_ERAS = {"令和": 2018, "平成": 1988}

_FULL = (
    r"(?:(?P<y1>\d{4})|(?P<era>令和|平成)(?P<ey>\d{1,2}|元))\s*年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*日"
    r"|(?<!\d)(?P<y2>\d{4})(?P<s2>[/.\-])\s?(?P<m2>\d{1,2})(?P=s2)\s?(?P<d2>\d{1,2})(?!\d)"
    rf"|\b(?P<n3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y3>\d{{4}})\b"
    rf"|(?<!\d)(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<n4>{_MONTH})\.?,?\s+(?P<y4>\d{{4}})\b"
)
_YEARLESS = (
    r"(?<![年\d])(?P<m5>\d{1,2})\s*月\s*(?P<d5>\d{1,2})\s*日"
    rf"|\b(?P<n6>{_MONTH})\.?\s+(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:,])"
)
_WEEKDAY = (
    r"[(\[<【]?\s*(?:[月火水木金土日](?:曜日?)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?)"
    r"(?:[・/]?祝)?\s*[)\]>】]?"
)
CLOCK = (
    r"(?P<noon>午前|午後|[ap]\.?m\.?)?\s*(?<!\d)(?P<hour>2[0-4]|[01]?\d)(?::(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    r"|時\s*(?P<minute_ja>[0-5]?\d)分(?:\s*[0-5]?\d秒)?)\s*(?P<half>[ap]\.?m\b\.?)?"
)
_DECOR = r"[\s■□◆◇●○★☆▼▽▲△♦♣♪・*#=\-–—~《》〈〉【】\[\]>]*"
_HEADING = re.compile(
    rf"^{_DECOR}(?:{_WEEKDAY},?\s*)?(?P<date>{_FULL}|{_YEARLESS}){_DECOR},?\s*(?:{_WEEKDAY})?\s*"
    rf"(?P<clock>(?:at\s+|,\s*)?{CLOCK})?{_DECOR}(?P<more>[|/]\s*(?P<category>[^|]{{1,60}}?)\s*(?:\|.*)?)?$",
    re.IGNORECASE,
)
_DATE = re.compile(_FULL, re.IGNORECASE)
_CLOCK = re.compile(CLOCK, re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/.]?)([01]\d)\2([0-3]\d)(?!\d)")
_MONTH_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?([01]\d)(?!\d)")
_MONTH_SAID = re.compile(
    rf"(?<!\d)(?P<y1>\d{{4}})\s*年\s*(?P<m1>\d{{1,2}})\s*月(?!\s*\d{{1,2}}\s*日)"
    rf"|\b(?P<n3>{_MONTH})\.?,?\s+(?P<y3>\d{{4}})\b|(?<!\d)(?P<y2>\d{{4}})[/.](?P<m2>\d{{1,2}})(?![\d/.])",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(
    rf"^{_DECOR}[<«‹]*\s*(?:{_MONTH_SAID.pattern})\s*(?:の(?:\d+件の)?(?:記事|投稿|エントリー?)(?:一覧)?|アーカイブ|archives?|"
    rf"分|[»›>]*)?{_DECOR}$",
    re.IGNORECASE,
)
_YEARS = (1990, 2100)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is a date. `year` is None where it says none; `category` is what stands behind a bar (goo)."""

    year: int | None
    month: int
    day: int
    clock: time | None = None
    category: str = ""
    shape: str = ""  # which way of writing it is, the same for headings of one page

    def on(self, year: int | None) -> date | None:
        """The day, in that year where the heading names none; None where there is no such day."""
        chosen = self.year or year
        return _day(chosen, self.month, self.day) if chosen else None


def heading(text: str) -> Heading | None:
    """The date that a line is, with its weekday or a time, and nothing else; None where it is no such line."""
    if len(text) > 120 or not any(character.isdigit() for character in text):
        return None
    found = _HEADING.match(text)
    if not found:
        return None
    parts = _parts(found)
    if _day(parts[0] or 2000, *parts[1:]) is None:
        return None
    shape = "".join("9" if character.isdigit() else character for character in found["date"].lower())
    return Heading(*parts, clock_of(found), (found["category"] or "").strip(), re.sub("9+|[a-z]+", "9", shape))


def date_in(text: str) -> date | None:
    """The first day with its year that stands anywhere in a text."""
    found = _DATE.search(text)
    return _day(*_parts(found)) if found else None


def clock_in(text: str) -> time | None:
    """The first time of day in a text."""
    found = _CLOCK.search(text)
    return clock_of(found) if found else None


def clock_of(found: re.Match[str]) -> time | None:
    """The time of a match of `CLOCK`; 24:30 is half past midnight."""
    if not found["hour"]:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or found["minute_ja"])
    half = (found["half"] or found["noon"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] in "p" or half == "午後" else 0)
    return time(hour % 24, minute)


def day_in_name(name: str) -> date | None:
    """The day in a file's name or path: 20220517-1.html, 2022/05/17/index.html."""
    days = [_day(int(y), int(m), int(d)) for y, _, m, d in _IN_NAME.findall(name)]
    return next((day for day in reversed(days) if day), None)


def month_in_name(name: str) -> tuple[int, int] | None:
    """The month in a file's name or path: 202205-1.html."""
    found = [(int(year), int(month)) for year, month in _MONTH_IN_NAME.findall(name) if 1 <= int(month) <= 12]
    return found[-1] if found else None


def month_said(text: str) -> tuple[int, int] | None:
    """The month that a line is, or that it leads around: « 2008年05月 | メイン | 2008年07月 » is June."""
    if len(text) > 120:
        return None
    months = [_month(found) for found in _MONTH_SAID.finditer(text)]
    if any(not 1 <= month <= 12 for _, month in months):
        return None
    if len(months) == 1 and _MONTH_ALONE.match(text):
        return months[0]
    if len(months) == 2 and "|" in text:
        (year, month), later = months
        between = (year + month // 12, month % 12 + 1)
        return between if (between[0] + between[1] // 12, between[1] % 12 + 1) == later else None
    return None


def day_between(text: str) -> date | None:
    """The day that a line leads around: « 2008年06月14日 | メイン | 2008年06月16日 » is the 15th."""
    days = [_day(*_parts(found)) for found in _DATE.finditer(text)] if len(text) <= 120 and "|" in text else []
    if len(days) == 2 and days[0] and days[1] and abs(days[1] - days[0]) == timedelta(days=2):
        return min(days[0], days[1]) + timedelta(days=1)
    return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _parts(found: re.Match[str]) -> tuple[int | None, int, int]:
    told = {key: value for key, value in found.groupdict().items() if value and key[0] in "ymdne"}
    year = next((int(told[key]) for key in ("y1", "y2", "y3", "y4") if key in told), None)
    if "era" in told:
        year = _ERAS[told["era"]] + (1 if told["ey"] == "元" else int(told["ey"]))
    month = next((int(told[key]) for key in ("m1", "m2", "m5") if key in told), None)
    if month is None:
        month = _month_named(next(told[key] for key in ("n3", "n4", "n6") if key in told))
    return year, month, next(int(told[f"d{at}"]) for at in range(1, 7) if f"d{at}" in told)


def _month(found: re.Match[str]) -> tuple[int, int]:
    if found["n3"]:
        return int(found["y3"]), _month_named(found["n3"])
    return int(found["y1"] or found["y2"]), int(found["m1"] or found["m2"])


def _month_named(name: str) -> int:
    return next(at for at, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or not _YEARS[0] <= year <= _YEARS[1]:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
