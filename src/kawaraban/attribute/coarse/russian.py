"""Russian: X заявил, что …; …, заявил X; «…», — сказал X; по словам X, …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kawaraban.attribute.coarse.sentences import bare, read
from kawaraban.attribute.coarse.tables import TURNED, stances, words
from kawaraban.attribute.model import Claim, Span, Stance
from kawaraban.attribute.quoted import Quoted
from kawaraban.attribute.spans import quotation_of

_END = re.compile(r"(?<![A-ZА-ЯЁ])[.!?…]+(?=\s|$)|\n")
_TO = re.compile(r",?\s*(?:что|будто|как)\s|:\s*")
_NAME = re.compile(r"\s*(\S\x00+\S)")
_WORD = re.compile(r"[\w-]+")
_ASIDE = re.compile(r"\s*(?:на|в|во|после|перед|по)\s+[\w-]+(?=\s+[А-ЯЁа-яё])")
_HIS = re.compile(r"\bпо\s+(его|её|ее|их)\s+словам,?", re.IGNORECASE)
_PART = re.compile(r"[,;(]|\s[—–-]\s|\x00")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """`plain` is as long as the sentence, without what is quoted; `start` its place in the text."""

    text: str
    start: int
    plain: str
    quotations: Sequence[Quoted]

    def claim(self, source: Span | None, cue: Span, content: Span, stance: Stance, rule: str) -> Claim | None:
        """A claim of places in the sentence; None where nothing is said."""
        at = self.start
        found = bare(self.text, (at + content[0], at + content[1]))
        if not found:
            return None
        who = bare(self.text, (at + source[0], at + source[1])) if source else ()
        unnamed = bool(who) and any(
            w in words("ru", "unnamed", "nouns") for w in _WORD.findall(self.text[slice(*who[0])].lower())
        )
        kind = quotation_of(found, self.quotations)
        return Claim(who, ((at + cue[0], at + cue[1]),), found, kind, stance, rule, coarse=True, unnamed=unnamed)


def find(text: str) -> list[Claim]:
    """The claims of a Russian text, in its order."""
    found: list[Claim] = []
    for start, plain, here in read(text, _END):
        sentence = _Sentence(text, start, plain, here)
        found += [claim for claim in (*_phrases(sentence), *_verbs(sentence)) if claim is not None]
    return sorted(found, key=lambda claim: claim.cue[0])


@cache
def _verb() -> re.Pattern[str]:
    past = "|".join(sorted(map(re.escape, stances("ru", "past")), key=len, reverse=True))
    now = "|".join(sorted(map(re.escape, stances("ru", "now")), key=len, reverse=True))
    return re.compile(rf"\b(?P<no>не\s+)?(?:(?P<past>{past})(?:л|ла|ло|ли)|(?P<now>{now}))\b", re.IGNORECASE)


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, stances('ru', 'phrases')))})\s+", re.IGNORECASE)


@cache
def _adverb() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, stances('ru', 'adverbs')))})\b", re.IGNORECASE)


def _phrases(sentence: _Sentence) -> Iterator[Claim | None]:
    plain = sentence.plain
    for match in _phrase().finditer(plain):
        stop = _PART.search(plain, match.end())
        if stop is None:
            continue
        source = _at_most(plain, match.end(), stop.start(), 8)
        content = (
            (stop.end(), len(plain))
            if match.start() < 3 or not plain[: match.start()].strip(" ,—")
            else (0, match.start())
        )
        yield sentence.claim(source, match.span(1), content, stances("ru", "phrases")[match[1].lower()], "phrase")
    for match in _HIS.finditer(plain):
        yield sentence.claim(match.span(1), match.span(), (match.end(), len(plain)), "says", "phrase")
    for match in _adverb().finditer(plain):
        yield sentence.claim(
            None, match.span(), (match.end(), len(plain)), stances("ru", "adverbs")[match[1].lower()], "adverb"
        )


def _verbs(sentence: _Sentence) -> Iterator[Claim | None]:
    for match in _verb().finditer(sentence.plain):
        stance = _stance(match)
        if stance is not None:
            yield _around(sentence, match, stance)


def _stance(match: re.Match[str]) -> Stance | None:
    word = (match["past"] or match["now"]).lower()
    stance = stances("ru", "past").get(word) or stances("ru", "now")[word]
    if not match["no"]:
        return stance
    return TURNED.get(stance) if stance == "denies" or word in words("ru", "negated", "denies") else None


def _around(sentence: _Sentence, match: re.Match[str], stance: Stance) -> Claim | None:
    plain = sentence.plain
    before = _source_before(plain, match.start())
    after = _source_after(plain, match.end())
    to = _TO.match(plain, after[1] if after and not before else match.end()) or _TO.search(
        plain, match.end(), match.end() + 80
    )
    if to and (before or after):
        return sentence.claim(before or after, match.span(), (to.end(), len(plain)), stance, "verb")
    ahead = plain[: match.start()].rstrip(" ")
    if ahead.endswith((",", "—", "–", "»")) and after:
        return sentence.claim(after, match.span(), (0, match.start()), stance, "after")
    if before and stance == "denies":
        return sentence.claim(before, match.span(), (match.end(), len(plain)), stance, "object")
    if ahead.lower().endswith("как") and (rest := plain.find(",", match.end())) > 0:
        return sentence.claim((match.end(), rest), match.span(), (rest, len(plain)), stance, "as")
    quotation = plain.find("\x00", match.end())
    return (
        sentence.claim(before, match.span(), (quotation - 1, len(plain)), stance, "verb")
        if before and quotation > 0
        else None
    )


def _source_before(plain: str, stop: int) -> Span | None:
    """The words of the clause before a verb."""
    parts = [part.end() for part in _PART.finditer(plain, 0, stop)]
    start = parts[-1] if parts else 0
    if not plain[start:stop].strip() and len(parts) > 1:  # X, глава банка, заявил
        return None
    words_ = list(_WORD.finditer(plain, start, stop))
    while words_ and words_[0][0].lower() in {
        "ранее",
        "однако",
        "но",
        "и",
        "а",
        "при",
        "этом",
        "как",
        "также",
        "он",
        "»",
    } - {"он"}:
        words_ = words_[1:]
    return (words_[0].start(), words_[-1].end()) if words_ and len(words_) <= 12 else None


def _source_after(plain: str, start: int) -> Span | None:
    """The words after a verb, without those spoken to and the place: заявил на брифинге министр."""
    at = start
    name = _NAME.match(plain, start)
    if name:  # передаёт «Радио Сорения»
        return name.span(1)
    while True:
        word = _WORD.match(plain, at + (len(plain[at:]) - len(plain[at:].lstrip(" "))))
        aside = _ASIDE.match(plain, at)
        if word and word[0].lower() in words("ru", "asides"):
            at = word.end()
        elif aside:
            at = aside.end()
        else:
            break
    stop = _PART.search(plain, at)
    return _at_most(plain, at, stop.start() if stop else len(plain), 10)


def _at_most(plain: str, start: int, stop: int, most: int) -> Span | None:
    found = list(_WORD.finditer(plain, start, stop))[:most]
    return (found[0].start(), found[-1].end()) if found else None
