"""What is followed as OPML (http://opml.org/spec2.opml): written as 2.0 for other readers, read from theirs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import get_args
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kawaraban.follow.charset import codec_of
from kawaraban.follow.listing import language
from kawaraban.follow.model import WayKind

#: Sources read from one file; who follows more than that follows nothing.
MAX_OUTLINES = 10_000

_MAX_DEPTH = 50  # of XML elements
_MAX_TEXT = 2000  # characters of one attribute
_KINDS: tuple[str, ...] = get_args(WayKind)
_OUR_CATEGORY = "/kawaraban/"
_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


class OpmlError(Exception):
    """A file that is no OPML, or breaks off; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One source. `kind` is as of follow.Way; only feeds are `rss` to other readers. `bundle` is its heading.

    `address` is "" where a file tells only the `site`.
    """

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
        "category": f"{_OUR_CATEGORY}{outline.kind}",
    }
    return f"<outline {' '.join(f'{name}={_quoted(value)}' for name, value in told.items() if value)}/>"


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    """Without what XML can't hold, and in one line."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def read_opml(content: bytes) -> Iterator[Outline]:
    """The sources of OPML 1.0 or 2.0 in order, each address once; outlines around one are its bundle, outer / inner.

    A link that names no feed (type `link` or `include`) is a source only where this desk wrote it. Raises OpmlError
    after what stands before the trouble.
    """
    seen: set[str] = set()
    try:
        for outline in _outlines(_readable(content)):
            called = outline.address or outline.site
            if called in seen:
                continue
            seen.add(called)
            if len(seen) > MAX_OUTLINES:
                raise OpmlError(f"The file names more than {MAX_OUTLINES} sources: divide it.")
            yield outline
    except ParseError as error:
        raise OpmlError(f"The file breaks off or is damaged at line {error.position[0]}: export it again.") from error
    except (DefusedXmlException, ValueError, LookupError) as error:
        raise OpmlError("The file is no OPML that can be read: export it again, as OPML in UTF-8.") from error


def _readable(content: bytes) -> bytes:
    """In UTF-8 where the XML parser knows no encoding of that name, as it knows none of East Asia's."""
    found = _ENCODING.match(content)
    codec = codec_of(found[1].decode("ascii")) if found else None
    if codec is None or codec.startswith("utf"):
        return content
    return _DECLARATION.sub("", content.decode(codec, "replace"), count=1).encode()


def _outlines(content: bytes) -> Iterator[Outline]:
    above: list[str] = []  # of each element around, the bundle that it is, or ""
    for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
        if event == "end":
            above.pop()
            element.clear()
            continue
        name = str(element.tag).rsplit("}", 1)[-1].lower()
        if not above and name != "opml":
            raise ValueError(name)
        if len(above) >= _MAX_DEPTH:
            raise ValueError("too deep")
        told = {key.lower(): _legal(value[:_MAX_TEXT]) for key, value in element.attrib.items()}
        outline = _source(told, " / ".join(filter(None, above))) if name == "outline" else None
        if outline:
            yield outline
        above.append(_name(told) if name == "outline" and outline is None else "")


def _source(told: dict[str, str], bundle: str) -> Outline | None:
    """What an outline's attributes, by lower-case name, say of a source; None for a heading or a mere link."""
    ours = told.get("category", "").removeprefix(_OUR_CATEGORY)
    feed, site = told.get("xmlurl", ""), told.get("htmlurl", "")
    if feed:
        kind, address = "feed", feed
    elif ours in _KINDS and told.get("url"):
        kind, address = ours, told["url"]
    elif site and told.get("type", "rss").lower() not in ("link", "include"):
        kind, address = "feed", ""
    else:
        return None
    return Outline(_name(told), address, kind, site, language(told.get("language")) or "", bundle)


def _name(told: dict[str, str]) -> str:
    return told.get("title") or told.get("text", "")
