"""A post that holds a foreign article and its translation -> each paragraph's language, and what belongs together.

Whatever the order is, an article and then its translation, or paragraph and translation by turns, the paragraphs of
each language run in the same order. So the originals of a language are one text, the rest of the post, in the poster's
own language, is the other; `translate.align` finds which belong together, and `out_of_step` what was pasted elsewhere.
The poster's own remarks are segments that earn no link.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from kawaraban.publish.formats.model import ForeignPair, ForeignParagraph
from kawaraban.read.language import identify
from kawaraban.translate.align import MAX_SEGMENTS, Link, align, out_of_step
from kawaraban.translate.align.words import tokens
from kawaraban.translate.vectors import Embedder

#: How sure a link must be to be offered: a false pair costs more than a missing one.
SURE, SURE_WITHOUT_VECTORS = 0.6, 0.85

#: By how much the likeness of a link must fall without a paragraph of it, for that to belong to it.
ADDS_NOTHING = 0.02

_OWN_SHARE = 0.1  # of a page's letters in Japanese, from which on it is a Japanese blog
_LONG = 200  # letters that tell their language without their neighbours
_SHORT = 40  # letters of Han alone that may be a Japanese headline
_PAIRED = ("p", "h", "quote", "li", "caption", "table")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_ADDRESS = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+")


def languages(texts: Sequence[str], japanese: bool = False) -> list[str]:
    """The language of each paragraph of a post, two letters, "" where nothing tells.

    A headline is too short to tell: it is taken to be in the language of the post's other paragraphs in its script.
    `japanese` says that the page has some elsewhere, for headlines without kana.
    """
    shown = [_ADDRESS.sub(" ", text) for text in texts]
    scripts = [_script(text) for text in shown]
    together: dict[str, str] = {}
    for script in set(filter(None, scripts)):
        # The longest first: a name of a ship would tell the language of a whole post wrongly.
        mine = sorted((text for text, own in zip(shown, scripts, strict=True) if own == script), key=len, reverse=True)
        together[script] = identify(" ".join(mine))
    if japanese:
        together.setdefault("ja", "ja")
    return [_language(text, script, together) for text, script in zip(shown, scripts, strict=True)]


def kana_in(text: str) -> int:
    """How many kana a text has: what only Japanese is written in."""
    return sum(1 for _ in _KANA.finditer(text))


def own_language(paragraphs: Iterable[ForeignParagraph]) -> str:
    """The language that a page's blogger writes in: Japanese where there is some, else what there is most of."""
    letters: Counter[str] = Counter()
    for paragraph in paragraphs:
        if paragraph.language:
            letters[paragraph.language] += len(paragraph.text)
    if not letters:
        return ""
    if letters["ja"] >= _OWN_SHARE * letters.total():
        return "ja"
    return letters.most_common(1)[0][0]


def pairs(paragraphs: Sequence[ForeignParagraph], own: str, embed: Embedder | None = None) -> tuple[ForeignPair, ...]:
    """Originals and their translations into `own`, by index into `paragraphs`, in the order of the originals.

    Without `embed`, or where it does not know a language, fewer are found. No paragraph is in two pairs.
    """
    foreign = Counter(p.language for p in paragraphs if p.language and p.language != own and p.kind in _PAIRED)
    left = {at for at, p in enumerate(paragraphs) if p.language == own and p.kind in _PAIRED}
    found: list[ForeignPair] = []
    for language, _ in foreign.most_common():
        source = [at for at, p in enumerate(paragraphs) if p.language == language and p.kind in _PAIRED]
        for pair in _linked(paragraphs, source, sorted(left), (language, own), embed):
            found.append(pair)
            left -= set(pair.target)
    return tuple(sorted(found, key=lambda pair: pair.source))


def _linked(
    paragraphs: Sequence[ForeignParagraph],
    source: Sequence[int],
    target: Sequence[int],
    pair: tuple[str, str],
    embed: Embedder | None,
) -> list[ForeignPair]:
    if not source or not target or max(len(source), len(target)) > MAX_SEGMENTS:
        return []
    originals, renderings = ([paragraphs[at].text for at in side] for side in (source, target))
    if embed is None or not set(pair) <= set(embed.languages):
        links = [link for link in align(originals, renderings, *pair) if link.score >= SURE_WITHOUT_VECTORS]
        shared = (_that_share(link, originals, renderings) for link in links)
        return [_pair(link, source, target) for link in shared if link.source and link.target]
    links = [link for link in align(originals, renderings, *pair, embed) if link.score >= SURE]
    moved = out_of_step(originals, renderings, *pair, links, embed)
    every = [*links, *chain.from_iterable(moved)]
    return [_pair(_without_remarks(link, originals, renderings, embed), source, target) for link in every]


def _that_share(link: Link, originals: Sequence[str], renderings: Sequence[str]) -> Link:
    """The link without paragraphs that share no number, name or word with the other side."""
    here, there = ([set(tokens(texts[at])) for at in side] for side, texts in _sides(link, originals, renderings))
    return replace(
        link,
        source=tuple(at for at, words in zip(link.source, here, strict=True) if words & set().union(*there)),
        target=tuple(at for at, words in zip(link.target, there, strict=True) if words & set().union(*here)),
    )


def _sides(
    link: Link, originals: Sequence[str], renderings: Sequence[str]
) -> tuple[tuple[tuple[int, ...], Sequence[str]], ...]:
    return (link.source, originals), (link.target, renderings)


def _without_remarks(link: Link, originals: Sequence[str], renderings: Sequence[str], embed: Embedder) -> Link:
    """The link without what stands at the edge of its several paragraphs and adds nothing to their likeness."""
    if len(link.target) > 1:
        kept = _that_add(link.target, renderings, [originals[at] for at in link.source], embed)
        link = replace(link, target=kept)
    if len(link.source) > 1:
        kept = _that_add(link.source, originals, [renderings[at] for at in link.target], embed)
        link = replace(link, source=kept)
    return link


def _that_add(chosen: tuple[int, ...], texts: Sequence[str], other: Sequence[str], embed: Embedder) -> tuple[int, ...]:
    """The paragraphs without those at either edge that `other` is as like without."""
    while len(chosen) > 1:
        runs = [chosen, chosen[1:], chosen[:-1]]
        vectors = embed.embed([" ".join(other), *(" ".join(texts[at] for at in run) for run in runs)])
        whole, *fewer = (float(vectors[0] @ vector) for vector in vectors[1:])
        if max(fewer) < whole - ADDS_NOTHING:
            break
        chosen = runs[1 + fewer.index(max(fewer))]
    return chosen


def _pair(link: Link, source: Sequence[int], target: Sequence[int]) -> ForeignPair:
    return ForeignPair(
        tuple(source[at] for at in link.source), tuple(target[at] for at in link.target), round(link.score, 4)
    )


def _script(text: str) -> str:
    """ "ja" for what has kana, "han" for what is written in Han alone, else the script that most letters are of."""
    counts: Counter[str] = Counter()
    for character, n in Counter(text).items():
        if character.isalpha():
            counts[unicodedata.name(character, "?").split()[0]] += n
    if not counts:
        return ""
    kana, han = counts["HIRAGANA"] + counts["KATAKANA"], counts["CJK"]
    if (kana + han) * 4 > counts.total() and kana:
        return "ja"
    if han * 2 > counts.total():
        return "han"
    return counts.most_common(1)[0][0].lower()


def _language(text: str, script: str, together: dict[str, str]) -> str:
    if script == "ja":
        return "ja"
    if script == "han":
        return _of_han(text, together)
    letters = sum(character.isalpha() for character in text)
    alone = identify(text) if letters >= _LONG else ""
    return alone or together.get(script, "") or ("en" if script == "latin" else "")


def _of_han(text: str, together: dict[str, str]) -> str:
    """Chinese, or a headline without kana: the characters of Japanese fit into its own character set."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return "zh"
    return "ja" if len(text) < _SHORT and "ja" in together else "zh"
