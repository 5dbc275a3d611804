"""Speech that a mark or its neighbour gives to somebody: 「…」とクイル氏。, 次のように述べた。「…」."""

from __future__ import annotations

from kawaraban.attribute.cues import Cue, cues
from kawaraban.attribute.japanese import nouns, sources
from kawaraban.attribute.japanese.lexicon import lexicon
from kawaraban.attribute.japanese.sentence import Draft, Reading, Sentence
from kawaraban.attribute.japanese.sites import Site, is_sentence_end
from kawaraban.attribute.japanese.tails import tail
from kawaraban.attribute.japanese.words import Word
from kawaraban.attribute.model import Span

_MARKS = frozenset({"。", "．", "、", "："})
_ADVERBS = frozenset({"次", "以下"})


def find(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Drafts that the sentences alone don't give, and quotations that go on, added to those that begin them."""
    found: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    taken: set[int] = set()
    for sentence in reading.sentences:
        if sentence.number in by_sentence:
            continue
        spoken = _noun_stop(sentence) or _pointing(reading, sentence, by_sentence, taken)
        if spoken is not None:
            by_sentence[sentence.number] = [spoken]
            found.append(spoken)
    _go_on(reading, by_sentence, taken)
    return found


def _noun_stop(sentence: Sentence) -> Draft | None:
    """ "「…」とクイル氏。": the name ends the sentence."""
    words = sentence.words
    stop = len(words)
    while stop > 0 and words[stop - 1].text in {"。", "．", "は"}:
        stop -= 1
    start = nouns.phrase(words, stop)
    while start > 0 and words[start - 1].text == "、":
        start -= 1
    if start >= stop or start < 2 or words[start - 1].text != "と" or not is_sentence_end(words[start - 2]):
        return None
    first = start + (words[start].text == "、")
    if not nouns.speaks(words, first, stop):
        return None
    begins = sources.first_of_run(words, start - 1, 0) if words[start - 2].quotation >= 0 else 0
    return Draft(
        sentence, start - 1, start, "noun stop", [(words[start - 1].start, words[start - 1].end)],
        source=[nouns.of(words, first, stop)], content=[(words[begins].start, words[start - 2].end)],
    )  # fmt: skip


def _pointing(reading: Reading, sentence: Sentence, known: dict[int, list[Draft]], taken: set[int]) -> Draft | None:
    """A verb of saying that points at the sentence before or after: こう述べた, 次のように述べた."""
    words = sentence.words
    at = _verb(words)
    if at < 0:
        return None
    following = tail(words, at)
    if not following.said or following.negated or following.passive:
        return None
    kind = cues("ja").verbs.get(words[at].lemma, Cue("says", "speech"))
    draft = Draft(sentence, at, following.stop, "pointing", [(words[at].start, words[following.stop - 1].end)], kind)
    site = Site(at, at, following, kind, "pointing", -1, at)
    source = sources.find(words, site, 0, inner=False, chained=False)
    if source is None:
        draft.inherits = True
    else:
        draft.source = [nouns.of(words, source.start, source.stop)]
    content = _pointed(reading, sentence, at, source is not None, known, taken)
    if content is None:
        return None
    draft.content = [content]
    return draft


def _verb(words: list[Word]) -> int:
    """The place of the last verb of saying, where the sentence ends with it or with a clause after が."""
    for at in range(len(words) - 1, -1, -1):
        known = words[at].lemma in lexicon().bare or (
            words[at].lemma in cues("ja").verbs and words[at].lemma != "為る" and _way(words, at)
        )
        if known and words[at].pos in {"動詞", "名詞", "形状詞"}:
            return at
    return -1


def _pointed(
    reading: Reading, sentence: Sentence, at: int, named: bool, known: dict[int, list[Draft]], taken: set[int]
) -> Span | None:
    before = _neighbour(reading, sentence, -1)
    after = _neighbour(reading, sentence, 1)
    way = _way(sentence.words, at)
    plain = named and not any(word.text in {"を", "と"} for word in sentence.words[:at]) and _ends(sentence.words, at)
    if after is not None and after.quotation >= 0 and after.number not in known and (way != "back" and (way or plain)):
        taken.add(after.number)
        return reading.quotations[after.quotation].span
    if before is None or before.number in taken or before.number in known:
        return None
    if before.quotation >= 0 and (way != "on" and (way or plain)):
        taken.add(before.number)
        return reading.quotations[before.quotation].span
    # 〇〇が明らかにした。 of the sentence before: nothing but who, when and where stands beside the verb.
    if plain and not way and before.line == sentence.line and _short(sentence.words, at):
        taken.add(before.number)
        return before.span
    return None


def _short(words: list[Word], at: int) -> bool:
    return (
        at <= 16
        and words[at].lemma in {"明らか", "発表", "述べる", "公表", "語る"}
        and "が" in {w.text for w in words[:at]}
    )


def _ends(words: list[Word], at: int) -> bool:
    return tail(words, at).stop >= len(words) - 1


def _way(words: list[Word], at: int) -> str:
    """ "on" for 次のように, "back" for そう, "either" for こう; empty where nothing points."""
    texts = [word.text for word in words[max(0, at - 4) : at]]
    if any(text in _ADVERBS for text in texts):
        return "on"
    if "そう" in texts or "その" in texts:
        return "back"
    return "either" if "こう" in texts or "この" in texts else ""


def _neighbour(reading: Reading, sentence: Sentence, step: int) -> Sentence | None:
    number = sentence.number + step
    if not 0 <= number < len(reading.sentences):
        return None
    other = reading.sentences[number]
    return other if abs(other.line - sentence.line) <= (1 if other.quotation >= 0 else 0) else None


def _go_on(reading: Reading, known: dict[int, list[Draft]], taken: set[int]) -> None:
    """Sentences that are a quotation alone go on with who spoke last, in the same line or the one before."""
    last: Draft | None = None
    line = -9
    ends = frozenset(quotation.span[1] for quotation in reading.quotations)
    for sentence in reading.sentences:
        here = known.get(sentence.number)
        if here:
            spoken = [draft for draft in here if _spoke(draft, ends)]
            last, line = (spoken[-1], sentence.line) if spoken else (None, -9)
        elif sentence.quotation >= 0 and sentence.number not in taken:
            if last is not None and sentence.line - line <= 1:
                last.content.append(reading.quotations[sentence.quotation].span)
                line = sentence.line
        else:
            last = None


def _spoke(draft: Draft, ends: frozenset[int]) -> bool:
    """Whether what a draft gives is, at its end, in quotation marks: speech that may go on."""
    return draft.rule != "hearsay" and any(end in ends for _, end in draft.content)
