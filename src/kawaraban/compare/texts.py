"""A report cut into sentences, and its quotations: what every comparison begins with. Bounded for any input."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawaraban.attribute import brackets
from kawaraban.attribute import quoted as english
from kawaraban.compare.model import Report, Sentence, Span
from kawaraban.translate.sentences import sentences

#: Sentences of a report that are looked at; the longest articles of the press have about as many.
MOST_SENTENCES = 400
#: Code points of a sentence; what goes on without a stop is cut here.
LONGEST_SENTENCE = 600
#: Code points of a report that are looked at.
LONGEST = 100_000
#: Code points of a paragraph that are cut into sentences at a time.
_PIECE = 5_000
#: Marks that open a quotation in one paragraph; where there are more, nobody is quoted.
_MOST_MARKS = 40
#: Quotations of a report, the first ones.
MOST_QUOTATIONS = 100

_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_BLANK = re.compile(r"[\s\x00-\x1f\u200b\ufeff]*")
_OPENS = re.compile('[“„‟«"＂「『〝｢]')
_SHORTEST = {True: 8, False: 25}  # code points of a quotation that says something, in wide letters and others


def cut(report: Report) -> tuple[Sentence, ...]:
    """The sentences of a report, its title's first; spans are exact code points of their paragraph."""
    found: list[Sentence] = []
    left = LONGEST
    for number, text in ((-1, report.title), *enumerate(report.paragraphs)):
        for start, end in _spans(text[:left]):
            found.append(Sentence(number, (start, end), text[start:end]))
            if len(found) == MOST_SENTENCES:
                return tuple(found)
        left -= len(text)
        if left <= 0:
            break
    return tuple(found)


def _spans(text: str) -> Iterator[Span]:
    for first in range(0, len(text), _PIECE):
        at = first
        for sentence in sentences(text[first : first + _PIECE]):
            start = text.index(sentence, at)
            at = start + len(sentence)
            for begin in range(start, at, LONGEST_SENTENCE):
                end = min(begin + LONGEST_SENTENCE, at)
                if not _BLANK.fullmatch(text, begin, end):
                    yield begin, end


def quotations(report: Report) -> tuple[str, ...]:
    """What a report quotes, without the marks, in its order; what is too short to tell anything is left out."""
    found: dict[str, None] = {}
    left = LONGEST
    for text in report.paragraphs:
        for start, end in quoted_spans(text[:left], report.language):
            inner = text[start:end].strip("“”„‟\"＂«»「」『』〝〟｢｣‘’' ,、。")
            if len(inner) >= _SHORTEST[is_wide(inner)]:
                found[inner] = None
        left -= len(text)
        if left <= 0 or len(found) >= MOST_QUOTATIONS:
            break
    return tuple(found)[:MOST_QUOTATIONS]


def quoted_spans(paragraph: str, language: str) -> list[Span]:
    """Where a paragraph quotes, with the marks; as English writes it, or as the others do."""
    if len(_OPENS.findall(paragraph)) > _MOST_MARKS:
        return []
    if language == "en":
        return [found.span for found in english.quoted(paragraph)]
    return [found.span for found in brackets.quoted(paragraph)]


def is_wide(text: str) -> bool:
    """Whether a text is written without spaces between words, for the most part: Chinese, Japanese, Korean."""
    return 3 * len(_WIDE.findall(text)) > len(text)
