"""Renderings: from the memory, from an engine, from a person; approved, undone, and marked stale by an edit.

One unit is a *part* of an article: its headline ("title"), its deck ("deck") or a paragraph (by its pid). What a
person wrote or approved is never overwritten by the memory or an engine. Every change leaves what was there before as
a RenderingRevision. Each function is one short transaction (or joins the caller's), safe against itself on both
databases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk import engines, memory
from kawaraban.desk.models import Article, Paragraph, Preferences, Rendering, RenderingRevision, Version
from kawaraban.desk.models.renderings import DECK, TITLE
from kawaraban.desk.search import index_rendering, index_renderings
from kawaraban.translate import EngineChoice, Translation, text_digest

State, Maker = Rendering.State, Rendering.Maker
_Made = dict[str, Any]  # the fields of a rendering that no person made
_TEXT_FIELDS = ("text", "state", "maker", "engine", "model", "person_id", "source_digest", "made_at")


class RenderingError(Exception):
    """A change that can't be made; `str(error)` is one plain sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Part:
    """What can be rendered: the headline, the deck or a paragraph of an article's current version."""

    pid: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class EngineTask:
    """The parts of an article that wait for an engine. Plain data, for `translate_texts` on an Executor."""

    article_id: int
    language: str
    choice: EngineChoice
    parts: tuple[Part, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts)


def parts(article: Article) -> list[Part]:
    """The parts of the article's current version in reading order; none before it was read. Two queries."""
    return parts_of([article])[article.pk]


def parts_of(articles: Sequence[Article]) -> dict[int, list[Part]]:
    """The parts of many articles' current versions, by article, in reading order. Two queries."""
    versions = Version.objects.in_bulk({article.version_id for article in articles if article.version_id})
    by_version: dict[int, list[Part]] = {}
    for key, version in versions.items():
        heads = ((TITLE, version.title), (DECK, version.deck))
        by_version[key] = [Part(pid, text, text_digest(text)) for pid, text in heads if text]
    rows = Paragraph.objects.filter(version__in=versions).order_by("version_id", "position")
    for version_id, pid, text, digest in rows.values_list("version_id", "pid", "text", "digest"):
        if text:
            by_version[version_id].append(Part(pid, text, digest))
    return {article.pk: by_version.get(article.version_id or 0, []) for article in articles}


def headlines(article_ids: Iterable[int], language: str) -> dict[int, Rendering]:
    """The renderings of these articles' headlines, by article; one query."""
    found = Rendering.objects.filter(article_id__in=list(article_ids), pid=TITLE, language=language)
    return {rendering.article_id: rendering for rendering in found}


# --- what a person does ---


@transaction.atomic
def save(
    article: Article, pid: str, language: str, text: str, person: AbstractBaseUser, *, seen: str = ""
) -> Rendering:
    """Stores what a person wrote: state `edited`. The same text again changes nothing.

    `seen` is the digest of the original that the person had before them; where that is not the current one any more,
    the rendering is kept but `stale`. Raises RenderingError.
    """
    text = text.strip()
    if not text:
        raise RenderingError(gettext("There is nothing to save: write the translation first."))
    article, part = _current(article, pid)
    rendering = _locked(article, pid, language)
    if rendering is not None and rendering.text == text and rendering.state != State.STALE:
        return rendering
    digest = seen or (part.digest if part else "")
    rendering = rendering or Rendering(article=article, pid=pid, language=language)
    _change(
        rendering,
        text=text,
        state=State.EDITED if part and digest == part.digest else State.STALE,
        maker=Maker.PERSON,
        engine="",
        model="",
        person_id=person.pk,
        source_digest=digest,
    )
    return rendering


@transaction.atomic
def approve(article: Article, pid: str, language: str, person: AbstractBaseUser, *, seen: str = "") -> Rendering:
    """A person stands by the rendering as it is: state `approved`, and its pair joins the memory.

    Who made the text stays as it was; `person` is who approved it. A stale rendering that still fits is approved for
    the current original. Raises RenderingError where there is no rendering, or where the original is not `seen` now.
    """
    article, part = _current(article, pid)
    if part is None:
        raise RenderingError(gettext("The original changed while you were reading: look at the paragraph again."))
    rendering = _locked(article, pid, language)
    if rendering is None:
        raise RenderingError(gettext("There is no translation to approve yet: write one first."))
    if seen and seen != part.digest:
        raise RenderingError(gettext("The original changed while you were reading: look at the paragraph again."))
    if rendering.state == State.APPROVED and rendering.person_id is not None:
        return rendering
    _change(rendering, state=State.APPROVED, person_id=person.pk, source_digest=part.digest)
    memory.remember(rendering, article, part.text)
    return rendering


@transaction.atomic
def undo(article: Article, pid: str, language: str, person: AbstractBaseUser) -> Rendering | None:
    """Takes back the last change of a rendering; None where nothing was there before it.

    An approval that is taken back leaves the memory as it was before that approval. What the original became
    meanwhile is not undone: a text made for another original comes back `stale`. Raises RenderingError.
    """
    article, part = _current(article, pid)
    rendering = _locked(article, pid, language)
    before = rendering.revisions.order_by("-id").first() if rendering else None
    if rendering is None or (before is None and rendering.maker != Maker.PERSON):
        raise RenderingError(gettext("There is nothing to undo."))
    if rendering.state in {State.APPROVED, State.STALE}:
        memory.forget(rendering, article.language)
    if before is None:
        rendering.delete()
    else:
        for field in _TEXT_FIELDS:
            setattr(rendering, field, getattr(before, field))
        if part is not None and part.digest != rendering.source_digest:
            rendering.state = State.STALE
        rendering.save()
        before.delete()
        if part is not None and rendering.state == State.APPROVED and rendering.person_id is not None:
            memory.remember(rendering, article, part.text)
    index_rendering(article, language)
    return rendering if before is not None else None


def _current(article: Article, pid: str) -> tuple[Article, Part | None]:
    """The article as it is now, locked until the transaction ends, and its part of that id.

    Raises RenderingError where the article never had such a part.
    """
    locked = _lock([article.pk])[article.pk]
    part = next((part for part in parts(locked) if part.pid == pid), None)
    if part is None and not Paragraph.objects.filter(version__article=locked, pid=pid).exists():
        raise RenderingError(gettext("The article has no such paragraph: open it again."))
    return locked, part


def _lock(keys: Iterable[int]) -> dict[int, Article]:
    """The articles as they are now, by key, locked until the transaction ends.

    The lock makes a person's save and the reading of a new version wait for each other, so that none misses the
    other's change. It comes before any lock on renderings, and in order of keys, so that no two wait in a circle.
    """
    rows = Article.objects.select_for_update(of=("self",), no_key=True).select_related("version")
    return {article.pk: article for article in rows.filter(pk__in=list(keys)).order_by("pk")}


def _locked(article: Article, pid: str, language: str) -> Rendering | None:
    return Rendering.objects.select_for_update().filter(article=article, pid=pid, language=language).first()


def _change(rendering: Rendering, **changes: Any) -> None:
    """Stores a person's change, with what was there before it as a revision, and makes it searchable."""
    if rendering.pk is not None:
        _revision(rendering).save()
    for field, value in {"made_at": timezone.now(), **changes}.items():
        setattr(rendering, field, value)
    rendering.save()
    index_rendering(rendering.article, rendering.language)


def _revision(rendering: Rendering) -> RenderingRevision:
    return RenderingRevision(rendering=rendering, **{field: getattr(rendering, field) for field in _TEXT_FIELDS})


# --- what the pipeline does: many articles at a time, as the database has them, in a handful of queries ---


@transaction.atomic
def mark_stale(articles: Sequence[Article]) -> int:
    """Holds every rendering of these articles against the current version; answers how many changed state.

    A rendering of a paragraph that was edited becomes `stale`, its text is kept. One whose paragraph was edited back
    to what it was made for is no longer stale. To be called in the transaction that stores a new version.
    """
    locked = _lock(article.pk for article in articles)
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
    foreign = list(_lock(article.pk for article in articles if article.language not in {"", target}).values())
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

    Empty where no engine is set up for the pair. To be run with `executor.submit(translate_texts, task.choice,
    task.texts)`; what comes back goes to `store_translations`.
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
    article = _lock([task.article_id]).get(task.article_id)
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
            revisions.append(_revision(rendering))
            for field, value in {**made, "made_at": now, "person_id": None}.items():
                setattr(rendering, field, value)
            replaced.append(rendering)
    # A person may save the same part at this moment: theirs stands, ours is dropped.
    Rendering.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    RenderingRevision.objects.bulk_create(revisions, batch_size=500)
    Rendering.objects.bulk_update(replaced, [f for f in _TEXT_FIELDS if f != "person_id"] + ["person"], batch_size=500)
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
