"""Where files to take away are made, and wait."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def room() -> Path:
    """The folder in the data folder; nothing that the desk has is in it."""
    return Path(settings.DATA).resolve() / "exports"
