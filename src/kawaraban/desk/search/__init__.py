"""Search over originals, renderings and posts, in any language; the same results in the same order on every database.

Order: texts whose title has all that was asked for come first, then the others; within each, the newest first, and of
two from the same moment the one that was stored later. No word statistics are used: SQLite's and PostgreSQL's differ,
and for news the newest is what a person looks for. An article is one hit, by the best of its texts (its original
before its renderings).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from kawaraban.desk.search.analyser import tokens
from kawaraban.desk.search.backends import backend
from kawaraban.desk.search.query import Query, parse
from kawaraban.desk.search.snippet import Snippet, mark, snippet

if TYPE_CHECKING:
    from kawaraban.desk.models import Article, Post
    from kawaraban.desk.search.documents import Text

__all__ = [
    "Hit", "Results", "Words", "index_article", "index_articles", "index_post", "index_rendering", "index_renderings",
    "index_texts", "remove", "search", "store_words", "words_of",
]  # fmt: skip

MAX_LIMIT = 200
IN_TITLE, IN_BODY = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """One article or post that was found. `title` and `snippet` have offsets of what to mark in them.

    `source` is the outlet's name, empty for a post. `score` is 1.0 where the title has all that was asked
    for, else 0.5.
    """

    kind: str  # SearchDocument.Kind
    article_id: int | None
    post_id: int | None
    title: Snippet
    snippet: Snippet
    source: str
    published: datetime
    language: str
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, best first; `total` counts all there are."""

    hits: tuple[Hit, ...]
    total: int
    query: Query


@dataclass(frozen=True, slots=True)
class Words:
    """A text's tokens, cut by a worker before the transaction that stores them."""

    title: list[str]
    body: list[str]


def words_of(title: str, body: str) -> Words:
    """The pure part of indexing a text; needs no database."""
    return Words(tokens(title), tokens(body))


def search(
    query: str, *, limit: int = 20, offset: int = 0, kinds: Sequence[str] = (), language: str | None = None
) -> Results:
    """What the desk has for a query as typed (see `query.py`), best first.

    `kinds` narrows to "article", "rendering", "post" (published) and "draft"; none given means all. `language` narrows
    to texts in that language. A query without a word in it finds nothing.
    """
    asked = parse(query)
    if not asked:
        return Results((), 0, asked)
    found, title = backend().found(asked), backend().found_in_title(asked)
    where, values = found[0], [*title[1], *found[1]]
    if kinds:
        where += f" AND d.kind IN ({', '.join(['%s'] * len(kinds))})"
        values += kinds
    if language:
        where += " AND d.language = %s"
        values.append(language)
    # Nothing a person typed is in this text: only the backends' own SQL and marks for values.
    sql = f"""
        SELECT d.id, in_title, COUNT(*) OVER () FROM (
          SELECT d.id, d.sort_at, in_title, ROW_NUMBER() OVER (
            PARTITION BY d.article_id, d.post_id ORDER BY in_title DESC, d.kind, d.language) AS place
          FROM (SELECT d.*, CASE WHEN {title[0]} THEN 1 ELSE 0 END AS in_title
                FROM desk_searchdocument d WHERE {where}) d
        ) d WHERE place = 1
        ORDER BY in_title DESC, sort_at DESC, id DESC LIMIT %s OFFSET %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, min(limit, MAX_LIMIT), max(offset, 0)])
        rows = cursor.fetchall()
    total = rows[0][2] if rows else 0
    return Results(tuple(_hits(rows, asked)), total, asked)


def posts_titled(words: Sequence[str], *, limit: int, without: int) -> list[int]:
    """Published posts whose title has any of these words, newest first, but for the post `without`. One query."""
    asked = parse(" OR ".join(f'"{word}"' for word in words))
    if not asked:
        return []
    where, values = backend().found_in_title(asked)
    # As in `search`: nothing a person typed is in this text.
    sql = f"""
        SELECT d.post_id FROM desk_searchdocument d WHERE d.kind = %s AND d.post_id <> %s AND {where}
        ORDER BY d.sort_at DESC, d.id DESC LIMIT %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, ["post", without, *values, min(limit, MAX_LIMIT)])
        return [row[0] for row in cursor.fetchall()]


def _hits(rows: list[tuple[Any, ...]], asked: Query) -> Iterable[Hit]:
    from kawaraban.desk.models import SearchDocument
    from kawaraban.desk.search import documents

    found = SearchDocument.objects.select_related("article__outlet").in_bulk([row[0] for row in rows])
    texts = documents.texts_of(found.values())
    for key, in_title, _ in rows:
        document = found.get(key)
        text = texts.get(document.key) if document else None
        if document is None or text is None:  # removed between the two queries
            continue
        yield Hit(
            kind=document.kind,
            article_id=document.article_id,
            post_id=document.post_id,
            title=Snippet(text.title, mark(text.title, asked)),
            snippet=snippet(text.body, asked),
            source=document.article.outlet.name if document.article else "",
            published=document.sort_at,
            language=document.language,
            score=IN_TITLE if in_title else IN_BODY,
        )


def index_texts(texts: Sequence[Text], words: Sequence[Words] | None = None) -> None:
    """Makes texts searchable, or searchable as they are now. `words` are theirs where a worker has cut them already.

    Three statements, whatever the number of texts; part of the caller's transaction if there is one.
    """
    from kawaraban.desk.models import SearchDocument

    if not texts:
        return
    cut = words if words is not None else [words_of(text.title, text.body) for text in texts]
    rows = [
        SearchDocument(
            key=text.key,
            kind=text.kind,
            article_id=text.article_id,
            post_id=text.post_id,
            language=text.language,
            sort_at=text.sort_at,
        )
        for text in texts
    ]
    with transaction.atomic():
        SearchDocument.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["key"], update_fields=["kind", "language", "sort_at"]
        )
        backend().store([(row.pk, word.title, word.body) for row, word in zip(rows, cut, strict=True)])


def store_words(rows: Sequence[tuple[int, list[str], list[str]]]) -> None:
    """Stores words that were cut before: rows of (document id, tokens of the title, tokens of the body)."""
    backend().store(rows)


def index_articles(ids: Iterable[int]) -> None:
    """Makes the originals of articles searchable as they are now: as read, else as their source listed them."""
    from kawaraban.desk.search import documents

    if wanted := list(ids):
        index_texts(documents.texts_of_articles(wanted))


def index_renderings(ids: Iterable[int], language: str | None = None) -> None:
    """Makes the renderings of articles searchable as they are now: into one language, or into all there are."""
    from kawaraban.desk.models import SearchDocument
    from kawaraban.desk.search import documents

    asked = set(ids)
    texts = documents.texts_of_renderings(asked, language)
    index_texts(texts)
    if without := asked - {text.article_id for text in texts}:  # the last one was taken back
        gone = SearchDocument.objects.filter(kind=SearchDocument.Kind.RENDERING, article__in=without)
        (gone.filter(language=language) if language else gone).delete()


def index_article(article: Article) -> None:
    """Makes one article's original searchable as it is now."""
    index_articles([article.pk])


def index_rendering(article: Article, language: str) -> None:
    """Makes one article's renderings into a language searchable as they are now."""
    index_renderings([article.pk], language)


def index_post(post: Post) -> None:
    """Makes a post searchable as it is now: for visitors once it is published, for the desk before."""
    from kawaraban.desk.search import documents

    index_texts(documents.texts_of_posts([post.pk]))


def remove(*, article: Article | None = None, post: Post | None = None) -> None:
    """Takes an article's texts, or a post's, out of the search. Deleting the row itself does so too."""
    from kawaraban.desk.models import SearchDocument

    if article is not None:
        SearchDocument.objects.filter(article=article).delete()
    if post is not None:
        SearchDocument.objects.filter(post=post).delete()
