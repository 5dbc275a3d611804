"""Old addresses as small pages that send their readers on; without a server there is no other way."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import unquote

from django.urls import reverse

from kawaraban.desk.models import FormerAddress, Post, Redirect
from kawaraban.desk.models.blog import texts
from kawaraban.desk.moving.leaving.static.links import NOWHERE
from kawaraban.desk.moving.leaving.static.paths import Address, file_of, link_to, parse, up_from
from kawaraban.desk.moving.redirects import archive_spellings

_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{link}</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={link}">
<p><a href="{link}">{link}</a></p>
</html>
"""


def redirects(base: str, language: str) -> Iterator[tuple[str, bytes]]:
    """File and content of each old address that a file can stand for: one with a query can't.

    `base` is scheme and host of the place where the files will stand, or empty.
    """
    for old, new in _pairs():
        found = parse(new)
        if found is None or "?" in old or not old.startswith("/"):
            continue
        file = file_of(Address(old))
        link = link_to(file_of(found[0]), up_from(file)) + found[1]
        canonical = f"{base}{new}" if base and base != NOWHERE else link
        values = {"language": language, "link": link, "canonical": canonical}
        yield file, _PAGE.format_map({name: escape(value) for name, value in values.items()}).encode()


def _pairs() -> Iterator[tuple[str, str]]:
    """Old path (decoded), new address."""
    shown = {"post__state": Post.State.PUBLISHED}
    formers = FormerAddress.objects.filter(**shown).select_related("post").defer(*texts("post__"))
    for former in formers.iterator(chunk_size=500):
        day = former.day
        path = {"year": day.year, "month": day.month, "day": day.day, "slug": former.slug}
        yield unquote(reverse("blog:post", kwargs=path)), former.post.get_absolute_url()
    for row in Redirect.objects.select_related("post").defer(*texts("post__")).iterator(chunk_size=500):
        target = row.post.get_absolute_url() if row.post else row.target
        if target:
            yield from ((path, target) for path in archive_spellings(row.path))
