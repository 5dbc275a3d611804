"""Words as a dictionary has them: by the model's lists of forms, exceptions and endings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kawaraban.attribute.parser import files
from kawaraban.attribute.parser.hashes import number_of

_CLASS = {"NNS": "noun", "VBD": "verb", "VBG": "verb", "VBN": "verb", "VBZ": "verb"}  # what is inflected
_BE = frozenset("be am is are was were been being 's 're 'm ’s ’re ’m".split())


@dataclass(frozen=True, slots=True)
class _Tables:
    """Of one class of words: those there are, forms that follow no rule, and endings with what stands for them."""

    words: frozenset[str]
    exceptions: dict[str, list[str]]
    endings: Sequence[tuple[str, str]]


class Lemmas:
    def __init__(self, folder: Path) -> None:
        packed = files.table(folder / "lemmatizer" / "lookups" / "lookups.bin")
        self._tables = {
            name: _Tables(
                frozenset(packed["lemma_index"][number_of(name)]),
                packed["lemma_exc"][number_of(name)],
                packed["lemma_rules"][number_of(name)],
            )
            for name in ("noun", "verb")
        }
        self._known: dict[tuple[str, str], str] = {}

    def forget(self) -> None:
        """Forgets the words asked for so far."""
        self._known.clear()

    def of(self, word: str, tag: str) -> str:
        """The lemma of a word in small letters under its Penn tag; itself where it is not inflected."""
        known = self._known.get((word, tag))
        if known is None:
            known = self._known[word, tag] = self._found(word, tag)
        return known

    def _found(self, word: str, tag: str) -> str:
        if tag.startswith("VB") and word in _BE:
            return "be"
        name = _CLASS.get(tag)
        return word if name is None else _looked_up(word, self._tables[name])


def _looked_up(word: str, tables: _Tables) -> str:
    """An exception; else what an ending leaves that is a word, of several the last; else the first of the rest."""
    stems = [word[: len(word) - len(old)] + new for old, new in tables.endings if word.endswith(old)]
    stems = [stem for stem in stems if stem]
    found = [stem for stem in reversed(stems) if stem in tables.words]
    found += [stem for stem in stems if stem not in tables.words and not stem.isalpha()]
    for exception in tables.exceptions.get(word, ()):
        if exception not in found:
            found.insert(0, exception)
    return next(iter(found or stems), word)
