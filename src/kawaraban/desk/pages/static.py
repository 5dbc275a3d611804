"""Style sheets and scripts, packed: WhiteNoise packs only what a build step has packed, and there is none."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from kawaraban.desk.packing import join, pack, takes_gzip

_TYPES = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
_MOST = 1_000_000  # bytes of a file


class PackedStaticMiddleware:
    """Packs the static files that are text, each once for as long as it stays the same.

    There are only as many as the packages bring, so that what is kept is bounded by them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._packed: dict[str, tuple[str, bytes]] = {}
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL) or not _is_text(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if response.status_code != 200 or not takes_gzip(request.headers.get("Accept-Encoding", "")):
            return response
        packed = HttpResponse(self._of(request.path, response), headers=dict(response.items()))
        packed["Content-Encoding"] = "gzip"
        packed["Content-Length"] = str(len(packed.content))
        if "ETag" in packed:
            packed["ETag"] = f"W/{packed['ETag'].removeprefix('W/')}"
        return packed

    def _of(self, path: str, response: HttpResponseBase) -> bytes:
        version = f"{response.get('Last-Modified', '')} {response.get('ETag', '')}"
        with self._lock:
            known = self._packed.get(path)
        if known is not None and known[0] == version:
            response.close()
            return known[1]
        content = _content(response)
        packed = join([content], [pack(content)])
        with self._lock:
            self._packed[path] = (version, packed)
        return packed


def _is_text(response: HttpResponseBase) -> bool:
    size = response.get("Content-Length", "0")
    return (
        response.get("Content-Type", "").startswith(_TYPES)
        and "Content-Encoding" not in response
        and "Content-Range" not in response
        and size.isdigit()
        and int(size) <= _MOST
    )


def _content(response: HttpResponseBase) -> bytes:
    if isinstance(response, HttpResponse):
        return response.content
    return b"".join(response) if isinstance(response, StreamingHttpResponse) else b""
