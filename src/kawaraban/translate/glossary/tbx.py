"""TBX, the format in which glossaries travel (ISO 30042): of 2008 (`martif`) and of 2019 (`tbx`), Core and Basic.

Both of its styles are read: a category named by an attribute (`<termNote type="...">`) or by the element itself
(`<min:administrativeStatus>`). Written is TBX-Basic of 2019 in the first style. What a term of ours has and the
format has not (its kind, whether it is kept) goes into `projectSubset`, which other programs pass over.
https://www.tbxinfo.net/
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, cast, get_args
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import iterparse

from kawaraban.translate.glossary.files import Entries, GlossaryError, checked
from kawaraban.translate.glossary.model import Term, TermKind
from kawaraban.translate.languages import two_letters

#: Bytes that one entry may take; a file past it is no glossary.
MAX_ENTRY = 1 << 20
MAX_LANGUAGES = 30

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES = {"termEntry", "conceptEntry"}
_SECTIONS = {"langSet", "langSec"}
_TERMS = {"tig", "ntig", "termSec"}
_TYPED = {"admin", "descrip", "termNote"}
_GROUPS = {"adminGrp", "descripGrp", "termNoteGrp", "termGrp"}
_STATUS = {"administrativeStatus", "normativeAuthorization"}
_MARK = "kawaraban:"
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_tbx(file: IO[bytes], target_language: str) -> Entries:
    """The terms of a TBX file in its order, one entry in memory at a time, and what its other entries lack.

    An entry gives a term from each of its languages into `target_language`, or out of the language that it says is its
    source. A language's first term is the one, its others are variants of the source or accepted renderings;
    deprecated ones are no renderings. Raises GlossaryError.
    """
    buffered: io.BufferedReader[Any] = io.BufferedReader(cast(Any, file))
    try:
        yield from _entries(_Bounded(buffered), target_language)
    except (ParseError, ValueError, LookupError):
        raise GlossaryError(
            "not-a-glossary", "This is no TBX file, or it is damaged: export the terms again."
        ) from None
    finally:
        buffered.detach()  # the file stays open: it is the caller's


class _Bounded:
    """Lets through at most `MAX_ENTRY` bytes between two entries, so that an endless one can't fill the memory."""

    def __init__(self, file: IO[bytes] | io.BufferedReader[Any]):
        self._file = file
        self.since_entry = 0

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(size)
        self.since_entry += len(content)
        if self.since_entry > MAX_ENTRY:
            raise GlossaryError("too-large", "An entry of this file is far too long for a glossary: give a TBX file.")
        return content


@dataclass(slots=True)
class _Language:
    """What an entry has in one language: its terms, those that may not be used, and its notes."""

    terms: list[str] = field(default_factory=list)
    deprecated: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _entries(file: _Bounded, target_language: str) -> Entries:
    parents: list[Element] = []
    number = 0
    # A DOCTYPE is usual in files of 2008 and harmless; entities are refused, and nothing outside is ever fetched.
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=False):
        if event == "start":
            if not parents and _name(element) not in {"martif", "tbx"}:
                raise ValueError
            parents.append(element)
            continue
        parents.pop()
        if _name(element) in _ENTRIES:
            number += 1
            yield from (checked(term, number) for term in _terms(element, target_language))
            parents[-1].clear()
            file.since_entry = 0


def _name(element: Element) -> str:
    """The element's name without its namespace, of which the format has one a version and module."""
    return str(element.tag).rpartition("}")[2]


def _terms(entry: Element, target_language: str) -> Iterator[Term]:
    facts = list(_facts(entry))
    languages: dict[str, _Language] = {}
    for section in [child for child in entry if _name(child) in _SECTIONS][:MAX_LANGUAGES]:
        language = two_letters(section.get(_XML_LANG) or section.get("lang") or "")
        if language:
            _take(section, languages.setdefault(language, _Language()))
    source = next((two_letters(value) for name, value in facts if name == "sourceLanguage"), "")
    notes = [value for name, value in facts if name in {"note", "definition"}]
    marks = [value.removeprefix(_MARK) for name, value in facts if name == "projectSubset" and value.startswith(_MARK)]
    for pair in _pairs(languages, source, target_language):
        yield _term(*pair, languages, notes, marks)


def _pairs(languages: dict[str, _Language], source: str, target: str) -> list[tuple[str, str]]:
    if source in languages:
        return [(source, language) for language in languages if language != source]
    if target in languages:
        return [(language, target) for language in languages if language != target]
    return []


def _term(source: str, target: str, languages: dict[str, _Language], notes: list[str], marks: list[str]) -> Term:
    one, other = languages[source], languages[target]
    forms = [*one.terms, *one.deprecated] or [""]
    keep = "keep" in marks
    kind = next((mark.removeprefix("kind=") for mark in marks if mark.startswith("kind=")), "term")
    return Term(
        source_language=source,
        target_language=target,
        source=forms[0],
        target="" if keep else next(iter(other.terms), ""),
        kind=cast(TermKind, kind) if kind in get_args(TermKind) else "term",
        variants=tuple(dict.fromkeys(forms[1:])),
        accepted=tuple(dict.fromkeys(other.terms[1:])),
        match_case="match-case" in marks,
        keep=keep,
        note="\n".join([*notes, *one.notes, *other.notes]),
    )


def _take(section: Element, language: _Language) -> None:
    """What a language's section says."""
    language.notes += [value for name, value in _facts(section) if name in {"note", "definition"}]
    for one in section:
        if _name(one) not in _TERMS:
            continue
        facts = list(_facts(one))
        text = next((value for name, value in facts if name == "term"), "")
        statuses = {value for name, value in facts if name in _STATUS}
        dead = any(status.startswith(("deprecated", "superseded")) for status in statuses)
        if text:
            (language.deprecated if dead else language.terms).append(text)
        language.notes += [value for name, value in facts if name in {"note", "definition"}]


def _facts(element: Element) -> Iterator[tuple[str, str]]:
    """What an element says of itself: the name of each category and its text. Groups are looked into once."""
    for child in element:
        name = _name(child)
        if name in _GROUPS:
            yield from ((_category(inner), _text(inner)) for inner in child)
        elif name not in _SECTIONS | _TERMS:
            yield _category(child), _text(child)


def _category(element: Element) -> str:
    name = _name(element)
    return element.get("type", "") if name in _TYPED else name


def _text(element: Element) -> str:
    # A term may have marked-up parts (<hi>); one level of them is all the format has.
    parts = [element.text or "", *(part for child in element for part in (child.text or "", child.tail or ""))]
    return "".join(parts).strip()


def write_tbx(terms: Iterable[Term], file: IO[bytes]) -> int:
    """Writes the terms as TBX-Basic in UTF-8, as a stream; answers how many. Forbidden characters are left out."""
    file.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
        b"  <tbxHeader><fileDesc><sourceDesc><p>Kawaraban</p></sourceDesc></fileDesc></tbxHeader>\n"
        b"  <text><body>\n"
    )
    count = 0
    for count, term in enumerate(terms, 1):
        file.write(_entry(term, count).encode("utf-8"))
    file.write(b"  </body></text>\n</tbx>\n")
    return count


def _entry(term: Term, number: int) -> str:
    marks = [f"kind={term.kind}"] * (term.kind != "term") + ["keep"] * term.keep + ["match-case"] * term.match_case
    admin = "".join(f'<admin type="projectSubset">{_MARK}{mark}</admin>' for mark in marks)
    note = f"<note>{_escaped(term.note)}</note>" if term.note else ""
    target = (term.target or term.source, *term.accepted)
    return (
        f'    <conceptEntry id="c{number}">'
        f'<admin type="sourceLanguage">{escape(term.source_language)}</admin>{admin}{note}\n'
        f"{_section(term.source_language, (term.source, *term.variants))}"
        f"{_section(term.target_language, target)}    </conceptEntry>\n"
    )


def _section(language: str, forms: Iterable[str]) -> str:
    terms = "".join(f"<termSec><term>{_escaped(form)}</term></termSec>" for form in forms)
    return f"      <langSec xml:lang={quoteattr(language)}>{terms}</langSec>\n"


def _escaped(text: str) -> str:
    return escape(_ILLEGAL.sub("", text), {"\r": "&#13;"})  # a bare carriage return would come back as a line feed
