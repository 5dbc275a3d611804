"""Which blocks of a page are its article: trafilatura's choice, and a step for each thing that it gets wrong.

Every step changes `chosen`, block by block; their order matters. What holds for all of them: nothing is decided by the
name of a site, and no step knows a language but through `notices`.
"""

from __future__ import annotations

import re
from collections import Counter

from kawaraban.read.blocks import Block
from kawaraban.read.metadata import Metadata
from kawaraban.read.notices import notice_in
from kawaraban.read.shingles import Text, shingles, words
from kawaraban.read.structured import plain

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
_BOX = re.compile(
    r"^aside|box(?![a-z])|(?<![a-z])(?:side-?bar|related|recirc\w*|promo\w*|newsletter|read-?more|widget|"
    r"author-?(?:bio|box|info|card)|bio(?:graphy)?|about-?(?:the-)?author|advert\w*|sponsor\w*|subscri\w*|comments?|"
    r"share|social|tags?|teasers?|pull-?quote|call-?out|paywall|recommend\w*)(?![a-z])",
    re.IGNORECASE,
)
_FURNITURE = 120  # characters of the longest byline
_DATED = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}\b|"
    r"\b(?:19|20)\d{2}年\s?\d{1,2}月\s?\d{1,2}日|\b\d{1,2}\.? (?:de )?[^\W\d]{3,10}\.? (?:de )?(?:19|20)\d{2}\b|"
    r"\b[^\W\d]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?, (?:19|20)\d{2}\b"
)
TOO_LITTLE = 300  # characters of prose chosen, below which it surely does, if anything is there
_LONG_BODY = 400  # characters of an articleBody that is more than a summary


class Choice:
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
        self._drop_boxes()
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
        self.chosen = [block.path == best and weights[block.path] >= TOO_LITTLE for block in self.blocks]

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
            if not self.chosen[place] and block.path[:-1] in paths:
                is_heading = block.kind == "h" and block.link_density < 0.4
                self.chosen[place] = is_heading or self._reads_as_prose(place)

    def _reads_as_prose(self, place: int) -> bool:
        block = self.blocks[place]
        is_sentence = bool(_ENDS.search(block.text))
        # Where the text stands, a sentence may be a link for the most part.
        if block.kind == "h" or block.link_density >= (0.9 if is_sentence and block.path in self.main else 0.4):
            return False
        return len(block.text) >= (_SENTENCE if is_sentence else _PROSE)

    def _drop_boxes(self) -> None:
        """What is set apart from the text around it: asides, boxes, the author's portrait."""
        if not self.main:
            return
        common = _common(min(self.main), max(self.main))
        for place in self.places():
            path = self.blocks[place].path
            if path not in self.main and any(_BOX.search(step) for step in path[common:]):
                self.chosen[place] = False

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
        for place in self.places()[:4]:
            if not self._is_furniture(self.blocks[place]):
                break
            self.chosen[place] = False
        for place in self.places():
            if self._stays_at_an_end(place, beside=False):
                break
            self.chosen[place] = False
        for place in reversed(self.places()):
            if self._stays_at_an_end(place, beside=True):  # a line of credit
                break
            self.chosen[place] = False

    def _stays_at_an_end(self, place: int, *, beside: bool) -> bool:
        block = self.blocks[place]
        if block.kind == "h":
            return False
        if block.path in self.main or self._reads_as_prose(place) or _ENDS.search(block.text):
            return True
        return beside and block.kind == "p" and any(block.path[:-1] == path[:-1] for path in self.main)

    def _is_furniture(self, block: Block) -> bool:
        """A date, a byline, the outlet's name: short, with one of them in it, and no sentence."""
        if len(block.text) > _FURNITURE or _ENDS.search(block.text) or block.kind == "quote":
            return False
        names = (*self.metadata.authors, self.metadata.outlet)
        return bool(_DATED.search(block.text)) or any(name and name in block.text for name in names)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many steps two paths share from the top; all paths between them in order share as many."""
    shared = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        shared += 1
    return shared


def prose_in(blocks: list[Block]) -> int:
    """Characters of plain sentences."""
    return sum(len(b.text) for b in blocks if b.kind != "h" and len(b.text) >= _PROSE and b.link_density < 0.4)
