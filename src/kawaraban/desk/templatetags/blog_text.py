"""Filters of the blog: a calendar's words, and found words marked."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kawaraban.desk.search import Snippet

register = template.Library()
_JAPANESE_WEEKDAYS = "月火水木金土日"


def _in_japanese() -> bool:
    return (get_language() or "ja").startswith("ja")


@register.filter
def weekday(value: date | None) -> str:
    """土 / Sat."""
    if value is None:
        return ""
    return _JAPANESE_WEEKDAYS[value.weekday()] if _in_japanese() else str(WEEKDAYS_ABBR[value.weekday()])


@register.filter
def weekday_name(value: date | None) -> str:
    """土曜日 / Saturday."""
    if value is None:
        return ""
    return f"{weekday(value)}曜日" if _in_japanese() else str(WEEKDAYS[value.weekday()])


@register.filter
def month_name(value: date | None) -> str:
    """11月 / November."""
    if value is None:
        return ""
    return f"{value.month}月" if _in_japanese() else str(MONTHS[value.month])


@register.filter
def month_heading(value: date | None) -> str:
    """2026年11月 / November 2026."""
    if value is None:
        return ""
    return f"{value.year}年{value.month}月" if _in_japanese() else f"{MONTHS[value.month]} {value.year}"


@register.filter
def marked(found: Snippet) -> SafeString:
    """The text, escaped, with what was looked for in <mark>."""
    parts, at = [], 0
    for start, end in found.spans:
        parts.append(format_html("{}<mark>{}</mark>", found.text[at:start], found.text[start:end]))
        at = end
    parts.append(format_html("{}", found.text[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))
