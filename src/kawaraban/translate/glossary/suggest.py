"""What a person's correction of an engine's rendering says about a word: how it is to be rendered.

The two renderings are compared word by word, in Japanese by runs of one script. Where one word stands in place of one
other, it belongs to some word of the original: to the one that sounds like it, or to one of those that might be meant.
Which of them, the next correction of the same kind tells, for it has the word again.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from kawaraban.translate.glossary.finding import UNSPACED
from kawaraban.translate.names import names, similarity
from kawaraban.translate.names.finding import frequent

MAX_TOKENS = 2000  # of a rendering; a longer one is not compared
MAX_CANDIDATES = 12
_SOUNDS = 0.75

_RUN = re.compile(r"[一-鿿々〆ヶ]+|[ァ-ヺー・＝]+|[ぁ-ゖ]|[^\W_一-鿿々ぁ-ヿ]+|\S")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|\S")
_CONTENT = re.compile(r"[一-鿿々〆ヶ]+|[ァ-ヺー・＝]{2,}|[^\W\d_ぁ-ヿ]{2,}")
_LATIN = re.compile(r"[A-Za-zА-яЁё]")


@dataclass(frozen=True, slots=True)
class Correction:
    """A word `was` that a person made `now`; `sources` are the words of the original that it may belong to."""

    was: str
    now: str
    sources: tuple[str, ...]


def corrections(source: str, machine: str, person: str, source_language: str, target_language: str) -> list[Correction]:
    """The words that a person corrected in an engine's rendering, in its order, each once.

    One word for one: where more was changed than that, nobody can tell which belongs to which. Pure.
    """
    before, after = _words(machine, target_language), _words(person, target_language)
    if max(len(before), len(after)) > MAX_TOKENS:
        return []
    found: dict[tuple[str, str], Correction] = {}
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = _single(before[a:b], target_language), _single(after[c:d], target_language)
        if what != "replace" or not was or not now or _folded(was) == _folded(now):
            continue
        sources = _sources(source, was, now, source_language)
        if sources:
            found.setdefault((was, now), Correction(was, now, sources))
    return list(found.values())


def _words(text: str, language: str) -> list[str]:
    return (_RUN if language in UNSPACED else _WORD).findall(text)


def _single(words: list[str], language: str) -> str:
    """The one word with content among these, "" where there is none or more; where words are spaced, up to three."""
    content = [word for word in words if _CONTENT.fullmatch(word)]
    if language not in UNSPACED:
        return " ".join(words) if content and len(words) <= 3 and len(content) == len(words) else ""
    return content[0] if len(content) == 1 else ""


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _sources(source: str, was: str, now: str, language: str) -> tuple[str, ...]:
    """The words of the original that a correction may belong to: one where it sounds like it, else all with content."""
    if was in source and _LATIN.search(was):
        return (was,)  # the engine had left it standing
    if language in UNSPACED:
        words = list(dict.fromkeys(word for word in _RUN.findall(source) if _CONTENT.fullmatch(word)))
        return tuple(words) if len(words) <= MAX_CANDIDATES else ()
    known = [name.text for name in names(source, language)]
    sounding = [name for name in known if max(_sound(name, now), _sound(name, was)) >= _SOUNDS]
    if sounding:
        return tuple(dict.fromkeys(sounding)) if len(set(sounding)) == 1 else ()
    # A name is rendered in katakana, a common word rather not: so of each kind the other is left out.
    parts = {part for name in known for part in name.split()}
    words = [word.lower() for word in _WORD.findall(source) if _CONTENT.fullmatch(word) and word not in parts]
    chosen = [*dict.fromkeys(word for word in words if len(word) > 2 and word not in frequent()), *dict.fromkeys(known)]
    return tuple(chosen[:MAX_CANDIDATES]) if len(chosen) <= 2 * MAX_CANDIDATES else ()


def _sound(name: str, word: str) -> float:
    return similarity(name, word) if re.fullmatch("[ァ-ヺー・＝]+", word) else 0.0
