""" "〇〇によると", "〇〇の話として": phrases that name who is behind the words that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kawaraban.attribute.cues import Cue
from kawaraban.attribute.japanese import nouns
from kawaraban.attribute.japanese.lexicon import lexicon
from kawaraban.attribute.japanese.sentence import Draft, Sentence
from kawaraban.attribute.japanese.words import Word

_EDGES = frozenset({"、", "。", "は", "が", "を", "】", "＝＝"})


@dataclass(frozen=True, slots=True)
class Through:
    """Places of words: a name from `start` to `at`, its phrase to `stop`, past a comma."""

    start: int
    at: int
    stop: int


def throughs(words: list[Word], low: int, high: int) -> Iterator[Through]:
    """The phrases that name a source between the teller and the words."""
    return _matches(words, lexicon().through, low, high)


def _matches(words: list[Word], rows: tuple[tuple[str, ...], ...], low: int, high: int) -> Iterator[Through]:
    at = low
    first = frozenset(row[0] for row in rows)
    while at < high:
        if words[at].lemma not in first:
            at += 1
            continue
        row = next((row for row in rows if row[0] == words[at].lemma and _is(words, at, row)), None)
        if row is None or at == low:
            at += 1
            continue
        stop = at + len(row)
        start = at
        while start > low and words[start - 1].text not in _EDGES:
            start -= 1
        if stop < len(words) and words[stop].text == "、":
            stop += 1
        name = _told(words, start, at, low) if words[at - 1].lemma in {"所", "ところ"} else (start, at)
        if name[0] < name[1]:
            yield Through(*name, stop)
        at = stop


def _told(words: list[Word], start: int, at: int, low: int) -> tuple[int, int]:
    """Who stands before が: 内相が12日明らかにしたところによると."""
    subject = next((place for place in range(at - 1, low, -1) if words[place].text == "が"), at)
    begins = nouns.phrase(words, subject, low) if subject < at else start
    return begins, subject


def _is(words: list[Word], at: int, row: tuple[str, ...]) -> bool:
    if at + len(row) > len(words) or words[at + len(row) - 1].lemma != row[-1]:
        return False
    return all(words[at + place].lemma == lemma for place, lemma in enumerate(row))


def find(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """A draft for each によると, or its source where the sentence's own verb has none."""
    words = sentence.words
    found: list[Draft] = []
    for through in _matches(words, lexicon().phrases, 0, len(words)):
        source = nouns.of(words, through.start, through.at)
        after = [draft for draft in drafts if draft.at >= through.stop and draft.rule != "bare noun"]
        if any(source in draft.source for draft in drafts):
            continue
        last = after[-1] if after else None
        if last is not None and last.source:
            for draft in after:
                draft.via.append(source)
            continue
        cue = (words[through.at].start, words[through.stop - 1 - (words[through.stop - 1].text == "、")].end)
        if last is not None and _is_final(words, last):
            last.source, last.inherits = [source], False
            last.cue = [cue, *last.cue]
            if last.rule == "hearsay" and words[last.at].lemma == "言う":
                last.kind = _kind(words[through.at - 1])  # という passes on what observers say
            last.content = [(max(start, words[through.stop].start), end) for start, end in last.content]
            continue
        stop = len(words) - 1 if words[-1].text in {"。", "．"} else len(words)
        if through.stop < stop:
            content = [(words[through.stop].start, words[stop - 1].end)]
            kind = _kind(words[through.at - 1])
            found.append(Draft(sentence, through.at, through.stop, "phrase", [cue], kind, [source], content))
    return found


def _kind(name: Word) -> Cue:
    return Cue("reported" if name.text.endswith((*lexicon().outlets, "報道")) else "says", "speech")


def _is_final(words: list[Word], draft: Draft) -> bool:
    return draft.stop >= len(words) - 2
