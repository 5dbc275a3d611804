"""What hosts write around posts, as patterns; the words stand in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["button", "turn", "sidebar", "comments", "trackbacks", "form", "noise"]


def says(kind: Kind, text: str) -> bool:
    """Whether a text, as `line.folded` leaves it, is wholly of that kind."""
    return bool(_patterns()[kind].match(text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    told: dict[str, list[str]] = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
    return {
        kind: re.compile(
            f"^(?:{_FRAMES.get(kind, ('', ''))[0]}(?:{'|'.join(words)}){_FRAMES.get(kind, ('', ''))[1]})$", re.I
        )
        for kind, words in told.items()
    }


# What may stand before and behind the words of a kind.
_FRAMES = {
    "turn": (r"(?:[<«‹≪←]+\s*)?", r"(?:\s*[>»›≫→]+)?"),
    "sidebar": (r"[■●◆▼★\s]*", r"\s*:?"),
    "comments": (r"[■●◆▼★\s-]*", r"\s*(?:[(\[]\s*\d+\s*件?\s*[)\]]|\d+件)?\s*:?"),
}
