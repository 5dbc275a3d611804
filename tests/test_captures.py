"""Captures are written whole or not at all, read back as they were, and trouble is said in a sentence."""

from __future__ import annotations

import pickle
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kawaraban.desk.captures import CaptureError, CaptureStore, page_in, path_of
from kawaraban.keep import Capture, capture_of_file

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PAGE = b"<!doctype html><html><body><p>The harbour of Maren opened.</p></body></html>"


def a_capture(content: bytes = PAGE, at: datetime = AT) -> Capture:
    return capture_of_file(content, "http://maren-herald.example/1.html", at)


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> CaptureStore:
    return CaptureStore(str(tmp_path / "captures") if request.param == "folder" else f"memory://{tmp_path.name}")


def test_what_is_written_is_read_back_and_proven(store: CaptureStore) -> None:
    capture = a_capture()
    path = store.write(capture, 0)
    assert path.startswith("2026/11/21/")
    assert path.endswith(".warc.gz")
    assert store.read(path) == capture.warc
    page = page_in(store.read(path), capture.digest)
    assert (page.content, page.captured_at, page.address) == (PAGE, AT, capture.address)


def test_the_same_step_again_writes_the_same_file(tmp_path: Path) -> None:
    store = CaptureStore(str(tmp_path))
    store.write(a_capture(), 0)
    store.write(a_capture(at=AT + timedelta(minutes=5)), 0)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_other_addresses_contents_days_and_turns_have_files_of_their_own() -> None:
    one = a_capture()
    others = [
        replace(one, address="http://maren-herald.example/2.html"),
        a_capture(PAGE + b" "),
        replace(one, captured_at=AT + timedelta(days=1)),
    ]
    assert len({path_of(one, 0), path_of(one, 1), *(path_of(other, 0) for other in others)}) == 5


def test_a_capture_that_was_tampered_with_or_lost_is_said_to_be(store: CaptureStore) -> None:
    path = store.write(a_capture(), 0)
    with pytest.raises(CaptureError, match="not what it was"):
        page_in(store.read(path), "sha256:" + "0" * 64)
    with pytest.raises(CaptureError, match="backup") as error:
        store.read("2026/11/21/missing.warc.gz")
    assert error.value.lost
    again = pickle.loads(pickle.dumps(error.value))
    assert (str(again), again.lost) == (str(error.value), True)
    with pytest.raises(CaptureError):
        page_in(b"not a warc file at all", "sha256:" + "0" * 64)


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """No file of this process may grow past so many bytes: the kernel refuses as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    store = CaptureStore(str(tmp_path / "captures"))
    before = a_capture()
    path = store.write(before, 0)
    with files_at_most(100), pytest.raises(CaptureError, match="is full: make room") as error:
        store.write(a_capture(PAGE * 3), 0)
    assert not error.value.lost
    assert [str(found.relative_to(tmp_path / "captures")) for found in tmp_path.rglob("*") if found.is_file()] == [path]
    assert store.read(path) == before.warc


def test_a_store_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CaptureError, match="does not answer"):
        CaptureStore(str(tmp_path / "file" / "captures")).write(a_capture(), 0)
