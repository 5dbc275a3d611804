"""What `read` hands on: an Article, as the rest of the desk knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

ParagraphKind = Literal["p", "h", "quote", "li", "caption", "embed", "table"]


class ReadError(Exception):
    """A page that can't be read as an article; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """A captured page: `content` with its content coding undone, `content_type` as the HTTP header had it."""

    content: bytes
    url: str | None = None
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`id` is stable: it depends on the text alone (and on its ordinal among equal texts), not on the place."""

    id: str
    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A page as read. Dates are ISO 8601 with an offset where the page gave one, or a date alone."""

    language: str  # ISO 639-1, "" where it can't be told
    title: str
    paragraphs: tuple[Paragraph, ...]
    url: str | None = None
    deck: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: str | None = None
    modified: str | None = None
    images: tuple[Image, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def as_row(self) -> dict[str, Any]:
        """The JSON object that `kawaraban read` prints, without its `path`."""
        return {
            "url": self.url,
            "language": self.language,
            "title": self.title,
            "deck": self.deck,
            "authors": list(self.authors),
            "outlet": self.outlet,
            "published": self.published,
            "modified": self.modified,
            "paragraphs": [{"id": p.id, "kind": p.kind, "text": p.text} for p in self.paragraphs],
            "images": [{"url": i.url, "alt": i.alt, "caption": i.caption} for i in self.images],
            "warnings": list(self.warnings),
        }
