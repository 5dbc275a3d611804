"""How checks are told on pages: their counts, in the same words everywhere."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from kawaraban.desk.checks.counting import Result
from kawaraban.desk.models import Finding
from kawaraban.desk.pages.check_rows import Tally
from kawaraban.publish import CheckBox

register = template.Library()

_MOST_DOTS = 12


@register.filter
def check_number(key: str) -> int:
    """The number in a check's key: c58."""
    return int(key[1:])


@register.simple_tag
def tally_count(tally: Tally) -> SafeString:
    """9本 → 起点4 / 9 reports → 4 origins."""
    reports = ngettext("%(n)d report", "%(n)d reports", tally.articles) % {"n": tally.articles}
    origins = ngettext("%(n)d origin", "%(n)d origins", tally.origins) % {"n": tally.origins}
    return format_html('<b class="tally">{} <span aria-label="{}">→</span> {}</b>', reports, gettext("from"), origins)


@register.simple_tag
def check_result(result: Result) -> str:
    """起点1が述べ、1が伝える・起点1が否定; what is not decided is said too."""
    return _told(result.counts()) or gettext("nothing decided yet")


@register.simple_tag
def box_counts(box: CheckBox) -> str:
    """The same of a box in a post."""
    return _told({"states": box.states, "attributes": box.attributes, "denies": box.denies, "repeats": box.repeats})


@register.simple_tag
def relation_dots(findings: tuple[Finding, ...], kind: str) -> SafeString:
    """A dot a finding: origins filled, copies hollow; over twelve, five and no more."""
    number = len(findings) if len(findings) <= _MOST_DOTS else 5
    dots = format_html_join("", '<i class="{}"></i>', ((kind,) for _ in range(number)))
    return format_html('<span class="dots" aria-hidden="true">{}</span>', dots)


def _told(counts: dict[str, int]) -> str:
    said = [
        _count(counts["states"], ngettext("%(n)d origin states it", "%(n)d origins state it", counts["states"])),
        _count(
            counts["attributes"], ngettext("%(n)d origin conveys it", "%(n)d origins convey it", counts["attributes"])
        ),
        _count(counts["denies"], ngettext("%(n)d origin denies it", "%(n)d origins deny it", counts["denies"])),
        _count(counts["repeats"], ngettext("%(n)d copy", "%(n)d copies", counts["repeats"])),
    ]
    return gettext(", ").join(filter(None, said))


def _count(number: int, words: str) -> str:
    return words % {"n": number} if number else ""
