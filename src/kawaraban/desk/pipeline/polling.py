"""poll: a source that is due -> the entries it has that are new, listed as articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kawaraban.desk.models import Article, Poll, Source
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.step import Done, Step, Task, clean, save_all
from kawaraban.desk.search import plain
from kawaraban.follow import Entry, Fetcher, Polled, PollState, poll
from kawaraban.follow.addresses import host

KEEP_POLLS = timedelta(days=30)
MAX_SUMMARY = 600  # characters
_STATE = ("etag", "last_modified", "digest")
_HEALTH = ("interval", "next_poll_at", "last_success_at", "failures", "problem", "problem_detail", "address")


class PollStep(Step):
    """Polls sources that are due, by now or by `until`. `only` names some that are polled once, due or not."""

    name = "poll"
    network = True

    def __init__(self, fetcher: Fetcher, *, only: Collection[int] | None = None, until: datetime | None = None) -> None:
        self._fetcher = fetcher
        self._until = until
        self._only = None if only is None else set(only)

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        found = Source.objects.filter(paused_at=None).exclude(pk__in=keys)
        if self._only is None:
            found = found.filter(next_poll_at__lte=self._until or timezone.now())
        else:
            found = found.filter(pk__in=self._only)
        return [
            Task(
                key=source.pk,
                row=source,
                call=poll,
                args=(source.kind, source.address, _state(source), self._fetcher),
                lane=host(source.address),
                name=source.name,
            )
            for source in found.select_related("outlet").order_by("next_poll_at", "pk")[:limit]
        ]

    def commit(self, done: Sequence[Done]) -> list[int]:
        now = timezone.now()
        with transaction.atomic():
            ids = [one.task.key for one in done]
            standing = {source.pk: source for source in Source.objects.select_for_update().filter(pk__in=ids)}
            # Another pipeline may have polled it meanwhile: then this outcome is old news.
            kept = [
                (standing[one.task.key], one)
                for one in done
                if one.task.key in standing and standing[one.task.key].next_poll_at == one.task.row.next_poll_at
            ]
            new = _list_new([(source, one.value) for source, one in kept if one.error is None], now)
            polls = [_note(source, one, new.get(source.pk, 0), now) for source, one in kept]
            _forbid_taken_addresses([source for source, _ in kept])
            save_all([source for source, _ in kept], [*_STATE, *_HEALTH])
            Poll.objects.bulk_create(polls)
            Poll.objects.filter(source__in=ids, at__lt=now - KEEP_POLLS).delete()
        if self._only is not None:
            self._only -= set(ids)
        return ids


def _state(source: Source) -> PollState:
    return PollState(source.etag or None, source.last_modified or None, source.digest or None)


def _list_new(polled: Sequence[tuple[Source, Polled]], now: datetime) -> dict[int, int]:
    """Lists entries that the desk doesn't have, by key or address; answers how many a source. Three queries."""
    entries: dict[str, tuple[Source, Entry]] = {}
    for source, brought in polled:
        for entry in brought.entries:
            if len(entry.address) <= 2000:
                entries.setdefault(entry.address, (source, entry))
    taken = set(Article.objects.filter(address__in=entries).values_list("address", flat=True))
    keys = {clean(entry.key, 2000) for _, entry in entries.values()}
    by_key = set(
        Article.objects.filter(source__in=[source.pk for source, _ in polled], entry_key__in=keys).values_list(
            "source_id", "entry_key"
        )
    )
    fresh = [
        _article(source, entry, now)
        for address, (source, entry) in entries.items()
        if address not in taken and (source.pk, clean(entry.key, 2000)) not in by_key
    ]
    Article.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    counts: dict[int, int] = {}
    for article in fresh:
        counts[article.source_id] = counts.get(article.source_id, 0) + 1
    return counts


def _article(source: Source, entry: Entry, now: datetime) -> Article:
    published = min(entry.published, now) if entry.published else None
    summary = " ".join(plain.of_html(clean(entry.summary or entry.content, 20_000)).split())
    return Article(
        outlet_id=source.outlet_id,
        source=source,
        address=entry.address,
        entry_key=clean(entry.key, 2000),
        title=clean(entry.title, 1000).strip(),  # one line already; wide spaces in it stay
        summary=summary[:MAX_SUMMARY],
        language=(entry.language or source.language or "").split("-")[0].lower()[:8],
        listed_at=now,
        due_at=now,
        published_at=published,
        sort_at=published or now,
    )


def _note(source: Source, done: Done, new: int, now: datetime) -> Poll:
    """Writes the outcome of a poll on its source (not yet saved); answers the Poll to store beside it."""
    if done.error is not None:
        return _note_failure(source, done, now)
    polled: Polled = done.value
    for name in _STATE:
        value = clean(getattr(polled.state, name), Source._meta.get_field(name).max_length)
        setattr(source, name, value)
    source.failures, source.problem, source.problem_detail = 0, "", ""
    source.last_success_at = now
    source.interval = round(pace.next_interval(source.interval, new, settings.LEAST_INTERVAL))
    source.next_poll_at = now + timedelta(seconds=pace.spread(source.interval))
    if polled.moved_to and len(polled.moved_to) <= 2000:
        source.address = polled.moved_to
    outcome = Poll.Outcome.NEW if new else Poll.Outcome.UNCHANGED
    return Poll(source=source, at=now, outcome=outcome, new=new, requests=polled.requests, bytes=polled.bytes)


def _note_failure(source: Source, done: Done, now: datetime) -> Poll:
    failure = done.failure
    source.failures += 1
    source.problem, source.problem_detail = failure.problem[:30], clean(failure.detail, 500)
    wait = pace.after_failure(source.failures, failure.retry_after)
    source.next_poll_at = now + timedelta(seconds=wait if failure.retry_after else pace.spread(wait))
    return Poll(source=source, at=now, outcome=Poll.Outcome.FAILED, problem=source.problem)


def _forbid_taken_addresses(sources: Sequence[Source]) -> None:
    """A source that moved to where another one is already followed keeps its old address. One query."""
    by_address = {source.address: source.pk for source in sources}
    taken = dict(Source.objects.filter(address__in=by_address).values_list("address", "pk"))
    before = {source.pk: source.address for source in Source.objects.filter(pk__in=by_address.values())}
    for source in sources:
        if taken.get(source.address, source.pk) != source.pk or by_address[source.address] != source.pk:
            source.address = before[source.pk]
