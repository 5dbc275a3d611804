"""What is followed as OPML 2.0 (http://opml.org/spec2.opml), which other readers take in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Outline:
    """One source. `kind` is as of follow.Way; only feeds are `rss` to other readers. `bundle` is its heading."""

    title: str
    address: str
    kind: str = "feed"
    site: str = ""
    language: str = ""
    bundle: str = ""


def write_opml(outlines: Iterable[Outline], title: str) -> Iterator[str]:
    """The document piece by piece. `outlines` come by bundle, one after the other; "" is no bundle."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
    yield f"<head>\n  <title>{escape(_legal(title))}</title>\n</head>\n<body>\n"
    for bundle, group in groupby(outlines, lambda outline: outline.bundle):
        if bundle:
            yield f"  <outline text={_quoted(bundle)} title={_quoted(bundle)}>\n"
        for outline in group:
            yield f"{'    ' if bundle else '  '}{_outline(outline)}\n"
        if bundle:
            yield "  </outline>\n"
    yield "</body>\n</opml>\n"


def _outline(outline: Outline) -> str:
    # Readers take every outline of type rss for a feed: a page or an account is a link to them.
    address = "xmlUrl" if outline.kind == "feed" else "url"
    told = {
        "type": "rss" if outline.kind == "feed" else "link",
        "text": outline.title,
        "title": outline.title,
        address: outline.address,
        "htmlUrl": outline.site,
        "language": outline.language,
        "category": f"/kawaraban/{outline.kind}",
    }
    return f"<outline {' '.join(f'{name}={_quoted(value)}' for name, value in told.items() if value)}/>"


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    """Without what XML can't hold, and in one line."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
