"""Whether an engine's answer is a translation at all. One check for every engine; none of it knows which one answered.

It says nothing about how good a translation is: that is the proof's part. It catches what servers and models give
instead of one: nothing, the source, another language, the same words without end, a web page, talk about the task.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from kawaraban.read.language import identify
from kawaraban.translate.digest import normalised
from kawaraban.translate.model import Fault

_SAMPLE = 4_000  # characters of an answer that are looked at for its script and its repetitions
_STATISTIC = 60  # letters, from which a statistic tells languages of one script apart
_LOOP = 40  # characters of one repetition, from which it is a loop
_REPEATED = re.compile(r"(\S.{0,79}?)\1{5,}", re.DOTALL)
_PAGE = re.compile(r"\s*(<!doctype\s+html|<html[\s>]|<\?xml\s|<head[\s>]|<body[\s>])", re.IGNORECASE)
_JSON = re.compile(r'\s*\{\s*"')
_CHATTER = re.compile(
    r"""\s*["“「]?(
        (sure|certainly|of\ course|absolutely|okay|ok)[,!.:]
        | here(\ is|'s|’s|\ are)\ .{0,40}\btranslat
        | (the\ )?(following\ is\ )?(the\ |a\ |my\ |your\ )?(\w+\ )?translat(ion|ed\ text)\b.{0,30}[:：]
        | translat(ion|ed)\b\s*[:：]
        | as\ an\ ai\b
        | i(\ a|'|’)m\ (sorry|unable)\b.{0,60}\btranslat
        | i\ can(no|'|’)t\ .{0,20}translat
        | (はい、|承知|かしこまりました|了解).{0,30}(訳|翻訳)
        | 以下[はがに、の].{0,30}訳
        | (日本語)?(翻訳|訳文|訳|和訳)(文|結果)?\s*[:：]
        | 申し訳.{0,40}翻訳
        | (вот|перевод)\b.{0,20}[:：]
        | (以下是|翻译)(.{0,20}译文)?\s*[:：]
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTE = re.compile(r"\n\s*[(（*]*\s*(note|translator'?s? note|訳注|注|※注)\s*[:：]", re.IGNORECASE)

#: Which scripts a language is written in; others, where they are most of an answer, are another language's.
_SCRIPTS = {
    "ja": {"HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA"},
    "zh": {"CJK"},
    "ko": {"HANGUL", "CJK"},
    "ru": {"CYRILLIC"}, "uk": {"CYRILLIC"}, "be": {"CYRILLIC"}, "bg": {"CYRILLIC"},
    "el": {"GREEK"}, "he": {"HEBREW"}, "ar": {"ARABIC"}, "fa": {"ARABIC"}, "th": {"THAI"}, "ka": {"GEORGIAN"},
}  # fmt: skip
_LATIN = frozenset({"LATIN"})
_MIXED = frozenset({"sr", "uz", "kk", "hi", "mr", "ne", "bn", "ta", "te", "am", "hy"})  # not told by this table


def doubt(source: str, answer: str, source_language: str, target_language: str) -> Fault | None:
    """What makes `answer` no translation of `source`; None where nothing does. Short texts get the benefit of doubt."""
    if not answer.strip():
        return "empty" if source.strip() else None
    if (_PAGE.match(answer) and not _PAGE.match(source)) or (_JSON.match(answer) and not _JSON.match(source)):
        return "error-page"
    if _is_loop(answer) and not _is_loop(source):
        return "loop"
    if _is_chatter(answer) and not _is_chatter(source):
        return "chatter"
    if source_language != target_language and _is_untranslated(source, answer, source_language, target_language):
        return "untranslated"
    if _is_other_language(source, answer, source_language, target_language):
        return "other-language"
    return _length(source, answer)


def _is_loop(text: str) -> bool:
    return any(len(match[0]) >= _LOOP for match in _REPEATED.finditer(text[-_SAMPLE:]))


def _is_chatter(text: str) -> bool:
    return bool(_CHATTER.match(text) or _NOTE.search(text))


def _is_untranslated(source: str, answer: str, source_language: str, target_language: str) -> bool:
    """The source came back. A name, a figure or a label may well stay as it is: only running words count."""
    if normalised(source).casefold() != normalised(answer).casefold():
        return False
    counts = _scripts(source)
    foreign = counts.total() - sum(counts[script] for script in _scripts_of(target_language))
    if foreign * 2 > counts.total() and counts.total() >= 4 and _scripts_of(target_language) != _LATIN:
        return _words(source) >= 3
    # Both are written alike: Latin to Latin, or Chinese to Japanese.
    return _words(source) >= 4 if _scripts_of(source_language) == _LATIN else len(source) >= 12


def _words(text: str) -> int:
    """Words that are no names: those that begin small, and every second character of scripts without capitals."""
    small = sum(word[0].islower() for word in text.split())
    uncased = sum(character.isalpha() and not (character.islower() or character.isupper()) for character in text)
    return small + uncased // 2


def _is_other_language(source: str, answer: str, source_language: str, target_language: str) -> bool:
    if target_language in _MIXED:
        return False
    counts = _scripts(answer)
    letters = counts.total()
    own = sum(counts[script] for script in _scripts_of(target_language))
    # A sentence full of foreign names keeps its own words between them.
    if letters >= 12 and _words(source) >= 3 and (own * 10 < letters or (own < 8 and own * 4 < letters)):
        return True
    if target_language == "ja" and letters >= 30 and counts["CJK"] * 10 > letters * 9:
        return counts["HIRAGANA"] + counts["KATAKANA"] == 0
    if letters < _STATISTIC or own * 2 < letters:
        return False
    # Neighbours (Danish and Norwegian) are held apart only where the page of an article says which it is.
    return identify(answer[:_SAMPLE], [target_language]) not in {target_language, ""}


def _scripts(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for character, n in Counter(text[:_SAMPLE]).items():
        if character.isalpha():
            counts[unicodedata.name(character, "?").split()[0]] += n
    return counts


def _scripts_of(language: str) -> set[str] | frozenset[str]:
    return _SCRIPTS.get(language, _LATIN)


def _length(source: str, answer: str) -> Fault | None:
    """Far out of proportion; a full-width character counts as two and a half."""
    was, now = _width(source), _width(answer)
    if now > 4 * was + 60:
        return "too-long"
    return "too-short" if was > 60 and now * 5 < was else None


def _width(text: str) -> float:
    return sum(2.5 if character >= "⺀" else 1.0 for character in normalised(text))
