"""Addresses of an old blog, answered for ever: 301 to where the post is now.

They are looked up where the blog has nothing of its own, so that no page that exists asks the database for them; but
for the front page asked for with a query that only other blogs use (`/?p=12`), which would answer with the news.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect

from kawaraban.desk.models import Redirect
from kawaraban.desk.models.blog import texts

MAX_PATH = 500  # characters, as the model has it
#: Names in a query by which other blogs call a post or an archive: WordPress, Movable Type, JUGEM, Serene Bach.
_NAMES = frozenset({"p", "page_id", "attachment_id", "cat", "m", "eid", "e", "cid", "entry_id", "id", "no"})
_PAGED = re.compile(r"-[0-9]{1,5}(?=\.html$)")  # the second and later pages of an archive
#: A month's or a day's archive as hosts write it: /archives/202205-1.html and /archives/20220517.html (Seesaa, JUGEM),
#: /archives/2022-05.html (livedoor), /archive/2022/05/17 (Hatena), /blog-date-202205.html (FC2), /2022/05/index.html.
_ARCHIVE = re.compile(
    r"^(?:/archives?/|/blog-date-|/(?=\d{4}/\d\d/(?:\d\d/)?index\.html$))"
    r"(?:(\d{4})(\d\d)(\d\d)?|(\d{4})-(\d\d)(?:-(\d\d))?|(\d{4})/(\d\d)(?:/(\d\d))?)"
    r"(?:-\d{1,5})?(?:\.html|/(?:index\.html)?)?$",
    re.ASCII,
)

Answer = Callable[[HttpRequest], HttpResponseBase]


def path_of(address: str) -> str:
    """What an old address, absolute or a path, is kept under: path and query, decoded; "" for what has none.

    `https://yofuke.example/entry/%E6%B8%AF?x=1#c` is `/entry/港?x=1`.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or not parts.path.startswith("/"):
        return "" if not parts.netloc else _with_query("/", parts.query)
    return _with_query(unquote(parts.path), parts.query)


def first_page(path: str) -> str:
    """A list's first page for any of its pages: `/category/31-4.html` -> `/category/31-1.html`."""
    return _PAGED.sub("-1", path)


def archive_path(year: str, month: str, day: str = "") -> str:
    """What the archive of a month or of a day is kept under, however its host wrote it."""
    return f"/archives/{year}{month}{day}-1.html"


def archive_spellings(path: str) -> list[str]:
    """`archive_path` as hosts write it, for a site without a server that could tell; of any other path, that alone."""
    found = _ARCHIVE.match(path)
    parts = [part for part in found.groups() if part] if found else []
    if not parts or path != archive_path(*parts):
        return [path]
    joined = "".join(parts)
    return [path, f"/archives/{joined}.html", f"/archives/{'-'.join(parts)}.html", f"/archive/{joined}-1.html"]


def candidates(path: str, query: str) -> list[str]:
    """The addresses that a request may mean, the most exact first."""
    path = unquote(path)
    named = [(name, value) for name, value in _pairs(query) if name in _NAMES]
    found = [_with_query(path, query), *(_with_query(path, urlencode([pair])) for pair in named), path]
    found += [path.rstrip("/") if path.endswith("/") else f"{path}/", first_page(path)]
    if archive := _ARCHIVE.match(path):
        found.append(archive_path(*filter(None, archive.groups())))
    return [one for one in dict.fromkeys(found) if one and len(one) <= MAX_PATH]


def targets(paths: Iterable[str]) -> dict[str, str]:
    """Where each of these old addresses leads now; without those that lead nowhere. One query."""
    rows = Redirect.objects.filter(path__in=set(paths)).select_related("post").defer(*texts("post__"))
    fields = ("path", "target", "post__state", "post__day", "post__slug")
    places = {row.path: row.post.get_absolute_url() if row.post else row.target for row in rows.only(*fields)}
    return {path: place for path, place in places.items() if place}


class OldAddresses:
    """Middleware: where nothing else answers, an old address is answered with 301."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if request.path == "/" and not _NAMES.isdisjoint(request.GET):
            return _moved(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code != 404 or request.path.startswith(("/desk/", "/static/")):
            return response
        return _moved(request) or response


def _moved(request: HttpRequest) -> HttpResponse | None:
    asked = candidates(request.path, request.META.get("QUERY_STRING", ""))
    found = targets(asked)
    place = next((found[one] for one in asked if one in found), None)
    return HttpResponsePermanentRedirect(place) if place and place != request.path else None


def _with_query(path: str, query: str) -> str:
    return f"{path}?{unquote(query)}"[:MAX_PATH] if query else path[:MAX_PATH]


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, max_num_fields=50)
    except ValueError:
        return []
