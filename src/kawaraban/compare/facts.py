"""What a report is told by in any language: its names by their sound, its numbers by their value, its days.

Each is written so that what is the same is equal: "12 killed", 十二人, 12人; Torvald, トルヴァル and Торвальд nearly.
Names in Chinese have no marks and are not found; numbers and vectors do there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import snowballstemmer

from kawaraban.attribute.dates import LANGUAGES as DATED
from kawaraban.attribute.dates import dates as dates_of
from kawaraban.compare.model import Span
from kawaraban.translate.moments import moments
from kawaraban.translate.names import names as names_of
from kawaraban.translate.names.finding import frequent
from kawaraban.translate.names.sound import Sound, sounds
from kawaraban.translate.quantities import quantities

#: Of each kind, in one report.
MOST = 400
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LATIN = re.compile(r"[a-zà-öø-ÿ][a-zà-öø-ÿ’'-]+[a-zà-öø-ÿ]")
_CYRILLIC = re.compile(r"[а-яё][а-яё-]{2,}[а-яё]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff々]{2,}")
_KATAKANA = re.compile("[ァ-ヺ][ァ-ヺー]{2,}")
_CYRILLIC_LETTER = re.compile("[А-Яа-яЁё]")


def names(paragraphs: Iterable[str], language: str) -> frozenset[str]:
    """How the words of the names sound: consonants in classes that spelling does not tell apart.

    English may be read in several ways ("Parker" with r's and without), each of which stands here. A name of few
    consonants keeps its vowels, else "Lohm" and "Ram" would be one.
    """
    found: set[str] = set()
    for text in paragraphs:
        for name in names_of(text, language):
            for word in name.words:
                found |= skeletons(word)
        if len(found) > MOST:
            break
    return frozenset(found)


@lru_cache(1 << 14)
def skeletons(word: str) -> frozenset[str]:
    """The ways in which a word of a name may sound, without the vowels where enough is left."""
    plain = _stemmed(word.lower(), "russian") if _CYRILLIC_LETTER.search(word) else word
    return frozenset(filter(None, (_skeleton(sound) for sound in sounds(plain))))


def _skeleton(sound: Sound) -> str:
    if len(sound.classed) >= 3:
        return sound.classed
    return sound.whole if len(sound.whole) >= 4 else ""


def numbers(paragraphs: Iterable[str], language: str) -> frozenset[str]:
    """The quantities by value, as decimals; a share in percent with its sign. Years stand here too.

    Ordinals and "one of" are none, nor what is vague; days and times of day are not among them.
    """
    found: set[str] = set()
    for text in paragraphs:
        days = _day_spans(text, language)
        for one in quantities(text, language):
            if one.vague or one.weight == "loose" or any(_overlap(one.span, day) for day in days):
                continue
            found |= {_written(Fraction(value), one.unit.kind) for value in (one.low, one.high)}
        for moment in moments(text, language):
            year = moment.part("year")
            if year is not None and year.value > 100:
                found.add(str(year.value))
        if len(found) > MOST:
            break
    return frozenset(found)


def _written(value: Fraction, kind: str) -> str:
    plain = str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}"
    return plain + ("%" if kind == "percent" else "")


def days(paragraphs: Iterable[str], language: str, published: date | None) -> frozenset[str]:
    """The days that a text names, as YYYY-MM-DD, held against the day of publication; none without one."""
    if published is None:
        return frozenset()
    found: set[str] = set()
    for text in paragraphs:
        if language in DATED:
            whole = (_WHOLE_DAY.match(one.value) for one in dates_of(text, language, published))
            found |= {match[0] for match in whole if match}
        else:
            found |= {day.isoformat() for day, _ in _plain_days(text, language, published)}
        if len(found) > MOST:
            break
    return frozenset(found)


def _day_spans(text: str, language: str) -> list[Span]:
    if language in DATED:
        return []  # what names a day is no quantity there
    return [match.span() for match in _day_pattern(language).finditer(text)] if language in _plain() else []


def _plain_days(text: str, language: str, published: date) -> Iterator[tuple[date, Span]]:
    """ "22 ноября", 11月22日, 22日: the last such day before the day of publication, or that day."""
    if language not in _plain():
        return
    months = _plain()[language].get("months", [])
    for match in _day_pattern(language).finditer(text):
        told = match["month"]
        month = (months.index(told.lower()) + 1 if months else int(told)) if told else None
        day = _last(int(match["day"]), month, int(match["year"]) if match["year"] else None, published)
        if day:
            yield day, match.span()


def _last(day: int, month: int | None, year: int | None, published: date) -> date | None:
    for back in range(12 if month is None else 2):
        whole = published.year * 12 + published.month - 1 - back
        at = (whole // 12, whole % 12 + 1) if month is None else (year or published.year - back, month)
        try:
            found = date(*at, day)
        except ValueError:
            continue
        if year or found <= published:
            return found
    return None


@cache
def _plain() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("days.toml").read_text(encoding="utf-8"))


@cache
def _day_pattern(language: str) -> re.Pattern[str]:
    return re.compile(_plain()[language]["day"], re.IGNORECASE | re.ASCII)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def words(paragraphs: Iterable[str], language: str) -> frozenset[str]:
    """What a text is about, in its own language: stems of its words without the frequent ones; Han by pairs."""
    found: set[str] = set()
    for text in paragraphs:
        if language in {"ja", "zh"}:
            found.update(_KATAKANA.findall(text))
            found.update(run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))
        elif language in {"ru", "uk", "bg"}:
            found |= {_stemmed(word, "russian") for word in _CYRILLIC.findall(text.lower())}
        else:
            plain = (word.replace("’", "'") for word in _LATIN.findall(text.lower()))
            found |= {_stemmed(word, "english") for word in plain if word not in frequent()}
        if len(found) > 3 * MOST:
            break
    return frozenset(found)


@lru_cache(1 << 16)
def _stemmed(word: str, language: str) -> str:
    stem: str = _stemmer(language).stemWord(word)
    return stem


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)
