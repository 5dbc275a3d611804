"""Moving out: a row a kind of file, made in the background, then handed out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kawaraban.desk.moving.leaving import making
from kawaraban.desk.pages.preferences import DeskRequest

#: What a kind is called, and what it is for.
_KINDS: dict[str, tuple[Any, Any]] = {
    "static": (
        gettext_lazy("The blog as files"),
        gettext_lazy("The whole blog with its feeds: any web server shows it, and a disk does too."),
    ),
    "movabletype": (
        gettext_lazy("Posts for Movable Type"),
        gettext_lazy("Text that most Japanese blog hosts take in, with comments and trackbacks."),
    ),
    "wxr": (
        gettext_lazy("Posts for WordPress"),
        gettext_lazy("A WXR file with posts, drafts and threads of comments."),
    ),
    "opml": (gettext_lazy("Sources (OPML)"), gettext_lazy("What you follow, for another feed reader.")),
    "tmx": (
        gettext_lazy("Translation memory (TMX)"),
        gettext_lazy("Every pair, for another translation program."),
    ),
    "glossary": (gettext_lazy("Glossary"), gettext_lazy("Every term, as a table (CSV) and as TBX.")),
    "warc": (
        gettext_lazy("Captured pages (WARC)"),
        gettext_lazy("The articles as they were when the desk read them, for web archives."),
    ),
    "backup": (
        gettext_lazy("Everything (backup)"),
        gettext_lazy("The whole desk in one file, from which a new one is filled with kawaraban import."),
    ),
}
_PROBLEMS: dict[str, Any] = {
    "full": gettext_lazy("The disk is full, and nothing was kept of it: make room, then make it again."),
    "folder": gettext_lazy("The desk's data folder can't be written (%(reason)s): mend that, then make it again."),
    "capture": gettext_lazy("A captured page can't be read: put the captures back from a backup, then make it again."),
    "database": gettext_lazy("The database did not answer: make it again in a moment."),
    "pages": gettext_lazy("Some pages could not be made: the log says why."),
    "unknown": gettext_lazy("It could not be made: the log says why."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A kind with its last run; `trouble` says in a sentence why there is no file."""

    kind: str
    name: str
    purpose: str
    run: making.Run | None
    trouble: str


@login_required
@require_http_methods(["GET", "POST"])
def leaving(request: DeskRequest) -> HttpResponse:
    """One kind's row, while its file is made; a post begins to make a file of `kind`."""
    kind = request.POST.get("kind", "") if request.method == "POST" else request.GET.get("kind", "")
    if kind not in making.KINDS:
        raise Http404
    if request.method == "GET":
        row = next(row for row in rows() if row.kind == kind)
        return render(request, "desk/_leaving_row.html", {"row": row})
    try:
        making.begin(kind)
    except OSError as error:
        messages.error(request, _sentence(*making.problem_of(error)))
    return redirect(f"{reverse('desk:moving')}#leaving-{kind}")


@login_required
@require_GET
def made_file(request: DeskRequest, token: str) -> FileResponse:
    """A file that was made, to keep."""
    run = making.find(token)
    if run is None or run.state != "made":
        raise Http404
    try:
        file = run.path.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=run.file)


def rows() -> list[Row]:
    """Every kind, in the order of the page."""
    runs = making.runs()
    return [
        Row(kind, str(name), str(purpose), run := runs.get(kind), _trouble(run))
        for kind, (name, purpose) in _KINDS.items()
    ]


def _trouble(run: making.Run | None) -> str:
    if run is None:
        return ""
    if run.stopped:
        return gettext("The desk was stopped while it made this: make it again.")
    return _sentence(run.problem, run.details) if run.state == "failed" else ""


def _sentence(problem: str, details: dict[str, str]) -> str:
    return str(_PROBLEMS[problem]) % details if details else str(_PROBLEMS[problem])
