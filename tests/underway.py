"""The requests that a live server has begun and not finished: no table is emptied under one of them."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_changed = threading.Condition()
_underway = 0


def counting(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that counts each request while it is answered."""

    def counted(request: HttpRequest) -> HttpResponse:
        global _underway
        with _changed:
            _underway += 1
        try:
            return answer(request)
        finally:
            with _changed:
                _underway -= 1
                _changed.notify_all()

    return counted


def until_answered(seconds: float = 10.0) -> None:
    """Wait for the requests under way, of pages that are gone too; TimeoutError where one never ends."""
    with _changed:
        if not _changed.wait_for(lambda: _underway == 0, timeout=seconds):
            raise TimeoutError(f"{_underway} requests are still being answered")
