"""The part of Settings where the texts of the blog's own pages are written."""

from __future__ import annotations

from typing import Any

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

MAX_CHARACTERS = 50_000


class BlogPagesForm(forms.ModelForm):
    """Markdown of the two pages; an empty one shows the desk's own words."""

    about = forms.CharField(required=False, max_length=MAX_CHARACTERS, widget=forms.Textarea(attrs={"rows": 8}))
    how_we_check = forms.CharField(required=False, max_length=MAX_CHARACTERS, widget=forms.Textarea(attrs={"rows": 12}))

    class Meta:
        model = Preferences
        fields = ("about", "how_we_check")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["max_length"] = gettext("The text is longer than 50,000 characters: shorten it.")
            # Django counts the longest text for itself; a browser would cut what was pasted without a word.
            field.widget.attrs.pop("maxlength", None)


@login_required
@require_POST
def save(request: DeskRequest) -> HttpResponse:
    """Saves both texts, then Settings again; with the reason, and what was typed, where one can't be saved."""
    form = BlogPagesForm(request.POST, instance=Preferences.load())
    if not form.is_valid():
        return settings.page(request, {"blog_pages": form}, status=422)
    form.save()
    messages.success(request, gettext("Saved."))
    return redirect(f"{reverse('desk:settings')}#blog-pages")
