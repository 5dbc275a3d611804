"""TMX 1.4, the format in which translation memories travel: read as a stream, written so that others can read it.

The format: https://www.gala-global.org/tmx-14b. Of a segment its text is kept; native codes (`bpt ept it ph ut`, and
the sub-flows inside them) are formatting and are left out, the text of a highlight (`hi`) stays.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kawaraban.translate.languages import two_letters
from kawaraban.translate.model import MemoryPair, TranslateError

#: Bytes that one unit of a memory may take, and languages that it may have; a file past either is no memory.
MAX_UNIT = 4 << 20
MAX_LANGUAGES = 100
MAX_DEPTH = 50  # of elements inside a segment

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ORIGIN = "x-kawaraban-origin"  # a unit's property: where its pair came from
_CODES = {"bpt", "ept", "it", "ph", "ut"}
_STAMP = re.compile(r"(\d{8})T(\d{6})Z?")
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_tmx(file: str | Path | IO[bytes], *, origin: str = "") -> Iterator[MemoryPair]:
    """The pairs of a TMX file, in its order, one unit in memory at a time; gzip is undone.

    The source of a unit is the variant in its `srclang` (its own or the header's), each other language gives one pair;
    with `*all*` each variant is source to each other. Units without a source or with an empty side give nothing.
    `origin` is put on every pair whose unit does not tell its own, as those that were written here do. Raises
    TranslateError("not-tmx").
    """
    if isinstance(file, (str, Path)):
        try:
            with Path(file).open("rb") as opened:
                yield from _pairs(opened, origin)
        except OSError as error:
            raise TranslateError("not-tmx", f"{file} can't be read ({error.strerror}): give a TMX file.") from None
    else:
        yield from _pairs(file, origin)


def write_tmx(pairs: Iterable[MemoryPair], file: IO[bytes]) -> int:
    """Writes the pairs as TMX 1.4 in UTF-8, as a stream; answers how many. Characters that XML forbids are left out."""
    count = 0

    def counted() -> Iterator[MemoryPair]:
        nonlocal count
        for count, pair in enumerate(pairs, 1):  # noqa: B007 - it is the answer
            yield pair

    for piece in tmx_pieces(counted()):
        file.write(piece)
    return count


def tmx_pieces(pairs: Iterable[MemoryPair]) -> Iterator[bytes]:
    """The same file piece by piece, one unit in memory at a time."""
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        b'  <header creationtool="kawaraban" creationtoolversion="1" segtype="paragraph" o-tmf="kawaraban"'
        b' adminlang="en" srclang="*all*" datatype="plaintext"/>\n  <body>\n'
    )
    for pair in pairs:
        yield _unit(pair).encode("utf-8")
    yield b"  </body>\n</tmx>\n"


def _unit(pair: MemoryPair) -> str:
    stamp = f' changedate="{pair.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"' if pair.made_at else ""
    origin = f'      <prop type="{_ORIGIN}">{_escaped(pair.origin)}</prop>\n' if pair.origin else ""
    variants = "".join(
        f"      <tuv xml:lang={quoteattr(language)}><seg>{_escaped(text)}</seg></tuv>\n"
        for language, text in ((pair.source_language, pair.source), (pair.target_language, pair.target))
    )
    return f"    <tu srclang={quoteattr(pair.source_language)}{stamp}>\n{origin}{variants}    </tu>\n"


def _escaped(text: str) -> str:
    return escape(_ILLEGAL.sub("", text), {"\r": "&#13;"})  # a bare carriage return would come back as a line feed


class _Bounded:
    """Lets through at most `MAX_UNIT` bytes between two units, so that an endless one can't fill the memory."""

    def __init__(self, file: IO[bytes] | gzip.GzipFile | io.BufferedReader[Any]):
        self._file = file
        self.since_unit = 0

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(size)
        self.since_unit += len(content)
        if self.since_unit > MAX_UNIT:
            raise TranslateError("not-tmx", "A unit of this file is far too long for a memory: give a TMX file.")
        return content


def _pairs(file: IO[bytes], origin: str) -> Iterator[MemoryPair]:
    buffered: io.BufferedReader[Any] = io.BufferedReader(file)  # any binary file will do
    try:
        packed = buffered.peek(2)[:2] == b"\x1f\x8b"
        yield from _units(_Bounded(gzip.GzipFile(fileobj=buffered) if packed else buffered), origin)
    except DefusedXmlException:
        raise TranslateError(
            "not-tmx",
            "This file defines entities, which no memory needs and attacks use: export the memory again without them.",
        ) from None
    except (ParseError, ValueError, LookupError, OSError, EOFError, zlib.error):
        raise TranslateError("not-tmx", "This is no TMX file, or it is damaged: export the memory again.") from None
    finally:
        buffered.detach()  # the file stays open: it is the caller's


def _units(file: _Bounded, origin: str) -> Iterator[MemoryPair]:
    source = "*all*"
    parents: list[Element] = []
    # A DOCTYPE is usual in these files and harmless; entities are refused, and nothing outside is ever fetched.
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=False):
        if event == "start":
            if not parents and element.tag != "tmx":
                raise ValueError
            parents.append(element)
            if element.tag == "header":
                source = element.get("srclang", "*all*")
            continue
        parents.pop()
        if element.tag == "tu":
            yield from _pairs_of_unit(element, source, origin)
            parents[-1].clear()
            file.since_unit = 0


def _pairs_of_unit(unit: Element, source: str, origin: str) -> Iterator[MemoryPair]:
    variants = [
        (two_letters(variant.get(_XML_LANG) or variant.get("lang") or ""), _segment(variant), variant)
        for variant in unit.iterfind("tuv")
    ][:MAX_LANGUAGES]
    named = unit.get("srclang", source)
    origin = next((prop.text.strip() for prop in unit.iterfind("prop") if _tells_origin(prop) and prop.text), origin)
    wanted = "" if named.lower() == "*all*" else two_letters(named)
    for source_language, source_text, source_variant in variants:
        if wanted and source_language != wanted:
            continue
        for target_language, target_text, variant in variants:
            if source_text and target_text and target_language not in {"", source_language}:
                made_at = _made_at(variant, unit, source_variant)
                yield MemoryPair(source_language, target_language, source_text, target_text, origin, made_at)
        if wanted:  # one source a unit
            return


def _tells_origin(prop: Element) -> bool:
    return prop.get("type") == _ORIGIN


def _segment(variant: Element) -> str:
    segment = variant.find("seg")
    return "" if segment is None else "".join(_text(segment, 0)).strip()


def _text(element: Element, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        raise ValueError
    yield element.text or ""
    for child in element:
        if child.tag not in _CODES:
            yield from _text(child, depth + 1)
        yield child.tail or ""


def _made_at(*elements: Element) -> datetime | None:
    for element in elements:
        match = _STAMP.fullmatch(element.get("changedate") or element.get("creationdate") or "")
        if match:
            return datetime.strptime("".join(match.groups()), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return None
