"""A spaCy document as the rules' tokens, read from its arrays: a spaCy token asked for each thing costs ten times that.

The part of the model that turns tags into word classes by matching 179 patterns at every word is left out: a table does
it in a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from kawaraban.attribute.parsing import Parse, Token

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
_COLUMNS = ["IDX", "LENGTH", "TAG", "DEP", "SENT_START"]


def add(parse: Parse, doc: Any, offset: int, lemmatizer: Any) -> None:
    """Adds a document's tokens and sentences to the parse of the text in which it stands at `offset` (code points).

    `lemmatizer` is spaCy's, by rules; it is asked for what is inflected alone.
    """
    base, text, strings = len(parse.tokens), doc.text, doc.vocab.strings
    columns = doc.to_array(_COLUMNS)
    places, lengths, tags, deps, starts = columns.T.tolist()
    heads = doc.to_array(["HEAD"]).astype("int64").tolist()  # as far from the token, to both sides
    for i, (place, length, tag_key, dep_key, head) in enumerate(zip(places, lengths, tags, deps, heads, strict=True)):
        word, tag, dep = text[place : place + length], _word(strings, tag_key), _word(strings, dep_key)
        lemma = _lemma_of(doc, i, word.lower(), tag, lemmatizer)
        start, at = offset + place, base + i
        word_class = _class_of(tag, dep, lemma)
        parse.tokens.append(Token(at, start, start + length, word, lemma, word_class, tag, dep, at + head, [], at, at))
    _hang(parse.tokens[base:])
    firsts = [i for i, mark in enumerate(starts) if mark == 1 or i == 0]
    for first, end in pairwise([*firsts, len(starts)]):
        parse.sentence_of += [len(parse.sentences)] * (end - first)
        parse.sentences.append((base + first, base + end))


@cache
def _word(strings: Any, key: int) -> str:
    """The word behind a number of spaCy's store; for tags and relations, which are few."""
    return str(strings[key])


def _hang(tokens: Sequence[Token]) -> None:
    """Tells tokens what hangs on them, and how far it reaches: a pass to the right for what stands before its head,
    one to the left for what stands behind."""
    for token in tokens:
        if token.head != token.i:
            tokens[token.head - tokens[0].i].children.append(token.i)
    for token in (*tokens, *reversed(tokens)):
        head = tokens[token.head - tokens[0].i]
        if token.left < head.left:
            head.left = token.left
        if token.right > head.right:
            head.right = token.right


def _lemma_of(doc: Any, i: int, word: str, tag: str, lemmatizer: Any) -> str:
    """The word as a dictionary has it, in small letters; only what is inflected needs the model's tables."""
    if tag.startswith("VB") and word in _BE:
        return "be"
    if tag not in _INFLECTED:
        return word
    token = doc[i]
    token.pos_ = _CLASS[tag]
    return str(lemmatizer.rule_lemmatize(token)[0]).lower()


def _class_of(tag: str, dep: str, lemma: str) -> str:
    if tag.startswith("VB") and (lemma == "be" or dep in {"aux", "auxpass"}):
        return "AUX"
    if dep == "mark":
        return "SCONJ"
    if dep == "neg":
        return "PART"
    return "PRON" if tag == "DT" and dep != "det" else _CLASS.get(tag, "X")
