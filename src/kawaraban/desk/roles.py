"""Who may do what: owners everything, editors publish and decide on comments, contributors write drafts of their own.

A role holds each that stands below it. The superuser is an owner; who has no role has no desk.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Q, QuerySet

from kawaraban.desk.models import Membership, Post

Role = Membership.Role
Person = AbstractBaseUser | AnonymousUser

_RANKS = {"": 0, Role.CONTRIBUTOR: 1, Role.EDITOR: 2, Role.OWNER: 3}


def role_of(person: Person) -> str:
    """One of Role's values; "" for somebody who is not signed in, was removed, or has none."""
    if not person.is_authenticated or not person.is_active:
        return ""
    if getattr(person, "is_superuser", False):
        return Role.OWNER
    membership = getattr(person, "membership", None)
    return membership.role if membership else ""


def holds(person: Person, role: str) -> bool:
    """Whether somebody has this role, or one above it."""
    return _RANKS[role_of(person)] >= _RANKS[role]


def is_owner(person: Person) -> bool:
    return holds(person, Role.OWNER)


def is_editor(person: Person) -> bool:
    return holds(person, Role.EDITOR)


def may_edit(person: Person, post: Post) -> bool:
    """Editors any post; contributors drafts of their own."""
    if is_editor(person):
        return True
    is_own_draft = post.author_id == person.pk and post.state == Post.State.DRAFT
    return is_own_draft and holds(person, Role.CONTRIBUTOR)


def may_publish(person: Person, post: Post) -> bool:
    """Put a post before the readers, now or later, or take it from them."""
    return is_editor(person)


def owners() -> QuerySet[User]:
    """Everybody who is one now."""
    return User.objects.filter(Q(is_superuser=True) | Q(membership__role=Role.OWNER), is_active=True).order_by("pk")
