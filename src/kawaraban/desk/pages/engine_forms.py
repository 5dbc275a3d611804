"""The form in which the owner chooses how a language pair is translated, with each engine's own fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from kawaraban.desk import engines, trial
from kawaraban.desk.models import Preferences
from kawaraban.translate import EngineChoice, TranslateError, engine
from kawaraban.translate.engines import ENGINES
from kawaraban.translate.engines.deepl import FORMALITIES

NONE = "none"  # the owner wants no engine for this pair


@dataclass(frozen=True, slots=True)
class EngineField:
    """One field of an engine; an `option` goes into EngineChoice.options, anything else is a field of its own."""

    name: str
    label: Any
    help: Any = ""
    placeholder: Any = ""
    option: bool = False


_FOLDER = EngineField("folder", gettext_lazy("Model folder"))
_KEY = EngineField("key", gettext_lazy("Key"))
_ADDRESS = EngineField("address", gettext_lazy("Address"), placeholder="http://127.0.0.1:5000")
_PRICES = (
    EngineField(
        "price", gettext_lazy("Price of a million"), gettext_lazy("Characters or tokens, as billed."), option=True
    ),
    EngineField("currency", gettext_lazy("Currency"), placeholder="JPY", option=True),
)

FIELDS: dict[str, tuple[EngineField, ...]] = {
    "firefox": (
        EngineField(
            "folder",
            gettext_lazy("Model folder"),
            gettext_lazy("Empty: the model that lies in the data folder."),
            gettext_lazy("Folder that holds the model’s files"),
        ),
    ),
    "ctranslate2": (_FOLDER,),
    "libretranslate": (_ADDRESS, _KEY, *_PRICES),
    "deepl": (
        _KEY,
        EngineField("formality", gettext_lazy("Formality"), option=True),
        EngineField("glossary_id", gettext_lazy("Id of a glossary at DeepL"), option=True),
        EngineField("address", gettext_lazy("Address"), gettext_lazy("Empty: DeepL’s own, as the key says.")),
        *_PRICES,
    ),
    "openai": (
        EngineField("address", gettext_lazy("Address"), placeholder="http://127.0.0.1:11434/v1"),
        _KEY,
        EngineField("model", gettext_lazy("Model")),
        *_PRICES,
    ),
}

#: Which field a problem of the engine's settings stands under.
_BLAMED = {"no-address": "address", "no-key": "key", "no-server-model": "model"}

_FORMALITIES = {
    "": gettext_lazy("as DeepL has it"),
    "default": gettext_lazy("as DeepL has it"),
    "prefer_more": gettext_lazy("polite, where it can be"),
    "prefer_less": gettext_lazy("plain, where it can be"),
    "more": gettext_lazy("polite"),
    "less": gettext_lazy("plain"),
}


class EngineForm(forms.Form):
    """The engine of one language pair. A field's name is the engine's and its own: `en-ja-deepl-key`.

    A key is never sent back to the page: an empty field keeps the stored one, a box clears it.
    """

    engine = forms.ChoiceField(choices=[(name, name) for name in (*ENGINES, NONE)], required=False)
    sentence = forms.CharField(max_length=trial.MAX_LENGTH, required=False)

    def __init__(self, source: str, target: str, preferences: Preferences, data: Any = None) -> None:
        self.source, self.target, self.preferences = source, target, preferences
        self.entry: dict[str, Any] | None = preferences.engines.get(f"{source}-{target}")
        entry = self.entry or {}
        chosen = entry.get("engine") or (NONE if self.entry is not None else "firefox")
        initial = {"engine": chosen, "sentence": trial.SENTENCES.get(source, "")}
        for name, field in _fields():
            stored = (entry.get("options") or {}) if field.option else entry
            initial[f"{name}-{field.name}"] = str(stored.get(field.name) or "") if name == chosen else ""
        super().__init__(data, prefix=self.pair, initial=initial)
        for name, field in _fields():
            self.fields[f"{name}-{field.name}"] = _form_field(field)
            if field.name == "key":
                self.fields[f"{name}-forget"] = forms.BooleanField(required=False)

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"

    @property
    def in_use(self) -> EngineChoice | None:
        """The engine that renders this pair now, None where there is none."""
        return engines.configured(self.source, self.target, self.preferences)

    @property
    def kinds(self) -> list[tuple[str, bool, list[dict[str, Any]]]]:
        """For each engine: its name, whether it is chosen, and its fields for the page."""
        chosen = self["engine"].value() or "firefox"
        return [
            (name, name == chosen, [self._shown(name, field) for field in FIELDS.get(name, ())]) for name in ENGINES
        ] + [(NONE, chosen == NONE, [])]

    def _shown(self, name: str, field: EngineField) -> dict[str, Any]:
        key = field.name == "key"
        return {
            "bound": self[f"{name}-{field.name}"],
            "label": field.label,
            "help": field.help,
            "is_key": key,
            "stored": key and bool(self._stored_key(name)),
            "forget": self[f"{name}-forget"] if key else None,
        }

    def _stored_key(self, name: str) -> str:
        entry = self.entry or {}
        return str(entry.get("key") or "") if entry.get("engine") == name else ""

    def clean(self) -> dict[str, Any]:
        """Holds the chosen engine's fields against what the engine itself wants; asks no server."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["engine"] = data.get("engine") or "firefox"
        choice = None if self.errors else self.choice()
        if choice is not None and (choice.name != "firefox" or choice.folder):
            try:
                engine(choice)
            except TranslateError as error:
                where = _BLAMED.get(error.problem, "folder" if choice.folder else FIELDS[choice.name][0].name)
                self.add_error(f"{choice.name}-{where}", engines.sentence(error, choice))
        return data

    def choice(self) -> EngineChoice | None:
        """What was typed, as the engines take it; None for no engine. For the trial, and for what is stored."""
        name = self.cleaned_data["engine"]
        if name == NONE:
            return None
        values = {
            field.name: str(self.cleaned_data.get(f"{name}-{field.name}") or "").strip() for field in FIELDS[name]
        }
        if "key" in values and not values["key"] and not self.cleaned_data.get(f"{name}-forget"):
            values["key"] = self._stored_key(name)
        options = {field.name: values.pop(field.name) for field in FIELDS[name] if field.option}
        return EngineChoice(
            name, self.source, self.target, options=tuple(sorted((k, v) for k, v in options.items() if v)), **values
        )

    def tried(self) -> EngineChoice | None:
        """The choice to try: what was typed, or, for a Firefox model without a folder, what lies in the data folder."""
        choice = self.choice()
        if choice is not None and choice.name == "firefox" and not choice.folder:
            return engines.lying_there(self.source, self.target)
        return choice

    def apply(self) -> None:
        """Put the choice into the preferences, unsaved."""
        choice = self.choice()
        if choice is not None and choice.name == "firefox" and not choice.folder:
            self.preferences.engines.pop(self.pair, None)
        else:
            self.preferences.engines[self.pair] = engines.entry_of(choice)


def _fields() -> Iterator[tuple[str, EngineField]]:
    for name, fields in FIELDS.items():
        for field in fields:
            yield name, field


def _form_field(field: EngineField) -> forms.Field:
    attributes = {"placeholder": field.placeholder, "autocomplete": "off", "spellcheck": "false"}
    match field.name:
        case "key":
            return forms.CharField(
                max_length=500,
                required=False,
                widget=forms.PasswordInput(attrs=attributes | {"autocomplete": "new-password"}),
            )
        case "formality":
            shown = ["", *(name for name in FORMALITIES if name != "default")]
            return forms.ChoiceField(choices=[(name, _FORMALITIES.get(name, name)) for name in shown], required=False)
        case "price":
            return _Price(
                max_length=20, required=False, widget=forms.TextInput(attrs=attributes | {"inputmode": "decimal"})
            )
        case "currency":
            told = {"invalid": gettext_lazy("Three letters, such as JPY.")}
            widget = forms.TextInput(attrs=attributes)
            return forms.RegexField(r"^[A-Za-z]{3}$", required=False, widget=widget, error_messages=told)
    return _Plain(max_length=1000, required=False, widget=forms.TextInput(attrs=attributes))


class _Plain(forms.CharField):
    def clean(self, value: Any) -> str:
        if "\0" in str(value or ""):
            raise forms.ValidationError(gettext("This is no folder and no address."))
        return str(super().clean(value)).strip()


class _Price(forms.CharField):
    """A positive decimal number, as text: it is kept as it was typed."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip().replace(",", ".")
        try:
            if text and not (Decimal(text).is_finite() and Decimal(text) >= 0):
                raise InvalidOperation
        except InvalidOperation:
            raise forms.ValidationError(gettext("A number, such as 20 or 2.5.")) from None
        return text


def engine_forms(preferences: Preferences, languages: Any, data: Any = None) -> list[EngineForm]:
    """One form a language that would be rendered into the readers'."""
    return [
        EngineForm(code, preferences.language, preferences, data) for code in languages if code != preferences.language
    ]
