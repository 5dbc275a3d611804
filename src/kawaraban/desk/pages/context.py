"""What every page of the desk knows: the sheet's appearance, and the languages it can be read in."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kawaraban.desk.models import CheckNews, Comment
from kawaraban.desk.roles import is_editor, role_of

SHEET_COOKIE = "kawaraban-sheet"
SHEETS = ("light", "dark")


def desk(request: HttpRequest) -> dict[str, Any]:
    """`role`: of who is signed in; looked up when it is asked for.

    `sheet`: light, dark or "" (as the system has it). `other_language`: the code that the header offers.
    """
    chosen = request.COOKIES.get(SHEET_COOKIE, "")
    japanese = (get_language() or "ja").startswith("ja")
    return {
        "role": SimpleLazyObject(lambda: role_of(request.user)),
        "news": SimpleLazyObject(lambda: _news(request)),
        "check_news": SimpleLazyObject(lambda: CheckNews.objects.filter(seen_at=None).count()),
        "sheet": chosen if chosen in SHEETS else "",
        "interface_language": "ja" if japanese else "en",
        "other_language": "en" if japanese else "ja",
    }


def _news(request: HttpRequest) -> dict[str, Any]:
    """Of comments, for who decides on them: how many wait, how many under their own posts are new. One query."""
    if not is_editor(request.user):
        return {"decides": False}
    waiting, published = Comment.State.WAITING, Comment.State.PUBLISHED
    unseen = Q(post__author=request.user, seen_at=None, author=None, move=None, state__in=(waiting, published))
    rows = Comment.objects.filter(Q(state=waiting) | unseen)
    return {
        "decides": True,
        **rows.aggregate(waiting=Count("pk", Q(state=waiting)), unseen=Count("pk", unseen)),
    }
