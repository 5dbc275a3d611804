"""Parts of the Settings page that bring their own forms: the page itself knows nothing of what they hold."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import gettext

from kawaraban.desk import letters
from kawaraban.desk.pages.settings_blog_pages import BlogPagesForm
from kawaraban.desk.pages.settings_comments import CommentsForm
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


@register.inclusion_tag("desk/_settings_comments.html", takes_context=True)
def comments_part(context: Context) -> dict[str, Any]:
    """Who may write comments and what waits; the form as it was typed where it could not be saved."""
    form = context.get("comments_form") or CommentsForm(instance=context["request"].preferences)
    if settings.MAIL_FROM:
        told = gettext("Sent by %(host)s, from %(sender)s.")
        told %= {"host": settings.EMAIL_HOST, "sender": settings.MAIL_FROM}
    else:
        told = gettext("No mail server is set: name one in KAWARABAN_MAIL, then start the desk again.")
    return {
        "form": form,
        "mail_help": told,
        "troubles": letters.troubles(),
        "csrf_token": context.get("csrf_token"),
    }
