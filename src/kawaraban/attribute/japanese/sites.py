"""Where a sentence says that somebody said: a verb of the tables, and the と, を or よう that brings what was said."""

from __future__ import annotations

from dataclasses import dataclass

from kawaraban.attribute.cues import Cue, cues
from kawaraban.attribute.japanese.lexicon import lexicon
from kawaraban.attribute.japanese.nouns import phrase, speaks
from kawaraban.attribute.japanese.tails import Tail, tail
from kawaraban.attribute.japanese.words import Word
from kawaraban.attribute.model import Act

#: Verbs that are particles by now: 記者団に対し, 電話を通じて.
_PARTICLES = frozenset(
    """対する 付く 就く 通じる 通ずる 通す 関する 依る 応じる 応ずる 改める 続く 初める 有る 重ねる 交える 合わせる
    繰り返す 揃える 踏まえる 受ける 含める 加える""".split()
)
_FAR = 30  # words between と and its verb at most


@dataclass(frozen=True, slots=True)
class Site:
    """A cue: `at` its verb, `start` its first word, `marker` the place of と, を, よう or が.

    What was said ends before the place `ends`.
    """

    at: int
    start: int
    tail: Tail
    kind: Cue
    rule: str
    marker: int
    ends: int


def sites(words: list[Word]) -> list[Site]:
    """The sites of a sentence, in order; a noun counts where する follows it, or the clause ends with it."""
    found: list[Site] = []
    for at, word in enumerate(words):
        site = _site(words, at) if word.pos in {"動詞", "名詞", "形状詞", "形容詞"} else None
        if site is not None:
            same = bool(found) and found[-1].marker == site.marker
            if same and (found[-1].rule == "toshite" or found[-1].tail.stop == site.at):
                found.pop()  # 「根拠がない」として否定した, 「根拠がない」と繰り返し否定した
            found.append(site)
    return found


def _site(words: list[Word], at: int) -> Site | None:
    word = words[at]
    kind = cues("ja").verbs.get(word.lemma)
    if kind is None:
        return _gesture(words, at) if word.pos == "動詞" else None
    if not _is_verb(words, at):
        return None
    following = tail(words, at)
    if word.lemma == "為る":
        return _as(words, at, following)
    for find in (_quotative, _object, _request, _emerging):
        site = find(words, at, following, kind)
        if site is not None:
            return site
    return None


def _is_verb(words: list[Word], at: int) -> bool:
    word = words[at]
    if word.pos == "動詞":
        return True
    after = words[at + 1] if at + 1 < len(words) else None
    if word.pos == "形状詞" or word.lemma == "明らか":
        return after is not None and after.text == "に"
    if after is None or after.lemma in {"為る", "づける", "付ける"} or after.text in {"、", "。"}:
        return True
    return after.text in {"は", "も"} and at + 2 < len(words) and words[at + 2].lemma == "為る"


def _as(words: list[Word], at: int, following: Tail) -> Site | None:
    """ "…としている", "…とし、": する itself says, where a sentence stands before its と."""
    if at < 2 or words[at - 1].text != "と" or words[at - 1].kind != "格助詞":
        return None
    before = words[at - 2]
    figure = _is_figure(words, at - 2) and not (following.stop == at + 1 and _ends_clause(words, at))
    if before.form.startswith("意志推量形") or not (is_sentence_end(before) or figure):
        return None
    stance = Cue("reported", "speech") if following.passive else Cue("says", "speech")
    return Site(at, at - 1, following, stance, "hearsay" if following.passive else "toshite", at - 1, at - 1)


def is_sentence_end(word: Word) -> bool:
    """Whether a word before と ends what was said: a quotation, a predicate, a final particle."""
    if word.quotation >= 0 or word.text in {"など", "」", "』", "？", "！", "?", "!", "）"}:
        return True
    if word.text == "ため":
        return True
    if word.pos == "助詞":
        return word.kind == "終助詞" or word.text in {
            "か",
            "から",
            "ため",
            "まで",
            "だけ",
            "のみ",
            "ほど",
            "ばかり",
            "べき",
        }
    if word.pos in {"動詞", "形容詞", "助動詞"}:
        return word.form.startswith(("終止形", "連体形", "意志推量形", "命令形"))
    return word.pos == "形状詞"


def ends_sentence(words: list[Word], to: int) -> bool:
    """Whether what was said ends before the place of と, or before a comma there: 「…だ、と」."""
    last = to - 2 if words[to - 1].text == "、" else to - 1
    return last >= 0 and is_sentence_end(words[last])


def _is_figure(words: list[Word], at: int) -> bool:
    """ "死者を2人としている"."""
    return words[at].is_noun and at > 0 and (words[at - 1].kind == "数詞" or words[at].kind == "数詞")


def _quotative(words: list[Word], at: int, following: Tail, kind: Cue) -> Site | None:
    marker = _to(words, at)
    if marker < 0 or (following.passive and words[at].lemma in lexicon().labels - lexicon().passive):
        return None  # 「立ち入り禁止」と書かれた看板
    if words[at].lemma in lexicon().quoting and words[_ends(words, marker) - 1].quotation < 0:
        return None
    if following.passive and words[at].lemma in lexicon().passive:
        return Site(at, marker, following, Cue("reported", _act(words[at])), "hearsay", marker, _ends(words, marker))
    if words[at].lemma == "言う" and _is_hearsay(words, marker, at, following):
        return Site(at, marker, following, Cue("reported", "speech"), "hearsay", marker, _ends(words, marker))
    if (
        words[at].lemma == "言う"
        and words[at].text == "いう"
        and following.stop == at + 1
        and not _ends_clause(words, at)
    ):
        return None  # 「和平」という言葉
    start = at
    if marker == at - 1 or (marker == at - 2 and words[at - 1].text in {"は", "も"}):
        start = marker
    return Site(at, start, following, kind, "verb", marker, _ends(words, marker))


def _act(word: Word) -> Act:
    """と言われる tells what is said, とみられる how it looks."""
    return "speech" if word.lemma in lexicon().spoken else "appearance"


def _ends(words: list[Word], marker: int) -> int:
    return marker - 1 if marker and words[marker - 1].text == "など" else marker


def _is_hearsay(words: list[Word], marker: int, at: int, following: Tail) -> bool:
    """ "…という。" with nobody between: told by somebody, or somebody named before."""
    return (
        marker == at - 1 and words[at].text in {"いう", "いい"} and following.stop == at + 1 and _ends_clause(words, at)
    )


def _ends_clause(words: list[Word], at: int) -> bool:
    return at + 1 >= len(words) or words[at + 1].text in {"。", "、", "．", "が", "けれど", "ので", "」"}


def _to(words: list[Word], at: int) -> int:
    """The place of the と that brings what a verb says; -1 where there is none."""
    weak = -1
    for place in range(at - 1, max(-1, at - _FAR), -1):
        word = words[place]
        if word.text in {"と", "って"} and word.pos == "助詞" and place > 0 and not _names(words, place):
            if words[place + 1].text == "の":
                return -1  # との: a noun brings it
            if ends_sentence(words, place):
                return place
            if weak < 0 and words[place - 1].is_noun and (place == at - 1 or words[place + 1].text == "、"):
                weak = place
        elif _stops(words, place):
            break
    if weak >= 0 and not _with_somebody(words, weak, at):
        return weak
    return _far(words, at)


def _far(words: list[Word], at: int) -> int:
    """The place of と after a quotation, where a clause describes who speaks: 「…」と、船へ降りたレイさんは話す."""
    if words[at].lemma not in lexicon().bare or words[at - 1].text == "を":
        return -1
    for place in range(at - 1, max(0, at - _FAR), -1):
        if words[place].quotation >= 0 or words[place].text == "。":
            return -1
        if words[place].text == "と" and words[place - 1].quotation >= 0 and place + 1 < at:
            topics = any(word.text in {"は", "が"} for word in words[place + 1 : at])
            return place if topics and words[place + 1].text == "、" else -1
    return -1


def _names(words: list[Word], to: int) -> bool:
    """Whether と is the end of によると."""
    return words[to - 1].text == "よる" and to > 1 and words[to - 2].text == "に"


def _stops(words: list[Word], place: int) -> bool:
    word = words[place]
    if word.text in {"。", "を"} or word.quotation >= 0:
        return word.text != "を"
    if word.lemma == "為る" and words[place - 1].text == "と" and words[place + 1].text == "て":
        return False  # として
    return word.pos == "動詞" and word.lemma not in _PARTICLES


def _with_somebody(words: list[Word], marker: int, at: int) -> bool:
    """ "ロイターと話した": with somebody, not what was said."""
    if words[at].lemma not in {"話す", "語る", "説明", "言う"}:
        return False
    start = phrase(words, marker)
    return start < marker and speaks(words, start, marker)


def _says(words: list[Word], at: int, place: int) -> bool:
    """Whether a verb says something with this object: 関与を認める, but not 操業を認める."""
    known = lexicon()
    before = words[place - 1]
    return words[at].lemma not in known.facts or before.text in {"こと", "の", "旨"} or before.lemma in known.factual


def _object(words: list[Word], at: int, following: Tail, kind: Cue) -> Site | None:
    if words[at].lemma not in lexicon().objects:
        return None
    if words[at].lemma == "明らか" and following.stop < len(words) and words[following.stop].lemma == "成る":
        return None
    for place in range(at - 1, max(-1, at - 16), -1):
        word = words[place]
        is_topic = word.text == "は" and place == at - 1 and place > 0 and words[place - 1].is_noun
        is_also = word.text == "も" and words[place - 1].text in {"こと", "の"}
        if (word.text == "を" or is_topic or is_also) and word.pos == "助詞":
            if (
                following.passive
                or not _says(words, at, place)
                or (is_topic and speaks(words, phrase(words, place), place))
            ):
                return None
            return Site(at, at, following, kind, "object", place, place)
        if word.text == "が" and following.passive and word.kind == "格助詞":
            return Site(at, at, following, kind, "object", place, place)
        if _stops(words, place) or (word.text == "、" and words[place - 1].text != "を"):
            return None
    return None


def _request(words: list[Word], at: int, following: Tail, kind: Cue) -> Site | None:
    """ "撤退するよう求めた"."""
    if words[at].lemma not in lexicon().requests:
        return None
    for place in range(at - 1, max(-1, at - 12), -1):
        if words[place].text in {"よう", "様"} and place > 0 and words[place - 1].pos in {"動詞", "助動詞"}:
            return Site(at, at, following, kind, "request", place, place + 1)
        if _stops(words, place):
            return None
    return None


def _gesture(words: list[Word], at: int) -> Site | None:
    """ "「…」と力を込めた": what somebody did with the words, at the sentence's end."""
    known = lexicon()
    following = tail(words, at)
    if (
        words[at].lemma in known.labels
        or following.passive
        or following.negated
        or not _ends_clause(words, following.stop - 1)
    ):
        return None
    if words[following.stop - 1].text not in {"た", "だ", "いる", "る", words[at].text}:
        return None
    for place in range(at - 1, max(0, at - 8), -1):
        word = words[place]
        if word.text == "と" and words[place - 1].quotation >= 0:
            stance = Cue("insists" if words[at].lemma in known.pressing else "says", "speech")
            long = words[place - 1].end - words[place - 1].start > 6
            return Site(at, place + 1, following, stance, "gesture", place, place) if long else None
        if word.text in {"、", "。", "が"} or word.quotation >= 0 or word.pos == "動詞":
            return None
    return None


def _emerging(words: list[Word], at: int, following: Tail, kind: Cue) -> Site | None:
    """ "ことが分かった", "ことが明らかになった": nobody says it."""
    if words[at].lemma not in lexicon().emerging or following.negated:
        return None
    if words[at].lemma == "明らか":
        if following.stop >= len(words) or words[following.stop].lemma != "成る":
            return None
        following = tail(words, following.stop)
    if at < 2 or words[at - 1].text not in {"が", "も"} or words[at - 2].text not in {"こと", "の", "事実"}:
        return None
    return Site(at, at, following, kind, "emerging", at - 1, at - 1)
