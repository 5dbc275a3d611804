"""The part of Settings about comments: who may write, what waits, how long senders are told apart, notices."""

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

from kawaraban.desk import letters
from kawaraban.desk.models import Preferences
from kawaraban.desk.pages import settings
from kawaraban.desk.pages.preferences import DeskRequest

MAX_LINKS, MAX_DAYS, MAX_HOURS, MAX_WORDS = 50, 3650, 720, 20_000


class CommentsForm(forms.ModelForm):
    comments_links = forms.IntegerField(min_value=0, max_value=MAX_LINKS)
    comments_close_after = forms.IntegerField(min_value=1, max_value=MAX_DAYS, required=False)
    keep_addresses_hours = forms.IntegerField(min_value=1, max_value=MAX_HOURS)
    comments_words = forms.CharField(
        required=False, max_length=MAX_WORDS, widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"})
    )

    class Meta:
        model = Preferences
        fields = (
            "comments_open",
            "comments_hold",
            "comments_links",
            "comments_words",
            "comments_close_after",
            "keep_addresses_hours",
            "notices_to",
        )
        widgets = {"comments_hold": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in {
            "comments_links": (0, MAX_LINKS),
            "comments_close_after": (1, MAX_DAYS),
            "keep_addresses_hours": (1, MAX_HOURS),
        }.items():
            sentence = gettext("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
            errors = self.fields[name].error_messages
            errors.update(dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence))
        self.fields["comments_words"].error_messages["max_length"] = gettext("The list is too long: shorten it.")
        self.fields["notices_to"].error_messages["invalid"] = gettext(
            "This is no e-mail address: correct it, or leave it empty."
        )


@login_required
@require_POST
def save(request: DeskRequest) -> HttpResponse:
    """Saves the part, then Settings again; with the reason, and what was typed, where it can't be saved.

    With `again` the letter of that number is sent once more.
    """
    number = request.POST.get("again", "")
    if number:
        if number.isascii() and number.isdigit() and len(number) < 19 and letters.send_again(int(number)):
            messages.success(request, gettext("The letter goes out within a minute or two."))
        return redirect(f"{reverse('desk:settings')}#comments")
    form = CommentsForm(request.POST, instance=Preferences.load())
    if not form.is_valid():
        return settings.page(request, {"comments_form": form}, status=422)
    form.save()
    messages.success(request, gettext("Saved."))
    return redirect(f"{reverse('desk:settings')}#comments")
