"""How stories are told on pages: counts and dots, whom a report follows, and why the desk holds it so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from kawaraban.desk.models import Placing, Story
from kawaraban.desk.pages.story_reports import Report
from kawaraban.desk.stories import wording
from kawaraban.desk.stories.dots import MOST_DOTS, dots_of
from kawaraban.desk.templatetags.outlets import outlet_name

register = template.Library()


@register.simple_tag
def story_count(story: Story) -> SafeString:
    """7本 → 起点3 / 7 reports → 3 origins."""
    reports = ngettext("%(n)d report", "%(n)d reports", story.reports) % {"n": story.reports}
    origins = ngettext("%(n)d origin", "%(n)d origins", story.origins) % {"n": story.origins}
    return format_html('<b class="tally">{} <span aria-label="{}">→</span> {}</b>', reports, gettext("from"), origins)


@register.simple_tag
def story_dots(story: Story) -> SafeString:
    """A dot a report: origins filled, copies hollow. The count beside it says the same in words."""
    dots = format_html_join("", '<i class="{}"></i>', ((kind,) for kind in dots_of(story)))
    more = format_html(" {}", story.reports) if story.reports > MOST_DOTS else ""
    return format_html('<span class="dots" aria-hidden="true">{}{}</span>', dots, more)


@register.simple_tag(takes_context=True)
def report_whence(context: Context, report: Report) -> str:
    """Whom a report follows, and by what that shows: ← ノースワイヤ　出典表記・本文97%一致."""
    placing = report.placing
    if report.is_origin:
        return gettext("origin")
    shown = evidence_signs(placing)
    if report.original is not None:
        name = outlet_name(context, report.original.article.outlet)
        at = _as_it_stood(placing)
        return "　".join(filter(None, (f"← {name}{at}", shown)))
    named = next((credit["name"] for credit in placing.credits if credit["name"]), "")
    if named:
        return gettext("origin unknown; credits %(name)s") % {"name": named}
    return "　".join(filter(None, (gettext("origin unknown"), shown)))


@register.simple_tag
def evidence_signs(placing: Placing) -> str:
    """By what it shows that a report copies another, in a few words: 出典表記・本文97%一致."""
    return gettext("·").join(dict.fromkeys(filter(None, map(_sign, placing.evidence))))


def _as_it_stood(placing: Placing) -> str:
    """The hour of the version that was copied, where the original was edited since."""
    version = placing.copied_version
    if version is None or version.pk == version.article.version_id:
        return ""
    return f" {timezone.localtime(version.capture.captured_at):%H:%M}"


def _sign(evidence: Mapping[str, Any]) -> str:
    """One piece of evidence in a word or two."""
    kind, score = evidence["kind"], float(evidence["score"])
    if kind == "credit":
        return gettext("credited")
    if kind == "overlap":
        return gettext("%(percent)d%% the same text") % {"percent": round(100 * score)}
    return {"translation": gettext("translated"), "quote": gettext("same quotations")}.get(kind, "")


@register.simple_tag
def evidence_line(evidence: Mapping[str, Any]) -> SafeString:
    """One piece of evidence with the words it rests on."""
    return _with_words(_sign(evidence), evidence["text"])


@register.simple_tag
def why_line(why: Mapping[str, Any]) -> SafeString:
    """One reason why a report belongs to its story."""
    told = {
        "copy": gettext("carries the text of another report of this story"),
        "words": gettext("the same words"),
        "names": gettext("the same names"),
        "numbers": gettext("the same numbers"),
        "places": gettext("the same places"),
        "vectors": gettext("sentences that say the same"),
    }.get(why["kind"], why["kind"])
    return _with_words(told, why["text"])


def _with_words(told: str, text: str) -> SafeString:
    return format_html("{} <q>{}</q>", told, text) if text else format_html("{}", told)


@register.filter
def stands_label(stands: str) -> str:
    """How a report stands to a claim, in a word."""
    return {
        "states": gettext("states"),
        "attributes": gettext("conveys"),
        "denies": gettext("denies"),
    }.get(stands, gettext("nothing"))


@register.simple_tag
def stands_mark(stands: str) -> SafeString:
    """The same with its line: a band, a thin line, a double one, or none."""
    return format_html('<span class="stands {}">{}</span>', stands or "silent", stands_label(stands))


register.filter("thing", wording.thing)
register.filter("people", wording.people)


@register.filter
def hour(value: datetime) -> str:
    """7時 / 7, or with minutes 7:30."""
    local = timezone.localtime(value)
    if local.minute:
        return f"{local:%-H:%M}"
    return f"{local.hour}時" if (get_language() or "ja").startswith("ja") else f"{local.hour}"


@register.filter
def unlocalized(value: float) -> str:
    """A number as mark-up wants it, whatever the interface's language."""
    return str(localize(value, use_l10n=False))
