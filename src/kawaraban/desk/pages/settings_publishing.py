"""The part of Settings about where readers find the blog: its public address, and a hub that tells of new posts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kawaraban.desk.models import Preferences
from kawaraban.desk.pages import settings
from kawaraban.desk.pages.preferences import DeskRequest


class PublishingForm(forms.ModelForm):
    """An address without a path at its end, and a hub's address; either may be empty."""

    class Meta:
        model = Preferences
        fields = ("public_address", "hub")

    def clean_public_address(self) -> str:
        given = self.cleaned_data["public_address"].strip().rstrip("/")
        if not given:
            return ""
        parts = _parts(given)
        if parts is None or parts.path or parts.query or parts.fragment:
            raise forms.ValidationError(gettext("Give the address as readers type it: https://blog.example"))
        return f"{parts.scheme}://{parts.netloc}"

    def clean_hub(self) -> str:
        given = self.cleaned_data["hub"].strip()
        # It is written into headers and links as it is.
        if given and (_parts(given) is None or not given.isascii() or any(mark in given for mark in '<>" \t\r\n,;')):
            raise forms.ValidationError(gettext("Give the hub's whole address: https://hub.example/"))
        return given

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("hub") and not data.get("public_address") and "public_address" not in self.errors:
            self.add_error("hub", gettext("A hub needs to know the public address: write that too."))
        return data


def _parts(address: str) -> Any:
    """The address in parts; None where it is no http or https address with a plain host."""
    try:
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
        parts.port  # noqa: B018 - raises ValueError where it is no port
        return parts if fine and not any(c.isspace() for c in address) else None
    except ValueError:
        return None


@login_required
@require_POST
def save(request: DeskRequest) -> HttpResponse:
    """Saves both, then Settings again; with the reason, and what was typed, where they can't be saved."""
    form = PublishingForm(request.POST, instance=Preferences.load())
    if not form.is_valid():
        return settings.page(request, {"publishing": form}, status=422)
    preferences = form.save(commit=False)
    if form.changed_data:
        # What an earlier hub said is no news of this one, and it is told of the newest posts at once.
        preferences.hub_said, preferences.hub_told_at = "", None
        preferences.hub_failures, preferences.hub_due_at = 0, None
    preferences.save()
    messages.success(request, gettext("Saved."))
    return redirect(f"{reverse('desk:settings')}#publishing")
