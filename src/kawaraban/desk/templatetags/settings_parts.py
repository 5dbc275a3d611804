"""Parts of the Settings page that bring their own forms: the page itself knows nothing of what they hold."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from kawaraban.desk.pages.settings_blog_pages import BlogPagesForm

register = template.Library()


@register.inclusion_tag("desk/_settings_blog_pages.html", takes_context=True)
def blog_pages_part(context: Context) -> dict[str, Any]:
    """The texts of the blog's own pages; the form as it was typed where it could not be saved."""
    form = context.get("blog_pages") or BlogPagesForm(instance=context["request"].preferences)
    return {"blog_pages": form, "csrf_token": context.get("csrf_token")}
