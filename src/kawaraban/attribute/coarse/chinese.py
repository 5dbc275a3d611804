"""Chinese: 甲表示，…; 甲说：“…”; “…”，甲说; 据甲报道，…; 据称…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kawaraban.attribute.coarse.sentences import bare, read
from kawaraban.attribute.coarse.tables import TURNED, stances, words
from kawaraban.attribute.model import Claim, Span, Stance, Via
from kawaraban.attribute.quoted import Quoted
from kawaraban.attribute.spans import quotation_of

_END = re.compile(r"[。！？!?]+(?:[”」』](?![，,]))?|\n")
_QUOTATION = re.compile(r"[：:，,]?[^\x00\w]?\x00+.(?=[，,。])")
_BREAK = re.compile(r"[，,；;：:（）\x00]")
_WHEN_WHERE = re.compile(
    r"(?:[0-9０-９一二三四五六七八九十]+[年月日号])+|(?:在|于)[^，。]{1,14}?(?:上|中|时|期间|后)|(?:对|向|告诉)[^，。]{1,6}?$|\{[^}]*\}"
)


def find(text: str) -> list[Claim]:
    """The claims of a Chinese text, in its order."""
    found: list[Claim] = []
    for start, plain, here in read(text, _END):
        found += _in_sentence(text, start, plain, here)
    return sorted(found, key=lambda claim: claim.cue[0])


@cache
def _cue() -> re.Pattern[str]:
    verbs = sorted(stances("zh", "verbs"), key=len, reverse=True)
    skipped = "|".join(map(re.escape, (*words("zh", "compounds"), *words("zh", "hearsay"))))
    return re.compile(rf"(?P<skip>{skipped})|(?P<cue>{'|'.join(map(re.escape, verbs))})")


@cache
def _by() -> re.Pattern[str]:
    begins, ends = ("|".join(map(re.escape, words("zh", "by", key))) for key in ("words", "ends"))
    return re.compile(rf"(?P<begin>{begins})(?P<name>[^，。；：\n]{{1,40}}?)(?P<cue>{ends})(?=，|：|,)")


@cache
def _hearsay() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("zh", "hearsay"))))


def _in_sentence(text: str, at: int, plain: str, quotations: Sequence[Quoted]) -> Iterator[Claim]:
    low = 0
    via: tuple[Via, ...] = ()
    by = _by().search(plain)
    cues = [match for match in _cue().finditer(plain) if match["cue"]]
    if by:
        low = by.end()
        name = bare(text, (at + by.start("name"), at + _without_when(plain, *by.span("name"))[1]))
        later = [match for match in cues if match.start() >= low]
        if later and name:
            via = tuple(Via(span, text[slice(*span)]) for span in name)
        else:
            yield from _claim(text, at, name, by.span("cue"), (low, len(plain)), "reported", "by", quotations)
    else:
        rumour = _hearsay().search(plain)
        if rumour:
            low = rumour.end()
            yield from _claim(text, at, (), rumour.span(), (low, len(plain)), "reported", "hearsay", quotations)
    yield from _verbs(text, at, plain, [m for m in cues if m.start() >= low], low, via, quotations)


def _verbs(
    text: str,
    at: int,
    plain: str,
    cues: list[re.Match[str]],
    low: int,
    via: tuple[Via, ...],
    quotations: Sequence[Quoted],
) -> Iterator[Claim]:
    last: tuple[Span, ...] = ()
    for number, match in enumerate(cues):
        if number and not _BREAK.search(plain, cues[number - 1].end(), match.start()):
            continue  # 连科称有关指责：the first word of a clause says it
        stance = _stance(plain, match)
        if stance is None:
            continue
        start, stop, _ = _clause(plain, match.start(), low)
        source = bare(text, (at + start, at + stop)) or last
        content = (match.end(), _end(plain, match.end(), cues[number + 1 :]))
        if not bare(text, (at + content[0], at + content[1])):
            content = (low, start)  # “…”，甲说。
        stance = "reported" if via else stance
        yield from _claim(text, at, source, match.span("cue"), content, stance, "verb", quotations, via)
        last, low = source, content[1]


def _end(plain: str, start: int, later: list[re.Match[str]]) -> int:
    """Where what is said ends: with its quotation, before the clause of the next cue, or with the sentence."""
    quotation = _QUOTATION.match(plain, start)
    if quotation:
        return quotation.end()
    following = next((match.start() for match in later if _BREAK.search(plain, start, match.start())), -1)
    return _clause(plain, following, start)[2] if following >= 0 else len(plain)


def _stance(plain: str, match: re.Match[str]) -> Stance | None:
    stance = stances("zh", "verbs")[match["cue"]]
    if not plain[: match.start()].endswith(words("zh", "negated")):
        return stance
    return TURNED.get(stance) if stance == "denies" or match["cue"] in words("zh", "negated", "denies") else None


def _clause(plain: str, stop: int, low: int) -> tuple[int, int, int]:
    """The words before a cue in its clause, where they end without day and place, and where the clause begins."""
    parts = [part.end() for part in _BREAK.finditer(plain, low, stop)]
    begins = start = parts[-1] if parts else low
    for aside in words("zh", "asides"):
        if plain.startswith(aside, start, stop):
            start += len(aside)
    return (*_without_when(plain, start, stop), begins)


def _without_when(plain: str, start: int, stop: int) -> Span:
    """Without what tells when and where: 发言人13日在记者会上."""
    place = _WHEN_WHERE.search(plain, start, stop)
    if place and place.start() > start:
        stop = place.start()
    while trimmed := next((a for a in words("zh", "asides") if plain.endswith(a, start, stop)), ""):
        stop -= len(trimmed)
    return start, stop


def _claim(
    text: str,
    at: int,
    source: tuple[Span, ...],
    cue: Span,
    content: Span,
    stance: Stance,
    rule: str,
    quotations: Sequence[Quoted],
    via: tuple[Via, ...] = (),
) -> Iterator[Claim]:
    found = bare(text, (at + content[0], at + content[1]))
    if not found or len(text[slice(*found[0])]) < 2:
        return
    name = text[slice(*source[0])] if source else ""
    unnamed = name.endswith(words("zh", "unnamed", "nouns"))
    kind = quotation_of(found, quotations)
    span = (at + cue[0], at + cue[1])
    yield Claim(source, (span,), found, kind, stance, rule, coarse=True, unnamed=unnamed, via=via)
