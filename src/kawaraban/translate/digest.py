"""The digest by which a text is known again, whatever its spaces and however its characters are composed."""

from __future__ import annotations

import hashlib
import unicodedata


def normalised(text: str) -> str:
    """The text in NFC with every run of white space (ideographic space included) as one space, and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_digest(text: str) -> str:
    """SHA-256 of the normalised text, 64 hex digits. Two texts with the same digest share their renderings."""
    # "surrogatepass": a lone surrogate in a broken page must not stop the article that holds it.
    return hashlib.sha256(normalised(text).encode("utf-8", "surrogatepass")).hexdigest()
