"""Saved pages and WARC files -> stored captures. Runs in threads, away from the database."""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from lxml import html

from kawaraban.desk.captures import CaptureStore
from kawaraban.desk.pipeline.work import Kept, store_capture
from kawaraban.follow import FollowError, normalise
from kawaraban.keep import KeepError, capture_of_file, captures_in_warc, is_warc

MAX_FILE = 40_000_000  # bytes of a saved page, unpacked
_HEAD = 512
_OWN_ADDRESS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The pages of one file, stored, and a sentence for each that was left out."""

    kept: tuple[Kept, ...]
    skipped: tuple[str, ...] = ()


def take_in_file(path: str, url: str | None, store: CaptureStore) -> TakenIn:
    """Stores the pages of a saved HTML file (its address is `url`, else the page's own word) or of a WARC file.

    A file may be gzipped. Raises KeepError, CaptureError.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
            file.seek(0)
            if is_warc(head):
                return _of_warc(file, store)
            at = datetime.fromtimestamp(Path(path).stat().st_mtime, UTC)
            content = _unpacked(file, path)
    except FileNotFoundError as error:
        raise KeepError(f"There is no file {path}: check the path.") from error
    except IsADirectoryError as error:
        raise KeepError(f"{path} is a folder: name the files in it.") from error
    except OSError as error:
        raise KeepError(f"{path} can't be read ({error.strerror or error}): check it and its permissions.") from error
    address = _address(content, url, path)
    return TakenIn((store_capture(capture_of_file(content, address, at), store, 0),))


def _of_warc(file: IO[bytes], store: CaptureStore) -> TakenIn:
    skipped: list[str] = []
    kept = []
    try:
        for page in captures_in_warc(file, skipped=skipped.append):
            try:
                address = normalise(page.address)
            except FollowError as error:
                skipped.append(str(error))
                continue
            kept.append(store_capture(replace(page, address=address), store, 0))
    except KeepError as error:
        if not kept:
            raise
        skipped.append(str(error))
    if not kept:
        raise KeepError(skipped[0] if skipped else "This WARC file holds no page of HTML: take in another one.")
    return TakenIn(tuple(kept), tuple(skipped))


def _unpacked(file: IO[bytes], path: str) -> bytes:
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    try:
        content = gzip.GzipFile(fileobj=file).read(MAX_FILE + 1) if packed else file.read(MAX_FILE + 1)
    except (EOFError, gzip.BadGzipFile) as error:
        raise KeepError(f"{path} is a damaged gzip file: get it again.") from error
    if len(content) > MAX_FILE:
        raise KeepError(f"{path} is over {MAX_FILE // 1_000_000} MB: it is too long for a page.")
    if not content.strip():
        raise KeepError(f"{path} is empty: save the page again.")
    return content


def _address(content: bytes, url: str | None, path: str) -> str:
    """Where the page came from, as told, else as the page says of itself."""
    try:
        if url:
            return normalise(url)
        root = html.document_fromstring(io.BytesIO(content).read(1_000_000))
        for place in _OWN_ADDRESS:
            for found in root.xpath(place):
                if str(found).startswith(("http://", "https://")):
                    return normalise(str(found))
    except FollowError as error:
        raise KeepError(str(error)) from error
    except (ValueError, html.etree.ParserError):
        pass
    raise KeepError(f"{path} does not say where it came from: give its address in a table with --urls.")
