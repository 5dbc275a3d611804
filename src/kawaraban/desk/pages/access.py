"""Which role each page of the desk asks for. What stands in no table would be the owners' alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from kawaraban.desk import roles
from kawaraban.desk.roles import Role

#: Pages that nobody needs a role for.
OPEN = frozenset({"sign-in", "sign-out", "language", "shared"})

#: By the name of the address: who may look, and who may send something there. Whose post it is, its own view asks.
#: Every address stands here or in OPEN, so that nobody forgets to say whose a new one is (a test looks).
NEEDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        """river article claims version differences translating again unit proof draft lock from-machine capture mark
        unread story-unread search quote quote-choices posts new-post compose save-post delete-post undelete-post
        post-history restore-post hand-in call-off share-post preview-post beside-post let-go to-markdown
        chooser chosen-article new-picture checks check change-check judge check-into-post finding check-post
        check-post-capture""".split(),
        (Role.CONTRIBUTOR, Role.CONTRIBUTOR),
    ),
    **dict.fromkeys(
        """sources source outlets outlet speakers speaker story memory pair glossary term term-row
        download-memory export-terms hand-out-feeds""".split(),
        (Role.CONTRIBUTOR, Role.EDITOR),
    ),
    **dict.fromkeys(
        """find-source follow new-outlet look-hosts receive-outlets outlet-list undo-registry
        receive-upload upload import-terms take-in-terms term-suggestion align align-progress
        publish-post withdraw-post note-post comments keep-link speaker-names story-by-hand
        feeds-report take-in-feeds""".split(),
        (Role.EDITOR, Role.EDITOR),
    ),
    **dict.fromkeys(
        """settings comment-settings blog-pages publishing models engine-usage people welcome
        moving leaving made-file move move-pairs move-pair""".split(),
        (Role.OWNER, Role.OWNER),
    ),
}


class AccessMiddleware:
    """Holds every page of the desk to the role that it needs; who is not signed in is sent to sign in by the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is None or match.app_name != "desk" or not request.user.is_authenticated:
            return
        needed = needed_for(match.url_name or "", request.method or "GET")
        if needed and not roles.holds(request.user, needed):
            raise PermissionDenied(_reason(needed, roles.role_of(request.user)))


def needed_for(name: str, method: str) -> str:
    """The least role for a page; "" where it needs none."""
    if name in OPEN:
        return ""
    looking, sending = NEEDS.get(name, (Role.OWNER, Role.OWNER))
    return looking if method in ("GET", "HEAD", "OPTIONS") else sending


def _reason(needed: str, role: str) -> str:
    if not role:
        return gettext("You have no role on this desk any more: ask its owner for one.")
    if needed == Role.OWNER:
        return gettext("This is for the owners of the desk: ask one of them.")
    return gettext("This is for editors: ask one of them, or an owner, to do it.")
