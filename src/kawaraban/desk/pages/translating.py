"""What the article page says of engines at work on it: how much is to come, why one rests, what one left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk import engines, rendering
from kawaraban.desk.models import Article, EnginePause, LeftOut, Rendering, Stage
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.translate import EngineChoice

if TYPE_CHECKING:
    from kawaraban.desk.pages.units import Text, Unit

# A text is stored a moment after the time that it bears.
_OVERLAP = timedelta(seconds=15)


@dataclass
class Translating:
    """`now` is the time of what the page shows, in seconds: the next look asks for what came since."""

    waiting: int  # parts that an engine has yet to do
    other: int  # texts of an engine or a model that is not the one now chosen
    choice: EngineChoice
    pause: EnginePause | None
    now: float

    @cached_property
    def sentence(self) -> str:
        """Why the engine rests, in the reader's language; "" where it does not."""
        return engines.said(self.pause.problem, self.pause.detail, self.choice) if self.pause else ""


def translating_of(article: Article, text: Text, choice: EngineChoice | None, language: str) -> Translating | None:
    """How far the engine is with a text, and beside each unit why it was left out; None where there is no engine.

    Two queries.
    """
    if choice is None or article.language in {"", language}:
        return None
    left = {(row.pid, row.source_digest): row for row in LeftOut.objects.filter(article=article, language=language)}
    for unit in text.units:
        row = left.get((unit.pid, unit.digest))
        unit.left_out = row.fault if row and (unit.rendering is None or unit.state == "stale") else ""
    waiting = [unit for unit in text.units if _is_waiting(unit)] if article.stage == Stage.READ else []
    made = [unit.rendering for unit in text.units if unit.rendering and unit.state == "machine"]
    maker = engines.maker(choice)
    return Translating(
        waiting=len(waiting),
        other=sum((one.engine, one.model) != maker for one in made if not one.again),
        choice=choice,
        pause=_resting(choice) if waiting else None,
        now=timezone.now().timestamp(),
    )


def _resting(choice: EngineChoice) -> EnginePause | None:
    return EnginePause.objects.filter(place=choice.place, until__gt=timezone.now()).first()


def _is_waiting(unit: Unit) -> bool:
    made = unit.rendering
    if made is None:
        return not unit.left_out
    is_engines = made.maker == Rendering.Maker.ENGINE and made.person_id is None
    return is_engines and (made.again or (unit.state == "stale" and not unit.left_out))


@login_required
@require_GET
def translating(request: DeskRequest, pk: int) -> HttpResponse:
    """How far it is, and the parts that came `since` (seconds), to be put where the page has none yet.

    A part that is open for editing is left alone.
    """
    from kawaraban.desk.pages.margin import proof_all
    from kawaraban.desk.pages.units import text_context, text_of
    from kawaraban.desk.rendering.proofs import Proofer

    found = get_object_or_404(Article.objects.select_related("version"), pk=pk)
    if found.version is None:
        raise Http404
    language = request.preferences.language
    text = text_of(found, found.version, list(found.version.paragraphs.order_by("position")), language, request.user)
    since = _moment(request.GET.get("since", "")) - _OVERLAP
    new = [unit for unit in text.units if unit.rendering and unit.rendering.made_at >= since]
    context = text_context(request, found, text) | {"version": found.version, "new": new}
    if new:
        proof_all(Proofer.of([found], language), found, text)
    return render(request, "desk/_translating.html", context)


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return timezone.now()


@login_required
@require_POST
def again(request: DeskRequest, pk: int) -> HttpResponse:
    """Has the machine's texts of the article made anew by the engine now chosen, at once."""
    found = get_object_or_404(Article, pk=pk)
    rendering.ask_again(found, request.preferences.language)
    return redirect("desk:article", pk=pk)
