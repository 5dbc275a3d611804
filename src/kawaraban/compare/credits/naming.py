"""The names of agencies and outlets: which are known, and whether two say the same in whatever script."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from kawaraban.translate.names import alike

_OTHER = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^the\s+")
#: What stands at the end of a name or is left out: 共同, 共同通信, 共同通信社.
_END = re.compile(r"(?:通信社|通信|新聞社|通讯社|newsagency|агентство)$")
#: Names that sound as like as this are one, where one of them is in katakana or Cyrillic and the other is not.
_ALIKE = 0.8
_LONGEST = 60
_LATIN, _KANA, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[ァ-ヺ]"), re.compile("[А-Яа-яЁё]")


def known(language: str) -> str:
    """A pattern of the known names, the longest first; in Latin letters they are known in every language."""
    spellings = {
        spelling
        for spelling in _spellings()
        if _LATIN.search(spelling)
        or (language == "ru" and _CYRILLIC.search(spelling))
        or (language in {"ja", "zh"} and not _CYRILLIC.search(spelling))
    }
    ordered = sorted(spellings, key=lambda one: (-len(one), one))
    edged = [one for one in ordered if one[0].isascii() or language == "ru"]
    rest = "".join(f"|{re.escape(one)}" for one in ordered if one not in edged)
    return f"(?<![A-Za-zА-яЁё])(?:{'|'.join(map(re.escape, edged))})(?![A-Za-zА-яЁё]){rest}"


def is_known(name: str) -> bool:
    """Whether it is the name of an agency or outlet of the list."""
    return name in _spellings()


@lru_cache(1 << 12)
def same_name(one: str, other: str) -> bool:
    """Whether two names are one agency's or outlet's: equal, known as one, or alike in sound across scripts."""
    a, b = _canonical(one[:_LONGEST]), _canonical(other[:_LONGEST])
    if not a or not b:
        return False
    if a == b:
        return True
    if _initials(one) == other or one == _initials(other):
        return True
    if not (_is_listed(one) and _is_listed(other)) and _script(one) != _script(other):
        return alike(one[:_LONGEST], other[:_LONGEST], _ALIKE) >= _ALIKE
    return False


def _initials(name: str) -> str:
    """ВТА for Вардонское телеграфное агентство; nothing for a single word."""
    words = name.split()
    return "".join(word[0] for word in words).upper() if len(words) > 2 else ""


def _script(name: str) -> str:
    if _KANA.search(name):
        return "kana"
    return "cyrillic" if _CYRILLIC.search(name) else "latin" if _LATIN.search(name) else ""


def _is_listed(name: str) -> bool:
    return _folded(name) in _known_as()


def _canonical(name: str) -> str:
    plain = _folded(name)
    known_as = _known_as().get(plain) or _known_as().get(_END.sub("", plain))
    return known_as or _END.sub("", plain) or plain


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).lower().replace("’", "'").strip()
    return _OTHER.sub("", _ARTICLE.sub("", plain))


@cache
def _known_as() -> dict[str, str]:
    return {_folded(spelling): _folded(name) for spelling, name in _spellings().items()}


@cache
def _spellings() -> dict[str, str]:
    """Each spelling -> the name it stands under."""
    data = tomllib.loads(Path(__file__).with_name("agencies.toml").read_text(encoding="utf-8"))
    return {spelling: name for name, row in data["written"].items() for spelling in row.split("|")}
