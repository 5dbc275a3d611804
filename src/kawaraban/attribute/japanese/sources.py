"""Who says it: the topic before the words, a name between と and the verb, or the name that the clause describes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kawaraban.attribute.japanese import nouns
from kawaraban.attribute.japanese.lexicon import lexicon
from kawaraban.attribute.japanese.sites import Site
from kawaraban.attribute.japanese.words import Word

_TOPICS = frozenset({"は", "も", "が"})
_TIME = re.compile(
    r"(?:[0-9０-９一二三四五六七八九十]+(?:年|月|日|時|分|週間)|同日|同夜|翌日|前日|先日|昨日|今日|きょう|きのう|[月火水木金土日]曜日?|昨年|今年|先月|今月|先週|今週|来週)+"
    r"(?:夜|朝|昼|午後|午前|未明|深夜|夕方|まで|ごろ|頃|付|早朝|夜遅く)*"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Places of words: the source, and where what was said may begin."""

    start: int
    stop: int
    begins: int


def find(words: list[Word], site: Site, low: int, inner: bool, chained: bool) -> Found | None:
    """The source of a site; None where nobody is named from `low` on.

    `inner`: it stands inside of another's words; `chained`: the clause before goes on, most often with its subject.
    """
    return _between(words, site, low) or _described(words, site, low) or _topic(words, site, low, inner, chained)


def _between(words: list[Word], site: Site, low: int) -> Found | None:
    for place in range(site.at - 1, site.marker + 1, -1):
        if words[place].text in _TOPICS and words[place].pos == "助詞":
            start = nouns.phrase(words, place, site.marker + 1)
            if start < place and not _is_time(words, start, place):
                return Found(start, place, low)
    return None


def _described(words: list[Word], site: Site, low: int) -> Found | None:
    """ "…と述べた首相は": the noun that the clause stands before."""
    start = stop = site.tail.stop
    if site.tail.chains or start >= len(words) or not words[start].is_noun:
        return None
    while stop < len(words) and (words[stop].is_noun or words[stop].text in {"の", "・", "＝", "（", "）"}):
        stop += 1
    while stop > start and not words[stop - 1].is_noun and words[stop - 1].text != "）":
        stop -= 1
    return Found(start, stop, low) if stop > start and nouns.speaks(words, start, stop) else None


def _topic(words: list[Word], site: Site, low: int, inner: bool, chained: bool) -> Found | None:
    said = words[site.ends - 1] if site.ends > low else None
    direct = said is not None and said.quotation >= 0
    high = first_of_run(words, site.ends, low) if direct else site.ends
    found = [
        (place, start)
        for place in range(low, high)
        if words[place].text in _TOPICS and words[place].kind in {"係助詞", "格助詞"}
        for start in [nouns.phrase(words, place, low)]
        if start < place
    ]
    able = [(place, start) for place, start in found if nouns.speaks(words, start, place)]
    chosen = _before(words, found, high) if direct and site.rule != "object" else None
    if chosen is None:
        chosen = _chosen(words, able, direct or site.rule == "pointing", inner, high)
    if chosen is None and not direct and not inner:
        chosen = _set_off(words, found, site.ends)
    if chosen is None:
        return None
    place, start = chosen
    if chained and site.rule != "object" and not _turns(words, place, site.ends):
        return None
    return Found(start, place, after_venues(words, place + 1, high if direct else site.ends))


def _chosen(
    words: list[Word], able: list[tuple[int, int]], direct: bool, inner: bool, high: int
) -> tuple[int, int] | None:
    topics = [one for one in able if words[one[0]].text != "が"]
    subjects = [one for one in able if words[one[0]].text == "が"]
    if inner:
        return next(iter(subjects), None)
    if topics:
        return topics[0]
    if direct:
        return next((one for one in subjects if not any(w.pos == "動詞" for w in words[one[0] : high])), None)
    # 外務省が12日、…と発表した: a subject that a mark or a day sets off from what was said.
    first = next(iter(subjects), None)
    if first is None or first[1] > 12:
        return None
    place = first[0]
    after = after_venues(words, place + 1, len(words))
    return first if after > place + 1 or words[place + 1].text == "、" else None


def _turns(words: list[Word], place: int, ends: int) -> bool:
    """Whether a topic in a chained clause is a new speaker: a comma or words in marks follow, or another subject."""
    after = after_venues(words, place + 1, ends)
    if after > place + 1 or after >= ends or words[after].quotation >= 0:
        return True
    return any(word.text in _TOPICS and word.kind in {"係助詞", "格助詞"} for word in words[after:ends])


def _before(words: list[Word], found: list[tuple[int, int]], high: int) -> tuple[int, int] | None:
    """Who stands right before the marks, but for a day or a place: 港湾会社は12日、「…」."""
    near = [one for one in found if words[one[0]].text != "も" and after_venues(words, one[0] + 1, high) == high]
    if not near:
        return None
    others = [one for one in found if one < near[-1] and words[one[0]].text == "は"]
    speaking = nouns.speaks(words, near[-1][1], near[-1][0])
    if not speaking and any(nouns.speaks(words, start, place) for place, start in others):
        return None  # 会長は、赤字は「忍耐の代価だ」と
    return near[-1]


def _set_off(words: list[Word], found: list[tuple[int, int]], ends: int) -> tuple[int, int] | None:
    """ "Xは、…と": a topic that a comma parts from what was said."""
    if not found or words[found[0][0]].text != "は" or words[found[0][0] + 1].text != "、":
        return None
    return found[0] if found[0][0] + 2 < ends and words[found[0][1]].pos not in {"代名詞", "連体詞"} else None


def giver(words: list[Word], low: int, stop: int) -> Found | None:
    """Those from whom words come: 専門家からは「…」との批判が出ている."""
    for place in range(low, stop - 1):
        if words[place].text == "から" and words[place].pos == "助詞":
            start = nouns.phrase(words, place, low)
            if start < place and nouns.speaks(words, start, place):
                return Found(start, place, place + 2 if words[place + 1].text in {"は", "も", "、"} else place + 1)
    return None


def first_of_run(words: list[Word], stop: int, low: int) -> int:
    """Where quotations begin that end before `stop`: 「…」「…」と."""
    start = stop
    while start > low and (
        words[start - 1].quotation >= 0 or (words[start - 1].text in {"、", "など"} and start < stop)
    ):
        start -= 1
    while start < stop and words[start].quotation < 0:
        start += 1
    return start


def after_venues(words: list[Word], place: int, stop: int) -> int:
    """The place after a day, a conference, those spoken to: 12日、記者団に対し、."""
    while place < stop:
        after = _phrase_end(words, place, stop)
        if after == place:
            return place
        place = after
    return place


def _phrase_end(words: list[Word], place: int, stop: int) -> int:
    if words[place].text == "、":
        return place + 1
    end = place
    while end < min(stop, place + 14) and not _ends_phrase(words, end):
        end += 1
    if end >= min(stop, place + 14) or end == place:
        return place
    if words[end].text == "、":
        return end + 1 if _is_time(words, place, end) or is_place(words, end - 1) else place
    if (
        words[end].text in {"は", "が", "を", "も", "と", "か"}
        or words[end].pos in {"動詞", "助動詞"}
        or words[end].quotation >= 0
    ):
        return place
    to_somebody = words[end].text == "に" and end + 1 < stop and words[end + 1].lemma == "対する"
    if not (to_somebody or is_place(words, end - 1) or _is_time(words, place, end)):
        return place
    after = end + 1
    while after < stop and (
        words[after].lemma in {"対する", "て", "は", "応ずる", "応じる", "答える", "向ける", "臨む"}
        or words[after].text in {"、", "も"}
    ):
        after += 1
    return after


def _ends_phrase(words: list[Word], place: int) -> bool:
    word = words[place]
    if word.text == "と" and word.kind == "格助詞" and words[place - 1].is_noun:
        return False
    return (
        word.text in {"、", "で", "に", "へ", "から", "は", "が", "を", "も", "か", "として"}
        or word.pos in {"動詞", "助動詞"}
        or word.quotation >= 0
    )


def is_place(words: list[Word], at: int) -> bool:
    text = words[at].text
    return text in lexicon().venues or text.endswith(("会見", "記者", "団", "紙", "声明", "番組", "通信", "会議"))


def _is_time(words: list[Word], start: int, stop: int) -> bool:
    return _TIME.fullmatch("".join(word.text for word in words[start:stop])) is not None
