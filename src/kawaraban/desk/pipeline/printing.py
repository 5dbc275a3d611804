"""print: an article's text -> what it is compared by, several articles a task."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from kawaraban import compare
from kawaraban.compare.model import Report
from kawaraban.desk.models import Article, Fingerprint, FingerprintKey, Source, Version
from kawaraban.desk.pipeline.step import Done, Task, log
from kawaraban.desk.pipeline.together import TogetherStep
from kawaraban.desk.pipeline.work import print_reports
from kawaraban.desk.stories.packing import Packed
from kawaraban.desk.stories.reports import reports_of, time_of, waiting

_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Text:
    version: Version
    report: Report
    group: str = ""  # texts in any languages go together: their sentences have vectors of one encoder

    def __len__(self) -> int:
        return sum(map(len, self.report.paragraphs))


class PrintStep(TogetherStep[_Text]):
    """Makes the prints of versions that have none, or have one by older rules; the newest first."""

    name = "print"

    def is_due(self) -> bool:
        return Version.objects.filter(printed__lt=compare.RULES).exists()

    def find(self, most: int, at_work: Collection[int]) -> list[_Text]:
        some = waiting().exclude(pk__in=at_work).select_related("article")
        versions = list(some.order_by("printed", "-pk")[:most])
        if not versions:
            _pass_over_posts()
        reports = reports_of([version.pk for version in versions])
        return [_Text(version, reports[version.pk]) for version in versions]

    def task(self, texts: list[_Text]) -> Task:
        return Task(
            key=texts[0].version.pk,
            row=texts,
            call=print_reports,
            args=([text.report for text in texts],),
            name=texts[0].version.title[:60],
        )

    def commit(self, done: Sequence[Done]) -> list[int]:
        given_up = self.given_up(done)
        for failed in given_up:
            log.warning("no print made of %s: %s", failed.text.version.title, failed.error)
        made = [
            (text, packed)
            for one in done
            if one.error is None
            for text, packed in zip(one.task.row, one.value, strict=True)
        ]
        with transaction.atomic():
            ids = {text.version.pk for text, _ in made} | {failed.text.version.pk for failed in given_up}
            standing = set(waiting().filter(pk__in=ids).select_for_update(of=("self",)).values_list("pk", flat=True))
            _store([(text, packed) for text, packed in made if text.version.pk in standing])
            articles = [text.version.article_id for text, _ in made if text.version.pk in standing]
            articles += [f.text.version.article_id for f in given_up if f.text.version.pk in standing]
            # Of the older versions nobody asks any more.
            Version.objects.filter(article__in=articles).update(printed=compare.RULES)
        return articles


def _store(made: Sequence[tuple[_Text, Packed]]) -> None:
    """Stores prints in the place of those that the articles had, to be placed. Four queries."""
    articles = [text.version.article_id for text, _ in made]
    FingerprintKey.objects.filter(fingerprint__article__in=articles).delete()
    rows = [
        Fingerprint(
            article_id=text.version.article_id,
            version=text.version,
            rules=compare.RULES,
            at=time_of(text.version.article, text.report.captured),
            language=text.report.language,
            lead=packed.lead,
            terms=packed.terms,
            data=packed.data,
            vectors=packed.vectors,
            placed_at=None,
        )
        for text, packed in made
    ]
    Fingerprint.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["version", "rules", "at", "language", "lead", "terms", "data", "vectors", "placed_at"],
    )
    ids = dict(Fingerprint.objects.filter(article__in=articles).values_list("article_id", "pk"))
    FingerprintKey.objects.bulk_create(
        (
            FingerprintKey(fingerprint_id=ids[text.version.article_id], key=key)
            for text, packed in made
            for key in sorted(set(packed.keys))
        ),
        batch_size=_BATCH,
    )


def _pass_over_posts() -> None:
    """Notes that no print is made of posts of social accounts."""
    posts = Article.objects.filter(source__kind=Source.Kind.ACCOUNT)
    Version.objects.filter(printed__lt=compare.RULES, article__in=posts).update(printed=compare.RULES)
