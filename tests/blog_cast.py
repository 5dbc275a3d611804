"""Rows for tests of the blog: articles with renderings and later versions, and posts that were really published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import count

from django.contrib.auth.models import User

from kawaraban.desk import naming, publishing
from kawaraban.desk.blog import changes
from kawaraban.desk.models import Article, Capture, Outlet, Paragraph, Post, Preferences, Rendering, Version
from kawaraban.translate import text_digest

TOKYO = timezone(timedelta(hours=9))
MORNING = datetime(2026, 11, 21, 7, 2, tzinfo=TOKYO)
_numbers = count(1)


def the_owner() -> User:
    return User.objects.get_or_create(username="yoi", defaults={"is_superuser": True})[0]


def the_preferences(**changes: object) -> Preferences:
    preferences = Preferences.load()
    for name, value in {"blog_title": "夜更けの外電", "signature": "宵待", "welcomed": True, **changes}.items():
        setattr(preferences, name, value)
    preferences.save()
    return preferences


def an_article(
    paragraphs: Sequence[tuple[str, str]] = (("Two boats burned.", "船2隻が燃えた。"), ("The pier is shut.", "")),
    *,
    title: str = "Fire at the pier",
    language: str = "en",
) -> Article:
    """An article captured at 07:12, with renderings by the owner where a pair has one."""
    number = next(_numbers)
    outlet, _ = Outlet.objects.get_or_create(host="orlen.example", defaults={"name": "Orlen Harbour Post"})
    article = Article.objects.create(
        outlet=outlet,
        address=f"https://orlen.example/{number}",
        title=title,
        language=language,
        stage="ready",
        published_at=MORNING,
        sort_at=MORNING,
    )
    a_version(article, [original for original, _ in paragraphs], title=title, minutes=10)
    for place, (original, rendering) in enumerate(paragraphs):
        if rendering:
            a_rendering(article, f"p{place}", original, rendering)
    return article


def a_version(article: Article, paragraphs: Sequence[str], *, title: str = "", minutes: int = 98) -> Version:
    """The next version of an article, captured some minutes after it was published."""
    number = article.versions.count() + 1
    capture = Capture.objects.create(
        article=article,
        address=article.address,
        final_address=article.address,
        captured_at=MORNING + timedelta(minutes=minutes),
        status=200,
        digest=f"sha256:{article.pk:060x}{number:04x}",
        size=1,
        file=f"{article.pk}-{number}.warc.gz",
    )
    version = Version.objects.create(
        article=article,
        capture=capture,
        number=number,
        digest=f"{article.pk}-{number}",
        title=title or article.title,
        authors=["Ina Brook"],
    )
    Paragraph.objects.bulk_create(
        Paragraph(version=version, position=place, pid=f"p{place}", kind="p", text=text, digest=text_digest(text))
        for place, text in enumerate(paragraphs)
    )
    article.version = version
    article.save()
    changes.articles_changed([article.pk])
    return version


def a_rendering(article: Article, pid: str, original: str, text: str, **changes: object) -> Rendering:
    fields = {"state": "edited", "maker": "person", "person": the_owner(), **changes}
    return Rendering.objects.create(
        article=article, pid=pid, language="ja", text=text, source_digest=text_digest(original), **fields
    )


def quoting(article: Article, paragraphs: str = "1-2", version: int = 1) -> str:
    return f":::quote a{article.pk} version={version} paragraphs={paragraphs}\n:::"


def a_draft(title: str = "桟橋の火事", body: str = "本文。", *, category: str = "", slug: str = "") -> Post:
    post = publishing.new_post(the_owner())
    chosen = naming.category_named(category)
    text = publishing.Working(title, body, chosen.pk if chosen else None, slug, "宵待")
    return publishing.save(post, text)


def a_published_post(
    title: str = "桟橋の火事", body: str = "本文。", *, category: str = "", slug: str = "", at: datetime | None = None
) -> Post:
    """A post published the way the owner does it; `at` then moves the moment of it."""
    # A post that is moved to another day afterwards has an address that is nobody's there.
    slug = slug or (f"post-{next(_numbers)}" if at else "")
    post = publishing.publish(a_draft(title, body, category=category, slug=slug))
    if at is not None:
        Post.objects.filter(pk=post.pk).update(published_at=at, changed_at=at, day=at.astimezone(TOKYO).date())
        post.refresh_from_db()
    return post
