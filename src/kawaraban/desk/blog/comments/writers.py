"""The writer of a comment, known by a random cookie."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kawaraban.desk.blog.sheet import WRITER_COOKIE
from kawaraban.desk.models import Comment

CHANGES_FOR = timedelta(minutes=15)
_YEAR = 365 * 24 * 3600
_KEY = re.compile(r"[0-9a-f]{32}")


def writer_key(request: HttpRequest) -> str:
    """The cookie by which a writer is known; "" for somebody who has written nothing here."""
    key = request.COOKIES.get(WRITER_COOKIE, "")
    return key if _KEY.fullmatch(key) else ""


def new_writer_key() -> str:
    return secrets.token_hex(16)


def remember_writer(request: HttpRequest, response: HttpResponse, key: str) -> None:
    response.set_cookie(WRITER_COOKIE, key, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())


def is_writers(comment: Comment, key: str) -> bool:
    """Whether the cookie's owner wrote this comment, which has not been declined."""
    return bool(key) and comment.writer_key == key and comment.state in (comment.State.WAITING, comment.State.PUBLISHED)


def may_change(comment: Comment) -> bool:
    """Whether its writer may still change it."""
    return timezone.now() - comment.written_at < CHANGES_FOR
