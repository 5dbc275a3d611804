"""WARC files of others -> Captures, one page at a time, whatever the file is.

What can't be taken in is said through `skipped`, and the rest goes on. A file that breaks off ends with a KeepError
after everything before the break was handed on. Read with warcio, but with bounds of our own on what it would
collect in memory.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from kawaraban.follow.coding import decode
from kawaraban.follow.model import FollowError
from kawaraban.keep.capturing import MAX_CONTENT, digest_of, repack
from kawaraban.keep.model import Capture, KeepError

_MAX_LINE = 64 * 1024
_MAX_HEADERS = 1024 * 1024
_DAMAGED = "This WARC file is damaged: what came before the damage was taken in."
_PAGES = ("text/html", "application/xhtml+xml")


def is_warc(head: bytes) -> bool:
    """Whether a file that begins with these bytes (at least 32, better 512) is a WARC file, gzipped or not."""
    if head[:2] == b"\x1f\x8b":
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def captures_in_warc(file: IO[bytes], *, skipped: Callable[[str], None] | None = None) -> Iterator[Capture]:
    """Every HTML page with status 200 in a .warc or .warc.gz, in the file's order, each as a Capture of its own.

    Streams: one record is in memory at a time. `skipped` is told, in one sentence each, of pages that could not be
    taken in (too long, a content coding we can't undo); pages with another status and other kinds of files are not
    worth a word. Raises KeepError where the file breaks off or is no WARC file.
    """
    report = skipped or (lambda _: None)
    archive = ArchiveIterator(file, no_record_parse=True)
    archive.reader = reader = _BoundedReader(archive.fh)
    records = iter(archive)
    seen = 0
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            seen += record.format == "warc" and record.rec_type is not None
            found = _page_in(record)
        except _SkippedError as reason:
            report(str(reason))
            continue
        except ArchiveLoadFailed as error:
            raise KeepError(_no_warc(str(error))) from error
        except (EOFError, zlib.error, StatusAndHeadersParserException, ValueError, TypeError, AttributeError) as error:
            # warcio lets these through on files that break off or were never WARC.
            raise KeepError(_DAMAGED) from error
        if found is not None:
            yield found
    if not seen:
        raise KeepError(_no_warc(""))
    if reader.broke_off:
        raise KeepError(_DAMAGED)


def verify(warc: bytes) -> dict[str, bool]:
    """Compute the digests of a capture's file anew: {record id: whether its bytes are still those of its digest}.

    Records without a digest are left out, so an empty answer means that nothing could be proven. Raises KeepError
    when the file can't be read to its end.
    """
    answer: dict[str, bool] = {}
    try:
        for record in ArchiveIterator(io.BytesIO(warc), check_digests=True):
            while record.raw_stream.read(65_536):
                pass
            if record.digest_checker.passed is not None:
                answer[record.rec_headers.get_header("WARC-Record-ID")] = record.digest_checker.passed
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, StatusAndHeadersParserException) as error:
        raise KeepError("This capture's file is damaged: it can't be read to its end.") from error
    return answer


class _SkippedError(Exception):
    """One record that can't be taken in; the file goes on."""


class _BoundedReader(DecompressingBufferedReader):  # type: ignore[misc]
    """warcio's reader, which would collect a line or a block of headers of any length in memory."""

    _spent = 0
    broke_off = False  # the last gzip member has no end; known once the file is read

    def close_decompressor(self) -> None:
        self.broke_off = self.decompressor is not None and not self.decompressor.eof
        super().close_decompressor()

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or _MAX_LINE, _MAX_LINE))
        self._spent += len(line)
        if self._spent > _MAX_HEADERS:
            raise ArchiveLoadFailed("headers without end")
        return line

    def read(self, length: int | None = None) -> bytes:
        self._spent = 0
        answer: bytes = super().read(length)
        return answer


def _page_in(record: Any) -> Capture | None:
    """The record's page, or None if it is none that we would take. Raises _SkippedError with the reason."""
    if record.rec_type not in ("response", "resource"):
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not address.startswith(("http://", "https://")):
        return None
    block = record.raw_stream.read(MAX_CONTENT + 1)
    if len(block) > MAX_CONTENT:
        raise _SkippedError(f"{address} is over {MAX_CONTENT // 1_000_000} MB: it was left out.")
    if record.length is not None and len(block) < record.length:
        raise EOFError
    if record.rec_type == "response":
        status, headers, content = _undo_http(address, block)
    else:
        status, headers, content = 200, {"content-type": record.content_type or ""}, block
    content_type = headers.get("content-type", "")
    if status != 200 or not content.strip() or not _is_page(content_type, content):
        return None
    at = _date(record.rec_headers.get_header("WARC-Date"), address)
    return Capture(
        address=address,
        final_address=address,
        captured_at=at,
        status=status,
        content_type=content_type if record.rec_type == "response" else "",
        digest=digest_of(content),
        content=content,
        warc=repack(at, record.rec_headers.headers, record.rec_type, block),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
    )


def _undo_http(address: str, block: bytes) -> tuple[int, dict[str, str], bytes]:
    """(status, headers by lower-case name, body with transfer and content coding undone)."""
    stream = io.BytesIO(block)
    try:
        message = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0"]).parse(stream)
        status = int(message.get_statuscode())
    except (StatusAndHeadersParserException, EOFError, ValueError, TypeError) as error:
        raise _SkippedError(f"{address} has no readable answer of a server: it was left out.") from error
    headers = {name.lower(): value for name, value in reversed(message.headers)}
    if status != 200:
        return status, headers, b""
    body = stream.read()
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = ChunkedDataReader(io.BytesIO(body)).read()
    try:
        content = decode(body, headers.get("content-encoding"), limit=MAX_CONTENT)
    except FollowError as error:
        raise _SkippedError(f"{address} can't be unpacked ({_coding(headers)}): it was left out.") from error
    return status, headers, content


def _coding(headers: dict[str, str]) -> str:
    return headers.get("content-encoding", "")[:20]


def _is_page(content_type: str, content: bytes) -> bool:
    """Declared as HTML, or looking like it: servers forget the type, or call a page a download."""
    head = content[:4096].lower()
    return content_type.split(";")[0].strip().lower() in _PAGES or b"<html" in head or b"<!doctype html" in head


def _date(text: str | None, address: str) -> datetime:
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError as error:
        raise _SkippedError(f"{address} has no date in this WARC file: it was left out.") from error
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _no_warc(reason: str) -> str:
    if "non-chunked gzip" in reason:
        return "This WARC file is packed as one piece: unpack it with gunzip and take in the .warc file."
    return "This is no WARC file, or a damaged one: what came before the damage was taken in."
