"""What the memory and the engines do unattended: many articles at a time, as the database has them, in few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kawaraban.desk import engines, memory
from kawaraban.desk.models import Article, Preferences, Rendering, RenderingRevision
from kawaraban.desk.rendering import proofs
from kawaraban.desk.rendering.parts import TEXT_FIELDS, Part, lock_articles, parts, parts_of, revision_of
from kawaraban.desk.search import index_renderings
from kawaraban.translate import EngineChoice, Job, Translation

State, Maker = Rendering.State, Rendering.Maker
_Made = dict[str, Any]  # the fields of a rendering that no person made


@dataclass(frozen=True, slots=True)
class EngineTask:
    """The parts of an article that wait for an engine. Plain data, for `translate_job` on an Executor."""

    article_id: int
    language: str
    choice: EngineChoice
    parts: tuple[Part, ...]

    @property
    def job(self) -> Job:
        return Job(tuple(part.text for part in self.parts))


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
    foreign = list(lock_articles(article.pk for article in articles if article.language not in {"", target}).values())
    found = parts_of(foreign)
    hits = memory.lookup({part.digest for some in found.values() for part in some}, target)
    wanted: dict[tuple[int, str], _Made] = {}
    for article in foreign:
        for part in found[article.pk]:
            entry = hits.get((article.language, part.digest))
            if entry is not None:
                made = {"state": State.APPROVED, "maker": Maker.MEMORY, "engine": "", "model": entry.origin}
                wanted[article.pk, part.pid] = {"text": entry.target_text, "source_digest": part.digest, **made}
    return _store(wanted, target)


def engine_tasks(articles: Sequence[Article], language: str | None = None) -> list[EngineTask]:
    """What an engine has to do for these articles, after the memory had its say; one task an article that needs it.

    Empty where no engine is set up for the pair. To be run with `executor.submit(translate_job, task.choice,
    task.job)`; what comes back goes to `store_translations`.
    """
    preferences = Preferences.load()
    target = language or preferences.language
    choices = {source: engines.configured(source, target, preferences) for source in {a.language for a in articles}}
    waiting = [article for article in articles if article.language not in {"", target} and choices[article.language]]
    if not waiting:
        return []
    done = {
        (rendering.article_id, rendering.pid)
        for rendering in Rendering.objects.filter(article__in=[a.pk for a in waiting], language=target)
        if not _is_engines_to_replace(rendering)
    }
    tasks = []
    found = parts_of(waiting)
    for article in waiting:
        choice = choices[article.language]
        wanted = tuple(part for part in found[article.pk] if (article.pk, part.pid) not in done)
        if choice and wanted:
            tasks.append(EngineTask(article.pk, target, choice, wanted))
    return tasks


@transaction.atomic
def store_translations(task: EngineTask, translations: Sequence[Translation]) -> int:
    """Stores what an engine made of a task's texts, in order; answers how many.

    Parts that a person or the memory rendered meanwhile stay as they are, and those whose original has another text
    by now are left to the next task.
    """
    article = lock_articles([task.article_id]).get(task.article_id)
    current = {part.pid: part.digest for part in parts(article)} if article else {}
    wanted: dict[tuple[int, str], _Made] = {
        (task.article_id, part.pid): {
            "text": translation.text,
            "source_digest": part.digest,
            "state": State.MACHINE,
            "maker": Maker.ENGINE,
            "engine": translation.engine,
            "model": translation.model,
        }
        for part, translation in zip(task.parts, translations, strict=True)
        if translation.text and current.get(part.pid) == part.digest
    }
    return _store(wanted, task.language)


def _store(wanted: dict[tuple[int, str], _Made], language: str) -> int:
    """Stores renderings that no person made, by (article, pid), beside those that stay; answers how many."""
    if not wanted:
        return 0
    ids = {key for key, _ in wanted}
    standing = {
        (rendering.article_id, rendering.pid): rendering
        for rendering in Rendering.objects.select_for_update().filter(article__in=ids, language=language)
    }
    now = timezone.now()
    fresh, replaced, revisions = [], [], []
    for key, made in wanted.items():
        rendering = standing.get(key)
        if rendering is None:
            fresh.append(Rendering(article_id=key[0], pid=key[1], language=language, made_at=now, **made))
        elif _may_be_replaced(rendering, made):
            revisions.append(revision_of(rendering))
            for field, value in {**made, "made_at": now, "person_id": None}.items():
                setattr(rendering, field, value)
            replaced.append(rendering)
    # A person may save the same part at this moment: theirs stands, ours is dropped.
    Rendering.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    RenderingRevision.objects.bulk_create(revisions, batch_size=500)
    Rendering.objects.bulk_update(replaced, [f for f in TEXT_FIELDS if f != "person_id"] + ["person"], batch_size=500)
    proofs.count(list(Article.objects.filter(pk__in=ids)), language)
    index_renderings(sorted(ids), language)
    return len(fresh) + len(replaced)


def _is_engines_to_replace(rendering: Rendering) -> bool:
    """An engine's text for an original that was edited since: no person's work, so the engine may do it again."""
    return rendering.maker == Maker.ENGINE and rendering.state == State.STALE and rendering.person_id is None


def _may_be_replaced(rendering: Rendering, made: _Made) -> bool:
    if rendering.person_id is not None or rendering.maker == Maker.PERSON:
        return False
    if made["maker"] == Maker.ENGINE:
        return _is_engines_to_replace(rendering)
    return rendering.state in {State.MACHINE, State.STALE}
