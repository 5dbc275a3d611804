"""Nouns of saying with what was said before them: との見方を示した, という主張, 続ける考えを明らかにした."""

from __future__ import annotations

from kawaraban.attribute.cues import Cue, cues
from kawaraban.attribute.japanese.lexicon import lexicon
from kawaraban.attribute.japanese.sites import Site, is_sentence_end
from kawaraban.attribute.japanese.tails import tail
from kawaraban.attribute.japanese.words import Word

_PARTICLES = frozenset({"を", "が", "も", "は", "に", "で"})


def sites(words: list[Word]) -> list[Site]:
    """The sites of a sentence whose content a noun sums up; `at` is the verb after it, or the noun."""
    found = []
    for place, word in enumerate(words):
        if word.lemma in cues("ja").nouns and word.is_noun and not _goes_on(words, place):
            site = _site(words, place)
            if site is not None:
                found.append(site)
    return found


def _goes_on(words: list[Word], place: int) -> bool:
    """Whether the noun is a part of a longer one, or of a verb: 説明会, 説明する, 主張の."""
    after = words[place + 1] if place + 1 < len(words) else None
    return after is not None and (after.is_noun or after.text == "の" or after.lemma == "為る")


def _site(words: list[Word], noun: int) -> Site | None:
    marker = _marker(words, noun)
    plain = marker < 0
    if plain:
        if words[noun].lemma not in lexicon().clauses or not _describes(words, noun):
            return None
        marker = noun
    kind = cues("ja").nouns[words[noun].lemma]
    verb = _verb(words, noun)
    if verb < 0:
        return None if plain or _is_object(words, noun) else _bare(words, noun, marker, kind)
    own = cues("ja").verbs.get(words[verb].lemma)
    if own is not None and own.stance == "denies":
        return None
    if own is not None and kind.stance == "says" and own.stance != "reported" and words[verb].lemma != "示す":
        kind = Cue(own.stance, kind.act)
    return Site(verb, noun, tail(words, verb), kind, "noun", marker, marker)


def _is_object(words: list[Word], noun: int) -> bool:
    """Whether a verb that denies takes the noun: との報道を、広報担当者は否定した."""
    if words[noun + 1 : noun + 2] and words[noun + 1].text == "を":
        for word in words[noun + 2 : noun + 16]:
            cue = cues("ja").verbs.get(word.lemma)
            if cue is not None and cue.stance == "denies":
                return True
    return False


def _bare(words: list[Word], noun: int, marker: int, kind: Cue) -> Site | None:
    if words[noun].lemma not in lexicon().sums:
        return None
    return Site(noun, noun, tail(words, noun), kind, "bare noun", marker, marker)


def _marker(words: list[Word], noun: int) -> int:
    """The place of と in との, という, とする, とした before a noun and what describes it; -1 where there is none."""
    for place in range(noun - 2, max(0, noun - 8), -1):
        word = words[place]
        if word.text == "と" and word.pos == "助詞" and (is_sentence_end(words[place - 1]) or words[place - 1].is_noun):
            after = words[place + 1]
            if after.text == "の" or (after.lemma == "言う" and after.text in {"いう", "いっ"}):
                return place
            return place if after.lemma == "為る" and _describes(words, noun) else -1
        if word.text in {"、", "。", "を", "は", "が"} or word.quotation >= 0:
            return -1
    return -1


def _describes(words: list[Word], noun: int) -> bool:
    """Whether a predicate stands right before a noun: 続ける考え."""
    before = words[noun - 1] if noun else None
    return before is not None and before.pos in {"動詞", "助動詞", "形容詞"} and before.text != "な"


def _verb(words: list[Word], noun: int) -> int:
    """The verb that says the noun, within its clause: を示した, を明らかにした, が出ている; -1 where there is none."""
    if noun + 1 >= len(words) or words[noun + 1].text not in _PARTICLES:
        return -1
    known = lexicon()
    wanted = known.showing if words[noun + 1].text in {"を", "も"} else frozenset()
    more = known.arising if words[noun + 1].text in {"が", "も", "は"} else frozenset()
    for place in range(noun + 2, min(noun + 9, len(words))):
        word = words[place]
        if (
            word.lemma in wanted
            or word.lemma in more
            or (word.lemma in cues("ja").verbs and word.lemma != "為る" and wanted)
        ):
            return place
        if word.text in {"、", "。"} or (word.pos == "動詞" and word.lemma not in {"対する", "為る"}):
            return -1
    return -1
