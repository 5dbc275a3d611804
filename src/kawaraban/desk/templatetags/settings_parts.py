"""Parts of the Settings page that bring their own forms: the page itself knows nothing of what they hold."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from kawaraban.desk.pages.settings_blog_pages import BlogPagesForm
from kawaraban.desk.pages.settings_publishing import PublishingForm

register = template.Library()


@register.inclusion_tag("desk/_settings_blog_pages.html", takes_context=True)
def blog_pages_part(context: Context) -> dict[str, Any]:
    """The texts of the blog's own pages; the form as it was typed where it could not be saved."""
    form = context.get("blog_pages") or BlogPagesForm(instance=context["request"].preferences)
    return {"blog_pages": form, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("desk/_settings_publishing.html", takes_context=True)
def publishing_part(context: Context) -> dict[str, Any]:
    """The blog's public address and its hub; the form as it was typed where it could not be saved."""
    preferences = context["request"].preferences
    form = context.get("publishing") or PublishingForm(instance=preferences)
    return {"publishing": form, "hub_said": preferences.hub_said, "csrf_token": context.get("csrf_token")}
