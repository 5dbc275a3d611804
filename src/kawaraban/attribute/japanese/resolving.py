"""Who 同氏, 同省, 内相 and a family name are: the longer name that stands before in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kawaraban.attribute.japanese.sentence import Draft, Reading
from kawaraban.attribute.model import Span, text_of

_PERSONS = frozenset({"同氏", "彼", "彼女", "本人", "同相"})
_TITLES = (
    "氏",
    "さん",
    "相",
    "長官",
    "報道官",
    "大統領",
    "首相",
    "総裁",
    "医師",
    "議員",
    "市長",
    "知事",
    "大臣",
    "教授",
    "長",
    "官",
    "員",
    "者",
    "容疑者",
)
_OFFICES = (
    "省",
    "社",
    "庁",
    "局",
    "紙",
    "通信",
    "党",
    "軍",
    "国",
    "院",
    "署",
    "府",
    "会",
    "当局",
    "政府",
    "メディア",
    "筋",
    "側",
    "者ら",
    "組合",
    "銀行",
)


#: Names that are remembered: more speakers no article has.
MOST = 200


@dataclass(slots=True)
class _Known:
    names: list[str] = field(default_factory=list)
    last: str = ""
    line: int = -9
    spans: list[Span] = field(default_factory=list)


def speakers(reading: Reading, drafts: Sequence[Draft]) -> list[str]:
    """The speaker of each draft, in the order given, which must be the text's. Who is left out is who spoke before."""
    known = _Known()
    found = []
    for draft in drafts:
        source = text_of(reading.text, tuple(draft.source))
        if source:
            name = _resolved(source, known.names)
            if name in known.names:
                known.names.remove(name)
            known.names = [*known.names[-MOST:], name]
            known.last, known.line, known.spans = name, draft.sentence.line, draft.source
        else:
            near = draft.sentence.line - known.line <= 1
            name = known.last if draft.inherits and near else ""
            if name and draft.rule != "hearsay":
                draft.source = known.spans
        found.append(name)
    return found


def _resolved(source: str, names: list[str]) -> str:
    if source in _PERSONS:
        return next((name for name in reversed(names) if _is_person(name)), source)
    if source.startswith("同") and len(source) > 1:
        return next((name for name in reversed(names) if name.endswith(source[1:]) and name != source), source)
    # 内相 after イルセ・トルヴァル内相, トルヴァル氏 after パヴェル・トルヴァル報道官.
    longer = [name for name in reversed(names) if len(name) > len(source)]
    same = next((name for name in longer if name.endswith(source)), None)
    if same is not None:
        return same
    bare = source.removesuffix("氏").removesuffix("さん")
    if bare != source and len(bare) > 1:
        return next((name for name in longer if bare in name), source)
    return source


def _is_person(name: str) -> bool:
    return name.endswith(_TITLES) and not name.endswith(_OFFICES)
