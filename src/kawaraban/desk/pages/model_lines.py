"""A line a language pair: what translates it now, and how its model comes. For Settings and the welcome page."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kawaraban.desk import downloads, engines
from kawaraban.desk.models import EnginePause, ModelDownload, Preferences
from kawaraban.desk.pages.forms import READ
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pipeline import progress
from kawaraban.translate import EngineChoice
from kawaraban.translate.engines import ENGINES
from kawaraban.translate.models import Model, ModelsError, route

State = ModelDownload.State
_SILENCE = timedelta(seconds=35)  # a server may take half a minute for a word


@dataclass(frozen=True, slots=True)
class Line:
    """One pair. `legs` are the models that serve it by the registry, `missing` those of them that are not here."""

    source: str
    target: str
    in_use: EngineChoice | None
    chosen: bool  # by the owner, who may have chosen none
    size: int = 0  # bytes of the model that lies there
    legs: Sequence[Model] = ()
    missing: Sequence[Model] = ()
    rows: Sequence[ModelDownload] = ()
    pause: EnginePause | None = None  # the engine in use failed, and is left alone until then

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"

    @property
    def wanted(self) -> Sequence[Model]:
        """The models that nobody has asked for yet."""
        asked = {row.pair for row in self.rows}
        return [model for model in self.missing if model.pair not in asked]

    @property
    def state(self) -> str:
        """failed, coming, waiting, ready, off, offered, or nothing."""
        if self.rows and not self.wanted:
            if any(row.problem for row in self.rows):
                return "failed"
            heard = timezone.now() - _SILENCE
            return "coming" if any(row.told_at and row.told_at > heard for row in self.rows) else "waiting"
        if self.in_use:
            return "ready"
        if self.chosen:
            return "off"
        return "offered" if self.missing else "nothing"

    @property
    def sends_to(self) -> str:
        """The host that texts are sent to; empty where nothing leaves this machine."""
        choice = self.in_use
        return engines.server_of(choice) if choice and ENGINES[choice.name].over_http else ""

    @property
    def rests(self) -> str:
        """Why the engine is left alone for now, in the reader's language."""
        if self.pause is None or self.in_use is None:
            return ""
        return engines.said(self.pause.problem, self.pause.detail, self.in_use)

    @property
    def through_english(self) -> bool:
        return len(self.legs) > 1 or bool(self.in_use and self.in_use.option("onward"))

    @property
    def bytes_wanted(self) -> int:
        return sum(model.size for model in self.wanted)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def seconds_left(self) -> float | None:
        pace = max((row.pace for row in self.rows), default=0.0)
        return (self.total - self.done) / pace if pace > 0 else None

    @property
    def trouble(self) -> str:
        """Why it did not come, in the reader's language."""
        row = next((row for row in self.rows if row.problem), None)
        return downloads.sentence(row.problem, row.details) if row else ""


def lines(preferences: Preferences) -> list[Line]:
    """A line for each language that would be rendered into the readers'. Two queries; asks no registry."""
    target, models = preferences.language, downloads.known() or []
    lying = {(model.source, model.target): model.size for model in engines.found_models()}
    rows = {(row.source_language, row.target_language): row for row in ModelDownload.objects.all()}
    pauses = {pause.place: pause for pause in EnginePause.objects.filter(until__gt=timezone.now())}
    return [_line(source, target, preferences, models, lying, rows, pauses) for source in READ if source != target]


def _line(
    source: str,
    target: str,
    preferences: Preferences,
    models: Sequence[Model],
    lying: dict[tuple[str, str], int],
    rows: dict[tuple[str, str], ModelDownload],
    pauses: dict[str, EnginePause],
) -> Line:
    try:
        legs = route(models, source, target)
    except ModelsError:
        legs = ()
    pairs = [(leg.source, leg.target) for leg in legs] or _pairs_asked_for(source, target, rows)
    in_use = engines.configured(source, target, preferences)
    used = in_use is not None and in_use.name == "firefox"
    return Line(
        source,
        target,
        in_use,
        chosen=f"{source}-{target}" in preferences.engines,
        size=sum(lying.get(pair, 0) for pair in (pairs or [(source, target)])) if used else 0,
        legs=legs,
        missing=[leg for leg in legs if (leg.source, leg.target) not in lying],
        rows=[rows[pair] for pair in pairs if pair in rows and rows[pair].state in (State.WANTED, State.FAILED)],
        pause=pauses.get(in_use.place) if in_use else None,
    )


def _pairs_asked_for(source: str, target: str, rows: dict[tuple[str, str], ModelDownload]) -> list[tuple[str, str]]:
    """Where the registry is not known now (after a restart): what was asked for tells the way."""
    if (source, target) in rows:
        return [(source, target)]
    legs = [(source, "en"), ("en", target)]
    return [leg for leg in legs if leg in rows] if legs[0] in rows else []


def context(preferences: Preferences) -> dict[str, Any]:
    """What `desk/_models.html` shows."""
    found = lines(preferences)
    coming = any(line.state in ("coming", "waiting", "failed") for line in found)
    missing = {model.pair: model.size for line in found for model in line.missing}
    folder = Path(settings.DATA)
    return {
        "lines": found,
        "registry_known": downloads.known() is not None,
        "ask_registry": downloads.known() is None and any(line.state == "nothing" for line in found),
        "busy": coming,
        "pipeline_runs": not coming or progress().running,
        "to_get": sum(missing.values()),
        "free": shutil.disk_usage(folder).free if folder.is_dir() else 0,
        "sent_to": sorted({line.sends_to for line in found if line.sends_to}),
    }


@login_required
@require_http_methods(["GET", "POST"])
def models(request: DeskRequest) -> HttpResponse:
    """The lines as they are now; with `?ask` the registry is asked. POST `get`, `again` or `cancel` names a pair."""
    trouble = ""
    try:
        if request.method == "POST":
            _do(request)
        elif "ask" in request.GET:
            downloads.catalogue()
    except ModelsError as error:
        trouble = downloads.said(error)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/_models.html", context(request.preferences) | {"trouble": trouble})
    if trouble:
        messages.error(request, trouble)
    back = request.POST.get("next", "") or request.GET.get("next", "")
    return redirect("desk:welcome") if back == "welcome" else redirect(f"{reverse('desk:settings')}#engines")


def _do(request: DeskRequest) -> None:
    for act in ("get", "again", "cancel"):
        source, _, target = request.POST.get(act, "").partition("-")
        if source in READ and target in READ:
            match act:
                case "get":
                    downloads.ask_for(source, target)
                case "again":
                    _each(source, target, downloads.try_again, request.preferences)
                case "cancel":
                    _each(source, target, downloads.cancel, request.preferences)


def _each(source: str, target: str, act: Any, preferences: Preferences) -> None:
    """Does it to what still comes for this pair; a leg that another pair wants too goes on."""
    found = lines(preferences)
    mine = next(line for line in found if (line.source, line.target) == (source, target))
    others = {row.pk for line in found if line is not mine for row in line.rows}
    for row in mine.rows:
        if act is downloads.try_again or row.pk not in others or len(mine.rows) == 1:
            act(row)
