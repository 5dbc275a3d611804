"""Frames of other providers: a page may load those that its own cards name, after a click, and no others."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseBase

from kawaraban import publish


def origins(page: HttpResponse) -> tuple[str, ...]:
    """The origins of the frames that the cards on a page name."""
    if not page["Content-Type"].startswith("text/html") or b'data-frame="' not in page.content:
        return ()
    return tuple(publish.frame_origins(page.content.decode()))


def allow(response: HttpResponseBase, found: Sequence[str]) -> HttpResponseBase:
    """The response with these origins in its Content-Security-Policy; also one that says "not modified"."""
    if found:
        response._csp_update = {"frame-src": list(found)}  # type: ignore[attr-defined]  # read by django-csp
    return response
