"""Two versions of a text: which paragraph is which, and what changed in it, down to the word.

Pure functions on `(pid, text)` pairs. Paragraphs are aligned in order with difflib (Ratcliff and Obershelp's matching
blocks); within a stretch that differs, the best matches by word overlap are taken for the same paragraph edited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from kawaraban.keep.model import Edit

Paragraphs = Sequence[tuple[str, str]]
Span = tuple[int, int]

# A number with its separators is one word, so that 2 -> 12 is not "1 added"; Han, kana and Hangul, which are
# written without spaces, go one character a word; everything else by runs of letters.
_WORD = re.compile(
    r"\d+(?:[.,:：．，]\d+)*"
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3005\uac00-\ud7af]"
    r"|[^\W\d\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3005\uac00-\ud7af]+(?:['’][^\W\d]+)*"
    r"|\s+|[^\w\s]|_"
)
_SAME_PARAGRAPH = 0.5  # of the words of both, common: below that an edit is a removal and an addition
_MAX_PAIRS = 250_000  # of paragraphs compared; past it (a page rewritten whole) only equal ones are matched
_MAX_WORDS = 4_000  # of one paragraph, compared word by word


def carry_ids(old: Paragraphs, new: Paragraphs) -> list[str]:
    """The ids for `new`: a paragraph that was edited keeps the id it had in `old`; every id stays unique.

    `new`'s own ids are used for what is new, with `.2`, `.3` behind them where an older paragraph holds the id.
    """
    partner = {j: i for i, j in _alignment(old, new) if i is not None and j is not None}
    taken = {old[i][0] for i in partner.values()}
    ids = []
    for place, (pid, _) in enumerate(new):
        if place in partner:
            ids.append(old[partner[place]][0])
            continue
        fresh, count = pid, 1
        while fresh in taken:
            count += 1
            fresh = f"{pid}.{count}"
        taken.add(fresh)
        ids.append(fresh)
    return ids


def edits(old: Paragraphs, new: Paragraphs) -> list[Edit]:
    """What turns `old` into `new`, in reading order: paragraphs changed, added, removed.

    Kinds are by text alone, ids are not compared. A changed one has `pid` of the new version and at most three
    `words`: the smallest runs of words that differ, numbers kept whole.
    """
    found = []
    for i, j in _alignment(old, new):
        before = old[i][1] if i is not None else None
        after = new[j][1] if j is not None else None
        if before is None and j is not None:
            found.append(Edit("added", new[j][0], None, after))
        elif after is None and i is not None:
            found.append(Edit("removed", old[i][0], before, None))
        elif before is not None and after is not None and j is not None and _plain(before) != _plain(after):
            found.append(Edit("changed", new[j][0], before, after, changed_words(before, after)[:3]))
    return found


def changed_words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The runs of words that differ, as (before, after) pairs; one side is empty for words added or cut.

    >>> changed_words("2 people died.", "12 people died.")
    (('2 people', '12 people'),)
    """
    old, new = _words(before), _words(after)
    if len(old) > _MAX_WORDS or len(new) > _MAX_WORDS:
        return ((before, after),)
    pairs = ((_shown(old, i1, i2), _shown(new, j1, j2)) for i1, i2, j1, j2 in _changes(old, new))
    return tuple(pair for pair in pairs if pair[0] != pair[1])


def changed_spans(before: str, after: str) -> tuple[tuple[Span, Span], ...]:
    """Where words differ: `(start, end)` in `before` beside the same in `after`, in code points, in reading order.

    A span is empty for words that were added or cut. A number that became another has with it what both count.

    >>> changed_spans("2 people died.", "12 people died.")
    (((0, 8), (0, 9)),)
    """
    old, new = _words(before), _words(after)
    if len(old) > _MAX_WORDS or len(new) > _MAX_WORDS:
        return (((0, len(before)), (0, len(after))),)
    # The words of a text are all of it: each begins where the one before it ends.
    old_at, new_at = [0, *accumulate(map(len, old))], [0, *accumulate(map(len, new))]
    found = []
    for i1, i2, j1, j2 in _changes(old, new):
        more = _counted(old[i2 : i2 + 2]) if _is_number(old[i1:i2]) and _is_number(new[j1:j2]) else 0
        found.append(((old_at[i1], old_at[i2 + more]), (new_at[j1], new_at[j2 + more])))
    return tuple(found)


def _changes(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """The runs of words that differ: from and to in the one, from and to in the other."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return _joined([(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes if tag != "equal"], old, new)


def _is_number(words: list[str]) -> bool:
    return bool(words) and all(word[0].isdigit() or word.isspace() for word in words)


def _counted(following: list[str]) -> int:
    """How many words, with the space before it, are what a number counts. Behind a change both texts have the same."""
    place = 1 if following and following[0].isspace() else 0
    return place + 1 if place < len(following) and following[place][0].isalnum() else 0


def _shown(words: list[str], start: int, end: int) -> str:
    """The words changed, and for a bare number what it counts: the word behind it."""
    if _is_number(words[start:end]):
        while end < len(words) and words[end].isspace():
            end += 1
        if end < len(words) and words[end][0].isalnum():
            end += 1
    return "".join(words[start:end]).strip()


def _joined(
    changes: list[tuple[int, int, int, int]], old: list[str], new: list[str]
) -> list[tuple[int, int, int, int]]:
    """Changes with only a space between them are one: "two people" -> "twelve persons" reads better whole."""
    joined: list[tuple[int, int, int, int]] = []
    for i1, i2, j1, j2 in changes:
        if joined:
            a1, a2, b1, b2 = joined[-1]
            if "".join(old[a2:i1]).isspace() and "".join(new[b2:j1]).isspace():
                joined[-1] = (a1, i2, b1, j2)
                continue
        joined.append((i1, i2, j1, j2))
    return joined


_Pair = tuple[int | None, int | None]


def _alignment(old: Paragraphs, new: Paragraphs) -> list[_Pair]:
    """Pairs of places (old, new), None where a side has nothing, in reading order."""
    before, after = [_plain(text) for _, text in old], [_plain(text) for _, text in new]
    partners: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            partners.update(zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            partners.update(_edited(before, after, range(i1, i2), range(j1, j2)))
    partners.update(_moved(before, after, partners))
    return _in_order(partners, len(before), len(after))


def _edited(before: list[str], after: list[str], places: range, others: range) -> dict[int, int]:
    """The pairs in a stretch that differs, best overlap of words first."""
    if len(places) * len(others) > _MAX_PAIRS:
        return {}
    bags = {j: Counter(_words(after[j])) for j in others}
    scored = [(_overlap(Counter(_words(before[i])), bags[j]), i, j) for i in places for j in others]
    shift = places.start - others.start
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in sorted(scored, key=lambda row: (-row[0], abs(row[1] - row[2] - shift))):
        if score >= _SAME_PARAGRAPH and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _moved(before: list[str], after: list[str], partners: dict[int, int]) -> dict[int, int]:
    """What stands word for word at another place."""
    taken = set(partners.values())
    free: dict[str, list[int]] = {}
    for j, text in enumerate(after):
        if j not in taken:
            free.setdefault(text, []).append(j)
    return {i: free[text].pop(0) for i, text in enumerate(before) if i not in partners and free.get(text)}


def _in_order(partners: dict[int, int], olds: int, news: int) -> list[_Pair]:
    """By place in the new version; what was removed stands behind the paragraph that it followed in the old one."""
    origin = {j: i for i, j in partners.items()}
    removed: dict[int, list[int]] = {}
    follows = -1
    for i in range(olds):
        if i in partners:
            follows = partners[i]
        else:
            removed.setdefault(follows, []).append(i)
    pairs: list[_Pair] = [(i, None) for i in removed.get(-1, ())]
    for j in range(news):
        pairs.append((origin.get(j), j))
        pairs += [(i, None) for i in removed.get(j, ())]
    return pairs


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient over words, spaces left out."""
    size = sum(n for word, n in one.items() if not word.isspace())
    size += sum(n for word, n in other.items() if not word.isspace())
    common = sum(n for word, n in (one & other).items() if not word.isspace())
    return 2 * common / size if size else 1.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _plain(text: str) -> str:
    return " ".join(text.split())
