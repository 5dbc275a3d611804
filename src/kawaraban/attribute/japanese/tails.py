"""What follows a verb of saying: whether it was said, or not, or by whom, and how the sentence goes on."""

from __future__ import annotations

from dataclasses import dataclass

from kawaraban.attribute.japanese.lexicon import lexicon
from kawaraban.attribute.japanese.words import Word

_NEGATIONS = frozenset({"ない", "無い", "ず", "ぬ", "ん"})
_PASSIVES = frozenset({"れる", "られる"})
_HELPERS = frozenset(
    {
        "づける",
        "付ける",
        "為る",
        "居る",
        "来る",
        "行く",
        "仕舞う",
        "見せる",
        "置く",
        "為さる",
        "御座る",
        "有る",
        "無い",
        "ない",
        "下さる",
    }
)
_LINKS = frozenset({"て", "で", "ば", "ながら", "つつ", "たり"})


@dataclass(frozen=True, slots=True)
class Tail:
    """`stop` is the place after the verb's last word."""

    stop: int
    negated: bool
    passive: bool
    said: bool  # it was uttered, or not: neither planned nor wished nor a condition
    chains: bool  # the sentence goes on to the next verb with the same subject: 述べ、


def tail(words: list[Word], at: int) -> Tail:
    """What belongs to the verb, or the noun that する follows, at a place."""
    stop = at + 1
    while stop < len(words) and _belongs(words, at, stop):
        stop += 1
    inside = words[at + 1 : stop]
    lemmas = {word.lemma for word in inside}
    return Tail(
        stop,
        bool(lemmas & _NEGATIONS),
        bool(lemmas & _PASSIVES),
        _said(words, at, stop, lemmas),
        _chains(words, at, stop),
    )


def _belongs(words: list[Word], at: int, place: int) -> bool:
    word = words[place]
    if word.pos == "助動詞":
        return word.lemma != "だ" or word.form.startswith("連用形") or place > at + 1
    if word.pos == "動詞" and word.lemma in _HELPERS:
        return place == at + 1 or words[place - 1].text in {"て", "で", "し", "に"}
    if word.pos == "形容詞" and word.lemma in _NEGATIONS:
        return True
    if word.pos == "助詞" and word.kind == "接続助詞":
        return word.text in _LINKS
    return (
        word.text in {"は", "も"} and place + 1 < len(words) and words[place + 1].lemma in _NEGATIONS | {"居る", "為る"}
    )


def _said(words: list[Word], at: int, stop: int, lemmas: set[str]) -> bool:
    known = lexicon()
    forms = [word.form for word in words[at:stop] if word.form != "*"]
    if any(form.startswith(("命令形", "意志推量形")) for form in forms) or lemmas & known.auxiliaries:
        return False
    past = any(word.lemma == "た" for word in words[at:stop])
    following = words[stop] if stop < len(words) else None
    if following is None or past or following.pos == "補助記号":
        return True
    if following.text == "と" and following.kind == "接続助詞":
        return False
    return following.lemma not in known.unsaid


def _chains(words: list[Word], at: int, stop: int) -> bool:
    last = words[stop - 1]
    if last.text in {"ば", "ながら", "つつ"}:
        return True
    after = words[stop].text if stop < len(words) else ""
    if stop == at + 1 and last.is_noun:  # 発表、
        return after == "、"
    return after == "、" and (last.form.startswith("連用形") or last.text in {"て", "で"})
