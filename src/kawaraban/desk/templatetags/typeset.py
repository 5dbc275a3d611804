"""Filters that set type: phrases to break at, and dates, eras and clocks as each language writes them.

Every filter takes what a template has at hand and gives "" for None, so that a missing date leaves no trace.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

import budoux
from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

register = template.Library()

_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_MARKS_JA = {"en": "英", "ru": "ロ", "zh": "中", "ja": "日", "uk": "ウ", "ko": "韓", "fr": "仏", "de": "独", "es": "西"}
_WEEKDAYS_JA = "月火水木金土日"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
#: First days of the eras, newest first. Before Meiji there is no counting in years of the western calendar.
_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
)


@register.simple_tag
def sentences(*said: object) -> SafeString:
    """Sentences one after another, without a space between them in Japanese. Empty ones leave no trace."""
    return format_html_join("" if _in_japanese() else " ", "{}", ((sentence,) for sentence in said if sentence))


def _in_japanese() -> bool:
    return (get_language() or "ja").startswith("ja")


@lru_cache(maxsize=1)
def _japanese() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=1)
def _chinese() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()


def _split(text: str) -> list[str]:
    """Phrases of Japanese or Chinese text (BudouX); other scripts break at their own spaces and stay whole."""
    if _KANA.search(text):
        return _japanese().parse(text)
    if _HAN.search(text):
        return _chinese().parse(text)
    return [text]


@lru_cache(maxsize=4096)
def _phrases(text: str) -> SafeString:
    # A clause ends at a full-width space, and a heading breaks there first: a clause is an inline block. The space is
    # held to it, or a clause as wide as the line would leave its space to indent the next one.
    clauses = re.split("(?<=\u3000)", text)
    if len(clauses) == 1:
        return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in _split(text)))
    return format_html_join(
        "",
        '<span class="clause-held"><span class="clause">{}</span>{}</span>',
        ((_phrases(c.rstrip("\u3000")), "\u3000" * c.count("\u3000")) for c in clauses if c),
    )


@register.filter
def phrases(text: object) -> SafeString:
    """The text, escaped, with <wbr> where a heading may break; wants the class `phrases` on its element."""
    return _phrases(str(text or ""))


def _local(value: date | datetime | None) -> date | datetime | None:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day_heading(value: date | datetime | None) -> str:
    """11月21日（土） / 21 November, Sat."""
    if (day := _local(value)) is None:
        return ""
    if _in_japanese():
        return f"{day.month}月{day.day}日（{_WEEKDAYS_JA[day.weekday()]}）"
    return f"{day.day} {_MONTHS[day.month - 1]}, {_WEEKDAYS[day.weekday()]}"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """11月21日 / 21 November."""
    if (day := _local(value)) is None:
        return ""
    return f"{day.month}月{day.day}日" if _in_japanese() else f"{day.day} {_MONTHS[day.month - 1]}"


@register.filter
def full_day(value: date | datetime | None) -> str:
    """2026年11月21日 / 21 November 2026."""
    if (day := _local(value)) is None:
        return ""
    return f"{day.year}年{short_day(value)}" if _in_japanese() else f"{short_day(value)} {day.year}"


@register.filter
def era_year(value: date | datetime | int | None) -> str:
    """2026年（令和8年） / 2026. A bare year takes the era that holds at its end."""
    day = date(value, 12, 31) if isinstance(value, int) else _local(value)
    if day is None:
        return ""
    if not _in_japanese():
        return str(day.year)
    start, era = next(
        ((s, e) for s, e in _ERAS if (day.year, day.month, day.day) >= (s.year, s.month, s.day)), (day, "")
    )
    if not era:
        return f"{day.year}年"
    count = day.year - start.year + 1
    return f"{day.year}年（{era}{'元' if count == 1 else count}年）"


@register.filter
def clock(value: datetime | None) -> str:
    """23:20, in the reader's zone."""
    local = _local(value)
    return f"{local.hour:02}:{local.minute:02}" if isinstance(local, datetime) else ""


@register.filter
def clock_seconds(value: datetime | None) -> str:
    """23:20:07, in the reader's zone."""
    return "" if value is None else f"{_local(value):%H:%M:%S}"


@register.filter
def moment(value: datetime | None) -> str:
    """The clock alone on today's date, with the day before it on another: 22:41, 11月19日 08:40."""
    local = _local(value)
    if not isinstance(local, datetime):
        return ""
    if local.date() == timezone.localdate():
        return clock(value)
    day = short_day(value) if local.year == timezone.localdate().year else full_day(value)
    return f"{day} {clock(value)}"


@register.filter
def until(value: datetime | None) -> str:
    """How long it is to a time within the hour (2分後), else the time itself; `now` when it has come."""
    if value is None:
        return ""
    minutes = round((value - timezone.now()).total_seconds() / 60)
    if minutes < 1:
        return gettext("now")
    if minutes <= 60:
        return ngettext("in %(count)d min", "in %(count)d min", minutes) % {"count": minutes}
    return moment(value)


@register.filter
def every(seconds: int) -> str:
    """An interval: 30分おき, 2時間おき / every 30 min, every 2 h."""
    if seconds < 5400:
        return gettext("every %(count)d min") % {"count": max(1, round(seconds / 60))}
    return gettext("every %(count)d h") % {"count": round(seconds / 3600)}


@register.filter
def language_mark(code: str) -> str:
    """One sign for a language: 英 ロ 中 日 / EN RU ZH JA."""
    base = (code or "").split("-")[0].lower()
    if not base:
        return "—"
    return _MARKS_JA.get(base, base.upper()) if _in_japanese() else base.upper()


@register.filter
def language_name(code: str) -> str:
    """The language's name in the interface's language; the code itself for one the desk has no name for."""
    names = {
        "en": pgettext("language", "English"),
        "ja": pgettext("language", "Japanese"),
        "ru": pgettext("language", "Russian"),
        "zh": pgettext("language", "Chinese"),
    }
    return names.get((code or "").split("-")[0].lower(), code)


@register.filter
def short_digest(value: str) -> str:
    """The ends of a digest, without its algorithm: 4f1c 09d2 … a90e."""
    digits = value.rpartition(":")[2]
    return f"{digits[:4]} {digits[4:8]} … {digits[-4:]}" if len(digits) > 16 else digits
