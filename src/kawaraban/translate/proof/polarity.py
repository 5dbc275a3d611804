"""What a text negates: every negation with its place, and whether grammar or a word's meaning makes it one.

Grammar ("not", ない) has to come back as a negation of some kind; a word ("refuse", 失敗) may come back as one, and may
as well come back as a plain word. Idioms that only look like a negation (なければならない, "not only") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

#: grammar: not, ない. affix: 不可能. word: "refuse", 失敗. hint: a word that a negation may well become ("only", ほとんど).
Kind = Literal["grammar", "affix", "word", "hint"]

_EN_TOKEN = re.compile(r"[A-Za-z]+?(?=n[’']t\b)|n[’']t\b|[A-Za-z]+")
_EN_KINDS: dict[str, Kind] = {
    **dict.fromkeys("not never cannot none nobody nothing nowhere neither no without n't".split(), "grammar"),
    **dict.fromkeys(
        "unable unlikely unknown unclear uncertain unaware unwilling unchanged unaffected unnecessary unsafe unfinished "
        "unarmed unmanned impossible refuse refuses refused refusing refusal failed fails fail failing failure failures "
        "lack lacks lacked lacking absent absence devoid hardly barely scarcely rarely seldom few nor unless non "
        "disagree disagrees disagreed disagreement".split(),
        "word",
    ),
    **dict.fromkeys(
        "fewer less little least only too until before instead rather except but although despite regardless empty free "
        "far limited yet still any anything anyone anybody ever either otherwise else other same must should may might "
        "lest against beyond essential deny denies denied denying denial ban bans banned forbid forbids forbidden forbade "
        "missing lost lose loses losing loss ruled ruling zero difficult difficulty hard wrong bad poor almost nearly virtually "
        "stop stops stopped minimally exempt".split(),
        "hint",
    ),
}
_EN_HINT = re.compile(
    r"un(?!i|der|til)\w{4,}|in(?:a|e|vis|con|cor|su|fr|dep|dir|secur|voluntar)\w{4,}|im(?:p|m)(?:er|os|rop|at|ob)\w{3,}"
    r"|irr\w{4,}|il(?:leg|log|lit)\w{2,}|non\w{4,}|dis(?!c|t|p)\w{4,}|mis\w{4,}|\w{3,}less(?:ly|ness)?"
    r"|(?:need|differ|requir|reject|prevent|avoid|prohibit|oppos|ceas|doubt|disput|exclud|declin|restrict|insufficient|fals"
    r"|mistak|ignor|neglect|sparing|remain|shortage|scarc|withh|abandon)\w*"
)
_EN_IDIOM = re.compile(
    r"not (?:only|just|merely|simply|solely|least|to mention|without"
    r"|un(?:common|usual|like|aware|heard|happy|reasonable|expected|related|til)\w*"
    r"|in(?:significant|frequent|considerable)\w*|im(?:possible|probable|plausible)\w*)\b"
    r"|no (?:doubt|wonder|less|fewer|matter|sooner|(?:more|other|later|earlier|\w+er) than|(?:choice|option|alternative) but)\b"
    r"|(?:cannot|n[’']t|not) (?:but|help)\b|nothing (?:but|more than|less than)\b|never (?:before|mind)\b|no\.? ?\d"
    r"|n[’']t (?:it|he|she|they|you|we|there)\b",
    re.IGNORECASE,
)
# "or not", "- not even": what comes before makes it no negation of its own. "Isn't the road open?" asks.
_EN_BEFORE = re.compile(
    r"(?:\b(?:or|if|why)|[-–—,]) $|(?:^|[.!?][”\"]? )[“\"]?(?:is|are|was|were|did|has|have|can|could|will|would|should)$",
    re.IGNORECASE,
)

_JA = re.compile(
    r"""(?P<grammar>
        ない|なかっ|なく|なけれ|ません|ず(?=[、。にとばも」]|じまい|$)|ざる|まい(?=[。とか」]|$)|(?<=[らわかさたまばせ])ぬ(?=[。、うほこもま])
        |なし(?=[。でにのと]|$)|無し|なき|ねば
    )|(?P<affix>(?:不(?!思議|動産|運|倫)|無(?!線|料|事|論|理|数|人島)|未(?!来|亡)|非(?!常|難))(?=[一-龥])|なくな(?=[っりるれ]))
    |(?P<word>拒|否[定決認]|失敗|欠[如けい]|失[いっわ]|禁止|ゼロ|めったに|滅多に|あり得|不足|わけが|なくし|以外|無料|消え|止め|ありえ|だめ|ダメ)
    |(?P<hint>
        [否禁避防免却退誤嘘絶断脱逃抑止忘逆反違異難困障害損減除限廃停離]|足り|だけ|しか|ほとんど|まれ|稀|前に|まで|よりも|むしろ|代わり|かわり|いまだ
        |外れ|漏れ|抜き|まだ|閉|控え|フリー|レス|がた[いく]|にくい|づらい|やめ|もはや|さえ|すら|空|無理
    )""",
    re.VERBOSE,
)
_JA_IDIOM = re.compile(
    r"""
        かもしれ(?:ない|ません|ぬ)|(?:に|間|ま)違い(?:は|も)?(?:ない|なく|ありません)|に(?:過|す)ぎ(?:ない|ず|ません|なかった)
        |ほかな(?:らない|りません|らず)|他な(?:らない|りません|らず)
        |(?:なけれ|ね)ば(?:なら(?:ない|ず|なかっ|ぬ|なく)|なり(?:ません)?|いけ(?:ない|ません|なかっ))
        |(?:なけれ|ね)ば(?=。)|なくて(?:は|も)?(?:なら|いけ)(?:ない|なかっ|ません)|なくてはなりません|ないとい(?:けない|けません)
        |ざるを(?:得|え)(?:ない|なかっ|ず|ません)|(?:だけ|のみ|ばかり|どころ)(?:で|じゃ)?(?:は|も)?(?:なく|ならず)|のみならず
        |(?:ではない|じゃない|ではありません)(?:だろう|でしょう|の)?か|はずではないのか
        |しか[^、。「」]{0,14}?(?:ない|なかっ|なく|ません|ず)
        |もったいな|危な|少な|すくな|切な[いく]|つたな|くだらな|とんでもな|極まりな|(?:欠か|かか)せ(?:ない|ませ|ず)|余儀な|紛れもな|まぎれもな
        |(?:に|も)(?:関|かか)?わらず|に(?:関|かか)わらず|問わず|思わず|絶え(?:ず|間な)|すかさず|変わらず|やむ(?:を|な)?(?:得|え)?(?:ず|く|い)
        |必ず|まず(?!に)|はず|わずか|ずつ|ずっと|いずれ|とりあえず|おのず|少なからず|まもなく|間もなく|限りなく|何気な|なんとな|何となく|それとなく
        |ないし(?=[、は])|てやまな|たまらな|数え切れな|数えきれな|ぎこちな|かけがえのな|さりげな|だらしな|疑いな|この上な|こよな|みっともな|情けな|おぼつかな
        |ほどなく|(?:問題|滞り|変わり)なく|なぜなら
    """,
    re.VERBOSE,
)
_WINDOW = 20  # characters to either side in which an idiom around a negation is looked for


@dataclass(frozen=True, slots=True)
class Negation:
    """One negation: its place in code points, and what makes it one."""

    text: str
    span: tuple[int, int]
    kind: Kind


def negations(text: str, language: str) -> list[Negation]:
    """The negations of an English or Japanese text in their order; none for other languages."""
    if language == "en":
        return list(_english(text))
    return list(_japanese(text)) if language == "ja" else []


def _english(text: str) -> Iterator[Negation]:
    for match in _EN_TOKEN.finditer(text):
        kind = _kind(match[0].lower().replace("’", "'"))
        if kind is None:
            continue
        start, end = match.span()
        if kind == "grammar" and (_EN_IDIOM.match(text, start) or _aside(text, start, match[0])):
            continue
        yield Negation(match[0], (start, end), kind)


def _aside(text: str, start: int, word: str) -> bool:
    """Whether the words before "not" make it no negation of its own."""
    before = _EN_BEFORE.search(text[max(0, start - 12) : start])
    return before is not None and (word.lower() == "not" and before[0][-1] == " " or word[-2:] in {"'t", "’t"})


@lru_cache(maxsize=8192)
def _kind(word: str) -> Kind | None:
    return _EN_KINDS.get(word) or ("hint" if _EN_HINT.fullmatch(word) else None)


def _japanese(text: str) -> Iterator[Negation]:
    for match in _JA.finditer(text):
        kind = cast(Kind, match.lastgroup)
        if kind != "hint" and _in_idiom(text, match.start()):
            continue
        yield Negation(match[0], match.span(), kind)


def _in_idiom(text: str, at: int) -> bool:
    first = max(0, at - _WINDOW)
    return any(m.start() <= at - first < m.end() for m in _JA_IDIOM.finditer(text[first : at + _WINDOW]))
