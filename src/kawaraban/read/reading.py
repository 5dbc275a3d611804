"""The station's front door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawaraban.follow.charset import decode
from kawaraban.read.body import Body, body_of
from kawaraban.read.language import identify
from kawaraban.read.metadata import metadata_of
from kawaraban.read.model import Article, Page, ReadError
from kawaraban.read.paragraphs import number_paragraphs
from kawaraban.read.shingles import words
from kawaraban.read.tree import parse

MAX_BYTES = 30_000_000
_BEGINNING = 3  # paragraphs, among which a page's description of itself may stand again
SHORT = 40  # words, below which a text is hardly an article; Han and kana count by character, so twice that

LOCKED = "The page says that the rest is for subscribers."
EMBEDDED = "The text was taken out of the page's scripts: its headings and quotations may be missing."
VERY_SHORT = "Very little text was found: check the page itself."


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
    body = body_of(tree, metadata, page.url)
    text = "\n".join(text for _, text in body.texts)
    if not any(character.isalnum() for character in text):
        raise ReadError("No article was found here: check that the page opens without signing in and without scripts.")
    language = identify(text, metadata.languages)
    return Article(
        language=language,
        title=metadata.title,
        paragraphs=number_paragraphs(body.texts),
        url=page.url or metadata.canonical,
        deck=_deck(metadata.deck, body.texts),
        authors=metadata.authors,
        outlet=metadata.outlet,
        published=metadata.published,
        modified=metadata.modified,
        images=metadata.images,
        warnings=tuple(_warnings(body, text, language)),
    )


def _deck(described: str, texts: Sequence[tuple[str, str]]) -> str:
    """The page's description of itself, where it says something that the text does not begin with anyway."""
    beginning = " ".join(word for _, text in texts[:_BEGINNING] for word in words(text))
    return "" if " ".join(words(described)) in beginning else described


def _warnings(body: Body, text: str, language: str) -> Iterator[str]:
    if body.locked:
        yield LOCKED
    if body.embedded:
        yield EMBEDDED
    if len(words(text)) < SHORT * (2 if language in ("ja", "zh") else 1):
        yield VERY_SHORT
