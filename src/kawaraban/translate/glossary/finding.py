"""Where the terms of a glossary stand in a text.

An index over the terms is made once and asked for every text: by words where a language has them, by the first two
characters where it has not, so that the size of the glossary hardly matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from kawaraban.translate.glossary.folding import Folded, fold, fold_word
from kawaraban.translate.glossary.inflection import forms, key
from kawaraban.translate.glossary.model import Term

Span = tuple[int, int]  # code points, half-open
_Owner = TypeVar("_Owner")

#: Languages that are written without spaces between words.
UNSPACED = frozenset({"ja", "zh", "ko", "th"})

_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_LOOSE_GAP = re.compile(r"[\s\-‐‑–]+")
_MAX_GAP = 4  # characters between two words of a term
_KATAKANA = re.compile("[ァ-ヺー]")
_LETTER = re.compile("[0-9A-Za-z\u00c0-\u024f\u0400-\u052f]")


def occurrences(text: str, terms: tuple[Term, ...], language: str | None = None) -> list[tuple[Span, Term]]:
    """Where terms stand in a text, in its order: of those that overlap the longest, of equals the first.

    Spans are code points. `language` is that of the text; without it the terms' source language. A term is found in
    the forms its words take (English endings, Russian cases), as its variants, and in any width or kana spelling. One
    in small letters is found in capitals too, unless it matches by case; one with capitals needs them, or all of them.

    The index is kept for the very tuple given (not for an equal one): give the same for many texts.
    """
    if not terms:
        return []
    return _index(_Same(terms), language or terms[0].source_language).find(text)


class _Same:
    """A tuple as the key of a cache by identity: to compare thousands of terms takes longer than to use the index."""

    __slots__ = ("terms",)

    def __init__(self, terms: tuple[Term, ...]):
        self.terms = terms

    def __hash__(self) -> int:
        return id(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.terms is other.terms


@lru_cache(16)
def _index(same: _Same, language: str) -> Index[Term]:
    return index(
        (Written(form, term, term.match_case) for term in same.terms for form in (term.source, *term.variants)),
        language,
    )


@dataclass(frozen=True, slots=True)
class Written(Generic[_Owner]):
    """One way in which something is written, and what it is. `loose` takes it in any case and inside longer runs."""

    form: str
    owner: _Owner
    match_case: bool = False
    loose: bool = False


class Index(Protocol[_Owner]):
    """Finds what it was made of in a text."""

    def find(self, text: str) -> list[tuple[Span, _Owner]]: ...


def index(written: Iterable[Written[_Owner]], language: str) -> Index[_Owner]:
    """An index over everything that is written, for texts in a language."""
    return _Characters(written) if language in UNSPACED else _Words(written, language)


def _longest(text: str, found: Iterable[tuple[Span, Written[_Owner]]]) -> list[tuple[Span, _Owner]]:
    """Of spans that overlap the longest, of equal ones what is written just so; in the order of the text."""

    def order(hit: tuple[Span, Written[_Owner]]) -> tuple[int, bool, int]:
        (start, end), written = hit
        return start - end, text[start:end] != written.form, start

    taken: list[tuple[Span, _Owner]] = []
    for span, written in sorted(found, key=order):
        if all(span[1] <= start or end <= span[0] for (start, end), _ in taken):
            taken.append((span, written.owner))
    return sorted(taken, key=lambda hit: hit[0])


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[_Owner]):
    """A form as its words: their keys, what stands between them and after the last."""

    words: tuple[str, ...]
    keys: tuple[frozenset[str], ...]
    gaps: tuple[str, ...]
    written: Written[_Owner]


class _Words(Generic[_Owner]):
    """For languages with words: phrases by the keys of their first word."""

    def __init__(self, written: Iterable[Written[_Owner]], language: str):
        self._language = language
        self._by_first: dict[str, list[_Phrase[_Owner]]] = defaultdict(list)
        for one in written:
            phrase = _phrase(one, language)
            for first in phrase.keys[0] if phrase else ():
                self._by_first[first].append(phrase)  # type: ignore[arg-type]

    def find(self, text: str) -> list[tuple[Span, _Owner]]:
        words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        keys = [key(fold_word(word), self._language) for _, _, word in words]
        found = []
        for at, first in enumerate(keys):
            for phrase in self._by_first.get(first, ()):
                end = _matched(phrase, text, words[at : at + len(phrase.words)], keys[at : at + len(phrase.words)])
                if end:
                    found.append(((words[at][0], end), phrase.written))
        return _longest(text, found)


def _phrase(written: Written[_Owner], language: str) -> _Phrase[_Owner] | None:
    matches = list(_WORD.finditer(written.form))
    if not matches:
        return None
    words = tuple(match[0] for match in matches)
    last = len(words) - 1
    keys = tuple(forms(fold_word(word), language, inflected=number == last) for number, word in enumerate(words))
    between = zip(matches, [*(match.start() for match in matches[1:]), len(written.form)], strict=True)
    gaps = tuple(_gap(written.form[match.end() : following]) for match, following in between)
    return _Phrase(words, keys, gaps, written)


def _gap(between: str) -> str:
    """What stands between two words, where it matters: of "U.S." the stop, of "Al-Tanf" nothing."""
    return _LOOSE_GAP.sub("", between).replace("’", "'")


def _matched(
    phrase: _Phrase[_Owner], text: str, words: Sequence[tuple[int, int, str]], keys: Sequence[str]
) -> int | None:
    """The end of the phrase in the text, whose words from some place on are given; None where it isn't there."""
    if len(words) < len(phrase.words) or any(k not in known for k, known in zip(keys, phrase.keys, strict=True)):
        return None
    for (_, end, _), (start, _, _), gap in zip(words, words[1:], phrase.gaps, strict=False):
        if start - end > _MAX_GAP or _gap(text[end:start]) != gap or end == start:
            return None
    if not phrase.written.loose and not all(
        _case_fits(wanted, word, phrase.written.match_case) or (len(words) > 1 and _is_particle(wanted))
        for wanted, (_, _, word) in zip(phrase.words, words, strict=True)
    ):
        return None
    end, tail = words[-1][1], phrase.gaps[-1]
    return end + len(tail) if tail and text.startswith(tail, end) else end


def _case_fits(wanted: str, word: str, match_case: bool) -> bool:
    if not match_case and wanted.islower():
        return True
    if all(a.isupper() == b.isupper() for a, b in zip(wanted, word, strict=False)):
        return True
    acronym = len(wanted) > 1 and wanted.isupper()
    return not match_case and not acronym and len(word) > 1 and word.isupper()


def _is_particle(word: str) -> bool:
    """Al, El, De: in a name of several words they are written either way."""
    return len(word) <= 3 and word.istitle()


class _Characters(Generic[_Owner]):
    """For languages without spaces: folded forms by their first two characters."""

    def __init__(self, written: Iterable[Written[_Owner]]):
        self._by_opening: dict[str, list[tuple[str, Written[_Owner]]]] = defaultdict(list)
        for one in written:
            folded = fold(one.form.strip()).text
            if folded:
                self._by_opening[folded[:2]].append((folded, one))

    def find(self, text: str) -> list[tuple[Span, _Owner]]:
        folded = fold(text)
        return _longest(text, self._found(text, folded))

    def _found(self, text: str, folded: Folded) -> Iterator[tuple[Span, Written[_Owner]]]:
        whole, by_opening = folded.text, self._by_opening
        for at in range(len(whole)):
            for opening in (whole[at : at + 2], whole[at]) if at + 1 < len(whole) else (whole[at],):
                for form, written in by_opening.get(opening, ()):
                    if not whole.startswith(form, at):
                        continue
                    start, end = folded.span(at, at + len(form))
                    # A dot that folding dropped belongs to the name only where more of it follows.
                    end = start + (len(text[start:end].rstrip("・･＝゠=")) or end - start)
                    if _stands_alone(text, start, end, written):
                        yield (start, end), written


def _stands_alone(text: str, start: int, end: int, written: Written[_Owner]) -> bool:
    """Whether what was found is no mere piece of another word, and in the case that is wanted."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LETTER.match(text[start]) and _LETTER.match(before):
        return False
    if _LETTER.match(text[end - 1]) and _LETTER.match(after):
        return False
    if after and after in "ァィゥェォャュョッー" and _KATAKANA.match(text[end - 1]):
        return False
    if written.loose:
        return True
    if _KATAKANA.match(text[start]) and _KATAKANA.match(before):  # ライン in オンライン
        return False
    if end - start < 3 and _KATAKANA.match(text[end - 1]) and _KATAKANA.match(after):  # タン in タンク
        return False
    words = zip(_WORD.findall(written.form), _WORD.findall(text[start:end]), strict=False)
    return all(_case_fits(wanted, word, written.match_case) for wanted, word in words if wanted[0].isalpha())
