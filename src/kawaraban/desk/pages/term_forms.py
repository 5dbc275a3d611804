"""The form of a glossary's term, and the one that takes a file of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from kawaraban.desk.models import Term as TermRow
from kawaraban.desk.pages.forms import READ, RENDER
from kawaraban.desk.templatetags.typeset import language_mark
from kawaraban.translate.glossary import Term
from kawaraban.translate.glossary.files import MAX_FORMS, MAX_NOTE, MAX_TEXT

PAIRS = tuple((source, target) for target in RENDER for source in READ if source != target)
MAX_UPLOAD = 32 << 20  # bytes


def pair_choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of languages to choose from, by their signs: 英 → 日."""
    return [(f"{a}-{b}", f"{language_mark(a)} → {language_mark(b)}") for a, b in pairs]


class Forms(forms.CharField):
    """Several forms of a word in one line, parted by commas of either script."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return list(dict.fromkeys(part.strip() for part in re.split(r"[,、，|\n]", text) if part.strip()))

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, (list, tuple)) else value

    def validate(self, value: Any) -> None:
        if len(value) > MAX_FORMS or any(len(form) > MAX_TEXT for form in value):
            raise forms.ValidationError(gettext("That is too much for one term: leave some out."))

    def run_validators(self, value: Any) -> None:
        """The list was looked at by `validate`; there is no text to check."""


class TermForm(forms.Form):
    """A term, entered or changed."""

    pair = forms.ChoiceField()
    source = forms.CharField(max_length=MAX_TEXT)
    target = forms.CharField(max_length=MAX_TEXT, required=False)
    kind = forms.ChoiceField(choices=TermRow.Kind.choices, required=False)
    variants = Forms(max_length=5000, required=False)
    accepted = Forms(max_length=5000, required=False)
    match_case = forms.BooleanField(required=False)
    keep = forms.BooleanField(required=False)
    note = forms.CharField(max_length=MAX_NOTE, required=False)

    def __init__(self, data: Any = None, *, pair: str = "", row: TermRow | None = None) -> None:
        initial: dict[str, Any] = {"pair": pair, "kind": TermRow.Kind.TERM}
        pairs = list(PAIRS)
        if row is not None:
            initial = {name: getattr(row, name) for name in self.base_fields if name != "pair"}
            initial["pair"] = f"{row.source_language}-{row.target_language}"
            own = (row.source_language, row.target_language)
            pairs += [own] if own not in pairs else []  # a file may have brought languages that the desk doesn't read
        super().__init__(data, initial=initial, auto_id=f"term-{row.pk}-%s" if row else "term-%s")
        self.fields["pair"] = forms.ChoiceField(choices=pair_choices(pairs))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("target") and not cleaned.get("keep"):
            self.add_error("target", gettext("Write the translation, or tick “keep as it is”."))
        return cleaned

    @property
    def term(self) -> Term:
        """The term as typed; the form is valid."""
        typed = self.cleaned_data
        source, target = typed["pair"].split("-")
        return Term(
            source_language=source,
            target_language=target,
            source=typed["source"],
            target=typed["target"] or typed["source"],
            kind=typed["kind"] or "term",
            variants=tuple(typed["variants"]),
            accepted=tuple(typed["accepted"]),
            match_case=typed["match_case"],
            keep=typed["keep"],
            note=typed["note"],
        )

    @property
    def first_error(self) -> str:
        """What is wrong, in one sentence."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")


class UploadForm(forms.Form):
    """A file of terms."""

    file = forms.FileField(
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty: choose another."),
        }
    )
    pair = forms.ChoiceField(choices=lambda: pair_choices(PAIRS))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise forms.ValidationError(gettext("The file is over 32 MB: give it in parts."))
        return file
