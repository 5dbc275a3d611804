"""The proof on the desk: what it finds in a rendering, what a person let stand, and the counts that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef

from kawaraban.desk.glossary import terms_between
from kawaraban.desk.models import Article, Dismissal, Preferences, Rendering
from kawaraban.desk.rendering.parts import lock_articles, parts_of
from kawaraban.translate.glossary import Term, occurrences
from kawaraban.translate.proof import Issue, Segment, proof

RECOUNTED = 200


@dataclass(frozen=True, slots=True)
class Proofed:
    """What the proof says of one rendering: what is open, and what a person dismissed."""

    open: tuple[Issue, ...] = ()
    dismissed: tuple[tuple[Issue, Dismissal], ...] = ()

    @property
    def errors(self) -> int:
        return sum(issue.severity == "error" for issue in self.open)

    @property
    def warnings(self) -> int:
        return len(self.open) - self.errors


@dataclass(frozen=True, slots=True)
class Proofer:
    """All that proofing texts of some articles in one language takes; a query a source language and two more."""

    language: str
    zone: ZoneInfo
    terms: Mapping[str, tuple[Term, ...]]  # by source language
    dismissals: Mapping[tuple[int, str], Mapping[str, Dismissal]]  # by article and pid, then by fingerprint

    @classmethod
    def of(cls, articles: Sequence[Article], language: str, preferences: Preferences | None = None) -> Proofer:
        dismissals: dict[tuple[int, str], dict[str, Dismissal]] = defaultdict(dict)
        keys = [article.pk for article in articles]
        for row in Dismissal.objects.filter(article__in=keys, language=language).select_related("person"):
            dismissals[row.article_id, row.pid][row.fingerprint] = row
        return cls(
            language=language,
            zone=ZoneInfo((preferences or Preferences.load()).time_zone),
            terms={source: terms_between(source, language) for source in {article.language for article in articles}},
            dismissals=dismissals,
        )

    def segment(self, article: Article, source: str, target: str) -> Segment:
        """A text of an article beside a rendering of it, as the proof takes it."""
        published = article.published_at.astimezone(self.zone).date() if article.published_at else None
        return Segment(source, target, article.language, self.language, published, self.terms[article.language])

    def proof(self, article: Article, pid: str, source: str, target: str) -> Proofed:
        """What the proof says of a rendering of a part. No query."""
        issues = proof(self.segment(article, source, target))
        known = self.dismissals.get((article.pk, pid), {})
        return Proofed(
            open=tuple(issue for issue in issues if issue.fingerprint not in known),
            dismissed=tuple((i, known[i.fingerprint]) for i in issues if i.fingerprint in known),
        )


def count(articles: Sequence[Article], language: str, pids: Collection[str] | None = None) -> None:
    """Counts anew what is open in the renderings of these articles (or those of some parts), and stores it.

    A handful of queries however many the articles.
    """
    originals = {(key, part.pid): part for key, found in parts_of(articles).items() for part in found}
    by_key = {article.pk: article for article in articles}
    proofer = Proofer.of(articles, language)
    chosen = Rendering.objects.filter(article__in=by_key, language=language)
    changed = []
    for rendering in chosen if pids is None else chosen.filter(pid__in=pids):
        part = originals.get((rendering.article_id, rendering.pid))
        if part is None:
            continue
        found = proofer.proof(by_key[rendering.article_id], rendering.pid, part.text, rendering.text)
        if (rendering.errors, rendering.warnings) != (found.errors, found.warnings):
            rendering.errors, rendering.warnings = found.errors, found.warnings
            changed.append(rendering)
    Rendering.objects.bulk_update(changed, ["errors", "warnings"], batch_size=500)


def count_with_terms(terms: Sequence[Term]) -> int:
    """Counts anew where one of these terms stands in an original: after they changed. Answers how many renderings.

    The `RECOUNTED` newest articles that have renderings are looked at, so that a change of a term stays quick; what is
    older is counted when somebody works on it.
    """
    by_pair: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        by_pair[term.source_language, term.target_language].append(term)
    return sum(_count_pair(source, target, tuple(some)) for (source, target), some in by_pair.items())


def _count_pair(source: str, target: str, terms: tuple[Term, ...]) -> int:
    rendered = Rendering.objects.filter(article=OuterRef("pk"), language=target)
    articles = list(Article.objects.filter(Exists(rendered), language=source).order_by("-pk")[:RECOUNTED])
    wanted = {
        key: [part.pid for part in found if occurrences(part.text, terms, source)]
        for key, found in parts_of(articles).items()
    }
    concerned = [article for article in articles if wanted[article.pk]]
    pids = {pid for some in wanted.values() for pid in some}
    if concerned:
        count(concerned, target, pids)
    return sum(len(some) for some in wanted.values())


@transaction.atomic
def dismiss(article: Article, pid: str, language: str, issue: Issue, reason: str, person: AbstractBaseUser) -> None:
    """A person looked at a finding and lets it stand."""
    lock_articles([article.pk])  # what is counted is the text that stands
    Dismissal.objects.update_or_create(
        article=article,
        pid=pid,
        language=language,
        fingerprint=issue.fingerprint,
        defaults={"check_id": issue.check.id, "reason": reason.strip()[:300], "person": person},
    )
    count([article], language, [pid])


@transaction.atomic
def take_up(article: Article, pid: str, language: str, fingerprint: str) -> None:
    """Undoes a dismissal: the finding is open again."""
    lock_articles([article.pk])
    Dismissal.objects.filter(article=article, pid=pid, language=language, fingerprint=fingerprint).delete()
    count([article], language, [pid])
