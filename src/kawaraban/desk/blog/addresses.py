"""Absolute addresses of the blog: as the owner said it is reached, else as it was asked for."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest

from kawaraban.desk.models import Preferences


def base(preferences: Preferences, request: HttpRequest) -> str:
    """Scheme and host, without a slash at the end: `https://blog.example`.

    A blog behind a proxy is asked for under another name than its readers', which is why the owner's word goes first.
    """
    return preferences.public_address.rstrip("/") or request.build_absolute_uri("/").rstrip("/")


def absolute(base: str, path: str) -> str:
    """A path of the blog with its scheme and host, percent-encoded; one that is encoded already stays as it is."""
    return base + quote(path, safe="/%:@!$&'()*+,;=~-._?#")
