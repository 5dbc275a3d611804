"""The capture store: WARC files under an fsspec URL (`settings.CAPTURES`), a folder by default.

A file's path is made from the day, the address and the digest, so that a step done again after a kill writes the same
file again. A file that no row names is harmless: it is a true capture, only nobody asks for it.
"""

from __future__ import annotations

import errno
import hashlib
import io
from functools import cache

from kawaraban.desk.filestore import FileStore
from kawaraban.keep import Capture, KeepError, captures_in_warc

MAX_FILE = 100_000_000  # bytes; a capture's file is never so long


class CaptureError(Exception):
    """A capture that can't be written or read now; `str(error)` is one plain sentence that says what to do.

    `lost` says that the store works, but has this capture no longer as it was.
    """

    def __init__(self, message: str, lost: bool = False) -> None:
        super().__init__(message, lost)  # both, so that the error can cross to another process
        self.lost = lost

    def __str__(self) -> str:
        return str(self.args[0])


class CaptureStore:
    """Reads and writes captures under one URL. Thread-safe; makes the folder with the first capture."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._files = FileStore(url)

    def write(self, capture: Capture, ordinal: int) -> str:
        """Stores the capture's WARC file; answers its path under the URL.

        `ordinal` counts the article's captures before this one: a page that comes back to what it was on the same day
        is a capture of its own. Locally the file appears whole or not at all; elsewhere it is put in one piece.
        Raises CaptureError.
        """
        path = path_of(capture, ordinal)
        try:
            self._files.write(path, capture.warc)
        except Exception as error:  # each kind of store has errors of its own
            raise CaptureError(_sentence(error, self.url)) from error
        return path

    def read(self, path: str) -> bytes:
        """The WARC file at `path`, as `write` was given it. Raises CaptureError."""
        try:
            content = self._files.read(path, MAX_FILE + 1)
        except FileNotFoundError as error:
            sentence = f"The capture {path} is not in {self.url}: put the file back from a backup."
            raise CaptureError(sentence, lost=True) from error
        except Exception as error:
            raise CaptureError(_sentence(error, self.url)) from error
        if len(content) > MAX_FILE:
            sentence = f"The capture {path} is far too long for a page: put the file back from a backup."
            raise CaptureError(sentence, lost=True)
        return content


def page_in(warc: bytes, digest: str) -> Capture:
    """The page in a capture's WARC file, its content held against `digest`. Pure. Raises CaptureError."""
    try:
        page = next(captures_in_warc(io.BytesIO(warc)), None)
    except KeepError as error:
        raise CaptureError(str(error), lost=True) from error
    if page is None or page.digest != digest:
        sentence = "A capture is not what it was when it was stored: put its file back from a backup."
        raise CaptureError(sentence, lost=True)
    return page


def path_of(capture: Capture, ordinal: int) -> str:
    """`2026/11/21/` and 40 hex digits: the same for the same page, content, day and ordinal."""
    told_by = f"{capture.address}\n{capture.digest}\n{ordinal}"
    return f"{capture.captured_at:%Y/%m/%d}/{hashlib.sha256(told_by.encode()).hexdigest()[:40]}.warc.gz"


@cache
def store_at(url: str) -> CaptureStore:
    """The store under this URL, one a process."""
    return CaptureStore(url)


def store() -> CaptureStore:
    """The desk's own store."""
    from django.conf import settings

    return store_at(settings.CAPTURES)


def _sentence(error: Exception, url: str) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"The disk with the captures ({url}) is full: make room; the desk goes on by itself."
    if number in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"The desk may not write to {url}: give it the right to, and it goes on by itself."
    return f"The capture store {url} does not answer ({type(error).__name__}): see that it can be reached."
