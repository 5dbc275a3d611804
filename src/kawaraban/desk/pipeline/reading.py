"""read: a captured page -> a version with its paragraphs, which can be searched."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time

from django.db import transaction
from django.utils import timezone

from kawaraban.desk import rendering, search
from kawaraban.desk.blog import changes
from kawaraban.desk.models import Article, Paragraph, Source, Stage, Version
from kawaraban.desk.pipeline.step import STANDING, Done, Step, Task, clean, failed, passed, save_all
from kawaraban.desk.pipeline.work import Reading, read_page
from kawaraban.desk.search.documents import Kind, Text

_FIELDS = (*STANDING, "version", "language", "title", "published_at", "sort_at", "edited_at")


class ReadStep(Step):
    """Reads captured pages from the store at `url`."""

    name = "read"

    def __init__(self, url: str) -> None:
        self._url = url

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        found = Article.objects.filter(stage=Stage.KEPT, due_at__lte=timezone.now()).exclude(pk__in=keys)
        articles = list(found.select_related("capture", "outlet").order_by("due_at", "-sort_at", "pk")[:limit])
        known = _paragraphs(articles)
        return [
            Task(
                key=article.pk,
                row=article,
                call=read_page,
                args=(self._url, *_proof(article), article.address, tuple(known.get(article.version_id or 0, ()))),
                name=article.outlet.name,
            )
            for article in articles
        ]

    def commit(self, done: Sequence[Done]) -> list[int]:
        now = timezone.now()
        with transaction.atomic():
            ids = [one.task.key for one in done]
            found = Article.objects.select_for_update(of=("self",)).filter(pk__in=ids, stage=Stage.KEPT)
            standing = {article.pk: article for article in found.select_related("version", "source")}
            kept = [
                (standing[one.task.key], one)
                for one in done
                if one.task.key in standing and standing[one.task.key].capture_id == one.task.row.capture_id
            ]
            read = [(article, one.value) for article, one in kept if one.error is None]
            changed = [(a, reading) for a, reading in read if a.version is None or a.version.digest != reading.digest]
            edited = [article for article, _ in changed if article.version is not None]
            _store_versions(changed, now)
            for article, one in kept:
                _note(article, one, now)
            save_all([article for article, _ in kept], _FIELDS)
            rendering.mark_stale(edited)
            changes.articles_changed([article.pk for article in edited])
            search.index_texts([_text(*one) for one in changed], [reading.words for _, reading in changed])
        return [article.pk for article, _ in kept]


def _proof(article: Article) -> tuple[str, str]:
    return (article.capture.file, article.capture.digest) if article.capture else ("", "")


def _paragraphs(articles: Sequence[Article]) -> dict[int, list[tuple[str, str]]]:
    """The paragraphs of the versions that these articles have, by version; one query."""
    versions = [article.version_id for article in articles if article.version_id]
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Paragraph.objects.filter(version__in=versions).order_by("version", "position")
    for version, pid, text in rows.values_list("version_id", "pid", "text") if versions else ():
        found.setdefault(version, []).append((pid, text))
    return found


def _store_versions(changed: Sequence[tuple[Article, Reading]], now: datetime) -> None:
    """Stores a version for each article, its paragraphs, and makes it the current one. Two queries and some."""
    versions = [
        Version(
            article=article,
            capture_id=article.capture_id,
            number=article.version.number + 1 if article.version else 1,
            digest=reading.digest,
            title=_title(article, reading),
            deck=clean(reading.article.deck),
            authors=[clean(author, 200) for author in reading.article.authors],
            published=clean(reading.article.published, 40),
            modified=clean(reading.article.modified, 40),
            images=[{k: clean(v) for k, v in row.items()} for row in reading.article.as_row()["images"]],
            warnings=[clean(warning, 200) for warning in reading.article.warnings],
        )
        for article, reading in changed
    ]
    Version.objects.bulk_create(versions)
    Paragraph.objects.bulk_create(
        (
            Paragraph(
                version=version,
                position=place,
                pid=p.id[:40],
                kind=p.kind,
                text=clean(p.text),
                digest=reading.digests[place],
            )
            for version, (_, reading) in zip(versions, changed, strict=True)
            for place, p in enumerate(reading.article.paragraphs)
        ),
        batch_size=500,
    )
    for version, (article, _) in zip(versions, changed, strict=True):
        if article.version is not None:
            article.edited_at = now
        article.version = version


def _note(article: Article, one: Done, now: datetime) -> None:
    """Writes what came of reading on the article (not yet saved)."""
    if one.error is None:
        passed(article, Stage.READ)
        _describe(article, one.value, now)
        return
    failed(article, one.failure, now)
    if article.version is not None and article.due_at is None:
        # What the page has become can't be read; what it was stands.
        problem, detail = article.problem, article.problem_detail
        passed(article, Stage.READ)
        article.problem, article.problem_detail = problem, detail


def _describe(article: Article, reading: Reading, now: datetime) -> None:
    article.title = _title(article, reading)
    article.language = (reading.article.language or article.language)[:8]
    said = moment(reading.article.published)
    if said is not None and not (
        article.published_at and said.time() == time() and _same_day(said, article.published_at)
    ):
        article.published_at = said
    article.sort_at = min(article.published_at or article.listed_at, now)


def _title(article: Article, reading: Reading) -> str:
    """The headline as read. A social post has none: its page offers the account's name, its listing how it begins."""
    is_post = article.source is not None and article.source.kind == Source.Kind.ACCOUNT
    return article.title if is_post and article.title else clean(reading.article.title) or article.title


def moment(text: str | None) -> datetime | None:
    """An ISO 8601 date, with or without a time, as an instant; one without an offset is taken for UTC."""
    try:
        at = datetime.fromisoformat(text or "")
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _same_day(day: datetime, at: datetime) -> bool:
    """Whether a source's exact time lies in the day that the page names, wherever on earth that day is meant."""
    return abs((at - day).total_seconds()) < 36 * 3600


def _text(article: Article, reading: Reading) -> Text:
    """What is searched of an article, as `search.documents` would gather it from the rows just stored."""
    body = "\n".join([reading.article.deck, *(paragraph.text for paragraph in reading.article.paragraphs)])
    return Text(Kind.ARTICLE, article.language, article.sort_at, reading.article.title, body, article_id=article.pk)
