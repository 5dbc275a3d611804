"""A source's words as a name and what it is: "Interior Minister Ilse Torvald", ガエフ農業相.

Pure. What names nobody ("the minister", 政府) is no name: of two articles' ministers nobody knows that they are one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LONGEST = 300  # code points of a name, and of a role

_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their|our)\s+", re.IGNORECASE)
_AGE = re.compile(r",\s*\d{1,3}(?=,|$)")
# Two words or more with capitals; small words may stand between ("Anna van der Lohm").
_FULL = re.compile(r"(?:[^\W\d_a-zа-яё][\w.’'-]*)(?:\s+(?:[a-z]{1,3}\s+){0,2}[^\W\d_a-zа-яё][\w.’'-]*)+$")
_RUSSIAN = re.compile(r"(?<!\w)[А-ЯЁ][а-яё.-]+(?:\s+[А-ЯЁ][а-яё.-]+)+$")
_KANA = re.compile("(?P<before>.*?)(?P<name>[ァ-ヺ][ァ-ヺー・＝=]+)(?P<title>[^ァ-ヺ]*)$")
# What an attributive clause leaves: 運営する嶼海電信 names 嶼海電信.
_CLAUSE = re.compile("^.*(?:する|した|していた|している|った|んだ|いる|れる|れた)(?=[一-龠々ァ-ヺー・A-Za-z]{2,}$)")
_POLITE = re.compile("(?P<name>[一-龠々ぁ-ん]{1,6})(?P<title>氏|さん)$")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]?$")  # マルタ・クイルさん（58）
_MARKS = ' ,;:、。“”"「」『』()（）'


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker as a text names them, and what it says they are ("Interior Minister")."""

    name: str
    role: str = ""


def named(words: str, language: str) -> Named | None:
    """A source's words as a name and a role, each `LONGEST` at most; None where they name nobody."""
    told = " ".join(words.split()).strip(_MARKS)
    found = _japanese(told) if language == "ja" else told and _other(told, language)
    if not found or not any(character.isalpha() for character in found.name):
        return None
    return Named(found.name[:LONGEST], found.role[:LONGEST])


def _other(told: str, language: str) -> Named | None:
    told = _ARTICLE.sub("", _AGE.sub("", told)).strip(_MARKS) if language == "en" else told
    if language != "zh" and not any(character.isupper() for character in told):
        return None
    for before, _, after in (told.partition(","), told.rpartition(",")):
        one, other = before.strip(), _ARTICLE.sub("", after.strip(_MARKS))
        if _is_full(one, language) and other:
            return Named(one, other)  # "Pavel Renko, a spokesman for the ministry"
        if _is_full(other, language) and one:
            return Named(other, one)  # "its spokesman, Pavel Renko"
    return (_before(told) if language == "ru" else _titled(told, language)) or Named(told)


def _before(told: str) -> Named | None:
    """ "министр сельского хозяйства Тимур Гаев": the title has small letters, the name's words have capitals."""
    match = _RUSSIAN.search(told)
    role = told[: match.start()].strip() if match else ""
    return Named(match[0], role) if match and role and role[0].islower() else None


def _titled(told: str, language: str) -> Named | None:
    """ "Deputy Interior Minister Ilse Torvald": the title is the words up to the last that is an office."""
    words = told.split()
    last = max((place for place, word in enumerate(words) if word.lower().strip(".") in _titles(language)), default=-1)
    name = " ".join(words[last + 1 :])
    if last < 0 or last > 7 or not name or not name[0].isupper():
        return None
    return Named(name, " ".join(words[: last + 1]))


def _is_full(words: str, language: str) -> bool:
    return bool(_FULL.match(words)) and not any(word.lower().strip(".") in _titles(language) for word in words.split())


def _japanese(told: str) -> Named | None:
    told = _CLAUSE.sub("", _ASIDE.sub("", told)).strip(_MARKS)
    if told in _nobody() or told.startswith("同"):
        return None
    if (match := _KANA.match(told)) and match["title"] in _titles("ja"):
        name = match["name"].strip("・＝=")
        # カスメアの沿岸警備隊 is no title; トルヴァル内相, ケルマール内務省のレンコ報道官 are.
        return Named(name, match["before"].removesuffix("の") + _shown(match["title"]))
    if (match := _POLITE.search(told)) and match.start() == 0:
        return Named(match["name"])
    return Named(told) if told else None


def _shown(title: str) -> str:
    return "" if title in {"氏", "さん", "女史"} else title


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("titles.toml").read_text(encoding="utf-8"))


@cache
def _titles(language: str) -> frozenset[str]:
    return frozenset(_table().get(language, {}).get("titles", "").split())


@cache
def _nobody() -> frozenset[str]:
    return frozenset(_table()["ja"]["nobody"].split())
