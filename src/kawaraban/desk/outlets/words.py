"""The words that facts are told in: description, in the reader's language, and the same for every country."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from kawaraban.desk.models import OutletFact

Kind, Answer = OutletFact.Kind, OutletFact.Answer

#: What an outlet is, by the word that is stored.
MEDIA: dict[str, Promise] = {
    "agency": pgettext_lazy("medium", "news agency"),
    "broadcaster": pgettext_lazy("medium", "broadcaster"),
    "daily": pgettext_lazy("medium", "daily"),
    "evening": pgettext_lazy("medium", "evening paper"),
    "business": pgettext_lazy("medium", "business daily"),
    "weekly": pgettext_lazy("medium", "weekly"),
    "magazine": pgettext_lazy("medium", "magazine"),
    "trade": pgettext_lazy("medium", "trade paper"),
    "online": pgettext_lazy("medium", "online"),
    "portal": pgettext_lazy("medium", "portal"),
    "social": pgettext_lazy("medium", "social server"),
}
#: How it is held, by the word that is stored; only where a source says so.
FORMS: dict[str, Promise] = {
    "state": pgettext_lazy("form", "state"),
    "public": pgettext_lazy("form", "public"),
    "private": pgettext_lazy("form", "private"),
    "company": pgettext_lazy("form", "company"),
    "cooperative": pgettext_lazy("form", "cooperative"),
    "association": pgettext_lazy("form", "non-profit association"),
    "foundation": pgettext_lazy("form", "foundation"),
    "statutory": pgettext_lazy("form", "body under a law of its own"),
    "party": pgettext_lazy("form", "party organ"),
    "members": pgettext_lazy("form", "run by its members"),
}
#: What the three questions about a state are called in a line.
STATE: dict[str, Promise] = {
    Kind.FUNDING: pgettext_lazy("state", "funding"),
    Kind.OWNERSHIP: pgettext_lazy("state", "ownership or management"),
    Kind.EDITORIAL: pgettext_lazy("state", "editorial control"),
}
_VOCABULARY = {Kind.MEDIUM: MEDIA, Kind.FORM: FORMS}


def told(fact: OutletFact, language: str) -> str:
    """What a fact says, in the words of a reader's language; vocabulary needs that language to be active."""
    if fact.kind in STATE:
        return str(Answer(fact.answer).label) if fact.answer in Answer.values else ""
    if language.startswith("ja") and fact.value_ja:
        return fact.value_ja
    if (words := _VOCABULARY.get(Kind(fact.kind))) is not None:
        return str(words.get(fact.value, fact.value))
    if fact.kind == Kind.COUNTRY:
        return country(fact.value, language)
    if fact.kind == Kind.LANGUAGES:
        return languages(fact.value.split(), language)
    return fact.value


def country(value: str, language: str) -> str:
    """A country by its code (ISO 3166-1) in a language; another name as it is."""
    return str(_locale(language).territories.get(value, value)) if _is_code(value) else value


@lru_cache(maxsize=1024)
def country_code(name: str) -> str:
    """The code of a country named in English or Japanese, or given as a code; else the name itself."""
    name = name.strip()
    if _is_code(name):
        return name
    known = _CALLED.get(name.casefold())
    if known:
        return known
    for locale in (Locale("en"), Locale("ja")):
        for code, called in locale.territories.items():
            if _is_code(code) and called.casefold() == name.casefold():
                return str(code)
    return name


def languages(codes: Iterable[str], language: str) -> str:
    """Languages by their codes (ISO 639-1): "日本語、英語"."""
    names = _locale(language).languages
    return separator(language).join(str(names.get(code, code)) for code in codes)


def separator(language: str) -> str:
    return "、" if language.startswith("ja") else ", "


#: Other names of countries that lists are seen to use.
_CALLED = {
    "turkey": "TR",
    "uk": "GB",
    "great britain": "GB",
    "usa": "US",
    "united states of america": "US",
    "uae": "AE",
    "hong kong": "HK",
    "macau": "MO",
    "myanmar": "MM",
    "burma": "MM",
    "czech republic": "CZ",
    "ivory coast": "CI",
    "cote d'ivoire": "CI",
    "swaziland": "SZ",
    "macedonia": "MK",
    "palestine": "PS",
    "bosnia and herzegovina": "BA",
    "congo": "CG",
    "democratic republic of congo": "CD",
    "democratic republic of the congo": "CD",
    "trinidad and tobago": "TT",
    "antigua and barbuda": "AG",
    "saint lucia": "LC",
    "イギリス": "GB",
    "英国": "GB",
    "米国": "US",
    "アメリカ": "US",
}
_CODE = 2  # letters of a country's code


def _is_code(value: str) -> bool:
    return len(value) == _CODE and value.isascii() and value.isalpha() and value.isupper()


def _locale(language: str) -> Locale:
    return Locale("ja" if language.startswith("ja") else "en")
