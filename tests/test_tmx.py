"""TMX: what other programs write is read, what we write comes back, and junk gets one sentence."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate import MemoryPair, TranslateError, read_tmx, write_tmx
from kawaraban.translate import tmx as module

HEAD = '<tmx version="1.4"><header srclang="{source}" segtype="sentence"/><body>'
FOOT = "</body></tmx>"


def memory(*units: str, source: str = "en") -> bytes:
    return (HEAD.format(source=source) + "".join(units) + FOOT).encode()


def unit(*variants: tuple[str, str], attributes: str = "") -> str:
    inner = "".join(f'<tuv xml:lang="{tag}"><seg>{seg}</seg></tuv>' for tag, seg in variants)
    return f"<tu{attributes}>{inner}</tu>"


def texts(content: bytes) -> list[tuple[str, str, str, str]]:
    return [(p.source_language, p.target_language, p.source, p.target) for p in read_tmx(io.BytesIO(content))]


# What XML 1.0 can carry; a segment's outer spaces are layout, so none here.
TEXT = (
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1)
    .map(str.strip)
    .filter(bool)
)
INNER = st.lists(TEXT, min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from(["\n", "\r\n", "\t", " & ", "<b>"]).map(lambda joint: joint.join(words))
)
PAIRS = st.lists(
    st.builds(
        MemoryPair,
        source_language=st.sampled_from(["en", "ru"]),
        target_language=st.sampled_from(["ja", "zh"]),
        source=INNER,
        target=INNER,
        origin=st.just("") | TEXT,
        made_at=st.none()
        | st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(
            lambda moment: moment.replace(microsecond=0)
        ),
    ),
    max_size=5,
)


@given(PAIRS)
def test_what_is_written_comes_back_as_it_was(pairs: list[MemoryPair]) -> None:
    file = io.BytesIO()
    assert write_tmx(pairs, file) == len(pairs)
    assert list(read_tmx(io.BytesIO(file.getvalue()))) == pairs


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: memory(text)))
def test_whatever_comes_gives_pairs_or_one_plain_sentence(content: bytes) -> None:
    try:
        list(read_tmx(io.BytesIO(content)))
    except TranslateError as error:
        assert error.problem == "not-tmx"
        assert str(error).endswith(".")


def test_characters_that_xml_forbids_are_left_out() -> None:
    file = io.BytesIO()
    write_tmx([MemoryPair("en", "ja", "a\x00b\x0bc", "日\ufffe本")], file)
    assert texts(file.getvalue()) == [("en", "ja", "abc", "日本")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_usual_encoding_is_read(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    content = f'<?xml version="1.0" encoding="{declared}"?>' + memory(unit(("en", "Japan"), ("ja", "日本"))).decode()
    assert texts(content.encode(encoding)) == [("en", "ja", "Japan", "日本")]


def test_a_gzipped_file_is_read_and_the_callers_file_stays_open() -> None:
    file = io.BytesIO(gzip.compress(memory(unit(("en", "Japan"), ("ja", "日本")))))
    assert len(list(read_tmx(file))) == 1
    assert not file.closed


def test_a_path_is_read_and_its_origin_put_on_each_pair(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(memory(unit(("en", "Japan"), ("ja", "日本"))))
    assert [pair.origin for pair in read_tmx(path, origin="tmx: m.tmx")] == ["tmx: m.tmx"]
    with pytest.raises(TranslateError, match=r"can't be read .* give a TMX file"):
        list(read_tmx(tmp_path / "none.tmx"))


def test_regions_cases_and_three_letters_fold_to_two() -> None:
    content = memory(unit(("JPN", "日本"), ("EN_us", "Japan")), source="en-GB")
    assert texts(content) == [("en", "ja", "Japan", "日本")]


def test_the_old_lang_attribute_serves_too() -> None:
    content = memory('<tu><tuv lang="en"><seg>Japan</seg></tuv><tuv lang="ja"><seg>日本</seg></tuv></tu>')
    assert texts(content) == [("en", "ja", "Japan", "日本")]


def test_native_codes_are_left_out_and_what_they_enclose_stays() -> None:
    seg = 'The <bpt i="1">&lt;b&gt;</bpt>ferry<ept i="1">&lt;/b&gt;</ept> <ph>x<sub>alt</sub></ph><hi>sank</hi>.'
    assert texts(memory(unit(("en", seg), ("ja", "沈<it pos='begin'>y</it>没"))))[0][2:] == ("The ferry sank.", "沈没")


def test_each_other_language_gives_a_pair_and_a_unit_without_its_source_none() -> None:
    three = unit(("en", "Japan"), ("ja", "日本"), ("ru", "Япония"))
    assert [row[1] for row in texts(memory(three))] == ["ja", "ru"]
    assert texts(memory(unit(("fr", "Japon"), ("ja", "日本")))) == []
    assert texts(memory(unit(("en", ""), ("ja", "日本")))) == []


def test_all_as_source_language_makes_each_variant_a_source() -> None:
    content = memory(unit(("en", "Japan"), ("ja", "日本")), source="*all*")
    assert texts(content) == [("en", "ja", "Japan", "日本"), ("ja", "en", "日本", "Japan")]
    assert len(texts(memory(unit(("en", "Japan"), ("ja", "日本"), attributes=' srclang="ja"'), source="*all*"))) == 1


def test_the_date_of_change_is_kept() -> None:
    content = memory(unit(("en", "Japan"), ("ja", "日本"), attributes=' changedate="20261121T143000Z"'))
    assert [pair.made_at for pair in read_tmx(io.BytesIO(content))] == [datetime(2026, 11, 21, 14, 30, tzinfo=UTC)]


def test_a_doctype_is_harmless_but_entities_are_refused() -> None:
    plain = b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">' + memory(unit(("en", "Japan"), ("ja", "日本")))
    assert len(texts(plain)) == 1
    bomb = b'<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + memory(unit(("en", "&b;"), ("ja", "日本")))
    with pytest.raises(TranslateError, match=r"defines entities"):
        texts(bomb)


@pytest.mark.parametrize("place", ["file:///etc/hostname", "http://127.0.0.1:9/tmx.ent"])
def test_nothing_outside_a_file_is_read(place: str) -> None:
    content = f'<!DOCTYPE tmx [<!ENTITY a SYSTEM "{place}">]>'.encode() + memory(unit(("en", "&a;"), ("ja", "日本")))
    with pytest.raises(TranslateError, match=r"defines entities"):
        texts(content)


def test_a_memory_larger_than_what_may_be_in_memory_is_read_as_it_comes() -> None:
    """Forty megabytes that are never whole anywhere: 500 take twelve times as long and no more room."""

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.left = 20_000
            self.rest = HEAD.format(source="en").encode()

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            while len(self.rest) < len(buffer) and self.left >= 0:
                text = f"{self.left} ships came to Kelmar. " * 80
                self.rest += unit(("en", text), ("ja", f"{self.left}隻")).encode() if self.left else FOOT.encode()
                self.left -= 1
            part, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
            buffer[: len(part)] = part
            return len(part)

    tracemalloc.start()
    try:
        assert sum(1 for _ in read_tmx(Endless())) == 20_000  # type: ignore[arg-type]
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_several_languages_and_regions_stand_in_one_unit() -> None:
    three = unit(("en-US", "The harbor"), ("en-GB", "The harbour"), ("ja-JP", "港"), ("zh-Hant-TW", "港口"))
    assert texts(memory(three, source="en-us")) == [
        ("en", "ja", "The harbor", "港"),
        ("en", "zh", "The harbor", "港口"),
    ]


def test_pairs_before_the_damage_are_given_before_the_sentence() -> None:
    pairs = read_tmx(io.BytesIO(memory(unit(("en", "Japan"), ("ja", "日本")) + "x" * 70000)[:-20]))
    assert next(pairs).target == "日本"
    with pytest.raises(TranslateError):
        list(pairs)


def test_an_endless_unit_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_UNIT", 100_000)
    many = memory(*[unit(("en", f"Japan {n}"), ("ja", "日本")) for n in range(5000)])
    assert len(many) > 3 * module.MAX_UNIT
    assert len(texts(many)) == 5000
    with pytest.raises(TranslateError, match="far too long"):
        texts(memory(unit(("en", "x" * 200_000), ("ja", "日本"))))


def test_a_segment_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(TranslateError):
        texts(memory(unit(("en", "<hi>" * 5000 + "x" + "</hi>" * 5000), ("ja", "日本"))))
