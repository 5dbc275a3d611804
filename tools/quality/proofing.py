"""How well the proof finds what a translation lost, and how seldom it speaks where nothing was.

The pairs stand in `tests/gold/`, written for this project before the rules that answer to them; the faithful ones are
the newsstand's own memory besides. A false alarm is an error; what is only to be looked at, a warning, has a floor of
its own. Shares are of pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kawaraban.newsstand import MEMORY
from kawaraban.translate import read_tmx
from kawaraban.translate.proof import Issue, Segment, proof
from tools.quality.figure import Figure, figures

GOLD = Path(__file__).parents[2] / "tests" / "gold"
LOSSES = ("omission", "addition", "negation", "quotation")


def run() -> list[Figure]:
    """Proof every pair of the gold and of the newsstand's memory."""
    return figures("proofing", {**_attribution(), **_losses(), **_names(), **_faithful()})


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a file of the gold, without its comments."""
    for line in (GOLD / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def shifts(name: str) -> tuple[float, float]:
    """Precision and recall of the attribution check on a file of labelled pairs."""
    counts = Counter(
        (label, any(issue.kind == "attribution" for issue in _proofed(source, target)))
        for label, _, _, source, target in rows(name)
    )
    right = counts["shifted", True]
    return right / max(1, right + counts["faithful", True]), right / max(1, right + counts["shifted", False])


def _attribution() -> dict[str, float]:
    values: dict[str, float] = {}
    for name, words in (("attribution", ""), ("attribution-more", ", more pairs"), ("attribution-unseen", ", unseen")):
        precision, recall = shifts(f"{name}.tsv")
        values |= {f"attribution, precision{words}": precision, f"attribution, recall{words}": recall}
    return values


def _losses() -> dict[str, float]:
    found: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    for kind, source, target in rows("losses.tsv"):
        planted[kind] += 1
        kinds = {issue.kind for issue in _proofed(source, target)}
        found[kind] += not kinds & set(LOSSES) if kind == "faithful" else kind in kinds
    return {
        **{f"{kind}, recall": found[kind] / planted[kind] for kind in LOSSES},
        "hard faithful pairs, without a false alarm of losses": found["faithful"] / planted["faithful"],
    }


def _names() -> dict[str, float]:
    told: dict[str, list[bool]] = {"lost": [], "faithful": []}
    for kind, source, target in rows("names.tsv"):
        told["faithful" if kind == "faithful" else "lost"].append(
            any(issue.kind == "name" for issue in _proofed(source, target))
        )
    return {
        "a name that became another or was lost, recall": _share(told["lost"]),
        "pairs with their names right, without a word on names": 1 - _share(told["faithful"]),
    }


def _faithful() -> dict[str, float]:
    with MEMORY.open("rb") as file:
        pairs = [pair for pair in read_tmx(file) if pair.target_language == "ja"]
    issues = [_proofed(pair.source, pair.target, pair.source_language) for pair in pairs]
    return {
        "the newsstand's pairs without an error": _share([not _errors(found) for found in issues]),
        "the newsstand's pairs without a word": _share([not found for found in issues]),
    }


def _proofed(source: str, target: str, language: str = "en") -> list[Issue]:
    return proof(Segment(source, target, language, "ja"))


def _errors(issues: list[Issue]) -> bool:
    return any(issue.severity == "error" for issue in issues)


def _share(right: list[bool]) -> float:
    return sum(right) / len(right)
