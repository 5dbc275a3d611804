"""What differs between two texts of one paragraph, and both persons' changes to it in one.

The merge is the three-way merge of version control (diff3) with clauses for lines: a word-by-word merge can put
halves of two sentences together that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

Piece = tuple[Literal["same", "out", "in"], str]
_Change = tuple[int, int, tuple[str, ...]]  # these clauses of the base, [start, end), became those

# Japanese is written without spaces; where its scripts change, words mostly do. A number is one word.
_WORD = re.compile(
    r"\d+(?:[.,:．，]\d+)*|[\u3040-\u309f]+|[\u30a0-\u30ff]+|[\u3400-\u9fff\uf900-\ufaff々]+"
    r"|[^\W\d\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々]+|\s+|[^\w\s]|_"
)
# Behind its mark, but not inside a number (4.25) and not before the quotation mark that closes it.
_CLAUSE_END = re.compile(r"(?<=[、。，；！？．\n])(?![」』）”’、。，；！？．])|(?<=[,.;!?])(?=\s)")
_MAX_WORDS = 4_000  # of one text, compared word by word


def differences(before: str, after: str) -> list[Piece]:
    """What turns `before` into `after`, in reading order: pieces that stay, go out, come in.

    The pieces "same" and "out" make up `before`, "same" and "in" make up `after`. Texts beyond all measure are not
    compared word by word: all of one goes out, all of the other comes in.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) > _MAX_WORDS or len(new) > _MAX_WORDS:
        old, new = [before], [after]
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i1:i2])))
            continue
        pieces += [(kind, text) for kind, text in _changed("".join(old[i1:i2]), "".join(new[j1:j2])) if text]
    return _joined(pieces)


def _changed(out: str, come: str) -> list[Piece]:
    """A stretch that differs, without the kana or letters at its end that both share: 述べた -> 訴えた keeps た."""
    end = 0
    while end < min(len(out), len(come)) and out[-1 - end] == come[-1 - end] and not out[-1 - end].isdigit():
        end += 1
    if end and (out[-end:].isascii() or end == len(out) or end == len(come)):
        end = 0  # a Latin word that changed is shown whole
    return [("out", out[: len(out) - end]), ("in", come[: len(come) - end]), ("same", out[len(out) - end :])]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for kind, text in pieces:
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    return joined


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both persons' changes to `base` in one text; None where they changed the same clause, each in their own way.

    Pure and symmetric. Changes of different clauses merge, the same change of both counts once.
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    clauses = _clauses(base)
    merged: list[_Change] = []
    for change in sorted({*_changes(clauses, mine), *_changes(clauses, theirs)}):
        if merged and _collide(merged[-1], change):
            return None
        merged.append(change)
    text, at = [], 0
    for start, end, clause in merged:
        text += [*clauses[at:start], *clause]
        at = end
    return "".join([*text, *clauses[at:]])


def _clauses(text: str) -> list[str]:
    """The clauses in order, each with what ends it; joined they are the text."""
    return [clause for clause in _CLAUSE_END.split(text) if clause]


def _changes(base: Sequence[str], text: str) -> list[_Change]:
    other = _clauses(text)
    codes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [(i1, i2, tuple(other[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _collide(earlier: _Change, later: _Change) -> bool:
    """Whether two changes touch the same clause, or the same gap between two; `earlier` starts no later."""
    if earlier[1] > later[0] or earlier[0] == later[0]:
        return True
    # Side by side: which comes first is known only where both replace something.
    return earlier[1] == later[0] and (earlier[0] == earlier[1] or later[0] == later[1])
