"""Outlets on the desk's pages: what they are called, and what the registry says of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language

from kawaraban.desk.glossary import outlet_names
from kawaraban.desk.models import Outlet, OutletFact
from kawaraban.desk.outlets import Facts, facts_of, words

register = template.Library()


@register.simple_tag(takes_context=True)
def outlet_name(context: Context, outlet: Outlet) -> str:
    """The outlet's name as the glossary renders it. One query a page, however many outlets it shows."""
    request = context.get("request")
    preferences = getattr(request, "preferences", None)
    if preferences is None:
        return outlet.name
    names = getattr(request, "outlet_names", None)
    if names is None:
        names = outlet_names(preferences.language)
        request.outlet_names = names
    return str(names.get(outlet.name.casefold(), outlet.name))


@register.simple_tag(takes_context=True)
def gather_outlet_facts(context: Context, things: Iterable[Any]) -> str:
    """Looks up the facts of all outlets of a page at once, for `outlet_facts`; two queries.

    `things` are outlets, articles and sources, or what has one: rows, reports, lines.
    """
    outlets = {outlet.pk: outlet for thing in things if (outlet := _outlet_of(thing)) is not None}
    _gathered(context).update(dict.fromkeys(outlets) | facts_of(outlets.values()))
    return ""


@register.simple_tag(takes_context=True)
def outlet_facts(context: Context, outlet: Outlet) -> Facts | None:
    """What the registry says of an outlet; None where nobody looked yet. A query only where it was not gathered."""
    known = _gathered(context)
    if outlet.pk not in known:
        known[outlet.pk] = facts_of([outlet]).get(outlet.pk)
    return known[outlet.pk]


@register.filter
def fact_told(fact: OutletFact) -> str:
    """What a fact says, in the reader's words."""
    return words.told(fact, get_language() or "en")


def _gathered(context: Context) -> dict[int, Facts | None]:
    """What was looked up for this page: with the request, so that pieces of a page share it."""
    holder = context.get("request") or context
    known: dict[int, Facts | None] | None = getattr(holder, "outlet_facts", None)
    if known is None:
        known = {}
        holder.outlet_facts = known
    return known


def _outlet_of(thing: Any) -> Outlet | None:
    if isinstance(thing, Outlet):
        return thing
    holder = getattr(thing, "article", None) or getattr(thing, "source", None) or thing
    outlet = getattr(holder, "outlet", None)
    return outlet if isinstance(outlet, Outlet) else None
