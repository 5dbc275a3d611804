"""How a rule is written: words for classes, `<name: ...>` for what it takes out, capitals for parts that many share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kawaraban.attribute.dates.english.tokens import Row, Token, letter
from kawaraban.attribute.dates.partial import Piece

_SHARED = {
    # "early", "the end of", "mid-": how much of a time is meant leaves its value as it is.
    "PRE": "((the)? bounds of (the)? | (partly|earlier|later) (in|on|of)? (the)? (hyphen)? )?",
    "NUMBER": "(<n: (article)? num ((hyphen|and)? num){0,3}> | <n: year>)",
    "MANY": "((article)? <few: some> (of)?)",
    "ALMOST": "(approx){0,3}",
    "UNIT": "<u: unit|units>",
    "YEAR": "(comma)? <y: year>",
}
_PART = re.compile(r"<([a-z]\w*):|([A-Z]+)|([a-z]+)|(\s+)|(>)|(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule stands in a row."""

    row: Row
    match: re.Match[str]

    @property
    def first(self) -> int:
        return self.match.start()

    @property
    def last(self) -> int:
        return self.match.end() - 1

    def has(self, name: str) -> bool:
        return self._group(name) is not None

    def tokens(self, name: str) -> Sequence[Token]:
        """The tokens of a part; none where the rule did not need it."""
        span = self._group(name)
        return self.row.tokens[slice(*span)] if span else ()

    def value(self, name: str) -> int | None:
        """The number that the part's first token stands for."""
        found = self.tokens(name)
        return int(found[0].value) if found and isinstance(found[0].value, int | float) else None

    def word(self, name: str) -> str:
        """The value of the part's first token as a word: its unit, season or reference; "" where it is not there."""
        found = self.tokens(name)
        return str(found[0].value) if found else ""

    def before(self, steps: int = 1) -> str:
        return self.row.word(self.first - steps)

    def after(self, steps: int = 1) -> str:
        return self.row.word(self.last + steps)

    def span(self, name: str = "", until: str = "") -> tuple[int, int]:
        """The code points of the hit, or of a part up to the end of another."""
        start, end = self._group(name) or self.match.span() if name else self.match.span()
        if until:
            end = (self._group(until) or (start, end))[1]
        return self.row.tokens[start].start, self.row.tokens[end - 1].end

    def _group(self, name: str) -> tuple[int, int] | None:
        for one in (name, f"{name}_2", f"{name}_3"):
            if one in self.match.re.groupindex and self.match[one] is not None:
                return self.match.span(one)
        return None


Action = Callable[[Hit], "list[Piece] | Piece | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over classes, and what it makes of a hit; None where the words turn out to be something else."""

    pattern: re.Pattern[str]
    action: Action
    begins: frozenset[str]  # the classes that it may begin with


def rule(pattern: str, action: Action) -> Rule:
    """Compile a rule. Raises ValueError for a class that is none."""
    compiled = _compiled(pattern, {})
    return Rule(re.compile(compiled), action, _begins(_ATOM.findall(compiled), 0)[0])


_ATOM = re.compile(r"\(\?(?:P<\w+>|:)|\{\d,\d\}|.")


def _begins(atoms: list[str], at: int) -> tuple[frozenset[str], bool, int]:
    """The classes that a pattern may begin with from an atom to its group's end, whether it may be empty, and where
    that end is. Patterns are made of classes, groups, alternatives, and what may be left out or repeated."""
    found: set[str] = set()
    empty = False
    while True:
        so_far_empty = True
        while at < len(atoms) and atoms[at] not in (")", "|"):
            if atoms[at][0] == "(":
                some, none, at = _begins(atoms, at + 1)
            else:
                some, none, at = frozenset(atoms[at]), False, at + 1
            if at < len(atoms) and atoms[at][0] in "?{":
                none, at = none or atoms[at] == "?" or atoms[at].startswith("{0"), at + 1
            found |= some if so_far_empty else set()
            so_far_empty = so_far_empty and none
        empty = empty or so_far_empty
        if at >= len(atoms) or atoms[at] == ")":
            return frozenset(found), empty, at + 1
        at += 1


def _compiled(pattern: str, seen: dict[str, int]) -> str:
    out: list[str] = []
    for match in _PART.finditer(pattern):
        name, shared, word, space, closing, other = match.groups()
        if name:
            seen[name] = seen.get(name, 0) + 1
            out.append(f"(?P<{name}{f'_{seen[name]}' if seen[name] > 1 else ''}>")
        elif shared:
            out.append(f"(?:{_compiled(_SHARED[shared], seen)})")
        elif word:
            out.append(letter(word))
        elif closing:
            out.append(")")
        elif not space:
            out.append("(?:" if other == "(" else other)
    return "".join(out)
