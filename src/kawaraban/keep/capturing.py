"""Bytes as they came -> a Capture: one WARC 1.1 file a page, with digests over the block and the payload.

The record is the answer of the server, status line and headers and body, as ISO 28500:2017 wants it. What we asked
stays out: a request record would keep our address and agent for everyone who downloads the capture, and proves
nothing.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import UTC, datetime

from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kawaraban import __version__
from kawaraban.follow.model import Fetched
from kawaraban.keep.model import Capture, KeepError

#: No page is this long; a body past it is not a page but an attack or a film.
MAX_CONTENT = 30_000_000

# What the record may not say as the server said it: the body stands there without its transfer coding.
# The prefix is the one that Common Crawl's records use for the same purpose.
_UNDONE = {"transfer-encoding": "X-Crawler-Transfer-Encoding"}


def capture(fetched: Fetched) -> Capture:
    """Keep one answer of a server. The body goes into the record as it came, still in its content coding.

    Raises KeepError when the body is too long to be a page, FollowError when its content coding can't be undone.
    """
    if len(fetched.body) > MAX_CONTENT:
        raise KeepError(f"This page is over {MAX_CONTENT // 1_000_000} MB: it can't be kept as an article.")
    content = fetched.content()
    block = _http_block(fetched)
    writer = _Writer(fetched.fetched_at)
    response = writer.add(
        "response",
        fetched.final_address,
        block,
        payload=fetched.body,
        content_type="application/http; msgtype=response",
    )
    if fetched.redirects or fetched.address != fetched.final_address:
        writer.add(
            "metadata",
            fetched.final_address,
            _fields([("via", hop) for hop in dict.fromkeys((fetched.address, *fetched.redirects))]),
            content_type="application/warc-fields",
            concurrent_to=response,
        )
    return Capture(
        address=fetched.address,
        final_address=fetched.final_address,
        captured_at=fetched.fetched_at.astimezone(UTC),
        status=fetched.status,
        content_type=fetched.header("content-type") or "",
        digest=digest_of(content),
        content=content,
        warc=writer.bytes(),
        etag=fetched.header("etag"),
        last_modified=fetched.header("last-modified"),
    )


def capture_of_file(content: bytes, url: str, captured_at: datetime) -> Capture:
    """Keep a page that a person saved: there is no server's answer, so it becomes a `resource` record.

    `captured_at` is when it was saved, as far as the caller knows; it has to be aware. Raises KeepError.
    """
    if len(content) > MAX_CONTENT:
        raise KeepError(f"This file is over {MAX_CONTENT // 1_000_000} MB: it can't be kept as an article.")
    writer = _Writer(captured_at)
    writer.add("resource", url, content, payload=content, content_type="text/html")
    return Capture(
        address=url,
        final_address=url,
        captured_at=captured_at.astimezone(UTC),
        status=200,
        content_type="",  # nobody said a character set: the page itself has to
        digest=digest_of(content),
        content=content,
        warc=writer.bytes(),
    )


def digest_of(content: bytes) -> str:
    """`sha256:` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def repack(captured_at: datetime, headers: Iterable[tuple[str, str]], record_type: str, block: bytes) -> bytes:
    """One record of another WARC file as a WARC file of its own; its headers, id and digests stay what they were."""
    writer = _Writer(captured_at)
    writer.add_as_was(record_type, list(headers), block)
    return writer.bytes()


class _Writer:
    """A WARC file in memory that begins with its warcinfo."""

    def __init__(self, at: datetime):
        if at.tzinfo is None:
            raise ValueError("a capture needs an aware date")
        self._date = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=True, warc_version="1.1")
        info = [
            ("software", f"Kawaraban {__version__}"),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ]
        self._info = self.add("warcinfo", "", _fields(info), content_type="application/warc-fields")

    def add(
        self,
        record_type: str,
        address: str,
        block: bytes,
        *,
        content_type: str,
        payload: bytes | None = None,
        concurrent_to: str | None = None,
    ) -> str:
        """Write one record; answers its id."""
        record_id: str = RecordBuilder._make_warc_id()
        headers = [("WARC-Type", record_type), ("WARC-Record-ID", record_id), ("WARC-Date", self._date)]
        if record_type != "warcinfo":
            headers += [("WARC-Target-URI", address), ("WARC-Warcinfo-ID", self._info)]
        if concurrent_to is not None:
            headers.append(("WARC-Concurrent-To", concurrent_to))
        if payload is not None:
            headers.append(("WARC-Payload-Digest", digest_of(payload)))
        headers += [("WARC-Block-Digest", digest_of(block)), ("Content-Type", content_type)]
        self.add_as_was(record_type, headers, block)
        return record_id

    def add_as_was(self, record_type: str, headers: list[tuple[str, str]], block: bytes) -> None:
        # An empty HTTP part keeps warcio from taking the block apart and putting it together its own way:
        # what came is what is written, byte by byte.
        record = self._writer.create_warc_record(
            "",
            record_type,
            payload=io.BytesIO(block),
            length=len(block),
            warc_headers=StatusAndHeaders("", headers, protocol="WARC/1.1"),
            http_headers=_NO_HTTP_PART,
        )
        record.http_headers = None
        self._writer.write_record(record)

    def bytes(self) -> bytes:
        return self._out.getvalue()


_NO_HTTP_PART = StatusAndHeaders("", [("X", "X")], protocol="")


def _fields(pairs: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {_one_line(value)}\r\n" for name, value in pairs).encode()


def _http_block(fetched: Fetched) -> bytes:
    """Status line, headers and body as one HTTP message; ISO 8859-1 is the charset of HTTP/1.1's headers."""
    lines = [f"HTTP/1.1 {fetched.status} {_one_line(fetched.reason)}".rstrip()]
    lines += [f"{_UNDONE.get(name.lower(), name)}: {_one_line(value)}" for name, value in fetched.headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + fetched.body


def _one_line(text: str) -> str:
    return " ".join(text.split())
