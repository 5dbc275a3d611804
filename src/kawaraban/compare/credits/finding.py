"""Finds credits by the patterns of the text's language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from kawaraban.compare.credits.naming import is_known, known
from kawaraban.compare.model import Credit, Report

_LANGUAGES = ("en", "ja", "ru", "zh")
_MARKS = "«»《》「」“”\"'.,:; 　"
_HEADS, _LEADS, _TAILS = 2, 1, 2  # paragraphs that count as such
_HEAD, _LEAD, _TAIL, _ANY = 200, 500, 160, 600  # code points of one that are looked at
_MOST_PARAGRAPHS = 80
_MOST = 20
_MOST_PLACES = 12  # of one pattern in a paragraph

Where = Literal["head", "lead", "tail", "any"]
Kind = Literal["dateline", "credit", "mention"]
_RANK = {"dateline": 0, "credit": 1, "mention": 2}


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: Kind
    where: Where
    like: re.Pattern[str]
    of_agency: bool  # what it finds has to be known, or to be called as agencies and outlets are


@dataclass(frozen=True, slots=True)
class _Rules:
    patterns: tuple[_Pattern, ...]
    outlet: re.Pattern[str]
    never: re.Pattern[str]


def credits(report: Report) -> tuple[Credit, ...]:
    """Whom a report credits, each name once, the surest kind first; `text` are the words that say it.

    Languages without patterns are read by the English ones, which find (AP) and the like. A mention is the source of
    one claim; whoever the first paragraph as a whole is taken from has a credit. Media that are not named ("according
    to reports") have one without a name.
    """
    found: dict[str, Credit] = {}
    for credit in _credits(report):
        there = found.get(credit.name)
        if there is None or _RANK[credit.kind] < _RANK[there.kind]:
            found[credit.name] = credit
    return tuple(sorted(found.values(), key=lambda one: (_RANK[one.kind], one.paragraph)))[:_MOST]


def _credits(report: Report) -> Iterator[Credit]:
    rules = _rules(report.language if report.language in _LANGUAGES else "en")
    last = len(report.paragraphs)
    for number in _looked_at(last):
        text = report.paragraphs[number]
        for pattern in rules.patterns:
            for match in _matches(pattern, text, number, last):
                written = match.groupdict().get("name")
                name = (written or "").strip(_MARKS)
                if written is None or (name and _is_one(pattern, rules, written, name)):
                    yield Credit(name, pattern.kind, match[0].strip(), number)
                    break


def _looked_at(number: int) -> list[int]:
    return [*range(min(number, _MOST_PARAGRAPHS)), *range(max(_MOST_PARAGRAPHS, number - _TAILS), number)]


def _matches(pattern: _Pattern, text: str, number: int, last: int) -> Iterator[re.Match[str]]:
    """Where a pattern is found in a paragraph, one place over the other: what comes first may be no agency."""
    if pattern.where == "head":
        match = pattern.like.match(text.lstrip()[:_HEAD]) if number < _HEADS else None
        yield from [match] if match else []
        return
    if pattern.where == "lead":
        part = text[:_LEAD] if number < _LEADS else ""
    elif pattern.where == "tail":
        part = text[-_TAIL:] if number >= last - _TAILS else ""
    else:
        part = text[:_ANY]
    at = 0
    for _ in range(_MOST_PLACES):
        match = pattern.like.search(part, at)
        if not match:
            return
        yield match
        at = match.start() + 1


def _is_one(pattern: _Pattern, rules: _Rules, written: str, name: str) -> bool:
    if rules.never.search(name):
        return False
    return not pattern.of_agency or is_known(name) or bool(rules.outlet.search(written))


@cache
def _rules(language: str) -> _Rules:
    data = tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))
    agency = f"(?:{known(language)}|{data['name']})"
    patterns = tuple(
        _Pattern(
            row["kind"],
            row["where"],
            re.compile(row["like"].replace("{agency}", agency).replace("{name}", f"(?:{data['name']})")),
            "(?P<name>{agency})" in row["like"],
        )
        for row in data["pattern"]
    )
    return _Rules(patterns, re.compile(data["outlet"]), re.compile(data["never"]))
