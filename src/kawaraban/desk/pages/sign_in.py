"""Signing in by the one-time link that `kawaraban sign-in` prints."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from sesame.utils import get_user

from kawaraban.desk.models import Preferences
from kawaraban.desk.roles import is_owner


@require_GET
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Spend the link: to the welcome page the first time, then to where the owner was going, else the river.

    A link works once and for half an hour; without one that works the page says how to get another.
    """
    given = "sesame" in request.GET
    # login() writes last_login itself, which is what spends the link.
    user = get_user(request, update_last_login=False) if given else None
    if user is None:
        return render(request, "desk/sign_in.html", {"spent": given}, status=403 if given else 200)
    login(request, user)
    if not Preferences.load().welcomed and is_owner(user):
        return redirect("desk:welcome")
    target = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(target)
    return redirect("desk:river")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("desk:sign-in")
