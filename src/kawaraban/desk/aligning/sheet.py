"""Two texts in segments, and the links between them as a person mends them. Plain values: every act makes a new sheet.

A sheet travels in a form as three plain texts: the segments of either side, one a line, and the links, one a word:
`3,4=5@87` links segments 3 and 4 of the original to segment 5 of the translation, 87 % sure; `!` behind it: a person
made it; `-`: it is not to be taken in. Proposals for blocks out of step are words too, blocks parted by `|`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kawaraban.desk.aligning.pairs import Pair
from kawaraban.translate.align import Link
from kawaraban.translate.sentences import sentences

Side = Literal["source", "target"]


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as it is shown: its number on the sheet, its texts, and the block out of step that it may belong to."""

    number: int
    pair: Pair
    source: tuple[tuple[int, str], ...]
    target: tuple[tuple[int, str], ...]
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every segment is in exactly one of `pairs`, which stand in the order of the original.

    `moved` holds proposals, a block each: pairs whose segments stand alone so far, because they are out of step.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    pairs: tuple[Pair, ...]
    moved: tuple[tuple[Pair, ...], ...] = field(default=())

    @classmethod
    def of(
        cls, source: Sequence[str], target: Sequence[str], links: Iterable[Pair], moved: Iterable[Iterable[Pair]] = ()
    ) -> Sheet:
        """A sheet of these, whatever they are: what a link says wrongly is left out, what none names stands alone."""
        left = {"source": set(range(len(source))), "target": set(range(len(target)))}
        pairs = []
        for pair in links:
            kept = replace(
                pair,
                source=tuple(at for at in pair.source if at in left["source"]),
                target=tuple(at for at in pair.target if at in left["target"]),
            )
            left["source"] -= set(kept.source)
            left["target"] -= set(kept.target)
            if kept.source or kept.target:
                pairs.append(kept)
        pairs += [Pair((at,), ()) for at in left["source"]] + [Pair((), (at,)) for at in left["target"]]
        alone = {("source", at) for p in pairs if not p.target for at in p.source}
        alone |= {("target", at) for p in pairs if not p.source for at in p.target}
        blocks = [
            tuple(
                pair
                for pair in block
                if pair.linked and {("source", s) for s in pair.source} | {("target", t) for t in pair.target} <= alone
            )
            for block in moved
        ]
        return cls(tuple(source), tuple(target), _ordered(pairs), tuple(block for block in blocks if block))

    @classmethod
    def from_links(
        cls, source: Sequence[str], target: Sequence[str], links: Iterable[Link], moved: Iterable[Iterable[Link]]
    ) -> Sheet:
        """The sheet that the aligner's answer makes."""
        return cls.of(source, target, map(_pair, links), [map(_pair, block) for block in moved])

    @classmethod
    def parse(cls, source: str, target: str, links: str, moved: str) -> Sheet:
        """The sheet that a form carries; whatever is wrong in it is left out."""
        blocks = [_parsed(block) for block in moved.split("|")]
        return cls.of(_lines(source), _lines(target), _parsed(links), blocks)

    @property
    def source_text(self) -> str:
        return "\n".join(self.source)

    @property
    def target_text(self) -> str:
        return "\n".join(self.target)

    @property
    def links_text(self) -> str:
        return " ".join(map(str, self.pairs))

    @property
    def moved_text(self) -> str:
        return "|".join(" ".join(map(str, block)) for block in self.moved)

    @property
    def taken(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.taken]

    def rows(self) -> list[Row]:
        """The pairs as they are shown."""
        blocks = {("source", s): n for n, block in enumerate(self.moved) for pair in block for s in pair.source}
        blocks |= {("target", t): n for n, block in enumerate(self.moved) for pair in block for t in pair.target}
        return [
            Row(
                number,
                pair,
                tuple((at, self.source[at]) for at in pair.source),
                tuple((at, self.target[at]) for at in pair.target),
                next((blocks[key] for key in _keys(pair) if key in blocks), None),
            )
            for number, pair in enumerate(self.pairs)
        ]

    # --- what a person does ---

    def join(self, number: int) -> Sheet:
        """The pair and the next become one."""
        if not 0 <= number < len(self.pairs) - 1:
            return self
        return self._with(self.pairs[number : number + 2], [self.pairs[number].joined(self.pairs[number + 1])])

    def split(self, number: int) -> Sheet:
        """The first segment of either side stays, the others become a pair of their own."""
        if not 0 <= number < len(self.pairs):
            return self
        pair = self.pairs[number]
        parts = [Pair(pair.source[:1], pair.target[:1], 1.0, True), Pair(pair.source[1:], pair.target[1:], 1.0, True)]
        return self._with([pair], [part for part in parts if part.source or part.target])

    def unlink(self, number: int) -> Sheet:
        """Every segment of the pair stands alone."""
        if not 0 <= number < len(self.pairs):
            return self
        pair = self.pairs[number]
        return self._with([pair], [*(Pair((at,), ()) for at in pair.source), *(Pair((), (at,)) for at in pair.target)])

    def toggle(self, number: int) -> Sheet:
        """The pair is taken in, or not any more."""
        if not 0 <= number < len(self.pairs):
            return self
        pair = self.pairs[number]
        return self._with([pair], [replace(pair, wanted=not pair.wanted)])

    def move(self, side: Side, index: int, step: int) -> Sheet:
        """A segment goes to the pair above (-1) or below (1)."""
        number = self._number(side, index)
        if number is None or not 0 <= number + step < len(self.pairs):
            return self
        one, other = self.pairs[number], self.pairs[number + step]
        alone = Pair((index,), ()) if side == "source" else Pair((), (index,))
        return self._with([one, other], [one.less(alone), other.joined(alone)])

    def link(self, source: int, target: int) -> Sheet:
        """Two segments belong together: one that stands alone joins the other's pair; else both leave theirs."""
        numbers = self._number("source", source), self._number("target", target)
        if numbers[0] is None or numbers[1] is None or numbers[0] == numbers[1]:
            return self
        one, other = self.pairs[numbers[0]], self.pairs[numbers[1]]
        made = Pair((source,), (target,), 1.0, True)
        if not one.linked:
            made = other.joined(made)
        elif not other.linked:
            made = one.joined(made)
        return self._with([one, other], [one.less(made), other.less(made), made])

    def cut(self, side: Side, index: int) -> Sheet:
        """A segment becomes as many as it has sentences; they stay in its pair."""
        texts = getattr(self, side)
        if not 0 <= index < len(texts):
            return self
        parts = sentences(texts[index])
        more = len(parts) - 1
        if more < 1:
            return self

        def shifted(pair: Pair) -> Pair:
            own = getattr(pair, side)
            new = [at + more if at > index else at for at in own]
            new += range(index + 1, index + 1 + more) if index in own else ()
            told = tuple(sorted(new))
            return replace(pair, source=told) if side == "source" else replace(pair, target=told)

        cut = (*texts[:index], *parts, *texts[index + 1 :])
        pairs = [shifted(pair) for pair in self.pairs]
        moved = [[shifted(pair) for pair in block] for block in self.moved]
        sides = (cut, self.target) if side == "source" else (self.source, cut)
        return Sheet.of(*sides, pairs, moved)

    def put_in_step(self, block: int | None = None) -> Sheet:
        """A block out of step (or every one) is linked as proposed."""
        chosen = self.moved if block is None else self.moved[block : block + 1] if block >= 0 else ()
        sheet = self
        for pair in (pair for some in chosen for pair in some):
            keys = set(_keys(pair))
            old = [one for one in sheet.pairs if keys & set(_keys(one))]
            linked = replace(pair, score=1.0, by_hand=True)
            sheet = sheet._with(old, [*(one.less(pair) for one in old), linked])
        return sheet

    def _number(self, side: Side, index: int) -> int | None:
        return next((number for number, pair in enumerate(self.pairs) if index in getattr(pair, side)), None)

    def _with(self, old: Sequence[Pair], new: Iterable[Pair]) -> Sheet:
        kept = [pair for pair in self.pairs if pair not in old]
        return Sheet.of(self.source, self.target, [*kept, *new], self.moved)


def _pair(link: Link) -> Pair:
    return Pair(link.source, link.target, link.score)


def _keys(pair: Pair) -> Iterator[tuple[str, int]]:
    yield from (("source", at) for at in pair.source)
    yield from (("target", at) for at in pair.target)


def _lines(text: str) -> list[str]:
    return [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _parsed(words: str) -> list[Pair]:
    return [pair for pair in map(Pair.parse, words.split()) if pair]


def _ordered(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """In the order of the original; what stands on the other side alone comes behind what it follows there."""
    chosen = list(pairs)
    owner = {at: pair for pair in chosen for at in pair.target}
    followers: defaultdict[Pair | None, list[Pair]] = defaultdict(list)
    for pair in sorted((pair for pair in chosen if not pair.source), key=lambda pair: pair.target):
        followers[owner.get(pair.target[0] - 1)].append(pair)
    rows: list[Pair] = []
    waiting = sorted((pair for pair in chosen if pair.source), key=lambda pair: pair.source, reverse=True)
    waiting += reversed(followers[None])
    while waiting:
        rows.append(waiting.pop())
        waiting += reversed(followers[rows[-1]])
    return tuple(rows)
