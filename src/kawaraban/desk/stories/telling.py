"""Stories whose reports are to be gone through: what a worker needs of each, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from kawaraban.desk import claims
from kawaraban.desk.models import Claim, Fingerprint, Paragraph, Placing, Story, Version
from kawaraban.desk.pipeline.step import save_all
from kawaraban.desk.stories.order import own_first
from kawaraban.desk.stories.reports import KINDS, reports_of
from kawaraban.desk.stories.told import Kept, Stored, Told

#: Reports of a story that are gone through: origins before copies, and the earliest of each.
MOST = 40


def waiting() -> QuerySet[Story]:
    """Stories to go through: those that changed since, and have something to compare."""
    return Story.objects.filter(told_at=None, reports__gt=1)


def kept_of(stories: Collection[int]) -> dict[int, list[Kept]]:
    """The reports of these stories in the order of time, as a worker takes them; seven queries for any number."""
    place = Window(RowNumber(), partition_by=F("story"), order_by=own_first())
    chosen = Placing.objects.filter(story__in=stories).annotate(place=place).filter(place__lte=MOST)
    standing = {article: rest for article, *rest in chosen.values_list("article_id", "story_id", "standing")}
    prints = list(Fingerprint.objects.filter(article__in=standing).order_by("at", "article_id"))
    versions = [one.version_id for one in prints]
    texts = _texts(versions)
    reports = reports_of(versions, {pk: [text for _, text in rows] for pk, rows in texts.items()})
    said = _claims(versions, texts)
    attributed = set(Version.objects.filter(pk__in=versions, attributed__gt=0).values_list("pk", flat=True))
    found: dict[int, list[Kept]] = {story: [] for story in stories}
    for one in prints:
        story, stands = standing[one.article_id]
        found[story].append(
            Kept(
                reports[one.version_id],
                tuple(pid for pid, _ in texts[one.version_id]),
                bytes(one.data),
                bytes(one.vectors),
                is_own=stands == Placing.Standing.OWN,
                claims=said[one.version_id] if one.version_id in attributed else None,
            )
        )
    return found


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


def store(told: Iterable[tuple[Story, Told]]) -> None:
    """Writes what was found on the stories, whose rows a transaction holds. One query."""
    now, rows = timezone.now(), []
    for story, one in told:
        story.claims, story.differences, story.is_denied = one.claims, one.differences, one.is_denied
        story.told_at = now
        rows.append(story)
    save_all(rows, ("claims", "differences", "is_denied", "told_at"))


def stamps(stories: Collection[int]) -> dict[int, list[tuple[Any, ...]]]:
    """What the outcome of each depends on: it is stored only if this still stands as it did. One query."""
    found: dict[int, list[tuple[Any, ...]]] = {story: [] for story in stories}
    rows = Placing.objects.filter(story__in=stories).order_by("article_id")
    for story, *rest in rows.values_list("story_id", "article_id", "version_id", "standing", "judged_at"):
        found[story].append(tuple(rest))
    return found
