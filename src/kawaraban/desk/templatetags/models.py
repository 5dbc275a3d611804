"""Bytes and times of downloads, as people read them; what an engine sends away."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy, ngettext

register = template.Library()

_SENT = {
    "firefox": gettext_lazy("Nothing leaves this machine."),
    "ctranslate2": gettext_lazy("Nothing leaves this machine."),
    "libretranslate": gettext_lazy("Each paragraph is sent to the server at this address."),
    "deepl": gettext_lazy("Each paragraph is sent to DeepL, which counts the characters and may charge for them."),
    "openai": gettext_lazy(
        "Each paragraph, with its neighbours and the glossary’s terms, is sent to the server at this address. "
        "Where that is this machine, nothing leaves it."
    ),
    "none": gettext_lazy("Nothing is sent or computed: translations come from the memory and from you."),
}


@register.filter
def megabytes(size: int) -> str:
    """59 MB, 1.2 GB; a thousand bytes to the kilobyte, as disks and lines are sold."""
    if size >= 1_000_000_000:
        return f"{number_format(size / 1e9, 0 if size >= 1e10 else 1)} GB"
    return f"{number_format(size / 1e6, 0 if size >= 1e7 else 1)} MB"


@register.filter
def megabytes_of(done: int, total: int) -> str:
    """37 / 59 MB."""
    if not total:
        return megabytes(done)
    places = 0 if total >= 1e7 else 1
    return f"{number_format(done / 1e6, places)} / {number_format(total / 1e6, places)} MB"


@register.filter
def plain_amount(amount: Decimal) -> str:
    """A sum of money with as many places as it has: 7.5, 0.000123."""
    return number_format(f"{amount.normalize():f}")


@register.filter
def seconds_left(seconds: float) -> str:
    """How long a download still takes."""
    if seconds < 90:
        whole = max(round(seconds), 1)
        return ngettext("%(count)d second left", "%(count)d seconds left", whole) % {"count": whole}
    minutes = round(seconds / 60)
    return ngettext("%(count)d minute left", "%(count)d minutes left", minutes) % {"count": minutes}


@register.filter
def sends(engine: str) -> str:
    """What leaves the machine with this engine, in a plain sentence."""
    return str(_SENT.get(engine, ""))


@register.filter
def fault_told(fault: str) -> str:
    """Why an answer is no translation (translate.model.Fault)."""
    return {
        "untranslated": gettext("the original came back"),
        "other-language": gettext("it is in another language"),
        "loop": gettext("it repeats itself"),
        "error-page": gettext("an error page came"),
        "chatter": gettext("it talks about the text instead"),
        "too-long": gettext("it is far too long"),
        "too-short": gettext("it is far too short"),
        "cut-off": gettext("it stops before the end"),
    }.get(fault, gettext("nothing came"))
