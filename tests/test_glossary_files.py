"""Glossaries come in and go out as CSV and TBX: others' files are read, ours come back, junk is refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.glossary import GlossaryError, PassedOver, Term, read_terms, write_csv, write_tbx
from kawaraban.translate.glossary import tbx as tbx_module
from kawaraban.translate.glossary.files import MAX_TEXT

PAIR = ("en", "ja")
TANF = Term("en", "ja", "Al-Tanf", "アル・タンフ", "place", ("al Tanf",), ("タンフ",), note="基地のある町")
NATO = Term("en", "ja", "NATO", "", "organisation", match_case=True, keep=True)


def terms(content: str | bytes, pair: tuple[str, str] = PAIR) -> list[Term]:
    found = read_terms(content.encode() if isinstance(content, str) else content, pair)
    return [entry for entry in found if isinstance(entry, Term)]


def passed_over(content: str) -> list[tuple[int, str]]:
    return [(entry.line, entry.why) for entry in read_terms(content.encode(), PAIR) if isinstance(entry, PassedOver)]


FORM = (
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)
FORMS = st.lists(FORM, max_size=3, unique=True).map(tuple)
TERMS = st.builds(
    Term,
    source_language=st.sampled_from(["en", "ru"]),
    target_language=st.sampled_from(["ja", "zh"]),
    source=FORM,
    target=FORM,
    kind=st.sampled_from(["term", "person", "place", "outlet", "organisation"]),
    variants=FORMS,
    accepted=FORMS,
    match_case=st.booleans(),
    note=st.just("") | FORM,
) | st.builds(Term, st.just("en"), st.just("ja"), FORM, st.just(""), keep=st.just(True))


@given(st.lists(TERMS, max_size=4))
def test_what_is_written_as_csv_comes_back_as_it_was(given_terms: list[Term]) -> None:
    file = io.BytesIO()
    assert write_csv(given_terms, file) == len(given_terms)
    assert terms(file.getvalue(), ("fr", "de")) == given_terms


@given(st.lists(TERMS, max_size=4))
def test_what_is_written_as_tbx_comes_back_as_it_was(given_terms: list[Term]) -> None:
    file = io.BytesIO()
    assert write_tbx(given_terms, file) == len(given_terms)
    assert terms(file.getvalue()) == given_terms


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_spreadsheets_encodings_and_delimiters_are_read(encoding: str, delimiter: str) -> None:
    table = "原語,訳語,別表記,メモ\r\nAl-Tanf,アル・タンフ,al Tanf,基地のある町\r\n".replace(",", delimiter)
    (term,) = terms(table.encode(encoding))
    assert (term.source, term.target, term.variants, term.note) == (
        "Al-Tanf", "アル・タンフ", ("al Tanf",), "基地のある町",
    )  # fmt: skip


def test_headings_are_known_in_english_and_japanese_in_any_order() -> None:
    (term,) = terms("Note,Target term,SOURCE,Do not translate,Type\nx,声明,statement,,person\n")
    assert (term.source, term.target, term.keep, term.kind, term.note) == ("statement", "声明", False, "person", "x")
    (kept,) = terms("訳さない,原語,種類\nはい,NATO,組織\n")
    assert (kept.source, kept.keep, kept.kind) == ("NATO", True, "organisation")


def test_headings_may_be_languages() -> None:
    (term,) = terms("ja-JP,en\n声明,statement\n")
    assert (term.source_language, term.target_language, term.source) == ("ja", "en", "声明")


def test_a_table_without_headings_is_source_and_target() -> None:
    assert [(t.source, t.target) for t in terms("statement,声明\n\nceasefire,停戦\n")] == [
        ("statement", "声明"),
        ("ceasefire", "停戦"),
    ]


def test_rows_that_give_no_term_are_told_with_their_line() -> None:
    table = f"source,target\n,声明\nstatement,\n{'x' * (MAX_TEXT + 1)},長い\nok,よし\n"
    assert passed_over(table) == [(2, "no-source"), (3, "no-target"), (4, "too-long")]
    assert passed_over("source,target,from,to\na,b,ja,ja\n") == [(2, "no-language")]


def test_a_cell_of_forms_that_ends_in_a_backslash_is_read() -> None:
    (term,) = terms("source,target,variants\nx,y,a|b\\|c|" + "d" * 100 + "\\\n")
    assert term.variants == ("a", "b|c", "d" * 100 + "\\")


def test_a_cell_that_would_be_a_formula_is_written_so_that_it_is_none() -> None:
    file = io.BytesIO()
    write_csv([Term("en", "ja", "=1+1", "@式")], file)
    assert b"'=1+1" in file.getvalue()
    assert b"'@" in file.getvalue()


@pytest.mark.parametrize("junk", [b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xff\0\0", b"PK\x03\x04\0\0"])
def test_a_file_of_another_kind_is_refused_in_a_sentence(junk: bytes) -> None:
    with pytest.raises(GlossaryError, match="save it as CSV in UTF-8"):
        terms(junk)


def test_a_table_without_renderings_is_refused() -> None:
    with pytest.raises(GlossaryError, match="no column of renderings"):
        terms("source,note\nx,y\n")


TBX_2008 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="c1"><descripGrp><descrip type="definition">a port town</descrip></descripGrp>
<langSet xml:lang="en-GB"><ntig><termGrp><term>Port Maren</term></termGrp></ntig>
<tig><term>Maren Harbour</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="ja"><tig><term>旧名</term>
<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
<tig><term>ポート・マレン</term></tig><tig><term>マレン港</term></tig></langSet>
<langSet xml:lang="fr"><tig><term>Port-Marin</term></tig></langSet></termEntry></body></text></martif>"""

TBX_2019_DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body>
<conceptEntry id="1"><langSec xml:lang="en"><termSec><term>statement</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="ja"><basic:definition>公式のもの</basic:definition><termSec><term>声明</term></termSec>
<termSec><term>宣言</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
</langSec></conceptEntry></body></text></tbx>"""


def test_tbx_of_2008_is_read_with_every_language_into_the_readers() -> None:
    english, french = terms(TBX_2008)
    assert (english.source, english.variants) == ("Port Maren", ("Maren Harbour",))
    assert (english.target, english.accepted, english.note) == ("ポート・マレン", ("マレン港",), "a port town")
    assert (french.source_language, french.source, french.target) == ("fr", "Port-Marin", "ポート・マレン")


def test_tbx_of_2019_is_read_with_categories_as_elements() -> None:
    (term,) = terms(TBX_2019_DCT)
    assert (term.source, term.target, term.accepted, term.note) == ("statement", "声明", (), "公式のもの")


def test_an_entry_without_the_readers_language_gives_nothing() -> None:
    assert terms(TBX_2008, ("en", "zh")) == []


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE tbx [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><tbx><text><body>&b;</body></text></tbx>',
        '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx><text>&a;</text></tbx>',
        "<html><body>no glossary</body></html>",
        "<tbx><text><body><conceptEntry>",
        '<?xml version="1.0" encoding="x-none"?><tbx/>',
        "<",
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_a_sentence(hostile: str) -> None:
    with pytest.raises(GlossaryError, match="no TBX file, or it is damaged"):
        terms(hostile)


def test_an_entry_without_end_does_not_fill_the_memory() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            chunk = b"<tbx><conceptEntry>" if not self.given else b" " * len(buffer)
            chunk = chunk[: len(buffer)]
            buffer[: len(chunk)] = chunk
            self.given += len(chunk)
            return len(chunk)

    file = Endless()
    with pytest.raises(GlossaryError, match="far too long"):
        list(tbx_module.read_tbx(file, "ja"))  # type: ignore[arg-type]
    assert file.given < 3 * tbx_module.MAX_ENTRY


@given(st.binary(max_size=300))
def test_any_bytes_give_terms_or_one_sentence(content: bytes) -> None:
    try:
        list(read_terms(content, PAIR))
    except GlossaryError as error:
        assert str(error).endswith(".")
