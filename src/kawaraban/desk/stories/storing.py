"""What was judged -> rows: placings, stories and their counts, within the transaction of the step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from django.db.models import Case, Value, When
from django.utils import timezone

from kawaraban.compare.model import Credit
from kawaraban.desk.models import Fingerprint, Placing, Story
from kawaraban.desk.pipeline.step import clean, save_all
from kawaraban.desk.stories.counting import count
from kawaraban.desk.stories.judging import Judged

_COPIED = ("standing", "copy_of", "copied_version", "evidence", "origin")
_PLACED = ("version", "story", "why", "credits", "judged_at", *_COPIED)
_TEXT = 500  # code points of a reason


def store(
    fresh: Sequence[Fingerprint],
    outcome: Iterable[Judged],
    versions: Mapping[int, int],
    credits: Mapping[int, Sequence[Credit]],
) -> None:
    """Stores where reports belong, and what changed by it for others; writes the counts of all stories concerned.

    `versions` are those that were held against each other, by article. Within a transaction that holds their rows and
    their placings. About twenty queries for any number.
    """
    now = timezone.now()
    new = {one.article_id for one in fresh}
    results = {int(one.key): one for one in outcome}
    stories = _stories({one.story for article, one in results.items() if article in new})
    before = {row.article_id: row for row in Placing.objects.filter(article__in=results)}
    left = {row.story_id for row in before.values()}
    rows = []
    for article, one in results.items():
        row = before.get(article) or Placing(article_id=article)
        _write_copy(row, one, versions)
        if article in new:
            row.version_id, row.judged_at = versions[article], now
            row.story_id = stories.get(one.story, one.story)
            row.why = [{**asdict(why), "text": clean(why.text, _TEXT)} for why in one.why]
            row.credits = [_credit(credit) for credit in credits.get(article, ())]
        rows.append(row)
    _save(rows)
    moved = _carry_on(results)
    count({*(row.story_id for row in rows), *left, *moved})
    Fingerprint.objects.filter(pk__in=[one.pk for one in fresh]).update(placed_at=now)


def _stories(numbers: Collection[int | None]) -> dict[int, int]:
    """Makes the stories that have no row yet; answers their ids by the numbers that they had."""
    now = timezone.now()
    made = sorted((number for number in numbers if number is not None and number < 0), reverse=True)
    rows = Story.objects.bulk_create(Story(first_at=now, last_at=now) for _ in made)
    return {number: story.pk for number, story in zip(made, rows, strict=True)}


def _write_copy(row: Placing, one: Judged, versions: Mapping[int, int]) -> None:
    """Whom a report copies; of an original that was edited since, the version that it has already stays."""
    copied = int(one.link.original) if one.link else None
    is_same = row.copy_of_id == copied and row.version_id == versions.get(row.article_id)
    if not (is_same and row.copied_version_id):
        row.copied_version_id = versions.get(copied) if copied else None
    row.standing, row.copy_of_id, row.origin_id = one.standing, copied, int(one.root)
    row.evidence = [{**asdict(e), "text": clean(e.text, _TEXT)} for e in one.link.evidence] if one.link else []


def _credit(credit: Credit) -> dict[str, str]:
    return {"name": clean(credit.name, 200), "kind": credit.kind, "text": clean(credit.text, _TEXT)}


def _save(rows: Sequence[Placing]) -> None:
    """Stores placings, new or known."""
    Placing.objects.bulk_create(
        [row for row in rows if row.pk is None],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=_PLACED,
    )
    save_all([row for row in rows if row.pk is not None], _PLACED)


def _carry_on(results: Mapping[int, Judged]) -> set[int]:
    """Lets those that copy what copies somebody else now go back to that one too; answers their stories.

    They were not all looked at: a wire story has a thousand copies. Two queries and one for every eighty new origins.
    """
    groups = Placing.objects.filter(copy_of__in=results).values_list("origin_id", flat=True).distinct()
    rows = list(
        Placing.objects.filter(origin__in=groups).values_list("article_id", "copy_of_id", "origin_id", "story_id")
    )
    above = {article: original for article, original, _, _ in rows if original} | {
        article: int(one.link.original) for article, one in results.items() if one.link
    }
    roots = {article: int(one.root) for article, one in results.items()}
    change = {}
    for article, _, origin, _ in rows:
        root = _root(article, above, roots)
        if root is not None and root != origin:
            change[article] = root
    _set_origins(change)
    return {story for article, _, _, story in rows if article in change}


def _root(article: int, above: Mapping[int, int], roots: dict[int, int]) -> int | None:
    """Where a report goes back to through those above it, as far as one of them is known; None where none is."""
    path = [article]
    while path[-1] not in roots and path[-1] in above and len(path) <= len(above):
        path.append(above[path[-1]])
    root = roots.get(path[-1])
    if root is not None:
        roots.update(dict.fromkeys(path, root))
    return root


def _set_origins(change: Mapping[int, int]) -> None:
    by_root: dict[int, list[int]] = {}
    for article, root in change.items():
        by_root.setdefault(root, []).append(article)
    if not by_root:
        return
    whens = [When(article__in=articles, then=Value(root)) for root, articles in by_root.items()]
    Placing.objects.filter(article__in=change).update(origin=Case(*whens))
