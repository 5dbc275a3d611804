"""Text to tokens, the same way for every database, for what is stored and for what is asked.

Measured before choosing: SQLite's `unicode61` finds no Japanese substring, its `trigram` none under three characters,
and PostgreSQL's parsers none either. So the desk cuts text itself, and the databases store the tokens as they are:

- Text is NFKC-normalised and casefolded. Latin letters lose their accents; kana keep their dakuten and Cyrillic its й.
- A run of CJK characters (Han, kana, Hangul) becomes its overlapping bigrams and then its last character alone:
  支持率 -> 支持 持率 率. A query's run becomes the phrase of its bigrams, a single character a prefix; so every
  substring of a run finds it.
- Other words are stemmed by script, not by the document's language, so that a query need not know the language:
  Latin by Snowball's English, Cyrillic by its Russian. Words with digits stay as they are; 12,000 is 12000.

A token has no space, quote, percent sign, underscore or backslash in it.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

MAX_TOKEN = 64  # characters; longer words are cut
#: Bytes of tokens a field. PostgreSQL refuses a tsvector over 1 MB; both databases stop here, at the same token.
MAX_BYTES = 450_000

_CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_PIECE = re.compile(rf"(?P<cjk>[{_CJK}]+)|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d))|(?P<word>[^\W_{_CJK}]+)(?:['’]s\b)?")
_MARK = re.compile(r"[\u0300-\u036f\u3099\u309a\uff9e\uff9f]")
_CLUSTER = re.compile(rf".{_MARK.pattern}*", re.DOTALL)
_CYRILLIC = re.compile(r"[а-яёѐ-џ]")
_WITHOUT_ACCENT = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ё": "е"}


class _Folding(dict[str, str]):
    """What a character folds to, filled as characters are met."""

    def __missing__(self, character: str) -> str:
        folded = unicodedata.normalize("NFKC", character.casefold())
        self[character] = "".join(map(_fold_character, folded))
        return self[character]


def _fold_character(character: str) -> str:
    base, *rest = unicodedata.normalize("NFD", character)
    if rest and base.isascii() and base.isalpha():
        return base
    return _WITHOUT_ACCENT.get(character, character)


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Text as it is compared: NFKC, casefolded, Latin accents gone. May be longer or shorter than what came in."""
    folded = unicodedata.normalize("NFKC", text)
    # What a character folds to folds to itself, so that the order does not matter. A text has few that change:
    # `translate` would look each of its characters up.
    for character in set(folded):
        if _FOLDING[character] != character:
            folded = folded.replace(character, _FOLDING[character])
    return folded


class Token(NamedTuple):
    """`start` and `end` are offsets into the folded text; `last` marks the lone last character of a CJK run."""

    text: str
    start: int
    end: int
    last: bool = False


def tokens_of_folded(folded: str) -> Iterator[Token]:
    """The tokens of folded text in order. A token's position, for phrases, is its place in this order."""
    for piece in _PIECE.finditer(folded):
        kind, start, text = piece.lastgroup, piece.start(), piece.group(piece.lastgroup or 0)
        if kind == "cjk":
            for place, (one, two) in enumerate(pairwise(text), start):
                yield Token(one + two, place, place + 2)
            yield Token(text[-1], piece.end() - 1, piece.end(), last=True)
        elif kind == "number":
            yield Token(text.replace(",", "")[:MAX_TOKEN], start, piece.end())
        else:
            yield Token(_stem(text[:MAX_TOKEN]), start, piece.end())


def words_of_folded(folded: str) -> tuple[set[str], dict[str, str]]:
    """The different tokens of folded text, with each character of its CJK runs; and the token of each other word.

    As `tokens_of_folded` has them, without their places, which is some twenty times as fast for Japanese. The second
    has words as they are written, without a possessive `'s`, whose token is another (`ministers`: `minist`).
    """
    words: set[str] = set()
    written: dict[str, str] = {}
    for kind, text in {(piece.lastgroup, piece.group(piece.lastgroup or 0)) for piece in _PIECE.finditer(folded)}:
        if kind == "cjk":
            words.update(text)
            words.update(map(str.__add__, text, text[1:]))
            continue
        token = text.replace(",", "")[:MAX_TOKEN] if kind == "number" else _stem(text[:MAX_TOKEN])
        words.add(token)
        if text != token:
            written[text] = token
    return words, written


def tokens(text: str) -> list[str]:
    """What is stored of a text: its tokens in order, up to MAX_BYTES of them."""
    kept, room = [], MAX_BYTES
    for token in tokens_of_folded(fold(text)):
        room -= len(token.text.encode()) + 1
        if room < 0:
            break
        kept.append(token.text)
    return kept


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters (and its end) the offset in `text` where that began.

    Folding goes by clusters of a character and the marks on it, so an offset never falls inside one.
    """
    # Most text folds character by character; only where it does not are clusters looked at one by one.
    odd = "".join(c for c in set(text) if _MARK.match(c) or len(fold(c)) != 1)
    parts = re.split(rf"(.?[{re.escape(odd)}]+)", text, flags=re.DOTALL) if odd else [text]
    folded: list[str] = []
    offsets: list[int] = []
    start = 0
    for number, part in enumerate(parts):
        whole = fold(part)
        if number % 2 == 0 and len(whole) == len(part):
            folded.append(whole)
            offsets += range(start, start + len(part))
        else:
            for cluster in _CLUSTER.finditer(part):
                piece = fold(cluster.group())
                folded.append(piece)
                offsets += [start + cluster.start()] * len(piece)
        start += len(part)
    return "".join(folded), [*offsets, len(text)]


_stemmers = threading.local()  # a Snowball stemmer holds the word it works on


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    if word.isascii() and word.isalpha():
        return str(_stemmer("latin").stemWord(word))
    if _CYRILLIC.match(word):
        return str(_stemmer("cyrillic").stemWord(word))
    return word


def _stemmer(script: str) -> EnglishStemmer | RussianStemmer:
    if not hasattr(_stemmers, script):
        setattr(_stemmers, script, EnglishStemmer() if script == "latin" else RussianStemmer())
    stemmer: EnglishStemmer | RussianStemmer = getattr(_stemmers, script)
    return stemmer
