"""The parts of an article that can be rendered, and what every change of a rendering needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kawaraban.desk.models import Article, Paragraph, Rendering, RenderingRevision, Version
from kawaraban.desk.models.renderings import DECK, TITLE
from kawaraban.translate import text_digest

#: What a rendering and its revisions share.
TEXT_FIELDS = ("text", "state", "maker", "engine", "model", "person_id", "source_digest", "made_at")


@dataclass(frozen=True, slots=True)
class Part:
    """What can be rendered: the headline, the deck or a paragraph of an article's current version."""

    pid: str
    text: str
    digest: str


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


def says_the_same(deck: str, first: str) -> bool:
    """Whether a deck is how the first paragraph begins: many pages give it so, and said once is enough."""
    return first.startswith(deck.rstrip("…."))


def headlines(article_ids: Iterable[int], language: str) -> dict[int, Rendering]:
    """The renderings of these articles' headlines, by article; one query."""
    found = Rendering.objects.filter(article_id__in=list(article_ids), pid=TITLE, language=language)
    return {rendering.article_id: rendering for rendering in found}


def lock_articles(keys: Iterable[int]) -> dict[int, Article]:
    """The articles as they are now, by key, locked until the transaction ends.

    The lock makes a person's save and the reading of a new version wait for each other, so that none misses the
    other's change. It comes before any lock on renderings, and in order of keys, so that no two wait in a circle.
    """
    rows = Article.objects.select_for_update(of=("self",), no_key=True).select_related("version")
    return {article.pk: article for article in rows.filter(pk__in=list(keys)).order_by("pk")}


def revision_of(rendering: Rendering) -> RenderingRevision:
    """The rendering as it is, as a revision that is not stored yet."""
    return RenderingRevision(rendering=rendering, **{field: getattr(rendering, field) for field in TEXT_FIELDS})
