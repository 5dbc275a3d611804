"""The formats that other blogs speak, one module each: `read` gives posts and doubts, `write` gives text."""

from kawaraban.publish.formats.model import (
    Doubt,
    ForeignComment,
    ForeignPair,
    ForeignParagraph,
    ForeignPing,
    ForeignPost,
    FormatError,
)

__all__ = [
    "Doubt",
    "ForeignComment",
    "ForeignPair",
    "ForeignParagraph",
    "ForeignPing",
    "ForeignPost",
    "FormatError",
]
