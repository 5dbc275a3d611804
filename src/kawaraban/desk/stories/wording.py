"""What differs between reports, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext


def thing(difference: Mapping[str, Any]) -> str:
    """What the reports say differently: 死者 / killed. Its English name where it has no other."""
    what: Mapping[str, str] = difference["what"]
    return what.get((get_language() or "en").split("-")[0]) or what.get("en", "")


def people(value: Mapping[str, Any]) -> str:
    """A value, whose number is of people: 12人 / 12."""
    return gettext("%(number)s people") % {"number": value["number"]}
