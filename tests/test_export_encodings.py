"""The bytes of an export become its text: UTF-8, cp932, EUC-JP, and all of them in one file."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish.formats.encoding import TextLines

LINES = (
    "港では今日、祭りがありました。",
    "ケルマルの市場には、朝から船が着いています。",
    "論説",
    "①号と㈱ケルマル汽船、髙橋港長の話",
    "ｷﾀ━━━(ﾟ∀ﾟ)━━━!!",
    "ﾏﾚﾝ港からは以上です",
    "posted by Ida at 23:20",
    "卒",
    "",
    "-----",
    "「嵐の前に船を戻せ」と港長は語った",
)
ENCODINGS = ("utf-8", "cp932", "euc_jp")

_entry = st.lists(st.sampled_from(LINES), min_size=1, max_size=8).map(
    lambda lines: [*lines, "ヴァルドニアの首都から、記者がお伝えしました。"]
)


def encoded(text: str, encoding: str) -> bytes:
    """EUC-JP as Windows programs write it: rows 13 and beyond by the same arithmetic as all others."""
    return b"".join(map(_euc, text)) if encoding == "euc_jp" else text.encode(encoding)


def _euc(character: str) -> bytes:
    try:
        return character.encode("euc_jp")
    except UnicodeEncodeError:
        first, second = character.encode("cp932")
        if first >= 0xFA:  # IBM's selection: EUC-JP files hold what stands for it in JIS X 0212 or nothing
            return "高".encode("euc_jp")
        row = (first - (0x81 if first < 0xE0 else 0xC1)) * 2 + (second >= 0x9F)
        cell = second - (0x9F if second >= 0x9F else 0x40 + (second > 0x7F))
        return bytes([row + 0xA1, cell + 0xA1])


def in_euc(text: str) -> str:
    return text.replace("髙", "高")


def lines_of(content: bytes) -> list[str]:
    return list(TextLines(io.BytesIO(content)))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_in_one_encoding_is_read_in_it(encoding: str, end: str) -> None:
    content = encoded(end.join([*LINES, ""]), encoding)
    assert [in_euc(line) for line in lines_of(content)] == [in_euc(line) for line in LINES]
    assert lines_of(b"\xef\xbb\xbf" + content) == lines_of(content)


@given(st.lists(st.tuples(_entry, st.sampled_from(ENCODINGS)), min_size=1, max_size=6))
def test_entries_in_several_encodings_are_each_read_in_their_own(entries: list[tuple[list[str], str]]) -> None:
    content = b"".join(encoded("\n".join([*lines, ""]), encoding) for lines, encoding in entries)
    lines = TextLines(io.BytesIO(content))
    assert [in_euc(line) for line in lines] == [in_euc(line) for entry, _ in entries for line in entry]
    assert lines.take_damaged() == ""


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff\ufffd")))
def test_any_text_in_utf_8_is_itself(text: str) -> None:
    expected = text.split("\n")
    assert lines_of(text.encode()) == (expected if expected[-1] else expected[:-1])


@given(st.lists(st.sampled_from(LINES)), st.sampled_from(ENCODINGS), st.binary(min_size=1, max_size=40), st.integers(0))
def test_no_bytes_break_it_and_other_lines_stay(lines: list[str], encoding: str, noise: bytes, place: int) -> None:
    noise = noise.replace(b"\r", b"").replace(b"\n", b"")
    before = [*lines, LINES[0], LINES[1]]
    content = encoded("\n".join(before), encoding).split(b"\n")
    place %= len(content) + 1
    found = lines_of(b"\n".join([*content[:place], b"# " + noise, *content[place:]]))
    assert len(found) == len(before) + 1 and found[place].startswith("# ")


def test_what_can_not_be_decoded_is_marked_and_told() -> None:
    content = f"{LINES[0]}\n{LINES[1]}\n".encode().replace("船".encode(), b"\xff\xfe")
    lines = TextLines(io.BytesIO(content))
    damaged = LINES[1].replace("船", "\ufffd\ufffd")
    assert list(lines) == [LINES[0], damaged]
    assert lines.take_damaged() == damaged
    assert lines.take_damaged() == ""


FOREIGN = (
    "Порт Марен: сегодня праздник, рынок открыт до вечера.",
    "Le marché de Kelmar a été fermé à l'été, dit-on à l'hôtel de ville.",
    "凯尔马尔港口今天举行了庆祝活动。",
    "켈마르 항구에서 오늘 축제가 열렸습니다.",
    "Το λιμάνι ήταν ανοιχτό.",
    "Größe, Öl, ß",
    "🎆🎆 Port Maren 🎆",
    "論説",
    "ﾏﾚﾝ港",
)


@pytest.mark.parametrize("line", FOREIGN)
@pytest.mark.parametrize("damage", [b"\xff", b"\xe6\xb8", b"\x83", "港では祭りでした".encode("cp932")])
def test_one_damaged_line_makes_no_other_line_of_utf_8_something_else(line: str, damage: bytes) -> None:
    before, damaged, after = lines_of(b"\n".join([line.encode(), b"# " + damage, line.encode()]))
    assert (before, after) == (line, line)
    assert damaged.startswith("# ") and len(damaged) > 2


def test_an_encoding_that_xml_declares_is_believed() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>\nПорт Марен: сегодня праздник'
    assert lines_of(text.encode("cp1251")) == text.split("\n")
    assert lines_of(text.encode()) == text.split("\n")  # but not where the bytes say otherwise


class Endless(io.RawIOBase):
    """A file of so many blocks, made as it is read, in reads as short as a pipe's."""

    def __init__(self, block: Callable[[int], bytes], blocks: int):
        self._block, self._blocks, self._rest = block, iter(range(blocks)), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            number = next(self._blocks, None)
            self._rest = b"" if number is None else self._block(number)
        size = min(len(buffer), len(self._rest), 70_001)
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _peak(file: IO[bytes], **options: int) -> tuple[int, int, TextLines]:
    """(characters read, the most bytes that were held)."""
    lines = TextLines(file, **options)
    tracemalloc.start()
    try:
        size = sum(len(line) for line in lines)
        return size, tracemalloc.get_traced_memory()[1], lines
    finally:
        tracemalloc.stop()


def test_a_long_file_is_never_held_whole() -> None:
    block = encoded(f"{LINES[0]}\n{LINES[1]}\n" * 5000, "cp932")
    size, peak, _ = _peak(Endless(lambda _: block, 50))  # type: ignore[arg-type]
    assert size > 9_000_000 and peak < 6_000_000


def test_a_line_without_end_is_cut_and_what_follows_is_read() -> None:
    def block(number: int) -> bytes:
        return b"after\n" if number == 399 else b"\nx" if number == 0 else b"x" * 100_000

    size, peak, lines = _peak(Endless(block, 400), max_line=1_000_000)  # type: ignore[arg-type]
    assert 1_000_000 <= size <= 1_400_000 and peak < 6_000_000
    assert lines.take_cut() and not lines.take_cut()
