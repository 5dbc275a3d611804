"""Noun phrases before a particle, and whether what they name is somebody who speaks."""

from __future__ import annotations

import re

from kawaraban.attribute.japanese.lexicon import lexicon
from kawaraban.attribute.japanese.words import Word
from kawaraban.attribute.model import Span

_INSIDE = frozenset("・=＝（）()－-–―‐=,，〇○")
_COUNTERS = frozenset({"人", "社", "国", "者", "名", "氏"})
_KATAKANA = re.compile(r"[ァ-ヴー]{2,}")
_TIME = re.compile(
    r"(?:[0-9０-９一二三四五六七八九十]+(?:年|月|日|時|分|週)|同日|同夜|翌日|前日|先日|昨日|今日|きょう|きのう|[月火水木金土日]曜日?|昨年|今年|先月|今月|先週|今週)"
    r"(?:夜|朝|昼|午後|午前|未明|深夜|夕方|まで|ごろ|頃|付)?"
)


def phrase(words: list[Word], stop: int, low: int = 0) -> int:
    """Where the noun phrase begins that ends before the place `stop`; `stop` where there is none."""
    start = stop
    while start > low and _holds(words, start - 1, stop):
        start -= 1
    while start < stop and (words[start].text in {"の", "と", "や", "、"} or words[start].text in _INSIDE):
        start += 1
    return _without_time(words, start, stop)


def _holds(words: list[Word], place: int, stop: int) -> bool:
    word = words[place]
    after = words[place + 1] if place + 1 < stop else None
    if word.is_noun or word.pos in {"連体詞", "形状詞"}:
        return True
    if word.quotation >= 0:
        return after is None or after.is_noun or after.text in {"の", "（"}
    if after is None:
        return word.text in {"）", ")", "ら"}
    if word.text in _INSIDE:
        return True
    if word.text in {"の", "や", "など"} and word.pos == "助詞":
        return True
    if word.text == "と" and word.kind == "格助詞":
        return place > 0 and words[place - 1].is_noun and after.is_noun
    return word.lemma == "だ" and word.form.startswith("連体形")


def _without_time(words: list[Word], start: int, stop: int) -> int:
    """Without a day or an hour before the name: 12日夜の外務省 is not who speaks."""
    for place in range(start, stop - 1):
        text = "".join(word.text for word in words[start : place + 1])
        if _TIME.fullmatch(text) and words[place + 1].text != "の" and words[place + 1].pos != "接尾辞":
            return place + 1
    return start


def head(words: list[Word], start: int, stop: int) -> int:
    """The place of the word that names: 輸出業者 of 輸出業者3社, 氏 of クイル氏（58）; -1 where there is none."""
    place = stop - 1
    depth = 0
    while place >= start:
        text = words[place].text
        if text in "）)":
            depth += 1
        elif text in "（(":
            depth -= 1
        elif depth == 0 and words[place].pos != "補助記号" and text != "ら":
            break
        place -= 1
    counted = place
    while counted > start and words[counted].text in _COUNTERS | {"人ら"} and words[counted - 1].kind == "数詞":
        counted -= 2
    if counted < start or (counted < place and not words[counted].is_noun):
        return place
    return counted


def speaks(words: list[Word], start: int, stop: int) -> bool:
    """Whether a noun phrase names a person, an office, a paper: by its last word."""
    at = head(words, start, stop)
    if at < start:
        return words[stop - 1].quotation >= 0 and stop - start > 1
    known = lexicon()
    word = words[at]
    if word.quotation >= 0:  # 夕刊紙「夕刊イルマール」
        return at > start and speaks(words, start, at)
    if word.text in known.never:
        return False
    if word.text in known.pronouns:
        return True
    if word.kind in {"固有名詞", "未知"} and _KATAKANA.search(word.text):
        return True
    if word.kind == "固有名詞":
        return not word.text.isascii()
    before = words[at - 1] if at > start else None
    if before is not None and before.text in {"・", "＝"} and _KATAKANA.search(word.text):
        return True
    if len(word.text) == 1 and (before is None or not before.is_noun) and word.pos != "代名詞":
        return word.text in {"男", "女", "軍", "党", "母", "父"}
    return word.text.endswith(known.endings)


def of(words: list[Word], start: int, stop: int) -> Span:
    return words[start].start, words[stop - 1].end
