"""What a reader is shown at an address where the blog has nothing: a search, and the newest posts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views import defaults

from kawaraban.desk.blog.sheet import Sheet, on_sheet
from kawaraban.desk.blog.views import lines

NEWEST = 5
_NO_PAGES = ("/desk/", "/static/")


def missing(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """The blog's page for status 404. The desk, and programs that ask for a file, get the plain one."""
    wants_page = "text/html" in request.headers.get("Accept", "text/html")
    if not wants_page or request.path.startswith(_NO_PAGES) or not hasattr(request, "preferences"):
        return defaults.page_not_found(request, exception)
    return on_sheet(request, _page)


def _page(sheet: Sheet) -> HttpResponse:
    words = sheet.request.path.replace("-", " ").replace("_", " ").strip("/").split("/")[-1]
    context = {
        "section": "missing",
        "newest": lines()[:NEWEST],
        "query": words[:100] if any(letter.isalpha() for letter in words) and "." not in words else "",
        "is_private": True,
    }
    return sheet.page("blog/missing.html", context, status=404)
