"""Cues: the words by which a text says who said a thing, and how far it stands behind it.

A language is a file beside this one; what its tables hold stands in `en.toml`. English and Japanese are complete,
Russian and Chinese coarse.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

Stance = Literal["says", "insists", "alleges", "reveals", "denies", "reported"]

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"([A-Za-z]+)")
# "did not", "refused to", "neither side has": what turns the verb behind it round. The text just before the cue.
_EN_BEFORE = re.compile(
    r"(?:\b(?:not|never|cannot|nor|(?:refus|declin|fail)\w+ to|yet to|without)|n[’']t)"
    r"(?: \w+ly| yet| even| publicly)?(?: have| be| been| to)? $"
    r"|\b(?:neither|none|nobody|no (?:one|\w+))\b(?: [\w’']+){0,4} $",
    re.IGNORECASE,
)
_EN_BEHIND = re.compile(r" (?:neither|nothing|none)\b")
_JA_BEHIND = re.compile(
    r"(?:[しすさせきけてでいれおえめるたくはもら]|こと)*?"
    r"(?:ない|なかっ|なく(?!なっ)|ず(?!れ)|ません|ぬ|ざる(?!を得)|を(?:避|控|拒))"
)
_RU_BEFORE = re.compile(r"\b(?:не|ни|отказал\w+) (?:\w+ )?$", re.IGNORECASE)
_ZH_BEFORE = re.compile(r"[没未不](?:有|予|曾|愿|肯)?$")
_LOOK_BACK = 48  # characters before a cue in which its negation stands
_LOOK_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in a text: `stances` all that it may stand for, the chief one first; `span` in code points.

    A `weak` cue may answer for one in the other text, and is never missed or found too much itself. `form` is which of
    an English verb's forms it is (base, -s, past, participle, -ing), -1 where it is no verb.
    """

    text: str
    span: tuple[int, int]
    stances: tuple[Stance, ...]
    weak: bool
    negated: bool
    form: int = -1

    @property
    def stance(self) -> Stance:
        return self.stances[0]


@dataclass(frozen=True, slots=True)
class _Group:
    stances: tuple[Stance, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A word that is a cue where `before` ends the text before it and `then` begins the text behind it."""

    group: _Group
    before: re.Pattern[str] | None
    then: re.Pattern[str]


@dataclass(slots=True)
class _Lexicon:
    """A language's cues, ready to be looked for."""

    words: dict[str, tuple[_Group, int]] = field(default_factory=dict)
    phrases: dict[str, list[_Phrase]] = field(default_factory=dict)
    fixes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scan: re.Pattern[str] = _WORD


def languages() -> frozenset[str]:
    """The languages whose cues are known, as ISO 639-1."""
    return _languages()


def cues(text: str, language: str) -> list[Cue]:
    """The cues of a text in their order; none in a language that has no file."""
    if language not in _languages():
        return []
    lexicon = _lexicon(language)
    found: list[Cue] = []
    reached = 0
    for match in lexicon.scan.finditer(text):
        if match.start() < reached:
            continue
        known = _known(text, match, lexicon)
        if known is not None:
            group, form, end = known
            reached = end
            negated = _negated(text, match.start(), end, language)
            span = (match.start(), end)
            found.append(Cue(text[slice(*span)], span, group.stances, group.weak, negated, form))
    return found


def renamed(cue: Cue, stance: Stance, language: str) -> str | None:
    """The plainest verb of a stance in the form in which the cue stands; None where none fits there."""
    forms = _lexicon(language).fixes.get(stance)
    if forms is None:
        return None
    if language == "ja":
        return forms[0]
    return forms[cue.form] if cue.form >= 0 else None


def _known(text: str, match: re.Match[str], lexicon: _Lexicon) -> tuple[_Group, int, int] | None:
    """What a word is a cue of, its form, and where the cue ends."""
    word = match[1].lower()
    for phrase in lexicon.phrases.get(word, ()):
        behind = phrase.then.match(text, match.end(1))
        if behind is not None and (
            phrase.before is None or phrase.before.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        ):
            return phrase.group, -1, behind.end()
    known = lexicon.words.get(word)
    return (known[0], known[1], match.end()) if known is not None else None


def _negated(text: str, start: int, end: int, language: str) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start]
    behind = text[end : end + _LOOK_AHEAD]
    if language == "ja":
        return _JA_BEHIND.match(behind) is not None
    if language == "en":
        return _EN_BEFORE.search(before) is not None or _EN_BEHIND.match(behind) is not None
    return (_RU_BEFORE if language == "ru" else _ZH_BEFORE).search(before) is not None


@cache
def _languages() -> frozenset[str]:
    return frozenset(path.stem for path in _FOLDER.glob("*.toml"))


@cache
def _lexicon(language: str) -> _Lexicon:
    data: dict[str, Any] = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    irregular = {base: tuple(forms.split()) for base, forms in data.pop("irregular", {}).items()}
    fixes = data.pop("fix", {})
    parts_of_words = data.pop("stems", "")
    lexicon = _Lexicon()
    # Strong cues first: where two tables claim the same word, that is what it is.
    for table in sorted(data.values(), key=lambda table: bool(table.get("weak"))):
        group = _Group(_stances(table["stances"]), table.get("weak", False))
        for verb in table.get("verbs", "").split():
            for form, word in enumerate(irregular.get(verb) or _forms(verb)):
                _add(lexicon, word, group, form)
        for word in table.get("words", "").split():
            _add(lexicon, word, group, -1)
        for row in table.get("phrases", ()):
            before = re.compile(row["before"], re.IGNORECASE) if "before" in row else None
            phrase = _Phrase(group, before, re.compile(row.get("then", ""), re.IGNORECASE))
            for word in row["at"].split():
                lexicon.phrases.setdefault(word, []).append(phrase)
    for stance, verb in fixes.items():
        lexicon.fixes[stance] = (irregular.get(verb) or _forms(verb)) if language == "en" else (verb,)
    if parts_of_words:
        lexicon.scan = _scan({*lexicon.words, *lexicon.phrases}, starting=parts_of_words == "start")
    return lexicon


def _add(lexicon: _Lexicon, word: str, group: _Group, form: int) -> None:
    known, known_form = lexicon.words.get(word, (None, form))
    lexicon.words[word] = (_joined(known, group), known_form)


def _scan(stems: Collection[str], *, starting: bool) -> re.Pattern[str]:
    """Finds stems, the longest first: those that start a word, with the rest of it, or all of them."""
    either = "|".join(map(re.escape, sorted(stems, key=len, reverse=True)))
    return re.compile(rf"\b({either})\w*", re.IGNORECASE) if starting else re.compile(f"({either})")


def _joined(known: _Group | None, group: _Group) -> _Group:
    """A word of several weak groups may stand for all that they may; one of a strong group is that alone."""
    if known is None or not known.weak:
        return known or group
    return _Group(tuple(dict.fromkeys(known.stances + group.stances)), weak=True)


def _stances(given: list[Stance]) -> tuple[Stance, ...]:
    if unknown := set(given) - set(get_args(Stance)):
        raise ValueError(f"no such stance: {', '.join(sorted(unknown))}")
    return tuple(given)


def _forms(verb: str) -> tuple[str, ...]:
    """The forms of a regular English verb: base, -s, past, participle, -ing."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    s = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return verb, s, verb + "ed", verb + "ed", verb + "ing"
