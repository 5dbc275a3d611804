"""Addresses: the blog at the root, the desk under /desk/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("kawaraban.desk.pages.urls")),
    path("", include("kawaraban.desk.blog.urls")),
]
