"""Where a post, its category and its archives were at the old blog: what leads on to here. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kawaraban.desk.moving.redirects import first_page, path_of
from kawaraban.publish.formats.model import ForeignPost


def paths_of(post: ForeignPost, kind: str) -> Iterable[str]:
    """The old addresses that lead to it: those the file names, else what its host made of the basename.

    Movable Type's own `/YYYY/MM/NAME.html` below the root or `/archives/`; `/article/N.html` (Seesaa) and
    `/archives/N.html` (livedoor) of a number; `/entry/NAME` (Hatena).
    """
    yield from dict.fromkeys(filter(None, map(path_of, post.addresses)))
    name = post.basename.strip("/")
    if post.addresses or kind != "movabletype" or not name or len(name) > 200:
        return
    if name.isascii() and name.isdigit():
        yield from (f"/article/{name}.html", f"/archives/{name}.html")
    elif post.published_at is not None and "/" not in name:
        yield from (f"{folder}/{post.published_at:%Y/%m}/{name}.html" for folder in ("", "/archives"))
    yield f"/entry/{name}"


def category_paths_of(post: ForeignPost) -> tuple[str, ...]:
    """The old addresses of the post's category, each as that of its first page."""
    told = (first_page(path_of(address)) for address in post.category_addresses)
    return tuple(dict.fromkeys(path for path in told if path.strip("/")))
