"""The checkable statements of a social post: what it says that can be held against reports.

Shouts, tags, questions, appeals and opinions are left out, and who is said to have said it: "the ministry confirmed
that the pier is closed" states that the pier is closed. By rules; the words stand in a file for each language. A post
is short and hurried, so that a parser trained on the press is of little use here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawaraban.compare.relating.statements import japanese
from kawaraban.compare.relating.statements.words import Words, bare, words_of

Span = tuple[int, int]  # code points, half-open

__all__ = ["setting", "statements"]

LONGEST = 20_000  # code points of a post that are looked at
_MOST = 100  # statements of one post
_SETTING = 6  # code points that a setting has at least
_ABOUT = 200  # and at most
_APART = re.compile(r"[.!?…]+(?=[\s\"”’)]|$)[\"”’)]*|[。！？!?]+|\n+|\s*【[^】\n]{0,20}】\s*")
_LINK = re.compile(
    r"https?://\S*|www\.\S+|(?<![\w.])@[\w.]+(?:@[\w.-]+)?|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+"
)
_TAG = re.compile(r"[#＃](\w+)")
_TAGS_BEFORE = re.compile(r"(?:[#＃][\w・ー]+\s*)+")
_TAGS_BEHIND = re.compile(r"(?:\s*[#＃][\w・ー]+)+\s*$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EDGES = " \t\r\u3000\u00a0\"“”‘’'()（）「」『』:：,、，.。!！;；-—–…・|｜"
_FEWEST = {"ja": 4, "zh": 4}  # code points of a statement; of other languages, two words
_ABBREVIATED = re.compile(r"(?:^|\W)(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|No|Gen|Col|Sen|Gov|Lt|vs|approx|г|ул|им|тыс|млн|млрд)$")


def statements(text: str, language: str) -> list[tuple[Span, str]]:
    """What a post states, in its order: the place of the words that state it, and the statement as a sentence.

    Spans are code points, lie in the text, are never empty and never over each other. The statement is what stands at
    its span, without the signs of tags; in Japanese a headline's ending is completed (死亡 -> 死亡した), and what it is
    about may come from the words before. The first 20,000 characters are looked at; at most 100 statements are
    answered. Languages without rules are read by the English ones.
    """
    text = _SURROGATE.sub("\ufffd", text[:LONGEST])
    words = words_of(language)
    found: list[tuple[Span, str]] = []
    about = ""
    for sentence in _sentences(text):
        found += _of_sentence(text, sentence, words, about)
        if len(found) >= _MOST:
            break
        about = japanese.topic(text, sentence, words) or about
    return found[:_MOST]


def setting(text: str, span: Span, language: str) -> str:
    """The words of a post that tell what the statement at `span` was said of: ケルマールの港で爆発 for 12人が死亡.

    They are those before it in the first sentence, or how the post begins; "" for what it begins with. What comes
    behind a statement says other things: it would only lead away.
    """
    first = next(_sentences(text[:LONGEST]), (0, 0))
    begin = _without_shout(text, first, words_of(language))[0]
    if first[0] <= span[0] < first[1]:
        before = _shown(text, (min(begin, span[0]), span[0]))
        return before if len(before) >= _SETTING else ""
    begins = _shown(text, (begin, first[1]))
    head = re.split("[、，,]", begins)[0]
    return head if len(head) >= _SETTING else begins


def _shown(text: str, span: Span) -> str:
    return _plain(text[slice(*bare(text, span, _EDGES))])[:_ABOUT]


def _of_sentence(text: str, sentence: Span, words: Words, about: str) -> list[tuple[Span, str]]:
    span = bare(text, _without_shout(text, sentence, words), _EDGES)
    said = text[slice(*span)]
    if not said or words.asks.search(text[span[0] : sentence[1]].strip(' \u3000)”"」')) or words.asks.search(said):
        return []
    if words.language == "ja":
        parts = japanese.parts(text, span, words, about)
        return [(part, _plain(told)) for part, told in parts if told and not words.thinks.search(text[slice(*part)])]
    return [
        (part, _plain(text[slice(*part)]))
        for part in (
            bare(text, _without_speaker(text, clause, words), _EDGES) for clause in _clauses(text, span, words)
        )
        if _states(text[slice(*part)], words)
    ]


def _sentences(text: str) -> Iterator[Span]:
    """Spans between ends of sentences, links, and headings; with their end marks."""
    start = 0
    for match in _marks(text):
        before = (max(start, match.start() - 8), match.start())
        if match.re is _APART and match[0][0] == "." and _ABBREVIATED.search(text, *before):
            continue
        stop = match.start() if match.re is _LINK or "【" in match[0] else match.end()
        if text[start:stop].strip():
            yield _without_tags(text, (start, stop))
        start = match.end()
    if text[start:].strip():
        yield _without_tags(text, (start, len(text)))


def _marks(text: str) -> list[re.Match[str]]:
    """Ends of sentences and links in their order, none inside another."""
    links = list(_LINK.finditer(text))
    marks: list[re.Match[str]] = []
    for match in sorted((*links, *_APART.finditer(text)), key=lambda found: (found.start(), found.re is not _LINK)):
        if not marks or match.start() >= marks[-1].end():
            marks.append(match)
    return marks


def _without_tags(text: str, span: Span) -> Span:
    """Without the tags at either end: #PortMaren inside a sentence is a word of it."""
    start, end = span
    sentence = text[start:end]
    ends = len(sentence.rstrip(" .。!！?？…\n")) or len(sentence)
    behind = _TAGS_BEHIND.search(sentence, 0, ends)
    if behind:
        end = start + behind.start()
    before = _TAGS_BEFORE.match(text, start + len(sentence) - len(sentence.lstrip()), end)
    return (before.end() if before else start, end)


def _without_shout(text: str, span: Span, words: Words) -> Span:
    start, end = bare(text, span, _EDGES)
    while shout := words.shout.match(text, start, end):
        start = shout.end()
    return start, end


def _clauses(text: str, span: Span, words: Words) -> list[Span]:
    """The statements that one sentence joins; an opinion takes none of its neighbours with it."""
    cuts = [match.span() for match in words.joins.finditer(text, *span)]
    starts = [span[0], *(end for _, end in cuts)]
    return list(zip(starts, [*(start for start, _ in cuts), span[1]], strict=True))


def _without_speaker(text: str, span: Span, words: Words) -> Span:
    """Without who is said to have said it, and without words that only lead on."""
    start, end = bare(text, span, _EDGES)
    for _ in range(3):
        if match := words.aside.match(text, start, end) or words.lead.match(text, start, end):
            start = match.end()
    if match := words.tail.search(text[start:end]):
        end = start + match.start()
    return start, end


def _states(statement: str, words: Words) -> bool:
    if words.thinks.search(statement) or words.asks.search(statement):
        return False
    fewest = _FEWEST.get(words.language)
    long_enough = len(statement) >= fewest if fewest else len(statement.split()) >= 2
    return long_enough and words.states.search(statement) is not None


def _plain(statement: str) -> str:
    """In one line, tags as the words they are made of: #PortMaren is Port Maren."""
    spelt = _TAG.sub(lambda tag: re.sub("(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", tag[1]), statement)
    return " ".join(spelt.split())
