"""A quotation as it is kept in a published post: plain JSON, with every moment's offset."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from kawaraban.publish.model import Quotation, QuotedParagraph


def freeze(quotation: Quotation) -> dict[str, Any]:
    """What was published of a quotation. What changed since is not part of it."""
    frozen = asdict(quotation)
    del frozen["change"], frozen["gone_at"], frozen["outlet_called"]
    for name in ("captured_at", "published_at"):
        frozen[name] = frozen[name].isoformat() if frozen[name] is not None else None
    frozen["paragraphs"] = list(frozen["paragraphs"])
    frozen["authors"] = list(frozen["authors"])
    return frozen


def thaw(frozen: dict[str, Any]) -> Quotation:
    """The quotation that `freeze` wrote."""
    published = frozen["published_at"]
    return Quotation(
        **{
            **frozen,
            "captured_at": datetime.fromisoformat(frozen["captured_at"]),
            "published_at": datetime.fromisoformat(published) if published else None,
            "paragraphs": tuple(QuotedParagraph(**paragraph) for paragraph in frozen["paragraphs"]),
            "authors": tuple(frozen["authors"]),
        }
    )
