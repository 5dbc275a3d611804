"""The forms of the welcome and settings pages."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy

from kawaraban.desk import engines
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


class EngineForm(forms.Form):
    """Where a model for one language pair lies; an empty folder means: the one in the data folder, if there is one."""

    folder = forms.CharField(max_length=1000, required=False)

    def __init__(self, source: str, target: str, preferences: Preferences, data: Any = None) -> None:
        self.source, self.target, self.preferences = source, target, preferences
        entry = preferences.engines.get(self.pair) or {}
        super().__init__(data, prefix=self.pair, initial={"folder": entry.get("folder", "")})

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"

    @property
    def in_use(self) -> Any:
        """The engine that renders this pair now, None where there is none."""
        return engines.configured(self.source, self.target, self.preferences)

    def clean_folder(self) -> str:
        folder = str(self.cleaned_data["folder"]).strip()
        if "\0" in folder:
            raise forms.ValidationError(gettext("This is no folder."))
        if folder and (missing := engines.check(folder)):
            raise forms.ValidationError(missing)
        return folder

    def apply(self) -> None:
        """Put the choice into the preferences, unsaved."""
        if folder := self.cleaned_data["folder"]:
            self.preferences.engines[self.pair] = {"engine": "firefox", "folder": folder}
        else:
            self.preferences.engines.pop(self.pair, None)


def engine_forms(preferences: Preferences, data: Any = None) -> list[EngineForm]:
    """One form a language that would be rendered into the readers'."""
    return [EngineForm(code, preferences.language, preferences, data) for code in READ if code != preferences.language]
