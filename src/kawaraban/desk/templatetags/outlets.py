"""What an outlet is called on the desk: by the glossary in the readers' script, else by its own name."""

from __future__ import annotations

from django import template
from django.template import Context

from kawaraban.desk.glossary import outlet_names
from kawaraban.desk.models import Outlet

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
