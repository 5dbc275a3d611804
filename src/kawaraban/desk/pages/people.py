"""Settings, people: who works at this desk, in which role, and the links by which they sign in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kawaraban.desk import house, people
from kawaraban.desk.models import Preferences
from kawaraban.desk.pages.given import integer
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.roles import Role


def people_part(preferences: Preferences) -> dict[str, Any]:
    """What `_settings_people.html` shows; one query."""
    return {"members": people.members(preferences.signature), "roles": Role.choices}


@login_required
@never_cache
@require_POST
def change(request: DeskRequest) -> HttpResponseBase:
    """One change, named by `do`: add, role, remove, link; but for the link, the settings page again."""
    done, do = "", request.POST.get("do")
    try:
        if do == "add":
            user = people.add(request.POST.get("name", ""), request.POST.get("role", ""))
            return _link(request, user)
        user = get_object_or_404(User, pk=integer(request.POST.get("person")), is_active=True)
        if do == "link":
            return _link(request, user)
        if do == "remove":
            people.remove(user)
            done = gettext("%(name)s has left the desk. Their posts stay.")
        else:
            people.set_role(user, request.POST.get("role", ""))
            done = gettext("The role of %(name)s is changed.")
        messages.success(request, done % {"name": people.name_of(user, request.preferences.signature)})
    except people.PeopleError as error:
        messages.error(request, str(error))
    return redirect(reverse("desk:settings") + "#people")


def _link(request: DeskRequest, user: User) -> HttpResponse:
    """The page with a fresh link, shown this once."""
    address = house.sign_in_address(request.build_absolute_uri("/").rstrip("/"), user)
    name = people.name_of(user, request.preferences.signature)
    return render(request, "desk/people_link.html", {"section": "settings", "address": address, "name": name})
