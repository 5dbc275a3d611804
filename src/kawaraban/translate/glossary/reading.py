"""A file of terms, told by its content."""

from __future__ import annotations

import io

from kawaraban.translate.glossary.csv import read_csv
from kawaraban.translate.glossary.files import Entries
from kawaraban.translate.glossary.tbx import read_tbx


def read_terms(content: bytes, pair: tuple[str, str]) -> Entries:
    """The terms of a CSV or TBX file, and what it has besides; `pair` for entries that name no languages.

    Of an entry in many languages those into the pair's second are taken. Raises GlossaryError.
    """
    opening = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    # UTF-16 has its "<" beside a zero byte.
    if opening.startswith(b"<") or opening[:4] in {b"\xff\xfe<\x00", b"\xfe\xff\x00<"}:
        return read_tbx(io.BytesIO(content), pair[1])
    return read_csv(content, pair)
