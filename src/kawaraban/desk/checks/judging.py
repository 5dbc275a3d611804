"""A judgement: words that a person signs, with the result as it stood. Later ones follow; none is changed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.checks.boxes import changed_for_readers
from kawaraban.desk.checks.counting import findings_of, result_of
from kawaraban.desk.models import Check, Finding, Judgement, Preferences
from kawaraban.desk.people import name_of

MAX_WORDS = 2_000  # characters of a judgement, and of its reasons


class JudgementError(Exception):
    """A judgement that can't be signed; `str(error)` is one plain sentence in the reader's language."""


@transaction.atomic
def sign(check: Check, words: str, reasons: str, state: str, person: AbstractBaseUser) -> Judgement:
    """Signs a judgement and leaves the check open or closed. Raises JudgementError without words, or with too many."""
    words, reasons = (text.replace("\0", "").strip() for text in (words, reasons))
    if not words:
        raise JudgementError(gettext("Write your judgement in words first; or put the check in a post without one."))
    if max(len(words), len(reasons)) > MAX_WORDS:
        said = gettext("A judgement and its reasons have %(count)s characters at most: put the rest in the post.")
        raise JudgementError(said % {"count": f"{MAX_WORDS:,}"})
    check = Check.objects.select_for_update().get(pk=check.pk)
    findings = findings_of(check)
    judgement = Judgement.objects.create(
        of=check,
        words=words,
        reasons=reasons,
        person=person,
        signature=name_of(person, Preferences.load().signature)[:100],  # type: ignore[arg-type]
        signed_at=timezone.now(),
        state=state if state in Check.State.values else check.state,
        counts=result_of(findings).counts(),
        findings=[_frozen(finding) for finding in findings],
    )
    check.state = judgement.state
    check.save(update_fields=["state"])
    changed_for_readers(check)
    return judgement


def set_state(check: Check, state: str) -> None:
    """Opens or closes a check without a judgement."""
    if state in Check.State.values:
        Check.objects.filter(pk=check.pk).update(state=state)


def _frozen(finding: Finding) -> dict[str, Any]:
    return {
        "article": finding.article_id,
        "version": finding.version.number,
        "outlet": finding.article.outlet.name,
        "address": finding.article.address,
        "pid": finding.pid,
        "text": finding.text,
        "rendering": finding.rendering,
        "relation": finding.relation,
        "proposed": finding.proposed,
    }
