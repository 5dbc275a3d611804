"""A print as it is kept: spans into the text that is stored anyway, numbers, and vectors as bytes.

Needs no Django: workers pack what they make.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from kawaraban.compare.model import Credit, Print, Report, Sentence, SmallVectors
from kawaraban.compare.stories.matching import counted
from kawaraban.compare.stories.vectors import SIZE, lead_vector

_SETS = ("words", "names", "numbers", "dates")


@dataclass(frozen=True, slots=True)
class Packed:
    """`lead` is the vector of what the report is on, `vectors` those of all its sentences, int8 and 512 a row; both
    are empty where there are none. `terms` are what an index takes beside `lead`, uint64. `data` is the rest, without
    the report's text."""

    lead: bytes
    terms: bytes
    data: bytes
    vectors: bytes
    keys: tuple[int, ...]
    credits: tuple[Credit, ...] = ()


def pack(one: Print) -> Packed:
    """A print without its report."""
    lead = lead_vector(one)
    data: dict[str, Any] = {
        "sentences": [[sentence.paragraph, *sentence.span] for sentence in one.sentences],
        "keys": one.keys,
        "quotations": one.quotations,
        "credits": [[credit.name, credit.kind, credit.text, credit.paragraph] for credit in one.credits],
        **{name: sorted(getattr(one, name)) for name in _SETS},
    }
    return Packed(
        lead=b"" if lead is None else lead.tobytes(),
        terms=counted(one).tobytes(),
        data=zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 3),
        vectors=b"" if one.vectors is None else one.vectors.tobytes(),
        keys=one.keys,
        credits=one.credits,
    )


def unpack(data: bytes, vectors: bytes, report: Report) -> Print:
    """The print that was packed, of the text that it was made of."""
    found = _data(data)
    return Print(
        report=report,
        sentences=tuple(
            Sentence(paragraph, (start, end), _text(report, paragraph)[start:end])
            for paragraph, start, end in found["sentences"]
        ),
        vectors=_vectors(vectors) if vectors else None,
        **_rest(found),
    )


def _data(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(data))
    return found


def _rest(found: dict[str, Any]) -> dict[str, Any]:
    sets = {name: frozenset(found[name]) for name in _SETS}
    credits = tuple(Credit(*credit) for credit in found["credits"])
    return {"keys": tuple(found["keys"]), "quotations": tuple(found["quotations"]), "credits": credits, **sets}


def _vectors(data: bytes) -> SmallVectors:
    return np.frombuffer(data, dtype=np.int8).reshape(-1, SIZE)


def _text(report: Report, paragraph: int) -> str:
    return report.title if paragraph < 0 else report.paragraphs[paragraph]
