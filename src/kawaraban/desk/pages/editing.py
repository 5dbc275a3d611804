"""The article page as an editor: opening, saving, approving, undoing, drafts, locks, and the proof as one types."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kawaraban.desk import rendering
from kawaraban.desk.models import Paragraph, Rendering
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.pages.asked import Asked
from kawaraban.desk.pages.editor import Editor, machine_text, open_editor
from kawaraban.desk.pages.margin import first_number, margin_of
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.units import Unit, mark_changes, text_context
from kawaraban.desk.rendering import drafts, locks
from kawaraban.desk.rendering.proofs import dismiss, take_up
from kawaraban.translate.merge import differences


@login_required
@require_http_methods(["GET", "POST"])
def unit(request: DeskRequest, pk: int, pid: str) -> HttpResponseBase:
    """One paragraph (or `title`, `deck`) and its translation. GET with `edit` opens it for editing.

    POST with `do`: `save` or `approve` (and `text`, `base`, `seen`), `undo`, `mend`, `dismiss`, `take-up` (with the
    `fingerprint` of a finding), `throw-away` (the draft), `again` (by the engine now chosen). htmx gets the
    piece as it is now, with the progress beside it; a browser without scripts goes back to the page.
    """
    asked = Asked.of(request, pk, pid)
    error, note = _done(asked) if request.method == "POST" else (None, "")
    if not request.htmx and error is None:  # type: ignore[attr-defined]
        return redirect(f"{reverse('desk:article', args=[pk])}#u-{pid}")
    shown = asked.unit()
    if "edit" in request.GET or error is not None:
        shown.editor = open_editor(
            asked.article, shown, asked.language, asked.person, asked.window, take_over="take" in request.GET
        )
        if error is not None:
            _keep_typed(asked, shown.editor, error)
    _annotate(asked, shown)
    context = text_context(request, asked.article, asked.text) | {
        "version": asked.version,
        "unit": shown,
        "note": note,
        "changed": request.method == "POST",
    }
    return render(request, "desk/_unit.html", context)


def _annotate(asked: Asked, shown: Unit) -> None:
    """The proof beside a unit, and what changed in its original if it is stale."""
    text = shown.editor.text if shown.editor else shown.rendering.text if shown.rendering else ""
    if text:
        first = first_number(asked.text, asked.pid)
        shown.margin = margin_of(asked.proofer, asked.article, shown, text, first)
    if shown.state == "stale" and shown.rendering:
        past = Paragraph.objects.filter(version__article=asked.article, pid=asked.pid)
        mark_changes([shown], list(past.filter(digest=shown.rendering.source_digest)[:1]))


def _keep_typed(asked: Asked, editor: Editor, error: rendering.RenderingError) -> None:
    """What could not be saved stays in the field, beside what stands in its way."""
    editor.error, editor.draft = str(error), None
    if "text" in asked.request.POST:
        editor.text = asked.typed
    if isinstance(error, rendering.TwoTexts):
        # Saved again, it takes the place of theirs, which stays among the earlier texts.
        editor.theirs, editor.base = error.theirs, error.theirs.text


def _done(asked: Asked) -> tuple[rendering.RenderingError | None, str]:
    """Do what was asked; what stands in its way, else what is to be said about it."""
    act = _ACTS.get(asked.field("do"), _save)
    try:
        return None, act(asked)
    except rendering.RenderingError as error:
        return error, ""


def _save(asked: Asked) -> str:
    text = asked.typed
    made = rendering.save(
        asked.article, asked.pid, asked.language, text, asked.person, seen=asked.field("seen"), base=asked.base
    )
    _throw_away(asked)
    return _merged(made, text)


def _approve(asked: Asked) -> str:
    text = asked.typed if "text" in asked.request.POST else None
    made = rendering.approve(
        asked.article,
        asked.pid,
        asked.language,
        asked.person,
        seen=asked.field("seen"),
        text=text,
        base=asked.base if text is not None else None,
    )
    if text is not None:  # approved from outside the field, what was typed there is not this text
        _throw_away(asked)
    return _merged(made, text)


def _merged(made: Rendering, typed: str | None) -> str:
    if typed is None or made.text == typed.strip():
        return ""
    return gettext("Put together with what somebody else saved meanwhile.")


def _undo(asked: Asked) -> str:
    rendering.undo(asked.article, asked.pid, asked.language, asked.person)
    return ""


def _mend(asked: Asked) -> str:
    """Puts a finding's fix into the stored text."""
    shown = asked.unit()
    text = shown.rendering.text if shown.rendering else ""
    issue = asked.issue(shown.text, text)
    if issue is None or issue.fix is None or issue.target_span is None:
        raise rendering.RenderingError(gettext("The text changed meanwhile: look at the paragraph again."))
    start, end = issue.target_span
    mended = text[:start] + issue.fix + text[end:]
    rendering.save(asked.article, asked.pid, asked.language, mended, asked.person, seen=asked.field("seen"), base=text)
    asked.__dict__.pop("text", None)
    return ""


def _dismiss(asked: Asked) -> str:
    shown = asked.unit()
    _let_stand(asked, shown.text, shown.rendering.text if shown.rendering else "")
    return ""


def _let_stand(asked: Asked, source: str, target: str) -> None:
    issue = asked.issue(source, target)
    if issue is not None:
        dismiss(asked.article, asked.pid, asked.language, issue, asked.field("reason"), asked.person)
    asked.__dict__.pop("text", None)
    asked.__dict__.pop("proofer", None)


def _take_up(asked: Asked) -> str:
    take_up(asked.article, asked.pid, asked.language, asked.field("fingerprint"))
    return ""


def _again(asked: Asked) -> str:
    rendering.ask_again(asked.article, asked.language, asked.pid)
    asked.article.refresh_from_db(fields=["stage", "due_at", "wanted_at"])
    return ""


def _throw_away(asked: Asked) -> str:
    drafts.throw_away(asked.article, asked.pid, asked.language, asked.person)
    return ""


_ACTS: dict[str, Callable[[Asked], str]] = {
    "save": _save,
    "approve": _approve,
    "undo": _undo,
    "again": _again,
    "mend": _mend,
    "dismiss": _dismiss,
    "take-up": _take_up,
    "throw-away": _throw_away,
}


@login_required
@require_POST
def proof_typed(request: DeskRequest, pk: int, pid: str) -> HttpResponse:
    """What the proof says of `text` as it stands in the field, beside both texts with their marks. Nothing is stored.

    But with `do` `dismiss` or `take-up`, a finding is let stand, or taken up again, before.
    """
    asked = Asked.of(request, pk, pid)
    shown, typed = asked.unit(), asked.typed[: drafts.MAX_TEXT]
    if asked.field("do") == "dismiss":
        _let_stand(asked, shown.text, typed)
    elif asked.field("do") == "take-up":
        _take_up(asked)
    # The page counts the numbers through: it has the other paragraphs before it.
    shown.margin = margin_of(asked.proofer, asked.article, shown, typed, 1)
    return render(request, "desk/_unit_proof.html", {"article": asked.article, "unit": shown, "live": True})


@login_required
@require_POST
def draft(request: DeskRequest, pk: int, pid: str) -> HttpResponse:
    """Keeps what was typed so far (`text`, `base`, `seen`); answers the line that says so."""
    asked = Asked.of(request, pk, pid)
    unit = asked.unit()
    if unit.rendering is not None and unit.rendering.text == asked.typed.strip():
        drafts.throw_away(asked.article, pid, asked.language, asked.person)  # it was saved meanwhile
        kept = None
    else:
        base, seen = asked.base or "", asked.field("seen")
        kept = drafts.keep(asked.article, pid, asked.language, asked.person, asked.typed, base=base, seen=seen)
    return render(request, "desk/_unit_kept.html", {"draft": kept})


@login_required
@require_POST
def lock(request: DeskRequest, pk: int, pid: str) -> HttpResponse:
    """Takes or renews the lock on a part for this `window`; with `do` `take-over` from whoever has it, `release`.

    Answers 200 and nothing where it is held, 409 and who is at work where it is not.
    """
    asked = Asked.of(request, pk, pid)
    if asked.field("do") == "release":
        locks.release(asked.article, pid, asked.language, asked.person, asked.window)
        return HttpResponse(status=204)
    if not Paragraph.objects.filter(version__article=asked.article, pid=pid).exists() and pid not in {TITLE, "deck"}:
        raise Http404
    take_over = asked.field("do") == "take-over"
    held = locks.hold(asked.article, pid, asked.language, asked.person, asked.window, take_over=take_over)
    if (held.person_id, held.window) == (asked.person.pk, asked.window):
        return HttpResponse(status=204)
    unit = asked.unit()
    unit.editor = Editor("", "", "", lock=held)
    return render(request, "desk/_unit_held.html", {"article": asked.article, "unit": unit}, status=409)


@login_required
@require_GET
def from_machine(request: DeskRequest, pk: int, pid: str) -> HttpResponse:
    """What a person changed in the machine's text: of the stored rendering, or of `text` where it is given."""
    asked = Asked.of(request, pk, pid)
    made = get_object_or_404(Rendering, article=asked.article, pid=pid, language=asked.language)
    machine = machine_text(made, list(made.revisions.order_by("-id")))
    pieces = differences(machine, asked.typed[: drafts.MAX_TEXT] if "text" in request.GET else made.text)
    return render(request, "desk/_pieces.html", {"pieces": pieces})
