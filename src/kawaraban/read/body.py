"""Which of a page's blocks are the article."""

from __future__ import annotations

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.xml import xmltotxt

from kawaraban.read.blocks import Block, blocks_of
from kawaraban.read.metadata import Metadata
from kawaraban.read.shingles import Text


def body_of(tree: HtmlElement, metadata: Metadata, url: str | None) -> list[Block]:
    blocks = blocks_of(tree)
    text = Text(_extracted(tree, url))
    return [block for block in blocks if text.has(block.text) >= 0.75]


def _extracted(tree: HtmlElement, url: str | None) -> str:
    """What trafilatura, preferring precision, takes for the article, one paragraph a line."""
    document = bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    body = getattr(document, "body", None)
    return "" if body is None else str(xmltotxt(body, False))
