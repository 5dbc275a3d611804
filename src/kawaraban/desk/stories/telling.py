"""Stories whose reports are to be gone through: what a worker needs of each, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils import timezone

from kawaraban.desk import claims
from kawaraban.desk.models import Claim, Fingerprint, Paragraph, Placing, Story, Version
from kawaraban.desk.stories.reports import KINDS, captured, report_of
from kawaraban.desk.stories.told import Kept, Stored, Told

#: Reports of a story that are gone through: origins before copies, and the earliest of each.
MOST = 40


def waiting() -> QuerySet[Story]:
    """Stories to go through: those that changed since, and have something to compare."""
    return Story.objects.filter(told_at=None, reports__gt=1)


def kept_of(story: Story) -> list[Kept]:
    """The story's reports in the order of time, as a worker takes them; six queries."""
    own_first = Case(When(standing=Placing.Standing.OWN, then=0), default=1)
    chosen = story.placings.order_by(own_first, "article__sort_at", "article_id")[:MOST]
    standing = dict(chosen.values_list("article_id", "standing"))
    prints = Fingerprint.objects.filter(article__in=standing).order_by("at", "article_id")
    kept = list(prints)
    versions = captured(Version.objects.filter(pk__in=[one.version_id for one in kept])).in_bulk()
    texts = _texts(versions)
    said = _claims(versions, texts)
    return [
        Kept(
            report_of(versions[one.version_id], [text for _, text in texts[one.version_id]]),
            tuple(pid for pid, _ in texts[one.version_id]),
            bytes(one.data),
            bytes(one.vectors),
            is_own=standing[one.article_id] == Placing.Standing.OWN,
            claims=said[one.version_id] if versions[one.version_id].attributed else None,
        )
        for one in kept
    ]


def _texts(versions: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {version: [] for version in versions}
    rows = Paragraph.objects.filter(version__in=found, kind__in=KINDS).order_by("version", "position")
    for version, pid, text in rows.values_list("version_id", "pid", "text"):
        found[version].append((pid, text))
    return found


def _claims(versions: Iterable[int], texts: Mapping[int, Sequence[tuple[str, str]]]) -> dict[int, tuple[Stored, ...]]:
    """The claims that count, by version, each with the number of its paragraph."""
    numbers = {version: {pid: number for number, (pid, _) in enumerate(rows)} for version, rows in texts.items()}
    found: dict[int, list[Stored]] = {version: [] for version in versions}
    rows = claims.standing().filter(version__in=found).select_related("speaker").order_by("version", "position")
    for claim in rows:
        pid, start, _ = (claim.cue or claim.content or [["", 0, 0]])[0]
        if pid in numbers[claim.version_id]:
            found[claim.version_id].append(_stored(claim, numbers[claim.version_id][pid], int(start)))
    return {version: tuple(some) for version, some in found.items()}


def _stored(claim: Claim, paragraph: int, start: int) -> Stored:
    return Stored(
        claim.pk,
        paragraph,
        start,
        claim.stance,  # type: ignore[arg-type]
        claim.cue_text,
        claim.content_text,
        claim.source_text,
        claim.speaker.name if claim.speaker else "",
        claim.is_unnamed,
    )


def store(story: Story, told: Told) -> None:
    """Writes what was found on the story, whose row a transaction holds."""
    story.claims, story.differences, story.is_denied = told.claims, told.differences, told.is_denied
    story.told_at = timezone.now()
    story.save(update_fields=["claims", "differences", "is_denied", "told_at"])


def stamp(story: Story) -> list[tuple[Any, ...]]:
    """What the outcome depends on: it is stored only if this still stands as it did."""
    return list(story.placings.order_by("article_id").values_list("article_id", "version_id", "standing", "judged_at"))
