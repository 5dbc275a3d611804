"""The gold of `compare`: sixty stories of invented places, written by hand, and the copies derived from their wires.

It stands in `tests/gold/compare/stories/`, a story a file; its README says what counts as a copy, an origin and a
story. From each wire come the copies that desks make without writing: printed whole under another outlet's credit line,
trimmed, under a new headline, without its dateline. All articles of all files are one press and are compared in one
call, as the desk compares them; `unseen` are the stories that those who write the rules do not look at.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from kawaraban.compare import Placed, Report, compare

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "compare" / "stories"

#: Who prints a wire without writing: outlets of the newsstand's world and of the gold's.
BUYERS = (
    *("Maren Courier", "Radio Sorenia", "Ilmaria Today", "Casmere Post", "The Harbour Ledger", "Brenn Daily"),
    *("Skarne Observer", "Velt Standard", "Odrin Gazette", "Coastline Herald", "Pell Morning Star", "Tarn Valley News"),
)
CREDITS = ("({agency})", "Source: {agency}", "— {agency}", "© {agency}", "This article was supplied by {agency}.")

#: The parts every file has, as they are written; `ja` is in Japanese, `independent` and the rest say their language.
WRITTEN = ("wire", "light", "ja", "independent", "denial", "near_miss")
DERIVED = ("verbatim", "trimmed", "headline changed", "credit dropped")
#: What repeats the wire, and so belongs to its origin.
COPIES = frozenset({"wire", "light", "ja", *DERIVED})

_DATELINE = re.compile(r"^(?P<place>[^()\n]{3,60}) \((?P<agency>[^()\n]+)\) [—–-] ")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report, and where it belongs: `story` names its event, `origin` those who share its reporting."""

    report: Report
    part: str  # one of WRITTEN or DERIVED, "statement", "roundup" or "press review"
    story: str
    origin: str
    unseen: bool


def gold() -> list[Labelled]:
    """Every article of every story, those of a file together. Raises KeyError if a file lacks a part."""
    return [labelled for path in sorted(GOLD.glob("*.toml")) for labelled in articles(path)]


def halves(rows: Sequence[Labelled]) -> Iterator[tuple[str, list[Labelled]]]:
    """What is seen by those who write the rules, and what is unseen, each with what its figures' names begin with."""
    yield "", [row for row in rows if not row.unseen]
    yield "unseen, ", [row for row in rows if row.unseen]


@cache
def placed() -> dict[str, Placed]:
    """Where `compare` puts the articles of the gold, by key: one press, one call."""
    return {found.key: found for found in compare([labelled.report for labelled in gold()])}


def articles(path: Path) -> Iterator[Labelled]:
    """The articles of a file: as written, derived from the wire, and the extras that some have."""
    told: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    name, unseen = path.stem, bool(told["unseen"])
    rows = {part: told[part] for part in WRITTEN} | derived(told["wire"], name)
    rows |= dict(_extras(told))
    for part, row in rows.items():
        apart = part in ("near_miss", "press review")
        yield Labelled(
            report=_report(f"{name}/{part}", row),
            part=part.removesuffix(" 1").removesuffix(" 2"),
            story=f"{name}/{part}" if apart else name,
            origin=f"{name}/wire" if part in COPIES else f"{name}/{part}",
            unseen=unseen,
        )


def derived(wire: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """The copies of a wire that nobody wrote, by part; what is chosen at random is chosen alike at every run."""
    chance = Random(name)
    buyers = chance.sample([outlet for outlet in BUYERS if outlet != wire["outlet"]], 4)
    whole = paragraphs(wire["body"])
    kept = sorted(chance.sample(range(2, len(whole)), chance.choice((1, 2))))
    credit = chance.choice(CREDITS).format(agency=wire["outlet"])
    texts = {
        "verbatim": (wire["title"], [*whole, credit]),
        "trimmed": (wire["title"], [whole[at] for at in (0, 1, *kept)]),
        "headline changed": (wire["other_title"], whole),
        "credit dropped": (wire["title"], [without_dateline(whole[0]), *whole[1:]]),
    }
    first = datetime.fromisoformat(wire["published"])
    return {
        part: {
            "outlet": outlet,
            "language": "en",
            "published": (first + timedelta(minutes=chance.randrange(4, 600))).isoformat(),
            "title": title,
            "body": "\n\n".join(text),
        }
        for (part, (title, text)), outlet in zip(texts.items(), buyers, strict=True)
    }


def _extras(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """An official statement in two outlets, an article that quotes the wire whole, a review of many papers."""
    if statement := told.get("statement"):
        for number, row in enumerate(statement["reports"], start=1):
            yield f"statement {number}", row | {"body": row["body"].replace("{statement}", statement["text"].strip())}
    if roundup := told.get("roundup"):
        whole = without_dateline(told["wire"]["body"].strip())
        yield "roundup", roundup | {"body": roundup["body"].replace("{wire}", whole)}
    if review := told.get("press_review"):
        yield "press review", review


def _report(key: str, row: dict[str, Any]) -> Report:
    language = row.get("language") or ("ja" if key.endswith("/ja") else "en")
    return Report(
        key=key,
        language=language,
        title=row["title"],
        paragraphs=tuple(paragraphs(row["body"])),
        published=datetime.fromisoformat(row["published"]),
        outlet=row["outlet"],
    )


def paragraphs(body: str) -> list[str]:
    return [paragraph.strip() for paragraph in body.strip().split("\n\n")]


def dateline(paragraph: str) -> re.Match[str] | None:
    """The place and the agency that a wire's first paragraph begins with."""
    return _DATELINE.match(paragraph)


def without_dateline(text: str) -> str:
    return _DATELINE.sub("", text, count=1)
