"""A capture is a WARC file that other programs read, with digests that prove its bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import pickle
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from kawaraban.follow import Fetched, FollowError
from kawaraban.keep import KeepError, capture, capture_of_file, captures_in_warc, is_warc, verify

AT = datetime(2026, 11, 21, 14, 20, 5, 123456, tzinfo=UTC)
PAGE = b"<html><body><p>The bridge at Veln was closed on Friday.</p></body></html>"
ADDRESS = "https://news.example/veln?page=1&lang=en"


def fetched(body: bytes = PAGE, *headers: tuple[str, str], redirects: tuple[str, ...] = ()) -> Fetched:
    return Fetched(
        address=redirects[0] if redirects else ADDRESS,
        final_address=ADDRESS,
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html; charset=utf-8"), *headers),
        body=body,
        fetched_at=AT,
        redirects=redirects,
    )


def records(warc: bytes) -> list[tuple[str, dict[str, str], bytes]]:
    return [
        (record.rec_type, dict(record.rec_headers.headers), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise")
    ]


def test_the_file_is_a_warcinfo_and_a_response() -> None:
    kept = capture(fetched())
    (info, _, software), (kind, headers, body) = records(kept.warc)
    assert (info, kind) == ("warcinfo", "response")
    assert b"Kawaraban" in software
    assert body == PAGE
    assert headers["WARC-Target-URI"] == ADDRESS
    assert headers["WARC-Date"] == "2026-11-21T14:20:05.123456Z"
    assert headers["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(PAGE).hexdigest() == kept.digest
    assert gzip.decompress(kept.warc).startswith(b"WARC/1.1\r\n")


def test_what_we_asked_is_not_in_it() -> None:
    assert b"User-Agent" not in gzip.decompress(capture(fetched()).warc)
    assert "request" not in [kind for kind, _, _ in records(capture(fetched()).warc)]


def test_the_body_is_kept_as_it_came_and_read_unpacked() -> None:
    packed = gzip.compress(PAGE)
    kept = capture(fetched(packed, ("Content-Encoding", "gzip"), ("ETag", '"a"'), ("Last-Modified", "Fri")))
    assert packed in gzip.decompress(kept.warc)
    assert kept.content == PAGE
    assert (kept.etag, kept.last_modified) == ('"a"', "Fri")
    assert records(kept.warc)[1][2] == PAGE


def test_a_transfer_coding_that_was_undone_is_not_claimed() -> None:
    kept = capture(fetched(PAGE, ("Transfer-Encoding", "chunked")))
    assert records(kept.warc)[1][2] == PAGE
    assert next(captures_in_warc(io.BytesIO(kept.warc))).content == PAGE


def test_redirects_are_noted_in_a_record_of_their_own() -> None:
    kept = capture(fetched(PAGE, redirects=("http://news.example/veln", "https://news.example/veln")))
    kind, headers, fields = records(kept.warc)[2]
    assert kind == "metadata"
    assert headers["WARC-Concurrent-To"] == records(kept.warc)[1][1]["WARC-Record-ID"]
    assert fields == b"via: http://news.example/veln\r\nvia: https://news.example/veln\r\n"
    assert kept.address == "http://news.example/veln"


def test_headers_can_not_smuggle_lines_into_the_record() -> None:
    kept = capture(fetched(PAGE, ("X-Note", "a\r\n\r\nWARC/1.1\r\nWARC-Type: response")))
    assert len(records(kept.warc)) == 2
    assert records(kept.warc)[1][2] == PAGE


def test_a_body_that_can_not_be_unpacked_is_refused() -> None:
    with pytest.raises(FollowError):
        capture(fetched(b"nonsense", ("Content-Encoding", "gzip")))


def test_a_body_longer_than_any_page_is_refused() -> None:
    with pytest.raises(KeepError, match="MB"):
        capture(fetched(b"a" * 30_000_001))
    with pytest.raises(KeepError, match="MB"):
        capture_of_file(b"a" * 30_000_001, ADDRESS, AT)


def test_a_saved_file_becomes_a_resource() -> None:
    kept = capture_of_file(PAGE, ADDRESS, datetime(2026, 11, 21, 23, 20, tzinfo=timezone(timedelta(hours=9))))
    kind, headers, body = records(kept.warc)[1]
    assert (kind, body) == ("resource", PAGE)
    assert headers["WARC-Date"] == "2026-11-21T14:20:00.000000Z"
    assert kept.captured_at.tzinfo is UTC


def test_a_date_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        capture_of_file(PAGE, ADDRESS, datetime(2026, 11, 21))


def test_a_capture_comes_back_out_of_its_file() -> None:
    for kept in (capture(fetched(PAGE, ("ETag", "x"))), capture_of_file(PAGE, ADDRESS, AT)):
        (back,) = captures_in_warc(io.BytesIO(kept.warc))
        assert (back.content, back.digest, back.captured_at) == (kept.content, kept.digest, kept.captured_at)
        assert (back.final_address, back.etag, back.status) == (kept.final_address, kept.etag, 200)


def test_a_capture_proves_its_bytes() -> None:
    kept = capture(fetched())
    assert list(verify(kept.warc).values()) == [True, True]
    changed = gzip.compress(gzip.decompress(kept.warc).replace(b"closed", b"opened"))
    first = gzip.decompress(kept.warc).index(b"WARC/1.1", 10)
    whole = gzip.decompress(changed)
    split = gzip.compress(whole[:first]) + gzip.compress(whole[first:])
    assert list(verify(split).values()) == [True, False]


def test_a_damaged_capture_is_said_to_be_so() -> None:
    kept = capture(fetched(PAGE * 100))
    with pytest.raises(KeepError, match="damaged"):
        verify(b"no warc at all")
    assert False in verify(kept.warc[:-40]).values() or len(verify(kept.warc[:-40])) < 2


def test_another_program_checks_it(tmp_path: pytest.TempPathFactory) -> None:
    file = tmp_path / "a.warc.gz"  # type: ignore[operator]
    file.write_bytes(capture(fetched(gzip.compress(PAGE), ("Content-Encoding", "gzip"))).warc)
    checker = Checker(type("Command", (), {"verbose": False, "inputs": [str(file)]}))
    checker.process_all()
    assert checker.exit_value == 0


def test_a_warc_file_is_known_by_its_first_bytes() -> None:
    kept = capture(fetched())
    assert is_warc(kept.warc[:64])
    assert is_warc(gzip.decompress(kept.warc)[:64])
    for head in (b"", b"\x1f\x8b", PAGE, gzip.compress(PAGE)[:64], b"\x1f\x8bnonsense and more"):
        assert not is_warc(head)


def test_captures_cross_processes() -> None:
    kept = capture(fetched())
    assert pickle.loads(pickle.dumps(kept)) == kept


_TOKEN = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=":"), min_size=1, max_size=12)


@given(
    st.binary(max_size=500), st.lists(st.tuples(_TOKEN.map(lambda name: "X-" + name), st.text(max_size=40)), max_size=5)
)
def test_any_body_and_headers_come_back_byte_by_byte(body: bytes, headers: list[tuple[str, str]]) -> None:
    kept = capture(fetched(body, *headers))
    assert records(kept.warc)[1][2] == body
    assert all(verify(kept.warc).values())
