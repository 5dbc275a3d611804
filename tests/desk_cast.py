"""Rows that tests of the desk share: an outlet, its articles as read, and posts. All of it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count

from django.contrib.auth.models import User

from kawaraban.desk.models import Article, Capture, Membership, Outlet, Paragraph, Post, Rendering, Stage, Version

DAY = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
_numbers = count(1)


def an_outlet(host: str = "maren-herald.example", name: str = "The Maren Herald") -> Outlet:
    return Outlet.objects.get_or_create(host=host, defaults={"name": name, "language": "en"})[0]


def an_article(
    title: str = "Maren opens its harbour",
    paragraphs: Sequence[str] = ("The harbour of Maren opened on Friday.",),
    *,
    language: str = "en",
    hours: int = 0,
) -> Article:
    """An article that has been read, `hours` after DAY, with one capture and one version."""
    number, at = next(_numbers), DAY + timedelta(hours=hours)
    address = f"http://maren-herald.example/{number}.html"
    article = Article.objects.create(
        outlet=an_outlet(),
        address=address,
        title=title,
        language=language,
        stage=Stage.READ,
        published_at=at,
        sort_at=at,
    )
    capture = Capture.objects.create(
        article=article,
        address=address,
        final_address=address,
        captured_at=at,
        status=200,
        digest=f"sha256:{number:064x}",
        size=1,
        file=f"{number}.warc.gz",
    )
    version = Version.objects.create(article=article, capture=capture, number=1, digest=f"{number:x}", title=title)
    Paragraph.objects.bulk_create(
        Paragraph(
            version=version,
            position=place,
            pid=f"p{place}",
            kind="p",
            text=text,
            digest=sha256(text.encode()).hexdigest(),
        )
        for place, text in enumerate(paragraphs)
    )
    article.capture, article.version = capture, version
    article.save()
    return article


def a_rendering(article: Article, pid: str, text: str, language: str = "ja") -> Rendering:
    return Rendering.objects.create(
        article=article, pid=pid, language=language, text=text, state="approved", maker="person", source_digest=""
    )


def a_post(title: str, body: str, *, published: bool = True, hours: int = 0) -> Post:
    author = User.objects.get_or_create(username="owner", defaults={"is_superuser": True})[0]
    at = DAY + timedelta(hours=hours)
    return Post.objects.create(
        title=title,
        slug=f"post-{next(_numbers)}",
        body=body,
        author=author,
        signature="管理人",
        state=Post.State.PUBLISHED if published else Post.State.DRAFT,
        saved_at=at,
        published_at=at if published else None,
        day=at.date() if published else None,
    )


def an_editor(name: str = "yoimachi", first_name: str = "宵待") -> User:
    """A second person at the desk, who may work on everything but its settings."""
    person = User.objects.create_user(name, first_name=first_name)
    Membership.objects.create(person=person, role=Membership.Role.EDITOR)
    return person
