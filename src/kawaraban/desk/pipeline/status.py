"""How far things are: from the database alone, so that every process can say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Model, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from kawaraban.desk import claims
from kawaraban.desk.models import Article, Fingerprint, Heartbeat, Source, Stage
from kawaraban.desk.stories import reports

#: How many steps an article at this stage has before it.
_STEPS = {Stage.LISTED: 3, Stage.KEPT: 2, Stage.READ: 1}
ALIVE = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Progress:
    """`waiting` counts articles a stage that have a step due now; `later` those that are to be tried again later.

    `claims` counts texts whose claims are to be found, `stories` steps before texts have their story: they can be read
    meanwhile.
    `headlines` and `texts` are what engines have before them: articles whose headline alone is wanted, and whole ones.
    `seconds_left` is None where nothing is known: no pipeline runs, or none has stored anything lately.
    """

    running: bool
    waiting: dict[str, int]
    later: int
    headlines: int
    texts: int
    claims: int
    stories: int
    sources_due: int
    done_today: int
    working_on: Sequence[str]
    seconds_left: float | None

    @property
    def total_waiting(self) -> int:
        return sum(self.waiting.values())


def progress(now: datetime | None = None) -> Progress:
    """How far things are. Two queries; four more where no pipeline ever ran."""
    at = now or timezone.now()
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    due = Q(due_at__lte=at)
    counts = Article.objects.aggregate(
        **{stage: Count("pk", filter=due & Q(stage=stage)) for stage in _STEPS},
        later=Count("pk", filter=Q(due_at__gt=at, stage__in=list(_STEPS))),
        headlines=Count("pk", filter=due & Q(stage=Stage.READ, wanted_at=None)),
        texts=Count("pk", filter=due & Q(stage=Stage.READ, wanted_at__isnull=False)),
        done_today=Count("pk", filter=Q(stage=Stage.READY, listed_at__gte=today)),
    )
    sources = Source.objects.filter(paused_at=None, next_poll_at__lte=at)
    unread, unprinted, unplaced = claims.waiting(), reports.waiting(), Fingerprint.objects.filter(placed_at=None)
    beat = (
        Heartbeat.objects.filter(pk=1)
        .annotate(
            sources_due=_number(sources), claims=_number(unread), prints=_number(unprinted), places=_number(unplaced)
        )
        .first()
    )
    sources_due = beat.sources_due if beat is not None else sources.count()
    to_attribute = beat.claims if beat is not None else unread.count()
    to_place = 2 * beat.prints + beat.places if beat is not None else 2 * unprinted.count() + unplaced.count()
    running = beat is not None and at - beat.at < ALIVE
    waiting = {str(stage): counts[stage] for stage in _STEPS}
    steps = sources_due + to_attribute + to_place + sum(counts[stage] * number for stage, number in _STEPS.items())
    left = steps / beat.pace if beat is not None and running and beat.pace > 0 else None
    return Progress(
        running=running,
        waiting=waiting,
        later=counts["later"],
        headlines=counts["headlines"],
        texts=counts["texts"],
        claims=to_attribute,
        stories=to_place,
        sources_due=sources_due,
        done_today=counts["done_today"],
        working_on=tuple(beat.working_on) if beat is not None and running else (),
        seconds_left=0.0 if not steps else left,
    )


def _number(rows: QuerySet[Model]) -> Coalesce:
    """How many rows there are, within another query."""
    return Coalesce(Subquery(rows.order_by().values(every=Value(1)).annotate(number=Count("pk")).values("number")), 0)
