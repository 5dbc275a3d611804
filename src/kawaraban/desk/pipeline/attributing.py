"""attribute: an article's text -> its claims, several articles of one language a task.

Readers wait for headlines, so this waits for pages to be read and for what engines on this machine have before them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kawaraban import attribute
from kawaraban.desk import claims, engines
from kawaraban.desk.claims.texts import KINDS, TextMap
from kawaraban.desk.models import NO_CLAIMS, Article, Claim, Paragraph, Preferences, Stage, Version
from kawaraban.desk.pipeline.step import Done, Task, log
from kawaraban.desk.pipeline.together import TogetherStep
from kawaraban.desk.pipeline.work import attribute_texts


@dataclass(frozen=True, slots=True)
class _Text:
    version: Version
    mapped: TextMap

    @property
    def group(self) -> str:
        return self.version.article.language

    def __len__(self) -> int:
        return len(self.mapped.text)


class AttributeStep(TogetherStep[_Text]):
    """Finds the claims of versions that were not attributed yet, or by older rules; the newest first."""

    name = "attribute"

    def is_due(self) -> bool:
        return claims.waiting().exists() and not _others_first()

    def find(self, most: int, at_work: Collection[int]) -> list[_Text]:
        """Of those with the oldest rules; texts in a language without rules are done with."""
        due = claims.waiting().exclude(pk__in=at_work)
        while (oldest := due.order_by("attributed").values_list("attributed", flat=True).first()) is not None:
            found = list(due.filter(attributed=oldest).select_related("article").order_by("-pk")[:most])
            if all(version.article.language in attribute.LANGUAGES for version in found):
                texts = _texts(found)
                return [_Text(version, texts[version.pk]) for version in found]
            _done_with_other_languages()
        return []

    def task(self, texts: list[_Text]) -> Task:
        return Task(
            key=texts[0].version.pk,
            row=texts,
            call=attribute_texts,
            args=(
                [text.mapped.text for text in texts],
                texts[0].group,
                [claims.published_on(text.version, text.version.article) for text in texts],
            ),
            name=texts[0].version.title[:60],
        )

    def commit(self, done: Sequence[Done]) -> list[int]:
        failed = self.given_up(done)
        for one in failed:
            log.warning("no claims found in %s: %s", one.text.version.title, one.error)
        with transaction.atomic():
            ids = [text.version.pk for one in done for text in one.task.row]
            locked = claims.waiting().filter(pk__in=ids).select_for_update(of=("self",)).select_related("article")
            standing = {version.pk: version for version in locked}
            read = [
                claims.Read(standing[text.version.pk], text.mapped, found)
                for one in done
                if one.error is None
                for text, found in zip(one.task.row, one.value, strict=True)
                if text.version.pk in standing
            ]
            given_up = [
                claims.Read(standing[one.text.version.pk], one.text.mapped, ())
                for one in failed
                if one.text.version.pk in standing
            ]
            for one in given_up:
                one.version.attributed = attribute.RULES
                one.version.warnings = [*(w for w in one.version.warnings if w != NO_CLAIMS), NO_CLAIMS]
            # Nothing was found in what is given up; what stood in the text before it says no more.
            claims.store([*read, *given_up])
            Version.objects.bulk_update([one.version for one in given_up], ["attributed", "warnings"])
        return [one.version.article_id for one in (*read, *given_up)]


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
