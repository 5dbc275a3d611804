"""Quotations and checks as they are kept in a published post: plain JSON, with every moment's offset."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from kawaraban.publish.model import CheckBox, CheckSource, OutletFacts, Quotation, QuotedParagraph, SaidOfOutlet


def freeze(quotation: Quotation) -> dict[str, Any]:
    """What was published of a quotation. What changed since is not part of it."""
    frozen = asdict(quotation)
    del frozen["change"], frozen["gone_at"], frozen["outlet_called"]
    for name in ("captured_at", "published_at"):
        frozen[name] = _written(frozen[name])
    frozen["paragraphs"] = list(frozen["paragraphs"])
    frozen["authors"] = list(frozen["authors"])
    if quotation.outlet_facts is not None:
        frozen["outlet_facts"]["read_on"] = quotation.outlet_facts.read_on.isoformat()
        frozen["outlet_facts"]["said"] = list(frozen["outlet_facts"]["said"])
    return frozen


def thaw(frozen: dict[str, Any]) -> Quotation:
    """The quotation that `freeze` wrote."""
    return Quotation(
        **{
            **frozen,
            "captured_at": datetime.fromisoformat(frozen["captured_at"]),
            "published_at": _read(frozen["published_at"]),
            "paragraphs": tuple(QuotedParagraph(**paragraph) for paragraph in frozen["paragraphs"]),
            "authors": tuple(frozen["authors"]),
            "outlet_facts": _facts(frozen.get("outlet_facts")),
        }
    )


def _facts(kept: dict[str, Any] | None) -> OutletFacts | None:
    if kept is None:
        return None
    said = tuple(SaidOfOutlet(**one) for one in kept["said"])
    return OutletFacts(kept["line"], date.fromisoformat(kept["read_on"]), said)


_MOMENTS = ("at", "signed_at", "said_on")


def freeze_check(box: CheckBox) -> dict[str, Any]:
    """What was published of a check. What came in since is not part of it."""
    frozen = asdict(box)
    del frozen["news"]
    for name in _MOMENTS:
        frozen[name] = _written(frozen[name])
    for source in frozen["sources"]:
        source["published_at"] = _written(source["published_at"])
    frozen["sources"], frozen["missing"] = list(frozen["sources"]), list(frozen["missing"])
    return frozen


def thaw_check(frozen: dict[str, Any]) -> CheckBox:
    """The check that `freeze_check` wrote."""
    sources = [{**source, "published_at": _read(source["published_at"])} for source in frozen["sources"]]
    return CheckBox(
        **{
            **frozen,
            **{name: _read(frozen[name]) for name in _MOMENTS},
            "sources": tuple(CheckSource(**source) for source in sources),
            "missing": tuple(frozen["missing"]),
        }
    )


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _read(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
