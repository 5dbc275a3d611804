"""What every page of the desk knows: the sheet's appearance, and the languages it can be read in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

SHEET_COOKIE = "kawaraban-sheet"
SHEETS = ("light", "dark")


def desk(request: HttpRequest) -> dict[str, Any]:
    """`sheet`: light, dark or "" (as the system has it). `other_language`: the code that the header offers."""
    chosen = request.COOKIES.get(SHEET_COOKIE, "")
    japanese = (get_language() or "ja").startswith("ja")
    return {
        "sheet": chosen if chosen in SHEETS else "",
        "interface_language": "ja" if japanese else "en",
        "other_language": "en" if japanese else "ja",
    }
