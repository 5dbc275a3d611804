"""A serif font of the machine's that has the language's letters, by fontconfig; none is brought along.

A Mincho weighs 10 MB and more; Linux distributions have one as a package (Debian: fonts-noto-cjk), macOS and many
servers have none that fontconfig knows. Without one a card is not drawn.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Font:
    """A file and which of its faces."""

    file: str
    index: int = 0


@cache
def find_font(language: str) -> Font | None:
    """The machine's bold serif font for a language (`ja`, `en`); None where it has none with its letters."""
    language = language.split("-")[0].lower()
    if not (language.isascii() and language.isalpha()):
        return None
    try:
        found = subprocess.run(  # noqa: S603 - a language of letters alone
            ["fc-match", "-f", "%{file}\n%{index}\n%{lang}", f"serif:lang={language}:bold"],  # noqa: S607
            capture_output=True,
            timeout=10,
            check=True,
            text=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    file, index, languages = (*found.stdout.split("\n"), "", "", "")[:3]
    # fontconfig answers with whatever it has, should nothing fit.
    if language not in languages.split("|") or not Path(file).is_file():
        return None
    return Font(file, int(index) & 0xFFFF if index.isdigit() else 0)
