"""Saying that the blog changed, so that no reader is given a page as it was.

A row that is saved by itself says so here; what is written in bulk says it where it is written, by
`Preferences.blog_changed` or, for articles that a post may quote, by `articles_changed`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save

from kawaraban.desk.models import Category, Comment, Correction, Outlet, Post, Preferences, QuotationRecord, Tag, Term

_UNSEEN = frozenset({"pending", "saved_at", "publish_at", "seen_at"})  # fields that no reader is shown


def connect() -> None:
    """Listens to the rows that readers are shown."""
    for model in (Category, Comment, Correction, Outlet, Post, Tag, Term):
        post_save.connect(_saved, sender=model)
        post_delete.connect(_deleted, sender=model)
    m2m_changed.connect(_deleted, sender=Post.tags.through)


def articles_changed(articles: Collection[int]) -> None:
    """Some articles were edited, were taken down or came back; posts that quote them say so. At most two queries."""
    if articles and QuotationRecord.objects.filter(article__in=articles).exists():
        Preferences.blog_changed()


def _saved(sender: type, instance: Any, created: bool, update_fields: frozenset[str] | None, **more: Any) -> None:
    if update_fields is not None and update_fields <= _UNSEEN:
        return
    if _is_shown(instance, created):
        Preferences.blog_changed()


def _deleted(sender: type, **more: Any) -> None:
    Preferences.blog_changed()


def _is_shown(instance: Any, created: bool) -> bool:
    """Whether readers may see the row, or saw it: not a comment that waits, a draft, an outlet nobody quoted yet."""
    if isinstance(instance, Comment):
        return not created or instance.state == Comment.State.PUBLISHED
    if isinstance(instance, Post):
        return instance.state == Post.State.PUBLISHED
    if isinstance(instance, Term):  # outlets go by the glossary's names
        return not created or instance.kind == Term.Kind.OUTLET
    return not (created and isinstance(instance, Outlet))
