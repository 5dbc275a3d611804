"""Addresses: the blog at the root, the desk under /desk/."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path


def _favicon(request: HttpRequest) -> HttpResponse:
    """Some programs ask for this address without reading the page's link to its icon."""
    return redirect(static("kawaraban/seal.svg"), permanent=True)


urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("kawaraban.desk.pages.urls")),
    path("favicon.ico", _favicon),
    path("", include("kawaraban.desk.blog.urls")),
]

handler404 = "kawaraban.desk.blog.missing.missing"
