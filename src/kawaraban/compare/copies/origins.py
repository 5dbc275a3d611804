"""From links between pairs to a forest: what each report was taken from, and where it all began."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kawaraban.compare.copies.crediting import crediting, foreign
from kawaraban.compare.copies.timing import rank
from kawaraban.compare.model import CopyLink, Evidence, Print, Standing

#: What it counts that a report names another as whom it is from, beside the share that it has of its text.
_CREDITED = 0.4


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from: `copy_of` is whom it was taken from, `root` where that goes back to (itself, where it
    copies nobody). The standing of a root is `unknown` where it is from somebody who is not here.
    """

    key: str
    root: str
    standing: Standing
    copy_of: str | None = None
    evidence: tuple[Evidence, ...] = ()


def origins(prints: Sequence[Print], links: Iterable[CopyLink]) -> dict[str, Origin]:
    """The origin of every report, by its key; links to reports that are not here are passed over.

    Each report has one original: whose text it has most of, whom it credits counting for more, then who was first.
    Links are taken in that order, and one that would close a circle is left out, so that there is none for any input.
    """
    by_key = {one.report.key: one for one in prints}
    order = {key: place for place, key in enumerate(sorted(by_key, key=lambda key: rank(by_key[key])))}
    parents: dict[str, CopyLink] = {}
    groups = _Groups()
    for link in sorted(_known(links, by_key), key=lambda link: _preference(link, by_key, order)):
        if link.copy not in parents and groups.root(link.original) != link.copy:
            parents[link.copy] = link
            groups.put(link.copy, link.original)
    return {key: _origin(one, parents.get(key), groups.root(key)) for key, one in by_key.items()}


def _known(links: Iterable[CopyLink], by_key: dict[str, Print]) -> list[CopyLink]:
    return [link for link in links if link.copy in by_key and link.original in by_key and link.copy != link.original]


def _preference(link: CopyLink, by_key: dict[str, Print], order: dict[str, int]) -> tuple[float, int, int]:
    """The best first. Scores in steps: what little one copy has more than another tells nothing."""
    credited = crediting(by_key[link.copy], by_key[link.original]).direct
    score = round(20 * link.score) / 20 + (_CREDITED if credited else 0)
    return -score, order[link.original], order[link.copy]


def _origin(one: Print, link: CopyLink | None, root: str) -> Origin:
    key = one.report.key
    if link:
        return Origin(key, root, "copy", link.original, link.evidence)
    evidence = tuple(Evidence("credit", credit.text, 1.0) for credit in foreign(one)[:1])
    has_text = any(sentence.paragraph >= 0 for sentence in one.sentences)
    return Origin(key, root, "unknown" if evidence or not has_text else "own", None, evidence)


class _Groups:
    """Who goes back to whom, by key; whoever was never put is a root."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def root(self, key: str) -> str:
        path = []
        while key in self._up:
            path.append(key)
            key = self._up[key]
        for one in path:
            self._up[one] = key
        return key

    def put(self, copy: str, original: str) -> None:
        """`copy` goes back to whom `original` does. `copy` is a root, and not that of `original`."""
        self._up[copy] = self.root(original)
