"""attribute: an article's text -> its claims, several articles of one language a task.

Readers wait for headlines, so this waits for pages to be read and for what engines on this machine have before them.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kawaraban import attribute
from kawaraban.desk import claims, engines
from kawaraban.desk.claims.texts import KINDS, TextMap
from kawaraban.desk.models import NO_CLAIMS, Article, Claim, Paragraph, Preferences, Stage, Version
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.step import STORE_FAILED, Done, Step, Task, log
from kawaraban.desk.pipeline.work import attribute_texts

_TASKS = os.cpu_count() or 1  # at work at once: what a reader asks for stands behind few of them
_ARTICLES = 8  # a task
_LENGTH = 60_000  # code points of a task, but for one long article

_Text = tuple[Version, TextMap]


class AttributeStep(Step):
    """Finds the claims of versions that were not attributed yet, or by older rules; the newest first."""

    name = "attribute"

    def __init__(self) -> None:
        self._at_work: dict[int, set[int]] = {}  # versions by the task's key
        self._alone: set[int] = set()  # what failed with others in a task: which of them it was shows when done alone
        self._tries: Counter[int] = Counter()
        self._rests_until = 0.0  # monotonic: the machine was short of memory

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        self._at_work = {key: versions for key, versions in self._at_work.items() if key in keys}
        room = min(limit, _TASKS - len(keys))
        if room <= 0 or time.monotonic() < self._rests_until or not claims.waiting().exists() or _others_first():
            return []
        found = self._found(room * _ARTICLES)
        texts = _texts(found)
        tasks = [self._task(some) for some in self._gathered([(version, texts[version.pk]) for version in found])]
        for task in tasks[:room]:
            self._at_work[task.key] = {version.pk for version, _ in task.row}
        return tasks[:room]

    def _found(self, most: int) -> list[Version]:
        """Versions to read, of those with the oldest rules; texts in a language without rules are done with."""
        at_work = {version for versions in self._at_work.values() for version in versions}
        due = claims.waiting().exclude(pk__in=at_work)
        while (oldest := due.order_by("attributed").values_list("attributed", flat=True).first()) is not None:
            found = list(due.filter(attributed=oldest).select_related("article").order_by("-pk")[:most])
            if all(version.article.language in attribute.LANGUAGES for version in found):
                return found
            _done_with_other_languages()
        return []

    def _gathered(self, found: Sequence[_Text]) -> Iterator[list[_Text]]:
        """Texts of one language together, up to the measure of a task."""
        alone = [text for text in found if text[0].pk in self._alone]
        yield from ([text] for text in alone)
        others = sorted((text for text in found if text[0].pk not in self._alone), key=_language)
        for _, texts in groupby(others, key=_language):
            some: list[_Text] = []
            for text in texts:
                length = sum(len(mapped.text) for _, mapped in some) + len(text[1].text)
                if some and (len(some) >= _ARTICLES or length > _LENGTH):
                    yield some
                    some = []
                some.append(text)
            yield some

    def _task(self, some: list[_Text]) -> Task:
        versions = [version for version, _ in some]
        return Task(
            key=versions[0].pk,
            row=some,
            call=attribute_texts,
            args=(
                [mapped.text for _, mapped in some],
                versions[0].article.language,
                [claims.published_on(version, version.article) for version in versions],
            ),
            name=versions[0].title[:60],
        )

    def commit(self, done: Sequence[Done]) -> list[int]:
        with transaction.atomic():
            ids = [version.pk for one in done for version, _ in one.task.row]
            locked = claims.waiting().filter(pk__in=ids).select_for_update(of=("self",)).select_related("article")
            standing = {version.pk: version for version in locked}
            read = [
                claims.Read(standing[version.pk], mapped, found)
                for one in done
                if one.error is None
                for (version, mapped), found in zip(one.task.row, one.value, strict=True)
                if version.pk in standing
            ]
            given_up = [version for one in done if one.error for version in self._failed(one, standing)]
            texts = _texts(given_up)
            # Nothing was found in what is given up; what stood in the text before it says no more.
            claims.store([*read, *(claims.Read(version, texts[version.pk], ()) for version in given_up)])
            Version.objects.bulk_update(given_up, ["attributed", "warnings"])
        return [*(one.version.article_id for one in read), *(version.article_id for version in given_up)]

    def _failed(self, one: Done, standing: dict[int, Version]) -> list[Version]:
        """Which versions of a failed task are not tried again, changed and not yet saved."""
        failure = one.failure
        if failure.problem == STORE_FAILED:
            self._rests_until = time.monotonic() + (failure.retry_after or 60.0)
        if len(one.task.row) > 1:
            self._alone |= {version.pk for version, _ in one.task.row}
            return []
        ((version, _),) = one.task.row
        self._tries[version.pk] += 1
        if failure.problem == STORE_FAILED and self._tries[version.pk] < pace.tries(failure.problem):
            return []
        log.warning("no claims found in %s: %s", version.title, one.error)
        self._alone.discard(version.pk)
        left = [standing[version.pk]] if version.pk in standing else []
        for stands in left:
            stands.attributed = attribute.RULES
            stands.warnings = [*(w for w in stands.warnings if w != NO_CLAIMS), NO_CLAIMS]
        return left


def _language(text: _Text) -> str:
    return text[0].article.language


def _texts(versions: Sequence[Version]) -> dict[int, TextMap]:
    """What people are quoted in, by version; one query."""
    found: dict[int, list[tuple[str, str]]] = {version.pk: [] for version in versions}
    rows = Paragraph.objects.filter(version__in=found, kind__in=KINDS).order_by("version", "position")
    for version, pid, text in rows.values_list("version_id", "pid", "text"):
        found[version].append((pid, text))
    return {version: TextMap(paragraphs) for version, paragraphs in found.items()}


def _done_with_other_languages() -> None:
    """No claims are looked for in a language without rules; what people said of a text goes on to the one after it."""
    with transaction.atomic():
        told = Exists(Claim.objects.filter(article=OuterRef("article"), maker=Claim.Maker.PERSON))
        waiting = claims.waiting().exclude(article__language__in=attribute.LANGUAGES).filter(told)
        held = list(waiting.select_for_update(of=("self",)).select_related("article").order_by("pk"))
        texts = _texts(held)
        claims.store([claims.Read(version, texts[version.pk], ()) for version in held])
        unread = Version.objects.filter(attributed__lt=attribute.RULES)
        unread.exclude(article__language__in=attribute.LANGUAGES).update(attributed=attribute.RULES)


def _others_first() -> bool:
    """Whether pages wait to be read, or an engine on this machine has something before it that a reader waits for."""
    due = Article.objects.filter(due_at__lte=timezone.now())
    if due.filter(stage=Stage.KEPT).exists():
        return True
    elsewhere = engines.asked_over_http(Preferences.load())
    awaited = Q(wanted_at=None) | Q(seen_at__isnull=False)
    return due.filter(awaited, stage=Stage.READ).exclude(language__in=elsewhere).exists()
