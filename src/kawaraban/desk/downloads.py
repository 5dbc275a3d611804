"""Models to download: what the registry has, what the owner asked for, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.models import ModelDownload
from kawaraban.translate.models import Model, ModelsError, available, route

_KEPT = 3600  # seconds for which a list of models is good
State = ModelDownload.State


def known() -> list[Model] | None:
    """The registry's models as they were asked for lately; None where they were not. Asks nobody."""
    found: list[Model] | None = cache.get(_key())
    return found


def catalogue() -> list[Model]:
    """The registry's models, asked for at most once an hour. Raises ModelsError."""
    models = known()
    if models is None:
        models = available(settings.MODELS_REGISTRY)
        cache.set(_key(), models, _KEPT)
    return models


def _key() -> str:
    return f"models-of-{settings.MODELS_REGISTRY}"


def ask_for(source: str, target: str) -> Sequence[Model]:
    """Asks the pipeline for the model of a pair, or for the two that lead through English. Raises ModelsError."""
    legs = route(catalogue(), source, target)
    with transaction.atomic():
        for leg in legs:
            fresh = {
                "state": State.WANTED, "asked_at": timezone.now(), "due_at": timezone.now(), "attempts": 0,
                "total": leg.size, "problem": "", "details": {},
            }  # fmt: skip
            row, made = ModelDownload.objects.select_for_update().get_or_create(
                source_language=leg.source, target_language=leg.target, defaults=fresh
            )
            if not made and row.state != State.WANTED:
                ModelDownload.objects.filter(pk=row.pk).update(**fresh, done=0, pace=0.0)
    return legs


def try_again(download: ModelDownload) -> None:
    """Makes a download that failed due now."""
    ModelDownload.objects.filter(pk=download.pk).update(state=State.WANTED, due_at=timezone.now(), problem="")


def cancel(download: ModelDownload) -> None:
    """Asks the pipeline to leave off and to clear away what came so far."""
    ModelDownload.objects.filter(pk=download.pk).exclude(state=State.DONE).update(
        state=State.UNWANTED, due_at=timezone.now()
    )


def sentence(problem: str, details: dict[str, str]) -> str:
    """Why a model can't be had, in the reader's language, with what to do."""
    sentences = {
        "no-network": gettext("%(host)s does not answer. Check this machine's connection."),
        "refused": gettext("%(host)s answers with an error (%(status)s). Try again later."),
        "web-page": gettext("%(host)s answers with a web page. Log in to the network if it asks for that."),
        "not-a-registry": gettext("%(host)s is no registry of models. Check KAWARABAN_MODELS_REGISTRY."),
        "broken-off": gettext("The connection to %(host)s broke off. It goes on from there."),
        "wrong-file": gettext("A file is not what the registry names (%(name)s). Try again later."),
        "no-room": gettext("The disk of %(folder)s is full. Make room; it goes on from there."),
        "no-folder": gettext("%(folder)s can't be written (%(reason)s)."),
        "taken": gettext("%(folder)s holds something that was put there by hand. Move it elsewhere first."),
        "busy": gettext("Another program downloads this model already (%(folder)s)."),
        "no-such-pair": gettext("There is no model for %(pair)s. There are: %(pairs)s"),
    }
    try:
        return sentences[problem] % details
    except KeyError:
        return gettext("The download failed. The log says why.")


def said(error: ModelsError) -> str:
    """`sentence` of an error."""
    return sentence(error.problem, error.details)
