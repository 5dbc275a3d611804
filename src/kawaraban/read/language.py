"""Which language a text is in, as ISO 639-1: what the page says, held against the text itself."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 1_200  # characters; more changes no answer
_ENOUGH = 60  # letters, below which the page's word is better than any statistic
_TAG = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")
# What pages write that is no ISO 639-1 code, and codes that were replaced.
_WRITTEN = {
    "jp": "ja",
    "cn": "zh",
    "kr": "ko",
    "ua": "uk",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "eng": "en",
    "jpn": "ja",
}
_WRITTEN |= {"rus": "ru", "zho": "zh", "chi": "zh", "ukr": "uk", "nb": "no", "nn": "no", "cmn": "zh", "yue": "zh"}
# The languages of news that a statistic tells apart; the rare ones it would answer wrongly stay out.
_KNOWN = (
    "ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk kn ko ku ky "
    "la lo lt lv mk ml mn mr ms mt nb ne nl no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr ug uk ur vi zh"
).split()


def identify(text: str, declared: Iterable[str | None] = ()) -> str:
    """The language of `text`, "" where neither it nor `declared` (html lang, JSON-LD; best first) can tell.

    A declaration is taken unless the text contradicts it: a script it isn't written in, or, where the text is long
    enough, a clear answer for another language. Templates that say lang="en" over a Japanese article are common.
    """
    said = next(filter(None, (code_of(tag) for tag in declared)), "")
    sample = text[:_SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    by_script = _by_script(sample)
    if by_script:
        return by_script
    if said and (letters < _ENOUGH or not _contradicted(said, sample)):
        return said
    return _by_statistic(sample) if letters >= _ENOUGH / 3 else said


def code_of(tag: str | None) -> str:
    """The ISO 639-1 code in a language tag ("ja-JP", "zh_CN", "jp"); "" if there is none."""
    match = _TAG.match((tag or "").strip())
    if not match:
        return ""
    code = match.group().lower()
    code = _WRITTEN.get(code, code)
    return code if len(code) == 2 else ""


def _scripts(sample: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for character, n in Counter(sample).items():
        if character.isalpha():
            counts[unicodedata.name(character, "?").split()[0]] += n
    return counts


def _by_script(sample: str) -> str:
    """The languages that a script gives away at once."""
    counts = _scripts(sample)
    letters = counts.total()
    if letters < 8:
        return ""
    kana, hangul, han = counts["HIRAGANA"] + counts["KATAKANA"], counts["HANGUL"], counts["CJK"]
    if (kana + han) * 2 > letters and kana * 20 > han + kana:
        return "ja"
    if hangul * 2 > letters:
        return "ko"
    if han * 2 > letters:
        return "zh"
    for script, code in (("GREEK", "el"), ("THAI", "th"), ("GEORGIAN", "ka"), ("ARMENIAN", "hy"), ("HEBREW", "he")):
        if counts[script] * 2 > letters:
            return code
    return ""


_CYRILLIC = frozenset("be bg kk ky mk mn ru sr tg tt uk uz".split())
_ARABIC = frozenset("ar fa ps ug ur ku sd".split())
_OTHER = frozenset("el he hi ja ka ko hy th zh bn ta te ml kn gu pa si mr ne am km lo my".split())


def _contradicted(said: str, sample: str) -> bool:
    counts = _scripts(sample)
    top = counts.most_common(1)[0][0] if counts else "LATIN"
    wrong_script = {
        "LATIN": said in _CYRILLIC - {"sr", "uz", "kk"} or said in _ARABIC - {"ku"} or said in _OTHER,
        "CYRILLIC": said not in _CYRILLIC,
        "ARABIC": said not in _ARABIC,
    }.get(top, False)
    if wrong_script:
        return True
    code, confidence = _classify(sample)
    # Neighbours (Danish and Norwegian, Serbian and Croatian) are the page's to name.
    return code != said and confidence > 0.95 and said in _KNOWN and not _neighbours(code, said)


_NEIGHBOURS = (
    "da no nb sv",
    "sr hr bs sl mk",
    "ms id",
    "cs sk",
    "ru uk be bg",
    "es pt gl ca",
    "af nl",
    "hi mr ne",
    "ar fa ur ug",
)


def _neighbours(one: str, other: str) -> bool:
    return any(one in group.split() and other in group.split() for group in _NEIGHBOURS)


def _by_statistic(sample: str) -> str:
    code, _ = _classify(sample)
    return "no" if code == "nb" else code


def _classify(sample: str) -> tuple[str, float]:
    code, confidence = _identifier().classify(sample)
    return str(code), float(confidence)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in _KNOWN if code in identifier.labels])
    return identifier
