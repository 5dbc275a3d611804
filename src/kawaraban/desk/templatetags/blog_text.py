"""Filters of the blog: a calendar's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django import template
from django.template import Context
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kawaraban.desk.models import Post, Preferences
from kawaraban.desk.models.blog import blog_address
from kawaraban.desk.templatetags.typeset import era_year, full_day
from kawaraban.publish import SaidOfOutlet, safe_address

if TYPE_CHECKING:
    from kawaraban.desk.blog.posts import Outlet
    from kawaraban.desk.blog.sheet import CalendarWeek

register = template.Library()
_JAPANESE_WEEKDAYS = "月火水木金土日"
_PARTS = {"year": 1, "month": 2, "day": 3}  # of a date, in the address of its page
_MAX_DRAWN = 400  # parts of some kilobytes that are kept


def _in_japanese() -> bool:
    return (get_language() or "ja").startswith("ja")


@dataclass(frozen=True, slots=True)
class Behind:
    """What the facts of outlets beside a post rest on: what each source said, by the outlet's name."""

    said: tuple[tuple[str, SaidOfOutlet], ...]
    read_on: date | None

    @property
    def sources(self) -> int:
        return len({one.link for _name, one in self.said})


@register.simple_tag
def facts_behind(outlets: Iterable[Outlet]) -> Behind:
    """The sources of all the outlets' facts, and the latest day on which they were read."""
    known = [(outlet.name, outlet.facts) for outlet in outlets if outlet.facts is not None]
    said = tuple((name, one) for name, facts in known for one in facts.said if safe_address(one.link))
    return Behind(said, max((facts.read_on for _name, facts in known), default=None))


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
def year_name(value: date | None) -> str:
    """2026年 / 2026."""
    if value is None:
        return ""
    return f"{value.year}年" if _in_japanese() else str(value.year)


@register.filter
def era_of(value: date | None) -> str:
    """令和8年, the era that holds at the year's end; "" in other languages."""
    found = re.search("（(.+)）", era_year(value.year)) if value is not None else None
    return found[1] if found else ""


@register.filter
def address(of: date | str, name: str) -> str:
    """The address of the page `name` (`blog.urls`) of a day, or of a slug or a name."""
    parts = (of.year, of.month, of.day)[: _PARTS[name]] if isinstance(of, date) else (of,)
    return blog_address(name, *parts)


@register.filter
def within(day: date | None, week: CalendarWeek) -> date | None:
    """The day, where it is one of the week's; None else: so a week is drawn once for all days of others."""
    return day if any(found is not None and found.day == day for found in week) else None


@register.filter
def without_scheme(address: str) -> str:
    """An address as a page shows it: host and path, without the scheme and percent signs."""
    return unquote(address.partition("://")[2] or address).rstrip("/")


@register.simple_tag
def citation(post: Post, title: str, blog: Preferences, address: str) -> str:
    """How to cite a post: who, what, where, when, and the address."""
    who = post.signature or blog.signature or blog.blog_title
    day = full_day(post.day)
    if _in_japanese():
        return f"{who}「{title}」『{blog.blog_title}』{day}、{address}"
    return f"{who}, “{title}”, {blog.blog_title}, {day}, {address}"


@register.simple_tag(takes_context=True)
def once(context: Context, template: str, *differs: object) -> SafeString:
    """A part that all pages of one moment have alike, but for what `differs`: drawn for the first page, then kept.

    `drawn` of the context (`Beside.drawn`) holds the parts.
    """
    drawn: dict[tuple[object, ...], SafeString] = context["drawn"]
    key = (template, *differs)
    if key not in drawn:
        if len(drawn) >= _MAX_DRAWN:
            drawn.clear()
        drawn[key] = context.template.engine.get_template(template).render(context)
    return drawn[key]
