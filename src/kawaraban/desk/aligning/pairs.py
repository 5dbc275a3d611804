"""Segments that belong together, as a sheet has them and as a form writes them down."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

#: A link under this is shown as doubtful.
SURE = 0.75

_WORD = re.compile(r"([\d,]*)=([\d,]*)@(\d{1,3})(!?)(-?)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Segments that belong together, by index, ascending; one side may be empty. `score` 0 to 1."""

    source: tuple[int, ...] = ()
    target: tuple[int, ...] = ()
    score: float = 0.0
    by_hand: bool = False
    wanted: bool = True

    @property
    def linked(self) -> bool:
        return bool(self.source and self.target)

    @property
    def doubtful(self) -> bool:
        return self.linked and not self.by_hand and self.score < SURE

    @property
    def taken(self) -> bool:
        """Whether it goes into the memory."""
        return self.linked and self.wanted

    def __str__(self) -> str:
        sides = [",".join(map(str, side)) for side in (self.source, self.target)]
        marks = ("!" if self.by_hand else "") + ("" if self.wanted else "-")
        return f"{sides[0]}={sides[1]}@{round(self.score * 100)}{marks}"

    @classmethod
    def parse(cls, word: str) -> Pair | None:
        """The pair written as `str(pair)`; None for anything else."""
        match = _WORD.fullmatch(word)
        if match is None:
            return None
        sides = [tuple(sorted({int(at) for at in part.split(",") if 0 < len(at) < 7})) for part in match.group(1, 2)]
        return cls(sides[0], sides[1], min(int(match[3]), 100) / 100, bool(match[4]), not match[5])

    def less(self, other: Pair) -> Pair:
        """The pair without the segments of another."""
        source = tuple(at for at in self.source if at not in other.source)
        return replace(self, source=source, target=tuple(at for at in self.target if at not in other.target))

    def joined(self, other: Pair) -> Pair:
        """Both as one, made by hand."""
        return Pair(
            tuple(sorted({*self.source, *other.source})), tuple(sorted({*self.target, *other.target})), 1.0, True
        )
