"""What every page of the desk knows: the sheet's appearance, and the languages it can be read in."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, Q, Value
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
        "sheet": chosen if chosen in SHEETS else "",
        "interface_language": "ja" if japanese else "en",
        "other_language": "en" if japanese else "ja",
    }


def _news(request: HttpRequest) -> dict[str, Any]:
    """What the bar counts: the news of open checks; and of comments, for who decides on them, how many wait and how
    many under their own posts are new. One query."""
    checks = CheckNews.objects.filter(seen_at=None).order_by().annotate(bar=Value("checks")).values("bar")
    found = checks.annotate(one=Count("pk"), other=Value(0, IntegerField())).values_list("bar", "one", "other")
    if is_editor(request.user):
        waiting, published = Comment.State.WAITING, Comment.State.PUBLISHED
        unseen = Q(post__author=request.user, seen_at=None, author=None, move=None, state__in=(waiting, published))
        rows = Comment.objects.filter(Q(state=waiting) | unseen).order_by().annotate(bar=Value("comments"))
        counted = rows.values("bar").annotate(one=Count("pk", Q(state=waiting)), other=Count("pk", unseen))
        found = found.union(counted.values_list("bar", "one", "other"), all=True)
    numbers = {bar: (one, other) for bar, one, other in found}
    waiting_now, unseen_now = numbers.get("comments", (0, 0))
    return {
        "decides": is_editor(request.user),
        "checks": numbers.get("checks", (0, 0))[0],
        "waiting": waiting_now,
        "unseen": unseen_now,
    }
