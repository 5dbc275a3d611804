"""What a person typed, as a Query: words, "phrases", -without, and OR between alternatives.

    支持率 minister            both
    "prime minister" -maren    the phrase, and not the word
    maren OR マレン            one or the other

A run of CJK characters is a phrase by itself. Anything that isn't a word (stray quotes, a lone minus) is left out: no
text is a wrong query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kawaraban.desk.search.analyser import Token, fold, tokens_of_folded

MAX_CHARACTERS = 500
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other. With `prefix`, the last one may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False

    def matches_at(self, stored: list[Token], place: int) -> bool:
        """Whether `stored`, the tokens of a text, has this phrase at `place`."""
        found = [token.text for token in stored[place : place + len(self.tokens)]]
        if len(found) < len(self.tokens) or tuple(found[:-1]) != self.tokens[:-1]:
            return False
        return found[-1].startswith(self.tokens[-1]) if self.prefix else found[-1] == self.tokens[-1]


@dataclass(frozen=True, slots=True)
class Query:
    """Every group must be found, by at least one of its phrases; no phrase of `without` may be."""

    groups: tuple[tuple[Phrase, ...], ...]
    without: tuple[Phrase, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(phrase for group in self.groups for phrase in group)


def parse(text: str) -> Query:
    """The query that `text` means; false if there is nothing to look for."""
    groups: list[tuple[Phrase, ...]] = []
    without: list[Phrase] = []
    joins = False
    for part in _PART.finditer(fold_spaces(text[:MAX_CHARACTERS])):
        if part["plain"] == "OR" and not part["minus"]:
            joins = bool(groups)
            continue
        phrase = phrase_of(part["quoted"] if part["quoted"] is not None else part["plain"])
        if phrase is None:
            continue
        if part["minus"]:
            without.append(phrase)
        elif joins:
            groups[-1] += (phrase,)
        else:
            groups.append((phrase,))
        joins = False
    return Query(tuple(groups), tuple(without))


def fold_spaces(text: str) -> str:
    """Full-width spaces, quotes and minus as typed by a Japanese keyboard, made plain."""
    return text.translate({0x3000: " ", 0x201C: '"', 0x201D: '"', 0xFF02: '"', 0xFF0D: "-", 0x2212: "-"})


def phrase_of(text: str) -> Phrase | None:
    """The phrase that finds `text` wherever it stands; None if there is no word in it.

    The last bigram of a CJK run is enough for the run's end: what was stored may go on there. Only a run of one
    character has to be a prefix.
    """
    found = list(tokens_of_folded(fold(text)))
    if not found:
        return None
    words = tuple(token.text for token in found)
    if not found[-1].last:
        return Phrase(words)
    alone = len(found) == 1 or found[-2].end != found[-1].end
    return Phrase(words, prefix=True) if alone else Phrase(words[:-1])
