"""What `keep` hands on: a capture with its proof, and how two versions of a text differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


class KeepError(Exception):
    """Bytes that can't be kept or taken in; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One page as it came: when, from where, with its digest, packed as a WARC file of its own."""

    address: str  # as asked
    final_address: str
    captured_at: datetime  # UTC, aware
    status: int
    content_type: str  # the header's value, empty if there was none
    digest: str  # "sha256:" and 64 hex digits, over `content`
    content: bytes  # the payload with its content coding undone
    warc: bytes  # a gzipped WARC 1.1 file: warcinfo and one response (or resource) record
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between two versions of an article, paragraph by paragraph."""

    kind: Literal["changed", "added", "removed"]
    pid: str  # stable id of the paragraph, in the version that has it
    before: str | None
    after: str | None
    #: the smallest changed words, for "2 people -> 12 people"; pairs (before, after), at most three
    words: tuple[tuple[str, str], ...] = ()
