"""Russian names as a text declines them: whom "Тимура Гаева" and "Гаевым" may mean.

Pure. A form may be read in several ways ("Гаева" is a woman, or of a man), and each reading tells the gender: a man and
a woman of one surname are two, whatever the case they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Gender = Literal["m", "f"]
_Reading = tuple[str, Gender, str]  # case, gender, the nominative

_CYRILLIC = re.compile(r"[А-ЯЁ][А-ЯЁа-яё’'-]*\.?")
_SOUNDS = "бвгджзклмнпрстфхцчшщ"
_CASES = ("nom", "gen", "dat", "acc", "ins", "pre")
_GENDERS: tuple[Gender, Gender] = ("m", "f")
_MOST_PARTS = 3
#: Endings by case, of a man's name on a consonant, on й, on ь; and of a name on а and on я.
_HARD = {"gen": "а", "acc": "а", "dat": "у", "ins": "ом", "pre": "е"}
_SOFT = {"gen": "я", "acc": "я", "dat": "ю", "ins": "ем", "pre": "е"}
_ON_A = {"nom": "а", "gen": "ы", "dat": "е", "acc": "у", "ins": "ой", "pre": "е"}
_ON_YA = {"nom": "я", "gen": "и", "dat": "е", "acc": "ю", "ins": "ей", "pre": "е"}
#: Of surnames like Гаев: the man's, the woman's; and of those like Горский.
_MAN = {"nom": "", "gen": "а", "acc": "а", "dat": "у", "ins": "ым", "pre": "е"}
_WOMAN = {"nom": "а", "gen": "ой", "dat": "ой", "acc": "у", "ins": "ой", "pre": "ой"}
_MAN_LIKE_WORDS = {"nom": "ий", "gen": "ого", "acc": "ого", "dat": "ому", "ins": "им", "pre": "ом"}
_WOMAN_LIKE_WORDS = {"nom": "ая", "gen": "ой", "dat": "ой", "acc": "ую", "ins": "ой", "pre": "ой"}
_FAMILY = ("ов", "ев", "ёв", "ин", "ын")
#: Women's names that are also the genitive of a man's.
_WOMENS = frozenset(
    """александра валентина владислава станислава вячеслава ярослава мирослава богдана романа ивана серафима стефана
    августа юлиана кристиана мариана адриана камила марина карина евгения валерия юлия виталия клавдия""".split()
)
#: Women's names that no man's genitive looks like, but for its ending.
_WOMEN_ONLY = frozenset(
    """анна ольга елена ирина наталья наталия татьяна светлана екатерина мария марья дарья софья софия ксения анастасия
    виктория людмила галина нина вера надежда любовь лариса тамара алла инна жанна яна алина полина кристина диана лидия
    зинаида раиса маргарита варвара елизавета вероника оксана эльвира эльмира гульнара юлиана зоя майя ева""".split()
)
_ODD = {"павл": "павел", "льв": "лев"}  # what is left of them before an ending
_STILL = "еиоуыэю."  # the last letters of names that stay as they are, and of initials: they tell no gender


@dataclass(frozen=True, slots=True)
class Bearer:
    """One whom a form may mean: the parts of the name in the nominative, in small letters, and the gender."""

    parts: tuple[str, ...]
    gender: Gender


@lru_cache(maxsize=10_000)
def bearers(name: str) -> frozenset[Bearer]:
    """Whom a Russian name may mean, a reading each; none where it is no name in Cyrillic letters.

    The parts agree in case and gender; the last is the surname, which stands without its gender's ending.
    """
    parts = name.split()
    if not 0 < len(parts) <= _MOST_PARTS or not all(_CYRILLIC.fullmatch(part) for part in parts):
        return frozenset()
    small = [part.lower().replace("ё", "е") for part in parts]
    read = [*(set(_given(part)) for part in small[:-1]), set(_surname(small[-1]))]
    found = set()
    for case in _CASES:
        for gender in _GENDERS:
            ways = [[base for at, who, base in part if (at, who) == (case, gender)] for part in read]
            found |= {Bearer(whole, gender) for whole in _each(ways)}
    return frozenset(found)


def same_person(one: str, other: str) -> bool:
    """Whether two full names, or two surnames alone, are forms of one name for sure.

    Full names need one reading in common, and no first name in it that is also a woman's in another case. Surnames
    alone, and those behind a name that tells no gender, must both have that reading only.
    """
    ours, theirs = bearers(one), bearers(other)
    if len(one.split()) == 1 or len(other.split()) == 1:
        return len(ours) == 1 and ours == theirs
    common = frozenset(bearer for bearer in ours & theirs if bearer.parts[0][-1] not in _STILL)
    if common:
        return not any(_may_be_a_womans(name, common) for name in (one, other))
    return bool(ours & theirs) and (one == other or (_genders(ours) == _genders(theirs) and len(_genders(ours)) == 1))


def bears(surname: str, full: str) -> bool:
    """Whether a surname alone, in whatever case, is surely that of a full name's bearer."""
    alone = {(bearer.parts[-1], bearer.gender) for bearer in bearers(surname)}
    whole = bearers(full)
    return len(alone) == 1 == len(_genders(whole)) and alone <= {(bearer.parts[-1], bearer.gender) for bearer in whole}


def _genders(of: frozenset[Bearer]) -> set[Gender]:
    return {bearer.gender for bearer in of}


def _may_be_a_womans(name: str, common: frozenset[Bearer]) -> bool:
    first = name.split()[0].lower().replace("ё", "е")
    return first in _WOMENS and any(bearer.gender == "m" for bearer in common)


def _each(ways: list[list[str]]) -> Iterator[tuple[str, ...]]:
    if not ways:
        yield ()
        return
    for base in ways[0]:
        for rest in _each(ways[1:]):
            yield (base, *rest)


def _given(word: str) -> Iterator[_Reading]:
    """Readings of a first name or a patronymic."""
    if word not in _WOMEN_ONLY:
        yield from _of_man(word)
    yield from _on_a(word)
    if word[-1] in "ь" + _STILL:  # Любовь, Ильсе, "И."
        yield from ((case, gender, word) for case in _CASES for gender in _GENDERS)


def _surname(word: str) -> Iterator[_Reading]:
    found = [*_family(word, _MAN, "m"), *_family(word, _WOMAN, "f")]
    found += [*_like_words(word, _MAN_LIKE_WORDS, "m"), *_like_words(word, _WOMAN_LIKE_WORDS, "f")]
    if found:
        yield from found
        return
    yield from _of_man(word)
    yield from _on_a(word)
    if word[-1] not in "ая":  # Торвальд of a woman, Ренко, Дюма's like
        yield from ((case, "f", word) for case in _CASES)
        if word[-1] not in _SOUNDS + "йь":
            yield from ((case, "m", word) for case in _CASES)


def _of_man(word: str) -> Iterator[_Reading]:
    if word[-1] in _SOUNDS + "йь":
        yield "nom", "m", word
    for case, ending in _HARD.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and stem[-1] in _SOUNDS:
            yield case, "m", _ODD.get(stem, stem)
    if word.endswith("ем") and word[-3:-2] in tuple("жцчшщ"):
        yield "ins", "m", word[:-2]  # Игоревичем
    for case, ending in _SOFT.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield from ((case, "m", stem + last) for last in "йь")
    if word.endswith("ии"):
        yield "pre", "m", word[:-1] + "й"


def _on_a(word: str) -> Iterator[_Reading]:
    for endings in (_ON_A, _ON_YA):
        for case, ending in endings.items():
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > 1:
                yield from ((case, gender, stem + endings["nom"]) for gender in _GENDERS)
    if word.endswith("и") and len(word) > 2:  # Ольги, Марии
        yield from (("gen", gender, word[:-1] + "а") for gender in _GENDERS)
        yield from ((case, gender, word[:-1] + "я") for case in ("dat", "pre") for gender in _GENDERS)


def _family(word: str, endings: dict[str, str], gender: Gender) -> Iterator[_Reading]:
    for case, ending in endings.items():
        stem = word.removesuffix(ending) if ending else word
        if (stem != word or not ending) and len(stem) > 2 and stem.endswith(_FAMILY):
            yield case, gender, stem


def _like_words(word: str, endings: dict[str, str], gender: Gender) -> Iterator[_Reading]:
    for case, ending in endings.items():
        stem = word.removesuffix(ending)
        if stem != word and stem.endswith(("ск", "цк")):
            yield case, gender, stem
