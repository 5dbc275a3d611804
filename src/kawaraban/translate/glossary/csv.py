"""Glossaries as tables: CSV and tab-separated, with headings in English or Japanese, as spreadsheets write them.

Forms in one cell are parted by `|`; a cell that a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import IO, cast, get_args

from kawaraban.translate.glossary.files import Entries, GlossaryError, checked
from kawaraban.translate.glossary.model import Term, TermKind
from kawaraban.translate.languages import two_letters

MAX_BYTES = 32 << 20
MAX_CELL = 20_000  # characters

COLUMNS = (
    "source language", "target language", "source", "target", "kind", "variants", "accepted", "match case", "keep",
    "note",
)  # fmt: skip
#: Other headings that people and programs write, folded: small letters, without spaces, lines and stops.
_NAMED = {
    "source language": "sourcelanguage sourcelang srclang from 原文の言語 原語の言語 原文言語",
    "target language": "targetlanguage targetlang tgtlang to 訳文の言語 訳語の言語 訳文言語",
    "source": "source term sourceterm original src 原文 原語 用語 単語",
    "target": "target translation targetterm rendering tgt 訳 訳語 訳文 対訳 翻訳",
    "kind": "kind type category 種類 種別 分類",
    "variants": "variants variant synonyms 別表記 異表記 表記ゆれ",
    "accepted": "accepted alternatives alternative also 別訳 ほかの訳 許容",
    "match case": "matchcase casesensitive case 大文字小文字 大小区別",
    "keep": "keep donottranslate dnt forbidtranslation 訳さない 原文のまま",
    "note": "note notes comment comments description definition remarks メモ 備考 注 注記 説明 定義",
}
_COLUMN = {name: column for column, names in _NAMED.items() for name in names.split()}
_YES = frozenset("1 yes y true x ○ はい する 有 on".split())
_KINDS = {
    "用語": "term", "一般": "term", "人名": "person", "人物": "person", "地名": "place", "場所": "place",
    "媒体": "outlet", "組織": "organisation", "団体": "organisation", "organization": "organisation",
}  # fmt: skip
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_PARTED = re.compile(r"((?:[^\\|]|\\.|\\$)*)(?:\||$)", re.DOTALL)


def read_csv(content: bytes, pair: tuple[str, str] | None = None) -> Entries:
    """The terms of a table in its order, and what its other rows lack.

    `pair` are the languages of rows that name none. UTF-8, UTF-16 or Excel's cp932; commas, tabs or semicolons. With
    a heading row its columns may stand in any order, and may be languages ("en", "ja-JP"); without one the first two
    columns are source and target. Raises GlossaryError.
    """
    if len(content) > MAX_BYTES:
        raise GlossaryError("too-large", f"The file is over {MAX_BYTES >> 20} MB: give it in parts.")
    text = _decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        first = next((row for row in rows if any(cell.strip() for cell in row)), [])
        columns, pair_named = _columns(first)
        if columns is None:
            columns = ["source", "target", "note"]
            yield from _entries([first], columns, pair, rows.line_num)
        yield from _entries(rows, columns, pair_named or pair, 0)
    except csv.Error:
        raise GlossaryError("not-a-glossary", "This is no table of terms: save it as CSV in UTF-8.") from None


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp932"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise GlossaryError("not-a-glossary", "This is no table of terms: save it as CSV in UTF-8.")


def _delimiter(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=line.count)


def _columns(row: Sequence[str]) -> tuple[list[str] | None, tuple[str, str] | None]:
    """What each column holds, if the row is one of headings, and the pair of languages that two of them name."""
    columns = [_COLUMN.get(re.sub(r"[\s_.-]+", "", cell).lower(), "") for cell in row]
    if "source" in columns:
        if "target" not in columns and "keep" not in columns:
            raise GlossaryError("no-columns", "The table has no column of renderings: head it “target” or 訳.")
        return columns, None
    languages = [two_letters(cell) if re.fullmatch(r"[A-Za-z]{2}([-_]\w+)?", cell.strip()) else "" for cell in row]
    named = [language for language in languages if language]
    if len(named) < 2:
        return None, None
    places = [place for place, language in enumerate(languages) if language][:2]
    for place, column in zip(places, ("source", "target"), strict=True):
        columns[place] = column
    return columns, (named[0], named[1])


def _entries(rows: Iterable[list[str]], columns: list[str], pair: tuple[str, str] | None, line: int) -> Entries:
    for row in rows:
        line = getattr(rows, "line_num", line)
        cells = {column: _cell(cell) for column, cell in zip(columns, row, strict=False) if column}
        if any(cells.values()):
            yield checked(_term(cells, pair or ("", "")), line)


def _cell(cell: str) -> str:
    cell = cell[:MAX_CELL].strip()
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell


def _term(cells: dict[str, str], pair: tuple[str, str]) -> Term:
    def yes(column: str) -> bool:
        return cells.get(column, "").lower() in _YES

    kind = cells.get("kind", "").lower()
    kind = _KINDS.get(kind, kind)
    return Term(
        source_language=two_letters(cells.get("source language", "")) or pair[0],
        target_language=two_letters(cells.get("target language", "")) or pair[1],
        source=cells.get("source", ""),
        target=cells.get("target", ""),
        kind=cast(TermKind, kind) if kind in get_args(TermKind) else "term",
        variants=_forms(cells.get("variants", "")),
        accepted=_forms(cells.get("accepted", "")),
        match_case=yes("match case"),
        keep=yes("keep"),
        note=cells.get("note", ""),
    )


def _forms(cell: str) -> tuple[str, ...]:
    parts = (re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL).strip() for match in _PARTED.finditer(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def write_csv(terms: Iterable[Term], file: IO[bytes]) -> int:
    """Writes the terms as CSV in UTF-8 with a byte-order mark, so that Excel reads it too; answers how many."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    count = 0
    for term in terms:
        writer.writerow([(_FORMULA.match(cell) and "'" + cell) or cell for cell in _cells(term)])
        count += 1
    text.detach()  # the file stays open: it is the caller's
    return count


def _cells(term: Term) -> list[str]:
    def joined(forms: Iterable[str]) -> str:
        return "|".join(re.sub(r"([\\|])", r"\\\1", form) for form in forms)

    return [
        term.source_language, term.target_language, term.source, term.target, term.kind, joined(term.variants),
        joined(term.accepted), "yes" if term.match_case else "", "yes" if term.keep else "", term.note,
    ]  # fmt: skip
