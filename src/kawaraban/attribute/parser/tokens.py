"""A parse of one paragraph as the rules' tokens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kawaraban.attribute.parser.lemmas import Lemmas
from kawaraban.attribute.parser.trees import Tree
from kawaraban.attribute.parser.words import Cut
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


def add(parse: Parse, cut: Cut, tags: Sequence[str], tree: Tree, offset: int, lemmas: Lemmas) -> None:
    """Adds a paragraph's words and sentences to the parse of the text in which it stands at `offset` (code points)."""
    base = len(parse.tokens)
    tokens: list[Token] = []
    rows = zip(cut.words, cut.starts, tags, tree.relations, tree.heads, tree.left, tree.right, strict=True)
    for at, ((text, _), place, tag, relation, head, left, right) in enumerate(rows, base):
        start, lemma = offset + place, lemmas.of(text.lower(), tag)
        word_class, end = _class_of(tag, relation, lemma), start + len(text)
        head, left, right = base + head, base + left, base + right
        tokens.append(Token(at, start, end, text, lemma, word_class, tag, relation, head, [], left, right))
    for token in tokens:
        if token.head != token.i:
            tokens[token.head - base].children.append(token.i)
    parse.tokens += tokens
    for first, end in pairwise([*tree.sentences(), len(tags)]):
        parse.sentence_of += [len(parse.sentences)] * (end - first)
        parse.sentences.append((base + first, base + end))


def _class_of(tag: str, dep: str, lemma: str) -> str:
    if tag.startswith("VB") and (lemma == "be" or dep in {"aux", "auxpass"}):
        return "AUX"
    if dep == "mark":
        return "SCONJ"
    if dep == "neg":
        return "PART"
    return "PRON" if tag == "DT" and dep != "det" else _CLASS.get(tag, "X")
