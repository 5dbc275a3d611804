"""The texts of a post that readers had before them, and which of them a note to readers leads to."""

from __future__ import annotations

from datetime import datetime

from kawaraban.desk.models import Post, PostVersion


def keep(post: Post) -> None:
    """Keeps what readers have of a post before it is written on, where no publishing did: it came from another blog."""
    if post.state != Post.State.PUBLISHED or post.versions.exclude(published_at=None).exists():
        return
    since = post.changed_at or post.published_at or post.saved_at
    PostVersion.objects.create(
        post=post,
        title=post.title,
        body=post.body,
        markup=post.markup,
        html=post.html,
        saved_at=since,
        published_at=since,
    )


def add(post: Post, at: datetime) -> None:
    """Keeps what readers have of a post since `at`, unless it is what they had already."""
    newest = post.versions.exclude(published_at=None).order_by("-published_at", "-pk").first()
    if newest is not None and (newest.title, newest.html) == (post.title, post.html):
        return
    saved = post.versions.order_by("-saved_at", "-pk").first()
    if saved is None or saved.published_at is not None or (saved.title, saved.body) != (post.title, post.body):
        saved = PostVersion(post=post, title=post.title, body=post.body, markup=post.markup, saved_at=at)
    saved.html, saved.published_at = post.html, at
    saved.save()


def before(post: Post, at: datetime) -> PostVersion | None:
    """What a note of that moment is compared with: what readers had at the note before it, else what they had first.

    So a note shows all that changed since the last one, in however many steps it was published.
    """
    keep(post)
    public = post.versions.exclude(published_at=None)
    note = post.corrections.filter(at__lt=at).order_by("-at", "-pk").first()
    known = public.filter(published_at__lte=note.at).order_by("-published_at", "-pk").first() if note else None
    return known or public.order_by("published_at", "pk").first()
