"""The forms of the registry: a fact, an outlet's names and hosts, and a list of outlets with what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from kawaraban.desk.models import OutletFact, OutletProfile
from kawaraban.desk.outlets import words
from kawaraban.desk.outlets.changing import Names, Said, names_of
from kawaraban.desk.outlets.checking import has_value
from kawaraban.desk.outlets.importing import Mapping, Table
from kawaraban.desk.outlets.importing.mapping import QUESTIONS, ROLES, Answers, Role, with_codes
from kawaraban.desk.outlets.importing.table import MAX_BYTES

Kind, Answer = OutletFact.Kind, OutletFact.Answer
_MAX_HOSTS = 5_000  # characters of the field
_DATED = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


class _Plain(forms.Form):
    """A form whose labels stand in the template."""

    @property
    def first_error(self) -> str:
        """What is wrong, in one sentence."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")


def _source() -> forms.CharField:
    missing = gettext_lazy("Say who says so: a fact without a source is hearsay.")
    return forms.CharField(max_length=200, error_messages={"required": missing})


def _link() -> forms.URLField:
    told = gettext_lazy("Give the address at which it can be read: https://…")
    return forms.URLField(
        max_length=2000,
        assume_scheme="https",
        error_messages={"required": told, "invalid": told},
        widget=forms.TextInput,
    )


def _dated() -> forms.CharField:
    told = {"invalid": gettext_lazy("Write a day as 2024-02-07.")}
    return forms.RegexField(rf"\A{_DATED}\Z", max_length=10, required=False, error_messages=told)


class FactForm(_Plain):
    """What one source says of an outlet."""

    kind = forms.ChoiceField(choices=Kind.choices)
    answer = forms.ChoiceField(choices=[("", "—"), *Answer.choices], required=False)
    value = forms.CharField(max_length=300, required=False)
    value_ja = forms.CharField(max_length=300, required=False)
    source = _source()
    link = _link()
    dated = _dated()
    read_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(max_length=300, required=False)

    def __init__(self, data: Any = None, *, fact: OutletFact | None = None, kind: str = "") -> None:
        initial: dict[str, Any] = {"read_on": timezone.localdate(), "kind": kind or Kind.OWNER}
        if fact is not None:
            initial = {name: getattr(fact, name) for name in self.base_fields}
            if fact.kind == Kind.COUNTRY:
                initial["value"] = words.country(fact.value, "en")
        super().__init__(data, initial=initial, auto_id=f"fact-{fact.pk}-%s" if fact else "fact-%s")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        kind = typed.get("kind", "")
        if kind in words.STATE:
            typed |= {"value": "", "value_ja": ""}
        else:
            typed["answer"] = ""
            typed["value"] = stored_value(kind, typed.get("value") or typed.get("value_ja", ""))
        if kind and not has_value(kind, typed.get("answer", ""), typed["value"]):
            self.add_error("value", gettext("Say what the source says: an answer, or a word."))
        return typed

    @property
    def said(self) -> Said:
        """The fact as typed; the form is valid."""
        return Said(**self.cleaned_data)


def stored_value(kind: str, typed: str) -> str:
    """What is stored for a word as a person writes it: 国営 is `state`, 日本 is JP, 英語 stays what it is."""
    if kind == Kind.COUNTRY:
        return words.country_code(typed)
    vocabulary = {Kind.MEDIUM: words.MEDIA, Kind.FORM: words.FORMS}.get(kind, {})  # type: ignore[call-overload]
    return next((word for word, called in vocabulary.items() if typed.strip() in (word, str(called))), typed.strip())


class OutletForm(_Plain):
    """What an outlet is called and where it publishes."""

    name = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Write what the outlet is called.")}
    )
    name_ja = forms.CharField(max_length=200, required=False)
    name_own = forms.CharField(max_length=200, required=False)
    hosts = forms.CharField(
        max_length=_MAX_HOSTS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write at least one host, like news.example.")},
    )

    def __init__(
        self, data: Any = None, *, profile: OutletProfile | None = None, hosts: str = "", name: str = ""
    ) -> None:
        initial: dict[str, Any] = {"name": name, "hosts": hosts}
        if profile is not None:
            standing = profile.hosts.filter(removed_at=None).values_list("host", flat=True)
            called = names_of(profile)
            initial = {"name": called.name, "name_ja": called.name_ja, "name_own": called.name_own}
            initial["hosts"] = "\n".join(standing)
        super().__init__(data, initial=initial, auto_id="outlet-%s")

    @property
    def names(self) -> Names:
        typed = self.cleaned_data
        return Names(typed["name"], typed["name_ja"], typed["name_own"])

    @property
    def host_list(self) -> list[str]:
        return str(self.cleaned_data["hosts"]).split()


class ListForm(forms.Form):
    """A file with a list of outlets."""

    file = forms.FileField(
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty: choose another."),
        }
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(gettext("The file is over 8 MB: give it in parts."))
        return file


class MappingForm(_Plain):
    """Who says what a list has; the columns and codes are read beside it, as many as the table has."""

    source = _source()
    link = _link()
    dated = _dated()


def typed_mapping(table: Table, data: Any) -> Mapping:
    """What was chosen for every column (`column-N`) and code (`code-N-QUESTION`) of a table."""
    chosen: list[Role] = []
    for at in range(len(table.header)):
        role = data.get(f"column-{at}", "")
        chosen.append(role if role in ROLES and role not in chosen else "")
    mapping = with_codes(table, Mapping(tuple(chosen)))
    return with_codes(table, mapping, _typed_codes(mapping, data))


def _typed_codes(mapping: Mapping, data: Any) -> dict[str, Answers]:
    """The answers that were chosen; a code that the form did not have yet keeps what is known of it."""
    given: dict[str, Answers] = {}
    for number, code in enumerate(mapping.codes):
        if data.get(f"code-{number}") == code:
            answers = [data.get(f"code-{number}-{question}", "") for question in QUESTIONS]
            funding, ownership, editorial = (answer if answer in Answer.values else "" for answer in answers)
            given[code] = (funding, ownership, editorial)
    return given
