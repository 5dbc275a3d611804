"""What happens to renderings unattended: many articles at a time, as the database has them, in few queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from kawaraban.desk import memory
from kawaraban.desk.models import Article, Preferences, Rendering, RenderingRevision
from kawaraban.desk.rendering import proofs
from kawaraban.desk.rendering.parts import TEXT_FIELDS, Part, lock_articles, parts_of, revision_of
from kawaraban.desk.search import index_renderings

State, Maker = Rendering.State, Rendering.Maker
Made = dict[str, Any]  # the fields of a rendering that no person made
_STORED = [field for field in TEXT_FIELDS if field != "person_id"] + ["person", "again", "errors", "warnings"]


@transaction.atomic
def mark_stale(articles: Sequence[Article]) -> int:
    """Holds every rendering of these articles against the current version; answers how many changed state.

    A rendering of a paragraph that was edited becomes `stale`, its text is kept. One whose paragraph was edited back
    to what it was made for is no longer stale. To be called in the transaction that stores a new version.
    """
    locked = lock_articles(article.pk for article in articles)
    now = {(key, part.pid): part for key, found in parts_of(list(locked.values())).items() for part in found}
    changed = []
    for rendering in Rendering.objects.select_for_update().filter(article__in=locked):
        part = now.get((rendering.article_id, rendering.pid))
        if part is None:  # the paragraph is gone; its rendering belongs to the versions that had it
            continue
        fits = part.digest == rendering.source_digest
        if fits == (rendering.state == State.STALE):
            rendering.state = _fitting_state(rendering, locked[rendering.article_id].language) if fits else State.STALE
            changed.append(rendering)
    Rendering.objects.bulk_update(changed, ["state"], batch_size=500)
    return len(changed)


def _fitting_state(rendering: Rendering, source_language: str) -> str:
    """The state of a rendering that fits its original again: approved if the memory still says so."""
    if memory.holds(rendering, source_language):
        return State.APPROVED
    return State.MACHINE if rendering.maker == Maker.ENGINE else State.EDITED


@transaction.atomic
def render_from_memory(articles: Sequence[Article], language: str | None = None) -> int:
    """Puts approved translations of the very same texts beside the parts of these articles; answers how many.

    The target is the readers' language unless another is given; an article already in it gets none. A hit is
    `approved`, made by the memory, with the pair's origin as its model. It replaces what an engine made, never what a
    person wrote or approved. Bulk: a handful of queries however many the articles.
    """
    target = language or Preferences.load().language
    locked = lock_articles(article.pk for article in articles if article.language not in {"", target})
    foreign = list(locked.values())
    found = parts_of(foreign)
    hits = memory.lookup({part.digest for some in found.values() for part in some}, target)
    wanted: dict[tuple[int, str], Made] = {}
    for article in foreign:
        for part in found[article.pk]:
            entry = hits.get((article.language, part.digest))
            if entry is not None:
                made = {"state": State.APPROVED, "maker": Maker.MEMORY, "engine": "", "model": entry.origin}
                wanted[article.pk, part.pid] = {"text": entry.target_text, "source_digest": part.digest, **made}
    return store(wanted, target, locked, texts_of(found))


def render_all_from_memory() -> int:
    """The same for all articles that were read, some at a time; answers how many renderings it put there."""
    articles = Article.objects.exclude(version=None).order_by("pk")
    rendered, last = 0, 0
    while batch := list(articles.filter(pk__gt=last)[:200]):
        rendered += render_from_memory(batch)
        last = batch[-1].pk
    return rendered


def texts_of(found: Mapping[int, Sequence[Part]]) -> dict[tuple[int, str], str]:
    """What `parts_of` answers, as texts by article and pid."""
    return {(key, part.pid): part.text for key, some in found.items() for part in some}


def store(
    wanted: Mapping[tuple[int, str], Made],
    language: str,
    articles: Mapping[int, Article],
    originals: Mapping[tuple[int, str], str],
) -> int:
    """Stores renderings that no person made, by (article, pid), beside those that stay; answers how many.

    `articles` are locked; `originals` are the texts of their parts, which the renderings are proofed against.
    """
    if not wanted:
        return 0
    ids = {key for key, _ in wanted}
    proofer = proofs.Proofer.of([articles[key] for key in sorted(ids)], language)
    standing = {
        (rendering.article_id, rendering.pid): rendering
        for rendering in Rendering.objects.select_for_update().filter(article__in=ids, language=language)
    }
    now = timezone.now()
    fresh, replaced, revisions = [], [], []
    for key, made in wanted.items():
        rendering = standing.get(key)
        if rendering is not None and not _may_be_replaced(rendering, made):
            continue
        proofed = proofer.proof(articles[key[0]], key[1], originals[key], made["text"])
        fields = {**made, "made_at": now, "errors": proofed.errors, "warnings": proofed.warnings}
        if rendering is None:
            fresh.append(Rendering(article_id=key[0], pid=key[1], language=language, **fields))
        else:
            revisions.append(revision_of(rendering))
            for field, value in {**fields, "person_id": None, "again": False}.items():
                setattr(rendering, field, value)
            replaced.append(rendering)
    # A person may save the same part at this moment: theirs stands, ours is dropped.
    Rendering.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    RenderingRevision.objects.bulk_create(revisions, batch_size=500)
    Rendering.objects.bulk_update(replaced, _STORED, batch_size=500)
    index_renderings(sorted(ids), language)
    return len(fresh) + len(replaced)


def may_be_made_again(rendering: Rendering) -> bool:
    """An engine's text for an original that was edited since, or that a person asked for anew: no person's work."""
    is_engines = rendering.maker == Maker.ENGINE and rendering.person_id is None
    return is_engines and (rendering.state == State.STALE or rendering.again)


def _may_be_replaced(rendering: Rendering, made: Made) -> bool:
    if rendering.person_id is not None or rendering.maker == Maker.PERSON:
        return False
    if made["maker"] == Maker.ENGINE:
        return may_be_made_again(rendering)
    return rendering.state in {State.MACHINE, State.STALE}
