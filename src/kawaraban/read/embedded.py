"""Text that a page holds for its scripts only: schema.org's articleBody, and the state of Next, Nuxt and the like.

Used where the mark-up has no article. The state has a shape of its own on every site, but in all of them the
paragraphs of an article are strings at one place: the same keys, in one list or under one name.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from kawaraban.read.blocks import blocks_of
from kawaraban.read.model import ParagraphKind, ReadError
from kawaraban.read.tree import parse

Texts = list[tuple[ParagraphKind, str]]

_MIN_SCRIPT, _MAX_SCRIPT = 500, 4_000_000  # characters
_MAX_STRINGS = 20_000
_MAX_DEPTH = 40
_ENOUGH = 250  # characters of text that make an article
# Eight words in a row, or what a sentence looks like in Japanese, Chinese and Korean.
_PROSE = re.compile(
    r"[^\s<>{}]{1,40}(?:\s+[^\s<>{}]{1,40}){7}|[\u3040-\u30ff\u3400-\u9fff]{4,}[^{}]*[。、，]|(?:[가-힣]+ ){3}[가-힣]+"
)
_START = re.compile(r"[=(:,]\s*(?=[{\[])")
_FLIGHT = re.compile(r"__next_f\.push\(\s*(\[.*\])\s*\)", re.DOTALL)


def scripts_of(tree: HtmlElement) -> list[str]:
    """The scripts that are long enough to hold an article's text."""
    texts = (script.text for script in tree.iter("script"))
    return [text for text in texts if text and _MIN_SCRIPT <= len(text) <= _MAX_SCRIPT]


def stated_text(body: str) -> Texts:
    """An articleBody as paragraphs; it may be mark-up, escaped mark-up, or plain text with line breaks."""
    return _as_texts(body) if len(body) >= _ENOUGH else []


def state_text(scripts: list[str]) -> Texts:
    """The article out of the state that scripts hold; [] where no place in it has the text of one."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    count = 0
    for script in scripts:
        for value in _values(script):
            for place, text in _strings(value, (), _MAX_DEPTH):
                count += 1
                if count > _MAX_STRINGS:
                    break
                if _PROSE.search(text) and text not in places[place]:
                    places[place].append(text)
    best = max(places.values(), key=lambda texts: sum(map(len, texts)), default=[])
    if sum(text.count("<p") > 2 for text in best) > 1:
        best = best[:1]  # each is an article of its own; the page's comes before those that it leads on to
    texts = [pair for text in best for pair in _as_texts(text)]
    return texts if sum(len(text) for _, text in texts) >= _ENOUGH else []


def _values(script: str) -> Iterator[Any]:
    """The JSON values in a script: all of it, what is assigned or passed, or the lines of a Next.js flight."""
    flight = _FLIGHT.search(script)
    if flight:
        pushed = _loaded(flight.group(1))
        for part in pushed if isinstance(pushed, list) else []:
            for line in str(part).split("\n"):
                yield _loaded(line.partition(":")[2])
        return
    whole = _loaded(script)
    if whole is not None:
        yield whole
        return
    start = _START.search(script)
    if start:
        try:
            yield json.JSONDecoder(strict=False).raw_decode(script, start.end())[0]
        except (ValueError, RecursionError):
            return


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _strings(value: Any, place: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every string with the keys that lead to it; the numbers in lists are left out."""
    if isinstance(value, str):
        if value[:1] in "{[" and len(value) >= _MIN_SCRIPT and depth > 0:  # state inside state, as a string
            yield from _strings(_loaded(value), place, depth - 1)
        else:
            yield place, value
    elif depth > 0 and isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*place, str(key)), depth - 1)
    elif depth > 0 and isinstance(value, list):
        for item in value:
            yield from _strings(item, place, depth - 1)


def _as_texts(text: str) -> Texts:
    if "&lt;" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    if "<" not in text:
        text = "<p>" + re.sub(r"\s*\n\s*", "</p><p>", text.strip()) + "</p>"
    try:
        return [(block.kind, block.text) for block in blocks_of(parse(text))]
    except ReadError:
        return []
