"""A desk as after a few years: 10,000 articles, two thirds of them with renderings, 2,000 posts."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from random import Random
from typing import Any

from tools.bench import prose

ARTICLES, POSTS, OUTLETS, CATEGORIES = 10_000, 2_000, 40, 12
LANGUAGES = ["en"] * 6 + ["ja"] * 2 + ["ru", "zh"]
NOW = datetime.now(UTC).replace(microsecond=0)


def fill() -> None:
    """Fills an empty desk. Django must be set up and its tables there."""
    from django.db import transaction

    from kawaraban.desk.models import Heartbeat

    random = Random(1)
    with transaction.atomic():
        Heartbeat.objects.create(pk=1, at=NOW)
        sources = _sources(random)
        _articles(random, sources)
    with transaction.atomic():
        _posts(random)
    _index()


def _bulk(model: Any, rows: Iterator[Any], size: int = 2000) -> None:
    while batch := list(islice(rows, size)):
        model.objects.bulk_create(batch)


def _sources(random: Random) -> list[Any]:
    from kawaraban.desk.models import Outlet, Poll, Source

    Outlet.objects.bulk_create(
        Outlet(name=f"Outlet {n}", host=f"outlet{n}.example", language=LANGUAGES[n % 10]) for n in range(OUTLETS)
    )
    outlets = list(Outlet.objects.order_by("id"))
    Source.objects.bulk_create(
        Source(
            outlet=outlet, name=outlet.name, kind="feed", format="Atom", address=f"https://{outlet.host}/feed",
            bundle=f"Bundle {n % 5}", language=outlet.language, next_poll_at=NOW + timedelta(hours=1),
            last_success_at=NOW,
        )
        for n, outlet in enumerate(outlets)
    )  # fmt: skip
    sources = list(Source.objects.order_by("id"))
    _bulk(
        Poll,
        (
            Poll(
                source=source, at=NOW - timedelta(minutes=30 * n), outcome=random.choice(Poll.Outcome.values), new=n % 4
            )
            for source in sources
            for n in range(10)
        ),
    )
    return sources


def _articles(random: Random, sources: list[Any]) -> None:
    from django.db.models import OuterRef, Subquery

    from kawaraban.desk.models import Article, Capture, Paragraph, Rendering, Version

    _bulk(Article, _listed(random, sources))
    _bulk(Capture, _captures())
    _bulk(Version, _versions(random))
    _bulk(Paragraph, _paragraphs(random))
    latest = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    Article.objects.update(version=Subquery(latest.values("pk")[:1]), capture=Subquery(latest.values("capture")[:1]))
    _bulk(Rendering, _renderings(random))


def _listed(random: Random, sources: list[Any]) -> Iterator[Any]:
    from kawaraban.desk.models import Article

    for n in range(ARTICLES):
        source = sources[random.randrange(len(sources))]
        at = NOW - timedelta(minutes=n * 9, seconds=random.randrange(500))
        yield Article(
            outlet_id=source.outlet_id, source=source, address=f"https://{source.outlet.host}/{n}", listed_at=at,
            stage="ready", due_at=None, language=source.language, title=prose.headline(random, source.language),
            published_at=at, sort_at=at, seen_at=None if n < 300 or n % 3 else at,
            edited_at=at + timedelta(hours=1) if n % 25 == 0 else None, revisit_at=at + timedelta(days=400),
        )  # fmt: skip


def _captures() -> Iterator[Any]:
    from kawaraban.desk.models import Article, Capture

    for article in Article.objects.order_by("id").iterator():
        for number in range(1, 3 if article.edited_at else 2):
            yield Capture(
                article=article, address=article.address, final_address=article.address, status=200,
                captured_at=article.sort_at + timedelta(hours=number), content_type="text/html", size=40_000,
                digest="sha256:" + sha256(f"{article.pk}-{number}".encode()).hexdigest(),
                file=f"{article.pk}-{number}.warc.gz",
            )  # fmt: skip


def _versions(random: Random) -> Iterator[Any]:
    from kawaraban.desk.models import Capture, Version

    for capture in Capture.objects.select_related("article").order_by("id").iterator():
        number = int(capture.file.split("-")[1].split(".")[0])
        yield Version(
            article_id=capture.article_id, capture=capture, number=number, digest=capture.digest,
            title=capture.article.title, deck=prose.headline(random, capture.article.language), authors=["Anna Maren"],
        )  # fmt: skip


def _paragraphs(random: Random) -> Iterator[Any]:
    from kawaraban.desk.models import Paragraph, Version
    from kawaraban.translate import text_digest

    for version in Version.objects.select_related("article").order_by("id").iterator():
        same = Random(version.article_id)  # a later version repeats the first one, but for one paragraph
        for at in range(8 + version.article_id % 9):
            text = prose.paragraph(same, version.article.language)
            if at == 1 and version.number > 1:
                text = prose.paragraph(random, version.article.language)
            yield Paragraph(version=version, position=at, pid=f"p{at}", kind="p", text=text, digest=text_digest(text))


def _renderings(random: Random) -> Iterator[Any]:
    from kawaraban.desk.models import Paragraph, Rendering

    foreign = Paragraph.objects.filter(version__number=1).exclude(version__article__language="ja").order_by("id")
    for article, pid, digest in foreign.values_list("version__article_id", "pid", "digest").iterator():
        if article % 3 == 0:
            continue
        state, maker = random.choice([("machine", "engine"), ("edited", "person"), ("approved", "memory")])
        made = {"state": state, "maker": maker, "engine": "firefox" if maker == "engine" else "", "language": "ja"}
        if pid == "p0":
            title = prose.headline(random, "ja")
            yield Rendering(article_id=article, pid="title", text=title, source_digest=digest, **made)
        text = prose.paragraph(random, "ja")
        yield Rendering(article_id=article, pid=pid, text=text, source_digest=digest, **made)


def _posts(random: Random) -> None:
    from django.contrib.auth import get_user_model

    from kawaraban.desk.models import Article, Category, Comment, Post, Preferences, QuotationRecord
    from kawaraban.desk.quoting import blocks_for, quotations_of
    from kawaraban.publish import format_block, freeze, render

    writer = get_user_model().objects.create_superuser("hana")
    preferences = Preferences.load()
    categories = Category.objects.bulk_create(
        Category(name=f"分類{n}", slug=f"category-{n}") for n in range(CATEGORIES)
    )
    quoted = list(Article.objects.exclude(language="ja").select_related("version").order_by("-sort_at")[:POSTS])
    records = []

    def posts() -> Iterator[Post]:
        for n in range(POSTS):
            at = NOW - timedelta(hours=12 * n, minutes=random.randrange(300))
            blocks = blocks_for(quoted[n], ["p1", "p2"]) if n % 2 == 0 and n < len(quoted) else []
            body = "\n\n".join(
                [prose.paragraph(random, "ja"), *map(format_block, blocks), prose.paragraph(random, "ja")]
            )
            quotations = quotations_of(body, preferences)
            post = Post(
                title=prose.headline(random, "ja"), slug=str(n), body=body, language="ja", author=writer,
                html=render(body, quotations, language="ja"), category=random.choice(categories), signature="hana",
                state=Post.State.PUBLISHED, published_at=at, day=(at + timedelta(hours=9)).date(), changed_at=at,
            )  # fmt: skip
            records.extend(
                QuotationRecord(
                    post=post, key=block.key, position=place, article=quoted[n], version=quoted[n].version,
                    frozen=freeze(quotations[block.key]),
                )
                for place, block in enumerate(blocks)
            )  # fmt: skip
            yield post

    _bulk(Post, posts())
    for record in records:
        record.post = Post.objects.only("id").get(slug=record.post.slug)
    QuotationRecord.objects.bulk_create(records, batch_size=500)
    _bulk(
        Comment,
        (
            Comment(post=post, name="読者", text=prose.paragraph(random, "ja"), state=Comment.State.PUBLISHED)
            for post in Post.objects.all()
            for _ in range(random.randrange(4))
        ),
    )


def _index() -> None:
    """Makes all of it searchable, with the words cut on every core."""
    from kawaraban.desk import search
    from kawaraban.desk.models import Article, Post
    from kawaraban.desk.search import documents

    keys = list(Article.objects.values_list("id", flat=True))
    batches = [keys[start : start + 500] for start in range(0, len(keys), 500)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:

        def index(texts: list[documents.Text]) -> None:
            cut = pool.map(search.words_of, [t.title for t in texts], [t.body for t in texts], chunksize=50)
            search.index_texts(texts, list(cut))

        for batch in batches:
            index(documents.texts_of_articles(batch))
            index(documents.texts_of_renderings(batch))
        index(documents.texts_of_posts(Post.objects.values_list("id", flat=True)))
