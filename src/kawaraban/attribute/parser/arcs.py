"""Which word hangs on which: the arc-eager parser of the model, for many paragraphs at the same time.

Each step moves every paragraph on by one: a stack and a buffer of words, and five kinds of moves, of which the network
takes the best that the state allows. The moves are spaCy's (Honnibal and Johnson 2015, "An Improved Non-monotonic
Transition System for Dependency Parsing"): a word that a head was given for may get another while it is on the stack,
and one without a head goes back into the buffer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kawaraban.attribute.parser import files
from kawaraban.attribute.parser.files import Floats

Numbers = npt.NDArray[np.intp]
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_LOOKS = 8  # words of a state that the network looks at


class Arcs:
    """The parser: heads and relations from the words' vectors."""

    def __init__(self, folder: Path) -> None:
        arrays = files.part(folder / "parser" / "model").arrays
        (looks, upper, narrow), (bias, upper_bias, narrow_bias) = arrays["W"], arrays["b"]
        self._narrow, self._narrow_bias = narrow.T.copy(), narrow_bias
        # Of two sums the greater counts: kept as 2 x outputs, so that numpy takes it in one go.
        self._looks = looks.transpose(3, 0, 2, 1).reshape(looks.shape[3], -1).copy()
        self._missing = arrays["pad"][0][0].transpose(0, 2, 1).reshape(_LOOKS, -1)
        self._bias = bias.T.reshape(-1).copy()
        self._upper, self._upper_bias = upper.T.copy(), upper_bias
        moves = json.loads(files.table(folder / "parser" / "moves")["moves"])
        named = [(int(kind), name) for kind in sorted(moves) for _, name in _by_count(moves[kind])]
        self._kinds = np.array([kind for kind, _ in named])
        self.relations = [name for _, name in named]
        self._root = self.relations.index("ROOT")

    def of(self, vectors: Floats, lengths: Sequence[int]) -> tuple[Numbers, Numbers]:
        """By word the place of its head, -1 for a root, and the number of its relation in `relations`.

        `vectors` are those of all paragraphs, `lengths` how many words each has; places count through all.
        """
        states = _States.at_start(np.array([length for length in lengths if length], np.intp))
        sums = self._sums(vectors)
        while len(states.start):
            looks = states.looked_at()
            scores = self._scores(sums, looks)
            allowed = states.allowed(looks)
            scores[~allowed[:, self._kinds]] = -np.inf
            best = scores.argmax(axis=1)
            states.move(looks, self._kinds[best], best)
            states.leave_done()
        heads = states.heads[:-1]
        return heads, np.where(heads < 0, self._root, states.relations[:-1])

    def _sums(self, vectors: Floats) -> Floats:
        """What each word adds to a state's sums at each of the places where it may stand; last, what no word adds."""
        narrow = vectors @ self._narrow
        narrow += self._narrow_bias
        sums = np.empty((len(vectors) + 1, self._looks.shape[1]), np.float32)
        np.matmul(narrow, self._looks, out=sums[:-1])
        sums[-1] = self._missing.reshape(-1)
        return sums.reshape(-1, self._missing.shape[1])

    def _scores(self, sums: Floats, looks: Numbers) -> Floats:
        state = sums[looks * _LOOKS + np.arange(_LOOKS)].sum(axis=1)
        state += self._bias
        half = state.shape[1] // 2
        scores: Floats = np.maximum(state[:, :half], state[:, half:]) @ self._upper
        scores += self._upper_bias
        return scores


def _by_count(counts: dict[str, int]) -> list[tuple[int, str]]:
    return sorted(((count, name) for name, count in counts.items()), reverse=True)


@dataclass(slots=True)
class _States:
    """The paragraphs that are not done, an entry each; and by word what is known of it. `none` stands for no word.

    Each paragraph has its own stretch of `stack` and of `back`, from the place of its first word on.
    """

    start: Numbers
    end: Numbers
    next: Numbers  # the first word not yet taken
    depth: Numbers  # of the stack
    returned: Numbers  # words that were put back before the next one
    stack: Numbers
    back: Numbers
    heads: Numbers
    relations: Numbers
    left: Numbers  # by word: what hangs on it and came last, before it
    right: Numbers  # and behind it
    earlier: Numbers  # by word: what came before it onto the same head, behind that
    opens: npt.NDArray[np.bool_]  # by word: whether it begins a sentence
    held: npt.NDArray[np.bool_]  # by word: whether it was put back, and may not be taken again as it is

    @classmethod
    def at_start(cls, lengths: Numbers) -> _States:
        end = np.cumsum(lengths)
        start, total = end - lengths, int(lengths.sum())
        opens = np.zeros(total + 1, np.bool_)
        opens[start] = True

        def all_words(value: int) -> Numbers:
            return np.full(total + 1, value)

        return cls(
            start=start,
            end=end,
            next=start.copy(),
            depth=np.zeros_like(start),
            returned=np.zeros_like(start),
            stack=all_words(total),
            back=all_words(total),
            heads=all_words(-1),
            relations=all_words(-1),
            left=all_words(total),
            right=all_words(total),
            earlier=all_words(total),
            opens=opens,
            held=np.zeros_like(opens),
        )

    @property
    def none(self) -> int:
        return len(self.heads) - 1

    def looked_at(self) -> Numbers:
        """The words that tell a state, an array of states x 8: two of the buffer, three of the stack, what hangs."""
        none = self.none
        looks = np.empty((len(self.start), _LOOKS), np.intp)
        top = self.start + self.depth - 1
        for place in range(3):
            looks[:, 2 + place] = np.where(self.depth > place, self.stack[np.maximum(top - place, 0)], none)
        top = self.start + self.returned - 1
        for place in range(2):
            following = self.next + place - np.minimum(self.returned, place)
            following = np.where(following < self.end, following, none)
            looks[:, place] = np.where(self.returned > place, self.back[np.maximum(top - place, 0)], following)
        looks[:, 5], looks[:, 6] = self.left[looks[:, 0]], self.left[looks[:, 2]]
        looks[:, 7] = self.right[looks[:, 2]]
        return looks

    def allowed(self, looks: Numbers) -> npt.NDArray[np.bool_]:
        """Which kinds of moves a state allows: an array of states x 5."""
        first, second = looks[:, 0], looks[:, 1]
        stacked, waits, two = self.depth > 0, first != self.none, second != self.none
        inside = ~self.opens[first]
        allowed = np.empty((len(looks), 5), np.bool_)
        allowed[:, _SHIFT] = ~stacked | (two & inside & ~self.held[first])
        allowed[:, _REDUCE] = stacked
        allowed[:, _LEFT] = allowed[:, _RIGHT] = stacked & waits & inside
        allowed[:, _BREAK] = two & (second == first + 1) & ~self.opens[second]
        return allowed

    def move(self, looks: Numbers, kinds: Numbers, relations: Numbers) -> None:
        """Does one move in each state."""
        for kind, do in ((_REDUCE, self._reduce), (_LEFT, self._to_left), (_RIGHT, self._to_right)):
            at = np.flatnonzero(kinds == kind)
            if len(at):
                do(at, looks[at, 0], looks[at, 2], relations[at])
        self.opens[looks[kinds == _BREAK, 1]] = True
        at = np.flatnonzero((kinds == _SHIFT) | (kinds == _RIGHT))
        self.stack[self.start[at] + self.depth[at]] = looks[at, 0]
        self.depth[at] += 1
        put_back = self.returned[at] > 0
        self.returned[at] -= put_back
        self.next[at] += ~put_back

    def leave_done(self) -> None:
        """Leaves the paragraphs whose buffer and stack are empty."""
        going = (self.depth > 0) | (self.returned > 0) | (self.next < self.end)
        if not going.all():
            self.start, self.end, self.next = self.start[going], self.end[going], self.next[going]
            self.depth, self.returned = self.depth[going], self.returned[going]

    def _reduce(self, at: Numbers, _: Numbers, top: Numbers, __: Numbers) -> None:
        """Takes the top off the stack; without a head it goes back before the buffer."""
        lost = (self.heads[top] < 0) & (self.depth[at] > 1)
        back = at[lost]
        self.held[top[lost]] = True
        self.back[self.start[back] + self.returned[back]] = top[lost]
        self.returned[back] += 1
        self.depth[at] -= 1

    def _to_left(self, at: Numbers, first: Numbers, top: Numbers, relations: Numbers) -> None:
        """Hangs the top of the stack on the word that comes, in the place of any head before."""
        hung = top[self.heads[top] >= 0]
        self.right[self.heads[hung]] = self.earlier[hung]
        self.heads[top], self.relations[top], self.left[first] = first, relations, top
        self.held[first] = False
        self.depth[at] -= 1

    def _to_right(self, _: Numbers, first: Numbers, top: Numbers, relations: Numbers) -> None:
        """Hangs the word that comes on the top of the stack."""
        self.earlier[first], self.right[top] = self.right[top], first
        self.heads[first], self.relations[first] = top, relations
