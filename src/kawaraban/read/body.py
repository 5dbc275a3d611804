"""Which of a page's blocks are the article: trafilatura's choice, corrected by what the page itself tells.

trafilatura (Barbaresi, ACL 2021, in precision mode) knows what boilerplate looks like, but takes one container and
stops there. Three signals from outside correct it: schema.org's articleBody, the template (blocks that stand where
the chosen ones stand, under the same classes, are article too), and reading order (what an article has in its midst
is its own, what stands before its headline or behind its last sentence is not).
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.xml import xmltotxt

from kawaraban.read.blocks import Block, blocks_of
from kawaraban.read.embedded import Texts, scripts_of, state_text, stated_text
from kawaraban.read.metadata import Metadata
from kawaraban.read.notices import notice_in
from kawaraban.read.shingles import Text, shingles, words
from kawaraban.read.structured import plain

# It warns of every page without an article; we say that ourselves, once.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_FOUND = 0.75  # share of a block's shingles that a text must have for the block to come from it
_DOUBLE = 0.8  # share of a block's shingles that stand elsewhere too for it to be a double
_SENTENCE = 25  # characters of a block that is one if it ends like one
_PROSE = 60  # characters of a block that is surely a sentence
_ENDS = re.compile('[.!?。！？…؟۔।»”’"」』）)♦]\\s*$')  # how a sentence ends, in any script
_DECK = re.compile(
    r"\b(?:[\w-]*(?:lead|intro|dek|deck|standfirst|summary|teaser|sub-?title|sub-?head(?:line)?|abstract|chapo|perex|sapo|"
    r"vorspann|ingress|excerpt|synopsis|sommaire|entradilla|bajada))",
    re.IGNORECASE,
)
_NEVER = ("script style svg noscript template link meta iframe button select input nav footer").split()
_LITTLE = 4_000  # characters of prose on a page, below which its text may sit in scripts
_TOO_LITTLE = 300  # characters of prose chosen, below which it surely does, if anything is there
_LONG_BODY = 400  # characters of an articleBody that is more than a summary


@dataclass(frozen=True, slots=True)
class Body:
    """The article's text, and what to warn of."""

    texts: Texts
    locked: bool = False  # the page says that the rest is for subscribers
    embedded: bool = False  # the text came out of a script, not out of the mark-up


def body_of(tree: HtmlElement, metadata: Metadata, url: str | None) -> Body:
    """The article in reading order. `tree` is used up."""
    blocks = blocks_of(tree)
    scripts = [] if _prose_in(blocks) >= _LITTLE else scripts_of(tree)
    _prune(tree)
    choice = _Choice(blocks, Text(_extracted(tree, url)), metadata)
    chosen = choice.result()
    texts: Texts = [(block.kind, block.text) for block in chosen]
    prose = _prose_in(chosen)
    embedded = False
    if prose < _TOO_LITTLE:
        others = stated_text(metadata.body) or state_text(scripts)
        embedded = sum(len(text) for _, text in others) > 2 * prose
        texts = others if embedded else texts
    return Body(texts, choice.locked or metadata.paywalled, embedded)


def _prose_in(blocks: list[Block]) -> int:
    """Characters of plain sentences."""
    return sum(len(b.text) for b in blocks if b.kind != "h" and len(b.text) >= _PROSE and b.link_density < 0.4)


def _prune(tree: HtmlElement) -> None:
    """Take out what trafilatura would copy several times and never keep."""
    for element in list(tree.iter(*_NEVER)):
        element.drop_tree()


def _extracted(tree: HtmlElement, url: str | None) -> str:
    """What trafilatura, preferring precision, takes for the article, one paragraph a line."""
    document = bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    body = getattr(document, "body", None)
    return "" if body is None else str(xmltotxt(body, False))


class _Choice:
    """The blocks of one page, and which of them are in."""

    def __init__(self, blocks: list[Block], extracted: Text, metadata: Metadata):
        self.blocks = blocks
        self.metadata = metadata
        self.locked = False  # the page says that the rest is for subscribers
        self.main: set[tuple[str, ...]] = set()  # paths that most of the text stands at
        self.said = plain(metadata.body)
        body = Text(self.said)
        self.stated = [len(self.said) >= _LONG_BODY and body.has(block.text) >= _FOUND for block in blocks]
        self.chosen = [extracted.has(block.text) >= _FOUND for block in blocks]

    def result(self) -> list[Block]:
        if not any(self.chosen):
            self._take_heaviest()
        self._follow_statement()
        self._drop_doubles()
        self._add_same_template()
        self._fill_holes()
        self._drop_doubles()
        self._drop_links()
        self._drop_notices()
        self._add_deck()
        self._trim()
        return [block for block, chosen in zip(self.blocks, self.chosen, strict=True) if chosen]

    def places(self) -> list[int]:
        return [place for place, chosen in enumerate(self.chosen) if chosen]

    def _take_heaviest(self) -> None:
        """Where trafilatura found nothing: the sentences of the template that has most of them."""
        weights: Counter[tuple[str, ...]] = Counter()
        for place, block in enumerate(self.blocks):
            if self._reads_as_prose(place) and block.kind == "p":
                weights[block.path] += len(block.text)
        best = max(weights, key=lambda path: weights[path], default=None)
        self.chosen = [block.path == best and weights[block.path] >= _TOO_LITTLE for block in self.blocks]

    def _drop_doubles(self) -> None:
        """Of a text that stands at two places of the page (a version for phones, a dialog), the one in the larger
        company stays. A writer who says the same thing twice at one place is left alone."""
        places = [place for place in self.places() if len(self.blocks[place].text) >= _PROSE]
        company = Counter(self.blocks[place].path for place in places)
        seen: dict[tuple[str, ...], tuple[str, ...]] = {}  # a run of words -> the path where it stays
        for place in sorted(places, key=lambda place: (-company[self.blocks[place].path], place)):
            path = self.blocks[place].path
            runs = set(shingles(words(self.blocks[place].text)))
            if sum(seen.get(run, path) != path for run in runs) >= _DOUBLE * len(runs):
                self.chosen[place] = False
            else:
                seen.update((run, path) for run in runs if run not in seen)

    def _follow_statement(self) -> None:
        """What schema.org's articleBody has is in; what stands before or behind all of it is out."""
        stated = [place for place, has in enumerate(self.stated) if has and len(self.blocks[place].text) >= _PROSE]
        covered = sum(len(self.blocks[place].text) for place in stated)
        taken = sum(len(self.blocks[place].text) for place in self.places())
        if not stated or covered < 0.6 * len(self.said) or covered < 0.5 * taken:
            return
        first, last = stated[0], stated[-1]
        while last + 1 < len(self.blocks) and self.stated[last + 1]:
            last += 1
        for place in range(len(self.blocks)):
            if self.stated[place] and first <= place <= last:
                self.chosen[place] = True
            elif place > last or (place < first and not self._reads_as_prose(place)):
                self.chosen[place] = False

    def _add_same_template(self) -> None:
        """Prose under the very same elements and classes as the most of what was chosen."""
        self.main = self._main_paths()
        for step in (1, -1):
            place = self.places()[-1 if step == 1 else 0] + step if self.main else -1
            while 0 <= place < len(self.blocks) and self.blocks[place].element.tag != "h1":
                if self.blocks[place].path in self.main and self._reads_as_prose(place):
                    self.chosen[place] = True
                place += step

    def _main_paths(self) -> set[tuple[str, ...]]:
        weights: Counter[tuple[str, ...]] = Counter()
        for place in self.places():
            if self.blocks[place].kind == "p":
                weights[self.blocks[place].path] += len(self.blocks[place].text)
        return {path for path, weight in weights.items() if weight >= 0.2 * weights.total()}

    def _fill_holes(self) -> None:
        """Headings, lists and sentences in the midst of the article that stand where chosen ones do."""
        places = self.places()
        if not places:
            return
        paths = {self.blocks[place].path[:-1] for place in places if self.blocks[place].kind == "p"}
        for place in range(places[0], places[-1]):
            block = self.blocks[place]
            if not self.chosen[place] and block.path[:-1] in paths and block.link_density < 0.4:
                self.chosen[place] = block.kind == "h" or self._reads_as_prose(place)

    def _reads_as_prose(self, place: int) -> bool:
        block = self.blocks[place]
        if block.kind == "h" or block.link_density >= 0.4:
            return False
        return len(block.text) >= (_SENTENCE if _ENDS.search(block.text) else _PROSE)

    def _drop_links(self) -> None:
        """Lines that are links and no sentences: what else to read."""
        for place in self.places():
            block = self.blocks[place]
            if block.kind != "h" and block.link_density > 0.8 and not _ENDS.search(block.text):
                self.chosen[place] = False

    def _drop_notices(self) -> None:
        """Appeals to subscribe and the like, and with "Related articles" the list under it."""
        listing = False
        for place in self.places():
            block = self.blocks[place]
            notice = notice_in(block.text)
            self.locked |= notice == "locked"
            if notice:
                self.chosen[place] = False
                listing = notice == "more"
            elif listing and (block.kind == "li" or (block.link_density > 0.6 and len(block.text) < 200)):
                self.chosen[place] = False
            else:
                listing = False

    def _add_deck(self) -> None:
        """The summary between headline and text, which trafilatura takes for a teaser of another article."""
        places = [place for place in self.places() if self._reads_as_prose(place)]
        if not places:
            return
        there = {" ".join(words(self.blocks[place].text)) for place in places}
        for place in range(places[0] - 1, max(-1, places[0] - 25), -1):
            block = self.blocks[place]
            if block.element.tag == "h1":
                return
            if self._is_deck(block) and " ".join(words(block.text)) not in there:
                self.chosen[place] = True
                block.kind = "p"  # often set as a heading, but it is a sentence
                return

    def _is_deck(self, block: Block) -> bool:
        if block.kind not in ("p", "h", "quote") or len(block.text) < _PROSE or block.link_density >= 0.4:
            return False
        return bool(_DECK.search(" ".join(block.path[-3:]))) or Text(self.metadata.deck).has(block.text) >= _FOUND

    def _trim(self) -> None:
        """Headline, date and section before the first sentence, headings and short lines behind the last."""
        title = " ".join(words(self.metadata.title))
        for place in self.places():
            block = self.blocks[place]
            if " ".join(words(block.text)) == title or block.element.tag == "h1":
                self.chosen[place] = False
        for places in (self.places(), self.places()[::-1]):
            for place in places:
                block = self.blocks[place]
                if block.kind != "h" and (block.path in self.main or self._reads_as_prose(place)):
                    break
                if block.kind != "h" and _ENDS.search(block.text):
                    break
                self.chosen[place] = False
