"""A check in work: its rows, the result so far, what is missing, and what a person does with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk import collecting, publishing, quoting
from kawaraban.desk.checks import deciding, judging, watching
from kawaraban.desk.checks import posts as social
from kawaraban.desk.checks.asking import languages
from kawaraban.desk.checks.background import Background
from kawaraban.desk.checks.beginning import CheckError, restate, reword, widen
from kawaraban.desk.checks.counting import findings_of, result_of
from kawaraban.desk.checks.earlier import earlier
from kawaraban.desk.checks.judging import JudgementError
from kawaraban.desk.checks.looking import look
from kawaraban.desk.checks.missing import missing_from
from kawaraban.desk.glossary import outlet_names
from kawaraban.desk.models import Check, Finding, Post
from kawaraban.desk.pages.check_rows import meanings, notes_of, rows_of, tally_of
from kawaraban.desk.pages.composing import post_of
from kawaraban.desk.pages.given import integer
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.people import name_of
from kawaraban.publish import CheckBlock

_WIDER = (14, 60, 365, 3650)  # days before the first, one step after another


@login_required
@require_GET
def check(request: DeskRequest, pk: int) -> HttpResponse:
    """The page; its news are seen by it."""
    found = _check(pk)
    news = watching.see(found)
    return render(request, "desk/check.html", _whole(request, found) | {"arrivals": news})


@login_required
@require_POST
def finding(request: DeskRequest, pk: int, number: int) -> HttpResponseBase:
    """`relation`: how a finding stands to the statement; `do=remove`: that it has nothing to do with it."""
    found = _check(pk)
    try:
        if request.POST.get("do") == "remove":
            deciding.remove(found, number, request.user)
        else:
            deciding.decide(found, number, request.POST.get("relation", ""), request.user)
    except (Finding.DoesNotExist, ValueError):
        raise Http404 from None
    return _answer(request, found, f"#f{number}")


@login_required
@require_POST
def change(request: DeskRequest, pk: int) -> HttpResponseBase:
    """`do`: `restate` (`statement`), `reword` (`in-LANGUAGE`: its words there), `widen` (`day`), `look` again, `undo`,
    `open` or `close`."""
    found, do = _check(pk), request.POST.get("do", "")
    try:
        if do == "restate":
            found = restate(found, request.POST.get("statement", ""), request.user)
        elif do == "reword":
            reword(found, _typed(request, found))
        elif do == "widen":
            widen(found, _day(request, found))
        elif do == "look":
            look(found)
        elif do == "undo":
            return _undo(request, found)
        elif do in ("open", "close"):
            judging.set_state(found, Check.State.OPEN if do == "open" else Check.State.CLOSED)
        else:
            raise Http404
    except CheckError as error:
        typed: dict[str, Any] = {"error": str(error), "statement": request.POST.get("statement", "")}
        if do == "reword":
            typed |= {"others": list(_typed(request, found).items()), "is_reworded": True}
        return render(request, "desk/check.html", _whole(request, found) | typed, status=422)
    return _answer(request, found)


def _undo(request: DeskRequest, found: Check) -> HttpResponseBase:
    """Takes back what this person said last, and goes to the sentence that it was said of."""
    undone = deciding.undo(found, request.user)
    if undone is None:
        return _answer(request, found, said=gettext("There is nothing of yours to undo here."))
    return _answer(request, found, f"#f{undone.pk}", at=f"f{undone.pk}")


@login_required
@require_POST
def judge(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Signs a judgement: `words`, `reasons`, and whether the check stays `open` or is `closed`."""
    found = _check(pk)
    words, reasons = request.POST.get("words", ""), request.POST.get("reasons", "")
    try:
        judging.sign(found, words, reasons, request.POST.get("state", ""), request.user)
    except JudgementError as error:
        typed = {"words": words, "reasons": reasons, "judge_error": str(error)}
        return render(request, "desk/check.html", _whole(request, found) | typed, status=422)
    messages.success(request, gettext("Signed."))
    return redirect(reverse("desk:check", args=[pk]) + "#judgement")


@login_required
@require_POST
def into_post(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Puts the check's box at the end of a post (`post`, else a new draft); with `post=hand` it lies ready."""
    found = _check(pk)
    block = CheckBlock(found.pk)
    if request.POST.get("post") == "hand":
        collecting.collect(request.user, [block])
        messages.success(request, gettext("At hand now, beside the text of any post you write."))
        return redirect("desk:check", pk)
    chosen = integer(request.POST.get("post"))
    post = post_of(request, chosen, deleted_at=None) if chosen else publishing.new_post(request.user)
    text = publishing.working(post)
    if text.markup != Post.Markup.MARKDOWN:
        raise Http404
    post = publishing.save(post, replace(text, body=quoting.append(text.body, [block])))
    collecting.collect(request.user, [block], post)
    return redirect("desk:compose", post.pk)


def _check(pk: int) -> Check:
    return get_object_or_404(Check.objects.select_related("post", "article__outlet", "claim", "person"), pk=pk)


def _typed(request: DeskRequest, found: Check) -> dict[str, str]:
    """What was typed as the statement's words in each other language; what is not sent stays."""
    return {code: request.POST.get(f"in-{code}", text) for code, text in _others(found)}


def _others(found: Check) -> list[tuple[str, str]]:
    """Each language that is searched but the statement's own, with its words there, "" where there are none."""
    codes = dict.fromkeys((*found.queries, *languages()))
    return [(code, found.queries.get(code, "")) for code in codes if code != found.language]


def _day(request: DeskRequest, found: Check) -> date:
    """The day that was chosen; without one, the next step back."""
    try:
        chosen = parse_date(request.POST.get("day", ""))
    except ValueError:
        chosen = None
    if chosen is not None:
        return min(chosen, timezone.localdate())
    span = (timezone.localdate() - found.first_day).days
    return timezone.localdate() - timedelta(days=next((days for days in _WIDER if days > span), _WIDER[-1]))


def _answer(request: DeskRequest, found: Check, place: str = "", *, at: str = "", said: str = "") -> HttpResponseBase:
    """htmx gets the sheet, with `said` in it and the row `at` current; a browser without scripts goes to the page."""
    if not request.htmx:  # type: ignore[attr-defined]
        if said:
            messages.info(request, said)
        return redirect(reverse("desk:check", args=[found.pk]) + place)
    found.refresh_from_db()
    return render(request, "desk/_check_sheet.html", _sheet(request, found) | {"arrived": True, "at": at, "said": said})


def _sheet(request: DeskRequest, found: Check) -> dict[str, Any]:
    """What changes with every decision. Eleven queries."""
    findings = findings_of(found)
    background, result = Background.of(findings), result_of(findings)
    names = outlet_names(request.preferences.language)
    return {
        "check": found,
        "rows": rows_of(findings, background, request.preferences.language),
        "tally": tally_of(findings, background),
        "result": result,
        "notes": notes_of(result, background, names),
        "missing": missing_from(result, background, names),
        "meanings": meanings(),
        "language": request.preferences.language,
    }


def _whole(request: DeskRequest, found: Check) -> dict[str, Any]:
    return _sheet(request, found) | {
        "section": "checks",
        "queries": [(code, text) for code, text in found.queries.items() if code != found.language],
        "others": _others(found),
        "open_ones": Check.objects.filter(state=Check.State.OPEN).count(),
        "said": social.parts_of(found.post, found) if found.post else [],
        "earlier": earlier(found),
        "judgements": list(found.judgements.all()),
        "signature": name_of(request.user, request.preferences.signature),  # type: ignore[arg-type]
        "now": timezone.now(),
    }
