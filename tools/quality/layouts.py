"""Articles and their translations in every order in which people paste them, with remarks of their own between.

From the ten articles that the newsstand's press has whole in Japanese: what belongs together is known, and everything
else is a remark, which belongs to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from random import Random

from kawaraban.newsstand import press
from kawaraban.publish.formats import ForeignParagraph

_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_ORDERS = ("by turns", "in blocks", "translation first", "two by two", "a block out of place")
REMARKS = (
    "この記事は昨日の続き。",
    "本当にそうだろうか。数字の出どころが書かれていないのが気になる。",
    "以下、訳。",
    "（中略）",
    "港で働いていた祖父が聞いたら、何と言うだろう。",
    "同じ話を別の新聞はまったく違う調子で伝えている。そちらは明日。",
    "大臣はいつも会見の前に数字を変える、と前にも書いた。",
    "追記：午後になって続報が出た。死者の数は増えている。",
    "皆さんはどう思われますか。コメントをお待ちしています。",
    "訳は急いで作ったので、まちがいがあれば教えてください。",
)

Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """A post's paragraphs, and which of them belong together."""

    order: str
    paragraphs: tuple[ForeignParagraph, ...]
    pairs: frozenset[Pair]


def layouts() -> Iterator[Layout]:
    """Every article in every order, each time with other remarks, some paragraphs left untranslated."""
    dice = Random(4)
    remarks = cycle(REMARKS)
    for piece in press.pieces(_NOW):
        if piece.language == "en" and set(piece.paragraphs) <= set(piece.renderings):
            couples = [(text, piece.renderings[text]) for text in piece.paragraphs]
            for order in _ORDERS:
                yield _laid(order, couples, remarks, dice)


def _laid(order: str, couples: list[tuple[str, str]], remarks: Iterator[str], dice: Random) -> Layout:
    """Paragraphs are told by (language, number of the paragraph, or -1 for a remark)."""
    left_out = dice.randrange(len(couples)) if dice.random() < 0.5 else -1
    source = [("en", at, original) for at, (original, _) in enumerate(couples)]
    target = [("ja", at, rendering) for at, (_, rendering) in enumerate(couples) if at != left_out]
    rows = _ordered(order, source, target)
    for _ in range(dice.randint(1, 3)):
        rows.insert(dice.randrange(len(rows) + 1), ("ja", -1, next(remarks)))
    places = {(language, number): at for at, (language, number, _) in enumerate(rows) if number >= 0}
    return Layout(
        order,
        tuple(ForeignParagraph("p", text, language) for language, _, text in rows),
        frozenset(((places["en", number],), (places["ja", number],)) for _, number, _ in target),
    )


def _ordered(
    order: str, source: list[tuple[str, int, str]], target: list[tuple[str, int, str]]
) -> list[tuple[str, int, str]]:
    if order == "in blocks":
        return [*source, *target]
    if order == "translation first":
        return [*target, *source]
    if order == "a block out of place":
        return [*source, *target[2:], *target[:2]]
    step = 2 if order == "two by two" else 1
    rows = []
    for at in range(0, len(source), step):
        rows += source[at : at + step]
        rows += [row for row in target if at <= row[1] < at + step]
    return rows
