"""Which texts are searched, and what is shown of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kawaraban.desk.models import Article, Paragraph, Post, Rendering, SearchDocument
from kawaraban.desk.models.renderings import DECK, TITLE
from kawaraban.desk.search import plain

Kind = SearchDocument.Kind


@dataclass(frozen=True, slots=True)
class Text:
    """One searched text: `key` names it for good, `body` is plain text with a line a paragraph."""

    kind: str
    language: str
    sort_at: datetime
    title: str
    body: str
    article_id: int | None = None
    post_id: int | None = None

    @property
    def key(self) -> str:
        if self.kind == Kind.RENDERING:
            return f"{self.kind}-{self.article_id}-{self.language}"
        return f"article-{self.article_id}" if self.article_id else f"post-{self.post_id}"


def texts_of_articles(ids: Iterable[int]) -> list[Text]:
    """The originals of articles: as read, or as their source listed them where nothing is read yet. Two queries."""
    articles = Article.objects.filter(pk__in=list(ids)).select_related("version")
    bodies: dict[int, list[str]] = {}
    found = Paragraph.objects.filter(version__in=[a.version_id for a in articles if a.version_id])
    for version, text in found.order_by("version_id", "position").values_list("version_id", "text"):
        bodies.setdefault(version, []).append(text)
    return [
        Text(
            kind=Kind.ARTICLE,
            language=article.language,
            sort_at=article.sort_at,
            title=article.version.title if article.version else article.title,
            body="\n".join([article.version.deck, *bodies.get(article.version.pk, [])])
            if article.version
            else article.summary,
            article_id=article.pk,
        )
        for article in articles
    ]


def texts_of_renderings(ids: Iterable[int], language: str | None = None) -> list[Text]:
    """The renderings of articles, a text a language, paragraphs in the order of the current version. Two queries."""
    found = Rendering.objects.filter(article__in=list(ids)).select_related("article")
    if language:
        found = found.filter(language=language)
    grouped: dict[tuple[int, str], list[Rendering]] = {}
    for rendering in found:
        grouped.setdefault((rendering.article_id, rendering.language), []).append(rendering)
    versions = {r[0].article.version_id for r in grouped.values()} - {None}
    order = {
        (version, pid): position
        for version, pid, position in Paragraph.objects.filter(version__in=versions).values_list(
            "version_id", "pid", "position"
        )
    }
    texts = []
    for (article_id, into), renderings in grouped.items():
        article = renderings[0].article
        title = next((r.text for r in renderings if r.pid == TITLE), "")
        placed = [(_place(r, order), r.text) for r in renderings if r.pid != TITLE]
        # A rendering of a paragraph that is no longer there is history, not text.
        body = "\n".join(text for place, text in sorted(p for p in placed if p[0] is not None))
        texts.append(
            Text(
                kind=Kind.RENDERING,
                language=into,
                sort_at=article.sort_at,
                title=title,
                body=body,
                article_id=article_id,
            )
        )
    return texts


def _place(rendering: Rendering, order: dict[tuple[int | None, str], int]) -> int | None:
    return -1 if rendering.pid == DECK else order.get((rendering.article.version_id, rendering.pid))


def texts_of_posts(ids: Iterable[int]) -> list[Text]:
    """Posts, published or not, without the labels that name a quotation's languages and makers. One query."""
    return [
        Text(
            kind=Kind.POST if post.state == Post.State.PUBLISHED else Kind.DRAFT,
            language=post.language,
            sort_at=post.published_at or post.saved_at,
            title=post.title,
            body=plain.of_html(post.html, without="who") if post.html else plain.of_markdown(post.body),
            post_id=post.pk,
        )
        for post in Post.objects.filter(pk__in=list(ids)).defer("pending", "brought")
    ]


def texts_of(found: Iterable[SearchDocument]) -> dict[str, Text]:
    """The texts of hits by key, as they are now. At most five queries, whatever the number of hits."""
    documents = list(found)
    ids: dict[str, set[int]] = {kind: set() for kind in Kind.values}
    for document in documents:
        ids[document.kind].add(document.article_id or document.post_id)
    texts: list[Text] = []
    if ids[Kind.ARTICLE]:
        texts += texts_of_articles(ids[Kind.ARTICLE])
    if ids[Kind.RENDERING]:
        texts += texts_of_renderings(ids[Kind.RENDERING])
    if posts := ids[Kind.POST] | ids[Kind.DRAFT]:
        texts += texts_of_posts(posts)
    return {text.key: text for text in texts}
