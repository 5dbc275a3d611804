"""Pages that were made before, for visitors: served without making them again while the blog stays as it was.

A page's key has `Preferences.blog_changed_at`, which the database holds for all processes: who asks after a change
finds no page under the new key. What changes without anybody's doing (comments close, news grow old) is bounded by
a page's age. The pages are in memory, bounded in bytes, the one asked for longest ago given up first.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, quote_etag

from kawaraban.desk.blog import frames
from kawaraban.desk.models import Preferences
from kawaraban.desk.packing import join, pack, takes_gzip

MAX_BYTES = 48_000_000  # of pages and their packed forms, in one process
MAX_AGE = 60.0  # seconds
#: Stands in a page where each reader gets another value (a form's stamp), so that the page's digest stays the same.
PERSONAL = "\ue000stamp\ue000"
_LEAST = 500  # bytes; less is not worth packing
_PACKED = ("text/", "application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/xml",
           "application/feed+json")  # fmt: skip

Stamp = Callable[[], str]


@dataclass(slots=True)
class Kept:
    """A page as it was made: its bytes, cut where each reader gets a stamp, and its validators."""

    content_type: str
    link: str
    parts: tuple[bytes, ...]
    packed: tuple[bytes, ...]
    etag: str
    changed_at: int  # seconds since 1970
    stamp: Stamp | None
    frames: tuple[str, ...] = ()  # origins that it may show frames of, once its reader asks for one
    made_at: float = field(default_factory=time.monotonic)

    @property
    def size(self) -> int:
        return sum(map(len, self.parts)) + sum(map(len, self.packed))

    def response(self, request: HttpRequest) -> HttpResponse:
        """The page for one reader, packed where the reader takes that."""
        stamp = self.stamp().encode() if self.stamp and len(self.parts) > 1 else b""
        packed = bool(self.packed) and takes_gzip(request.headers.get("Accept-Encoding", ""))
        content = join(self.parts, self.packed, stamp) if packed else stamp.join(self.parts)
        response = HttpResponse(content, content_type=self.content_type)
        if packed:
            response["Content-Encoding"] = "gzip"
        if self.link:
            response["Link"] = self.link
        response["ETag"], response["Last-Modified"] = self.etag, http_date(self.changed_at)
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        return response


def keep(response: HttpResponse, changed_at: datetime, stamp: Stamp | None) -> Kept:
    """What is kept of a page that was made. The ETag is the page's own digest, so that it can't miss a change.

    It is a weak one: packed or not, and with whoever's stamp, it is the same page.
    """
    content = response.content
    parts = tuple(content.split(PERSONAL.encode()))
    content_type = response["Content-Type"]
    worth = len(content) >= _LEAST and content_type.startswith(_PACKED)
    return Kept(
        content_type=content_type,
        link=response.get("Link", ""),
        parts=parts,
        packed=tuple(map(pack, parts)) if worth else (),
        etag=f"W/{quote_etag(hashlib.sha256(content).hexdigest()[:32])}",
        changed_at=int(changed_at.timestamp()),
        stamp=stamp,
        frames=frames.origins(response),
    )


def key_of(request: HttpRequest, preferences: Preferences, base: str) -> str:
    """Under what a page is kept; "" for one that is made each time: a search, or what only some readers see."""
    if request.method not in {"GET", "HEAD"} or not request.GET.keys() <= {"page"}:
        return ""
    sheet = request.COOKIES.get("kawaraban-sheet", "")[:10]
    # Of a query only what `Sheet.page_number` reads: a page asked for in a thousand ways is kept once.
    asked = [base, request.path, request.GET.get("page", "")[:6], sheet]
    return "\n".join([*asked, preferences.blog_changed_at.isoformat()])


class Pages:
    """The pages of one process; safe to use from any thread."""

    def __init__(self, max_bytes: int = MAX_BYTES, max_age: float = MAX_AGE) -> None:
        self._max_bytes, self._max_age = max_bytes, max_age
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> Kept | None:
        """The page of that key; None where there is none, or none that is new enough."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None:
                return None
            if time.monotonic() - kept.made_at > self._max_age:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return kept

    def put(self, key: str, kept: Kept) -> None:
        """Keeps a page, giving up the ones asked for longest ago."""
        with self._lock:
            self._drop(key)
            if kept.size > self._max_bytes // 4:
                return
            self._pages[key] = kept
            self._bytes += kept.size
            while self._bytes > self._max_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: str) -> None:
        dropped = self._pages.pop(key, None)
        if dropped is not None:
            self._bytes -= dropped.size


pages = Pages()
