"""The language of the desk's pages, changed from any page."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kawaraban.desk.checks.beginning import begin

pytestmark = pytest.mark.django_db


def _changed(client: Client, page: HttpResponse) -> HttpResponse:
    field = re.search(r'name="next" value="([^"]*)"', page.content.decode())
    assert field is not None
    return client.post(reverse("desk:language"), {"language": "en", "next": field[1]}, follow=True)  # type: ignore[return-value]


def test_the_page_is_shown_again_in_the_other_language(client: Client, owner: User) -> None:
    client.force_login(owner)

    shown = _changed(client, client.get("/desk/checks/?show=closed"))

    assert (shown.status_code, shown.request["PATH_INFO"], shown.request["QUERY_STRING"]) == (
        200,
        "/desk/checks/",
        "show=closed",
    )
    assert '<html lang="en"' in shown.content.decode()


def test_a_form_that_was_refused_is_left_for_the_page_that_it_stands_on(client: Client, owner: User) -> None:
    client.force_login(owner)
    check = begin("The mine was closed after the blast.", owner)
    page = reverse("desk:check", args=[check.pk])

    refused = client.post(
        reverse("desk:judge", args=[check.pk]), {"words": ""}, headers={"referer": f"http://testserver{page}"}
    )
    shown = _changed(client, refused)

    assert (refused.status_code, shown.status_code, shown.request["PATH_INFO"]) == (422, 200, page)
