"""Texts -> paragraphs with ids that stay the same when the page around them changes."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable

from kawaraban.read.model import Paragraph, ParagraphKind


def number_paragraphs(texts: Iterable[tuple[ParagraphKind, str]]) -> tuple[Paragraph, ...]:
    """Give each (kind, text) its id: 12 hex digits of the SHA-256 of the text, and `-2`, `-3` for the same text again.

    The text counts as it reads: normalised to NFKC, lower-cased, white space as one space. Neither the kind nor the
    place has a part in it, so a paragraph that moves, or is set as a heading, stays the same paragraph.
    """
    seen: Counter[str] = Counter()
    numbered = []
    for kind, text in texts:
        digest = hashlib.sha256(_as_read(text).encode("utf-8", "replace")).hexdigest()[:12]
        seen[digest] += 1
        ordinal = seen[digest]
        numbered.append(Paragraph(digest if ordinal == 1 else f"{digest}-{ordinal}", kind, text))
    return tuple(numbered)


def _as_read(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
