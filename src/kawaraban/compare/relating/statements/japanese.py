"""Clauses of a Japanese post, each completed to a sentence: 12人が死亡、 -> 12人が死亡した."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kawaraban.attribute.japanese.words import LONGEST, Word, words
from kawaraban.compare.relating.statements.words import Words, bare

Span = tuple[int, int]

_FEWEST = 4  # code points of a statement
_MARKS = " \t\r\u3000「」『』（）()、,。！？!?…・：:"
_COUNT = re.compile(r"^([0-9０-９一二三四五六七八九十百千万]+(?:人|名))(?=[一-鿿])")
_SAYS = frozenset("がはも")  # particles behind what a clause says something of
_PREDICATES = frozenset({"動詞", "助動詞", "形容詞"})


@dataclass(frozen=True, slots=True)
class _Clause:
    span: Span
    words: tuple[Word, ...]

    @property
    def has_subject(self) -> bool:
        return any(word.pos == "助詞" and word.text in _SAYS for word in self.words)


def topic(text: str, span: Span, known: Words) -> str:
    """The event that a sentence names last; "" where it names none."""
    return next((match[0] for match in reversed(list(known.events.finditer(text, *span)))), "")


def parts(text: str, span: Span, known: Words, about: str) -> Iterator[tuple[Span, str]]:
    """The statements of a sentence with the sentences that they make; `about` is the event that the post spoke of."""
    clauses = list(_clauses(text, span, known))
    for number, clause in enumerate(clauses):
        last = clause.words[-1].text
        if known.events.fullmatch(last) and number + 1 < len(clauses) and not clause.has_subject:
            about = last  # ケルマールの港で爆発、: what the next clause is about
            continue
        stated = _stated(text, clause.span, about, known)
        if stated is not None:
            yield stated


def _clauses(text: str, span: Span, known: Words) -> Iterator[_Clause]:
    """Parts between 、 where each side says something of its own; the words of the first thousand characters."""
    found = words(text[span[0] : min(span[1], span[0] + LONGEST)], span[0])
    here: list[Word] = []
    for number, word in enumerate(found):
        if word.text in {"、", ","} and here and _ends(here, known) and _says(found[number + 1 :], known):
            yield _of(here)
            here = []
        elif here or word.text not in _MARKS:
            here.append(word)
    if here:
        yield _of(here)


def _of(some: list[Word]) -> _Clause:
    while len(some) > 1 and some[-1].text in _MARKS:
        some = some[:-1]
    return _Clause((some[0].start, some[-1].end), tuple(some))


def _ends(some: list[Word], known: Words) -> bool:
    """Whether a clause may end here: after a predicate, or a noun of doing."""
    last = some[-1]
    joined = last.pos == "助詞" and last.text in {"て", "で", "が", "し"} and len(some) > 3
    return _does(last, known) or last.pos in _PREDICATES or (joined and some[-2].pos in _PREDICATES)


def _does(word: Word, known: Words) -> bool:
    return word.pos == "名詞" and bool(known.doing.fullmatch(word.text) or known.events.fullmatch(word.text))


def _says(rest: list[Word], known: Words) -> bool:
    return any((word.pos == "助詞" and word.text in _SAYS) or _does(word, known) for word in rest)


def _stated(text: str, span: Span, about: str, known: Words) -> tuple[Span, str] | None:
    start, end = span
    for _ in range(3):
        if match := known.aside.match(text, start, end) or known.lead.match(text, start, end):
            start = match.end()
    if match := known.tail.search(text[start:end]):
        end = start + match.start()
    if told := known.told.match(text, start, end):
        return bare(text, (told.start("what"), told.end()), _MARKS), _completed(
            told["what"].strip(_MARKS), about, known
        )
    start, end = bare(text, (start, end), _MARKS)
    return ((start, end), _completed(text[start:end], about, known)) if end - start >= _FEWEST else None


def _completed(statement: str, about: str, known: Words) -> str:
    """A sentence of its own: with its verb in the past, and what it is about."""
    some = [word for word in words(statement[:LONGEST], 0) if word.text not in _MARKS]
    if not some:
        return statement
    last = some[-1]
    if _does(last, known):
        return _COUNT.sub(r"\1が", statement) + "した"
    if last.pos == "動詞" and last.form.startswith("連用形"):
        return statement + "た"
    if last.pos == "助詞" and last.text in {"て", "で"} and len(some) > 1 and some[-2].pos in _PREDICATES:
        return statement[:-1] + ("た" if last.text == "て" else "だ")
    if last.is_noun and not any(word.pos in _PREDICATES for word in some):
        has_subject = any(word.pos == "助詞" and word.text in _SAYS for word in some)
        return f"{about}は{statement}だった" if about and not has_subject else f"{statement}だ"
    return statement
