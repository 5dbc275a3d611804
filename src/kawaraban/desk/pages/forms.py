"""The forms of the welcome and settings pages; the engines' are in `engine_forms.py`."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from kawaraban.desk.models import Preferences

#: Languages that the desk follows, and those that it renders into.
READ = {
    "ja": pgettext_lazy("language", "Japanese"),
    "en": pgettext_lazy("language", "English"),
    "ru": pgettext_lazy("language", "Russian"),
    "zh": pgettext_lazy("language", "Chinese"),
}
RENDER = {code: READ[code] for code in ("ja", "en")}


class LanguagesForm(forms.ModelForm):
    """Which languages the owner reads, and which one the readers do."""

    reads = forms.MultipleChoiceField(choices=list(READ.items()), widget=forms.CheckboxSelectMultiple, required=False)
    language = forms.ChoiceField(choices=list(RENDER.items()), widget=forms.RadioSelect)

    class Meta:
        model = Preferences
        fields = ("reads", "language")


class BlogForm(forms.ModelForm):
    """What the blog is called, and who signs."""

    class Meta:
        model = Preferences
        fields = ("blog_title", "blog_tagline", "signature", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("required", None)
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone or zone == "UTC")
        self.fields["time_zone"] = forms.ChoiceField(choices=[(zone, zone) for zone in zones])
