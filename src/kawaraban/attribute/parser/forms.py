"""What the network is told of a word: its usual form, first and last letters, shape, and whether spaces are about."""

from __future__ import annotations

from collections.abc import Mapping

from kawaraban.attribute.parser.hashes import number_of
from kawaraban.attribute.parser.words import Word

_LONG = 100  # code points; a longer word has no shape
_RUN = 4  # signs of a kind in a row, of which no more are told
#: Marks that the model was taught to take for one another, by the one that it knows them as.
_ALIKE = {
    "'": "’ ‘ ´ `",
    '"': "” “ '' `` ´´ „ » « ‘‘ ’’",
    "'s": "'s 'S ’s ’S",
    "-": "— – -- --- ——",
    "$": "€ £ ¥ ฿ US$ C$ A$ ₺ ₹ ৳ ₩ Mex$ ₣ E£",
    "...": "…",
    "?": "？",
    "!": "！",
    ",": "，",
    ";": "；",
    ":": "：",
    ".": "。 ।",
}
_MARKS = {mark: usual for usual, marks in _ALIKE.items() for mark in marks.split()}


def features(word: Word, spaced: bool, usual: Mapping[int, str]) -> tuple[int, ...]:
    """The six numbers of a word; `usual` are the forms of words that are written in two ways, by their number."""
    text = word.text
    norm = word.norm or usual.get(number_of(text)) or _MARKS.get(text) or text.lower()
    parts = (norm, text[0], text[-3:], _shape(text))
    return *(number_of(part) for part in parts), int(spaced), int(text.isspace())


def _shape(text: str) -> str:
    """ "Xxxxx" for "Torvald", "dd" for "20"."""
    if len(text) >= _LONG:
        return "LONG"
    shape, last, run = [], "", 0
    for sign in text:
        kind = ("X" if sign.isupper() else "x") if sign.isalpha() else "d" if sign.isdigit() else sign
        run = run + 1 if kind == last else 1
        last = kind
        if run <= _RUN:
            shape.append(kind)
    return "".join(shape)
