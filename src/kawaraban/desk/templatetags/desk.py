"""What the desk's pages say in more than one place: the names of the river's filters and the links to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.contrib.auth.models import User
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from kawaraban.desk import engines
from kawaraban.desk.models import Poll, Source
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.moving import words as file_words
from kawaraban.desk.pages.editor import Card
from kawaraban.desk.pages.units import Step
from kawaraban.desk.people import name_of
from kawaraban.desk.pipeline import Progress
from kawaraban.desk.search.snippet import Snippet
from kawaraban.keep import Edit
from kawaraban.translate.proof import Issue

register = template.Library()

_TITLES = {
    "all": gettext_lazy("All articles"),
    "unread": gettext_lazy("Unread articles"),
    "marked": gettext_lazy("Marked articles"),
    "begun": gettext_lazy("Translations begun"),
    "one-origin": gettext_lazy("Stories with only one origin"),
    "denied": gettext_lazy("Stories in which somebody denies"),
    "edited": gettext_lazy("Articles edited since"),
    "gone": gettext_lazy("Articles taken down"),
    "check": gettext_lazy("Translations to check"),
}
_LABELS = {
    "all": gettext_lazy("All articles"),
    "unread": gettext_lazy("Unread"),
    "marked": gettext_lazy("Marked"),
    "begun": gettext_lazy("Being translated"),
    "one-origin": gettext_lazy("Only one origin"),
    "denied": gettext_lazy("Denied"),
    "edited": gettext_lazy("Edited since"),
    "gone": gettext_lazy("Taken down"),
    "check": gettext_lazy("To check"),
}


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.simple_tag
def show_title(show: str) -> str:
    """The heading of the river under one of its filters."""
    return str(_TITLES[show])


@register.simple_tag(takes_context=True)
def selection_with(context: Context, **changes: Any) -> str:
    """The river's query string with one filter changed; the filter already in use is taken off."""
    selection = context["selection"]
    off: dict[str, Any] = {"language": "", "bundle": "", "source": None}
    changes = {name: off[name] if getattr(selection, name) == value else value for name, value in changes.items()}
    return str(selection.query(**changes))


@register.simple_tag(takes_context=True)
def rail_link(context: Context, show: str) -> SafeString:
    """One line of the rail: a filter, with how many articles it would show."""
    selection, number = context["selection"], context["counts"].shows[show]
    here = selection.show == show and not (selection.language or selection.bundle or selection.source)
    return format_html(
        '<li><a href="{}{}"{}>{} <span class="count{}">{}</span></a></li>',
        reverse("desk:river"),
        type(selection)(show=show, by=selection.by).query(),
        SafeString(' aria-current="true"') if here else "",
        _LABELS[show],
        " stop" if show == "check" and number else "",
        intcomma(number),
    )


@register.filter
def state_label(state: str) -> str:
    """The word for a rendering's state."""
    return {
        "machine": gettext("machine"),
        "edited": gettext("edited"),
        "approved": gettext("approved"),
        "stale": gettext("to check"),
    }.get(state, gettext("no translation"))


@register.simple_tag
def issue_label(issue: Issue) -> str:
    """A finding of the proof in a few words."""
    return issue.label(get_language() or "en")


@register.simple_tag
def issue_message(issue: Issue) -> str:
    """A finding of the proof in one sentence."""
    return issue.message(get_language() or "en")


@register.simple_tag
def fix_label(issue: Issue) -> str:
    """What pressing it would put there: 「主張した」に直す."""
    return gettext("Change to “%(fix)s”") % {"fix": issue.fix} if issue.fix else gettext("Take it out")


@register.simple_tag
def card_title(card: Card) -> str:
    """Where a card's text comes from, in a word."""
    return {"memory": gettext("Memory"), "engine": gettext("Machine"), "earlier": gettext("Before")}[card.kind]


@register.simple_tag(takes_context=True)
def person_name(context: Context, person: User | None) -> str:
    """A person as the desk calls them."""
    return name_of(person, context["request"].preferences.signature) if person else gettext("a person")


register.filter("engine_name", engines.called)
register.filter("of_file", file_words.in_readers_language)


@register.simple_tag
def edit_label(step: Step) -> str:
    """What an edit did, in a few words, for the line between two versions: 2人→12人, ¶4を追加."""
    if step.headline_changed:
        return gettext("headline")
    if step.words:
        return f"{step.words[0] or '—'} → {step.words[1] or '—'}"
    kinds = {
        "changed": gettext("¶%(number)s changed"),
        "added": gettext("¶%(number)s added"),
        "removed": gettext("a paragraph cut"),
    }
    return kinds[step.first.kind] % {"number": step.first_number} if step.first else ""


@register.simple_tag
def edit_line(step: Step, edit: Edit) -> SafeString:
    """One edit in the list of versions: where, and what."""
    number = step.numbers.get(edit.pid)
    where = gettext("headline") if edit.pid == TITLE else f"¶{number}" if number else ""
    if edit.words:
        before, after = edit.words[0]
        return format_html('{} <b class="stop">{} → {}</b>', where, before or "—", after or "—")
    what = {"changed": gettext("changed"), "added": gettext("added"), "removed": gettext("a paragraph cut")}
    return format_html("{} {}", where, what[edit.kind])


@register.filter
def kind_label(kind: str) -> str:
    """What a search hit is."""
    return {
        "article": gettext("Original"),
        "rendering": gettext("Translation"),
        "post": gettext("Post"),
        "draft": gettext("Draft"),
    }.get(kind, kind)


@register.simple_tag
def marked_snippet(snippet: Snippet) -> SafeString:
    """A snippet with what was looked for marked."""
    return marked_spans(snippet.text, snippet.spans)


@register.simple_tag
def marked_spans(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """A text with these parts of it marked; spans in order, in code points."""
    parts, at = [], 0
    for start, end in spans:
        if start < end:
            parts.append(format_html("{}<mark>{}</mark>", text[at:start], text[start:end]))
            at = end
    return format_html("{}{}", format_html_join("", "{}", ((part,) for part in parts)), text[at:])


@register.filter
def source_kind(kind: str) -> str:
    """The word for the kind of a source."""
    return str(Source.Kind(kind).label) if kind in Source.Kind.values else kind


@register.filter
def bar_height(new: int) -> int:
    """The height in pixels of a poll's bar: one article 5, eight or more 17."""
    return min(17, 4 + round(1.6 * new))


@register.simple_tag
def polls_told(polls: Sequence[Poll]) -> str:
    """The last polls in words, for those who do not see the bars."""
    new = sum(poll.new for poll in polls)
    failed = sum(poll.outcome == Poll.Outcome.FAILED for poll in polls)
    return gettext("%(polls)d polls: %(new)d new articles, not reached %(failed)d times") % {
        "polls": len(polls),
        "new": new,
        "failed": failed,
    }


@register.filter
def percent(progress: Progress) -> int:
    """How much of today's articles is done, in per cent."""
    whole = progress.done_today + progress.total_waiting
    return round(100 * progress.done_today / whole) if whole else 0


@register.filter
def about(seconds: float) -> str:
    """How long it will take, roughly."""
    if seconds < 50:
        return gettext("less than a minute left")
    minutes = round(seconds / 60)
    return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes) % {"count": minutes}


@register.filter
def of_key(table: Mapping[object, object], key: object) -> object:
    """The entry of a table; "" where it has none."""
    return table.get(key, "")
