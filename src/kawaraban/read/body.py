"""Which of a page's blocks are the article: trafilatura's choice, corrected by what the page itself tells.

trafilatura (Barbaresi, ACL 2021, in precision mode) knows what boilerplate looks like, but takes one container and
stops there. Three signals from outside correct it: schema.org's articleBody, the template (blocks that stand where
the chosen ones stand, under the same classes, are article too), and reading order (what an article has in its midst
is its own, what stands before its headline or behind its last sentence is not).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.xml import xmltotxt

from kawaraban.read.blocks import blocks_of
from kawaraban.read.choice import TOO_LITTLE, Choice, prose_in
from kawaraban.read.embedded import Texts, scripts_of, state_text, stated_text
from kawaraban.read.metadata import Metadata
from kawaraban.read.shingles import Text

# It warns of every page without an article; we say that ourselves, once.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_NEVER = ("script style svg noscript template link meta iframe button select input nav footer").split()
_LITTLE = 4_000  # characters of prose on a page, below which its text may sit in scripts


@dataclass(frozen=True, slots=True)
class Body:
    """The article's text, and what to warn of."""

    texts: Texts
    locked: bool = False  # the page says that the rest is for subscribers
    embedded: bool = False  # the text came out of a script, not out of the mark-up


def body_of(tree: HtmlElement, metadata: Metadata, url: str | None) -> Body:
    """The article in reading order. `tree` is used up."""
    blocks = blocks_of(tree)
    scripts = [] if prose_in(blocks) >= _LITTLE else scripts_of(tree)
    _prune(tree)
    choice = Choice(blocks, Text(_extracted(tree, url)), metadata)
    chosen = choice.result()
    texts: Texts = [(block.kind, block.text) for block in chosen]
    prose = prose_in(chosen)
    embedded = False
    if prose < TOO_LITTLE:
        others = stated_text(metadata.body) or state_text(scripts)
        embedded = sum(len(text) for _, text in others) > 2 * prose
        texts = others if embedded else texts
    return Body(texts, choice.locked or metadata.paywalled, embedded)


def _prune(tree: HtmlElement) -> None:
    """Take out what trafilatura would copy several times and never keep."""
    for element in list(tree.iter(*_NEVER)):
        element.drop_tree()


def _extracted(tree: HtmlElement, url: str | None) -> str:
    """What trafilatura, preferring precision, takes for the article, one paragraph a line."""
    document = bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    body = getattr(document, "body", None)
    return "" if body is None else str(xmltotxt(body, False))
