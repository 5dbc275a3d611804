"""Open checks, looked at again when articles have come: a new origin or a denial is news, told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils import timezone

from kawaraban.desk.checks.counting import ATTRIBUTES, DENIES, STATES, origin_of
from kawaraban.desk.checks.finding import find_among
from kawaraban.desk.checks.looking import days_of, hold, look_through, sought_of, store
from kawaraban.desk.models import Check, CheckNews, Finding, Fingerprint, Placing
from kawaraban.desk.pipeline.step import log

#: Of one round: what is left is looked at in the next, those first that waited longest.
CHECKS = 50
_OVERLAP = timedelta(minutes=5)  # a transaction that noted its time earlier may end later
_FEW = 400  # articles that are looked at one by one; of more, the index chooses


def look_at_open_checks() -> int:
    """Looks at articles that came since each open check was looked at; answers how many news there are. A chore."""
    latest = Fingerprint.objects.exclude(placed_at=None).order_by("-placed_at").values_list("placed_at", flat=True)
    newest = latest.first()
    if newest is None:
        return 0
    waiting = Check.objects.filter(Q(looked_to__lt=newest) | Q(looked_to=None), state=Check.State.OPEN)
    return sum(_looked_again(check) for check in waiting.order_by(F("looked_to").asc(nulls_first=True))[:CHECKS])


def see(check: Check) -> list[CheckNews]:
    """The news of a check that nobody has seen yet; by this they are seen."""
    news = list(check.news.filter(seen_at=None).select_related("finding__article__outlet").order_by("at"))
    if news:
        CheckNews.objects.filter(pk__in=[one.pk for one in news]).update(seen_at=timezone.now())
    return news


def _looked_again(check: Check) -> int:
    """The news of one check. One that can't be looked at is said in the log, and keeps no other waiting."""
    try:
        return _look_again(check)
    except DatabaseError:
        raise
    except Exception as error:
        log.error("unexpected, in looking at check %s again: %s", check.pk, error, exc_info=error)
        return 0


def _look_again(check: Check) -> int:
    started, (since, until) = timezone.now(), days_of(check)
    fingerprints = _new_to(check, since, until)
    if not fingerprints:
        Check.objects.filter(pk=check.pk).update(looked_to=started)
        return 0
    among = fingerprints if len(fingerprints) <= _FEW else None
    found = look_through(check) if among is None else find_among(sought_of(check), among)
    with transaction.atomic():
        hold(check)
        known = _origins(check.findings.all())
        return _tell(check, store(check, found, started, among), known)


def _new_to(check: Check, since: datetime, until: datetime | None) -> list[int]:
    """The articles that came since it was looked at, or have another text than the one a proposal was made of."""
    rows = Fingerprint.objects.filter(at__gte=since).exclude(placed_at=None)
    if until is not None:
        rows = rows.filter(at__lte=until)
    if check.looked_to is not None:
        rows = rows.filter(placed_at__gte=check.looked_to - _OVERLAP)
    as_it_stands = Q(version=F("article__fingerprint__version"))
    seen = check.findings.filter(~Q(relation="") | Q(removed_at__isnull=False) | as_it_stands)
    return list(rows.exclude(article__in=seen.values("article")).values_list("pk", flat=True)[: _FEW + 1])


def _origins(findings: Iterable[Finding]) -> set[tuple[int, bool]]:
    """Whose reporting stands in a check already, and whether it denies."""
    ids = [finding.article_id for finding in findings]
    rows = Finding.objects.filter(article__in=ids, pk__in=[finding.pk for finding in findings])
    found = set()
    for finding in rows.select_related("article__placing"):
        origin = origin_of(finding)
        if origin is not None:
            found.add((origin, (finding.relation or finding.says) == DENIES))
    return found


def _tell(check: Check, new: Sequence[Finding], known: set[tuple[int, bool]]) -> int:
    """Notes as news what is a new origin, or denies where its origin did not; a copy is none."""
    rows = Finding.objects.filter(pk__in=[finding.pk for finding in new]).select_related("article__placing")
    told = []
    for finding in rows.order_by("article__sort_at"):
        origin, denies = origin_of(finding), finding.says == DENIES
        placing = getattr(finding.article, "placing", None)
        if origin is None or finding.says not in (STATES, ATTRIBUTES, DENIES) or (origin, denies) in known:
            continue
        if placing is None or placing.standing != Placing.Standing.OWN:
            continue
        known.add((origin, denies))
        kind = CheckNews.Kind.DENIAL if denies else CheckNews.Kind.ORIGIN
        told.append(CheckNews(of=check, finding=finding, kind=kind))
    CheckNews.objects.bulk_create(told)
    return len(told)
