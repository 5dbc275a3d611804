"""The form of a comment: its fields, its stamp, and what can be told of a sender from them alone, without a query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from kawaraban.desk.models import Comment
from kawaraban.publish import MAX_COMMENT

MIN_SECONDS, MAX_AGE = 3, 24 * 3600  # between asking for the form and sending it
_stamps = signing.TimestampSigner(salt="kawaraban.comment")


class CommentForm(forms.Form):
    name = forms.CharField(max_length=60, required=False)
    email = forms.EmailField(
        max_length=254,
        required=False,
        error_messages={"invalid": gettext_lazy("This is no e-mail address: correct it, or leave it empty.")},
    )
    text = forms.CharField(
        max_length=MAX_COMMENT,
        error_messages={
            "required": gettext_lazy("The comment is empty: write something first."),
            "max_length": gettext_lazy("The comment is longer than 5,000 characters: shorten it."),
        },
    )

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    @property
    def problem(self) -> str:
        """What to do about the fields; "" where they are right."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment as it is being written, and what is said about it."""

    name: str = ""
    email: str = ""
    text: str = ""
    problem: str = ""
    said: str = ""  # what was done, where nothing is wrong
    preview: str = ""  # HTML
    answers: Comment | None = None
    changes: Comment | None = None  # the writer's own, sent before


def as_typed(request: HttpRequest, **more: object) -> Draft:
    """What was sent, bounded, to be shown again."""
    data = request.POST
    typed = {"name": data.get("name", "")[:60], "email": data.get("email", "")[:254]}
    return Draft(**typed, text=data.get("text", "")[:MAX_COMMENT], **more)  # type: ignore[arg-type]


def stamp_for(day: date | None, slug: str) -> str:
    """A stamp for the form on a post's page, now."""
    return _stamps.sign(f"{day} {slug}")


def stamp_problem(stamp: str, day: date | None, slug: str) -> str:
    """Why a form can't be taken by its stamp: another post's, forged, too quick, too old. "" where it can."""
    sentence = gettext("The form was too quick or too old: read it over and send it again.")
    try:
        if _stamps.unsign(stamp, max_age=MAX_AGE) != f"{day} {slug}":
            return sentence
    except signing.BadSignature:
        return sentence
    try:
        _stamps.unsign(stamp, max_age=MIN_SECONDS)
    except signing.SignatureExpired:
        return ""
    return sentence


def machine_problem(request: HttpRequest) -> str:
    """Why a form looks like a machine's: a field is filled that people don't see. "" where it doesn't."""
    if not request.POST.get("homepage"):
        return ""
    return gettext("The comment looks like a machine's: leave the last field empty and send it again.")
