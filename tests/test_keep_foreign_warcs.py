"""WARC files that others wrote, and such as break off or were made to hurt."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kawaraban.keep import Capture, KeepError, captures_in_warc, verify

PAGE = b"<!DOCTYPE html><html><body><p>The lighthouse at Skerra was sold on Tuesday.</p></body></html>"


class Foreign:
    """A WARC file as another program writes it."""

    def __init__(self, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed)

    def add(
        self,
        body: bytes,
        *headers: tuple[str, str],
        kind: str = "response",
        status: str = "200 OK",
        address: str = "https://isles.example/lighthouse",
        date: str = "2024-03-05T06:07:08Z",
    ) -> Foreign:
        http = StatusAndHeaders(status, list(headers) or [("Content-Type", "text/html")], protocol="HTTP/1.1")
        self.writer.write_record(
            self.writer.create_warc_record(
                address,
                kind,
                payload=io.BytesIO(body),
                http_headers=http if kind in ("response", "request") else None,
                warc_content_type="" if kind != "resource" else "text/html",
                length=len(body),
                warc_headers_dict={"WARC-Date": date},
            )
        )
        return self

    def bytes(self) -> bytes:
        return self.out.getvalue()


def taken(warc: bytes, skipped: list[str] | None = None) -> list[Capture]:
    return list(captures_in_warc(io.BytesIO(warc), skipped=None if skipped is None else skipped.append))


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_taken_in_order_and_all_else_is_left(packed: bool) -> None:
    file = (
        Foreign(packed)
        .add(b"", kind="request", status="GET / HTTP/1.1")
        .add(PAGE + b"1")
        .add(b"\x89PNG", ("Content-Type", "image/png"))
        .add(PAGE, status="404 Not Found")
        .add(PAGE, status="301 Moved", address="https://isles.example/old")
        .add(PAGE + b"2", kind="resource")
        .add(b"a: b", kind="metadata")
        .add(PAGE + b"3", ("Content-Type", "application/xhtml+xml"))
    )
    assert [page.content[-1:] for page in taken(file.bytes())] == [b"1", b"2", b"3"]


def test_a_page_keeps_its_record_and_its_digests() -> None:
    (page,) = taken(Foreign().add(PAGE).bytes())
    assert page.captured_at.isoformat() == "2024-03-05T06:07:08+00:00"
    assert page.content_type == "text/html"
    assert list(verify(page.warc).values()) == [True, True]
    assert b"WARC-Payload-Digest: sha1:" in gzip.decompress(page.warc)


def test_chunked_and_packed_answers_are_undone() -> None:
    def chunks(body: bytes) -> bytes:
        return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (body[:7], body[7:])) + b"0\r\n\r\n"

    file = (
        Foreign()
        .add(chunks(PAGE), ("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"))
        .add(gzip.compress(PAGE), ("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
        .add(zlib.compress(PAGE), ("Content-Type", "text/html"), ("Content-Encoding", "deflate"))
        .add(
            chunks(gzip.compress(PAGE)),
            ("Content-Type", "text/html"),
            ("Transfer-Encoding", "chunked"),
            ("Content-Encoding", "gzip"),
        )
    )
    assert [page.content for page in taken(file.bytes())] == [PAGE] * 4


def test_a_coding_that_can_not_be_undone_is_said_and_the_rest_goes_on() -> None:
    skipped: list[str] = []
    file = Foreign().add(b"\x0b\x02", ("Content-Type", "text/html"), ("Content-Encoding", "br")).add(PAGE)
    assert [page.content for page in taken(file.bytes(), skipped)] == [PAGE]
    assert skipped == ["https://isles.example/lighthouse can't be unpacked (br): it was left out."]


def test_a_page_past_the_bound_is_said_and_the_rest_goes_on() -> None:
    skipped: list[str] = []
    bomb = gzip.compress(b"<html>" + b" " * 31_000_000)
    file = Foreign().add(b"a" * 30_100_000).add(bomb, ("Content-Encoding", "gzip")).add(PAGE)
    assert [page.content for page in taken(file.bytes(), skipped)] == [PAGE]
    assert len(skipped) == 2


def test_a_record_without_a_date_or_an_answer_is_said() -> None:
    skipped: list[str] = []
    broken = b"\r\n".join(
        [b"WARC/1.0", b"WARC-Type: response", b"WARC-Target-URI: http://a.example/", b"Content-Length: 4", b"", b"nope"]
    )
    file = (
        Foreign(packed=False).add(PAGE, date="yesterday").bytes()
        + broken
        + b"\r\n\r\n"
        + Foreign(False).add(PAGE).bytes()
    )
    assert [page.content for page in taken(file, skipped)] == [PAGE]
    assert len(skipped) == 2


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_breaks_off_gives_what_came_before(packed: bool) -> None:
    first = Foreign(packed).add(PAGE).bytes()
    whole = Foreign(packed).add(PAGE).add(PAGE * 50).bytes()
    pages = captures_in_warc(io.BytesIO(whole[: len(first) + (len(whole) - len(first)) // 2]))
    assert next(pages).content == PAGE
    with pytest.raises(KeepError, match="damaged"):
        list(pages)


def test_a_file_packed_as_one_piece_says_what_to_do() -> None:
    warc = gzip.compress(Foreign(packed=False).add(PAGE).add(PAGE).bytes())
    with pytest.raises(KeepError, match="gunzip"):
        taken(warc)


def test_what_is_no_warc_file_is_refused() -> None:
    for content in (b"", b"PK\x03\x04 a zip file", PAGE, b"WARC/1.0\r\n", b"\x1f\x8b\x08 nonsense", b"\xff" * 5000):
        with pytest.raises(KeepError):
            taken(content)


def test_headers_without_end_are_refused_in_little_memory() -> None:
    for endless in (b"WARC/1.0\r\nX: " + b"a" * 5_000_000, b"WARC/1.0\r\n" + b"X: a\r\n" * 1_000_000):
        with pytest.raises(KeepError):
            taken(gzip.compress(endless))


WHOLE = {packed: Foreign(packed).add(PAGE).add(PAGE * 3).bytes() for packed in (True, False)}


@settings(max_examples=60)
@given(st.data())
def test_any_damage_is_bounded(data: st.DataObject) -> None:
    whole = bytearray(WHOLE[data.draw(st.booleans())])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        pages = taken(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    except KeepError as error:
        assert str(error).endswith(".")
    else:
        assert len(pages) <= 2
