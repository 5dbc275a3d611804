"""Speakers that are named by a plain word: whether the mayor who speaks in one text is the mayor in the other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kawaraban.translate.proof.model import Finding, Segment

_WORD = re.compile(r"([A-Za-z]+)")
# A title before は or が is who speaks: 市長は, 外相らは, 特使は.
_SUBJECT = r"(?:ら|たち)?[はがも]"


@cache
def _renderings() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(Path(__file__).with_name("speakers.toml").read_text(encoding="utf-8"))
    return {word: tuple(renderings.split()) for word, renderings in data.items()}


@cache
def _japanese() -> re.Pattern[str]:
    # A title of one character (相, 省, 軍) ends too many other words to be searched for.
    titles = {title for titles in _renderings().values() for title in titles if len(title) > 1}
    either = "|".join(sorted(titles, key=len, reverse=True))
    return re.compile(rf"({either})(?={_SUBJECT})")


def exchanged(segment: Segment) -> Finding | None:
    """A speaker of the English text who is nowhere in the Japanese, where another speaks who is not in the English.

    Both directions; None for other pairs of languages.
    """
    pair = (segment.source_language, segment.target_language)
    if pair not in {("en", "ja"), ("ja", "en")}:
        return None
    forwards = pair[0] == "en"
    english, japanese = (segment.source, segment.target) if forwards else (segment.target, segment.source)
    spoken = [match for match in _WORD.finditer(english) if match[1].lower() in _renderings()]
    known = {title for match in spoken for title in _renderings()[match[1].lower()]}
    gone = [match for match in spoken if not any(title in japanese for title in _renderings()[match[1].lower()])]
    new = [match for match in _japanese().finditer(japanese) if not any(title in match[1] for title in known)]
    if not gone or not new:
        return None
    was, became = (gone[0], new[0]) if forwards else (new[0], gone[0])
    return Finding("speaker", was.span(1), became.span(1), values={"was": was[1], "became": became[1]})
