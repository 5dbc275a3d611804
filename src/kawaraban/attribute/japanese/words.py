"""Japanese words by SudachiPy and its core dictionary: read when first asked, one tokenizer a thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

#: Code points of a sentence that are read at a time. Sudachi takes 49,149 bytes; no sentence of the press is near it.
LONGEST = 1_000
_here = threading.local()
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark. `start` and `end` are code points of the text, `lemma` Sudachi's normalised form.

    `pos`, `kind` and `form` are the first and the second part of speech and the form of conjugation. A quotation is
    one word: `quotation` numbers it, and is -1 otherwise. The kind of a noun that the dictionary lacks is 未知.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    kind: str
    form: str
    quotation: int = -1

    @property
    def is_noun(self) -> bool:
        return self.pos in {"名詞", "代名詞", "接尾辞", "接頭辞"}


@cache
def _dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary()


def _tokenizer() -> Any:
    if not hasattr(_here, "tokenizer"):
        from sudachipy import SplitMode

        with _loading:
            _here.tokenizer = _dictionary().tokenizer(mode=SplitMode.C)
    return _here.tokenizer


def words(text: str, offset: int) -> list[Word]:
    """The words of at most LONGEST code points; spans are counted from `offset`."""
    found = []
    for morpheme in _tokenizer().tokenize(text):
        pos = morpheme.part_of_speech()
        if pos[0] != "空白":
            found.append(
                Word(
                    offset + morpheme.begin(),
                    offset + morpheme.end(),
                    morpheme.surface(),
                    morpheme.normalized_form(),
                    pos[0],
                    "未知" if pos[1] == "普通名詞" and morpheme.is_oov() else pos[1],
                    pos[5],
                )
            )
    return found
