"""The station's front door."""

from __future__ import annotations

from kawaraban.read.body import body_of
from kawaraban.read.charset import decode
from kawaraban.read.language import identify
from kawaraban.read.metadata import metadata_of
from kawaraban.read.model import Article, Page, ReadError
from kawaraban.read.paragraphs import number_paragraphs
from kawaraban.read.tree import parse

MAX_BYTES = 30_000_000


def read(page: Page) -> Article:
    """Read a captured page: what it says, who wrote it and when, without what stands around it.

    Pure: no network, nothing remembered between pages. Bounded in size and in what it does with hostile mark-up; the
    caller bounds the time by running it in a process. Raises ReadError, whose text says what to do, for a page that
    holds no article.

    The text is chosen with trafilatura (Barbaresi, ACL 2021), and corrected: see `body`.
    """
    if len(page.content) > MAX_BYTES:
        raise ReadError(f"This page is over {MAX_BYTES // 1_000_000} MB: it can't be an article.")
    tree = parse(decode(page.content, page.content_type))
    metadata = metadata_of(tree, page.url)
    blocks = body_of(tree, metadata, page.url)
    if not blocks:
        raise ReadError(
            "No article was found on this page: check that it opens without signing in and without scripts."
        )
    language = identify("\n".join(block.text for block in blocks), metadata.languages)
    return Article(
        language=language,
        title=metadata.title,
        paragraphs=number_paragraphs((block.kind, block.text) for block in blocks),
        url=page.url or metadata.canonical,
        deck=metadata.deck,
        authors=metadata.authors,
        outlet=metadata.outlet,
        published=metadata.published,
        modified=metadata.modified,
        images=metadata.images,
    )
