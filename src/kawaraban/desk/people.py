"""The persons of the desk: how they are called, who joins, in which role, and who leaves."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from kawaraban.desk.models import Membership
from kawaraban.desk.roles import Role, owners, role_of

MAX_NAME = 100


class PeopleError(Exception):
    """A change that can't be made; `str(error)` is one plain sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who has a role on the desk."""

    user: User
    name: str
    role: str
    is_last_owner: bool


def name_of(person: User, signature: str) -> str:
    """Their full name where they have given one; the owner goes by the blog's signature, others by their user name."""
    full = str(person.get_full_name())
    return full or (signature if person.is_superuser else "") or str(person.get_username())


def members(signature: str) -> list[Member]:
    """Everybody with a role, in the order they joined; one query."""
    users = list(User.objects.filter(is_active=True).select_related("membership").order_by("pk"))
    roles = [(user, role_of(user)) for user in users]
    count = sum(role == Role.OWNER for _, role in roles)
    return [
        Member(user, name_of(user, signature), role, is_last_owner=role == Role.OWNER and count == 1)
        for user, role in roles
        if role
    ]


def named(name: str) -> User | None:
    """The active person of that user name or full name; None where there is none, or more than one."""
    found = User.objects.filter(username=name, is_active=True).first()
    same = [] if found else list(User.objects.filter(first_name=name, is_active=True)[:2])
    return found or (same[0] if len(same) == 1 else None)


@transaction.atomic
def add(name: str, role: str) -> User:
    """A new person of that name. Raises PeopleError."""
    name = " ".join(name.replace("\0", "").split())[:MAX_NAME]
    if not name:
        raise PeopleError(gettext("Write the name of the person first."))
    stem = slugify(name, allow_unicode=True)[:120] or "person"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    username = next(u for u in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if u not in taken)
    user = User(username=username, first_name=name)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(person=user, role=_known(role))
    return user


@transaction.atomic
def set_role(user: User, role: str) -> None:
    """Raises PeopleError where nobody would be an owner any more."""
    role = _known(role)
    if role != Role.OWNER:
        _keep_an_owner(user)
    Membership.objects.update_or_create(person=user, defaults={"role": role})
    if user.is_superuser and role != Role.OWNER:
        user.is_superuser = user.is_staff = False
        user.save(update_fields=["is_superuser", "is_staff"])


@transaction.atomic
def remove(user: User) -> None:
    """Takes the desk from somebody at once; their posts stay. Raises PeopleError for the last owner."""
    _keep_an_owner(user)
    Membership.objects.filter(person=user).delete()
    user.is_active = user.is_superuser = user.is_staff = False
    user.save(update_fields=["is_active", "is_superuser", "is_staff"])


def _known(role: str) -> str:
    if role not in Role.values:
        raise PeopleError(gettext("Choose a role first: owner, editor or contributor."))
    return role


def _keep_an_owner(user: User) -> None:
    """Raises PeopleError where this is the last owner. Locks every person, so that two owners can't leave at once."""
    list(User.objects.select_for_update().order_by("pk").values_list("pk"))
    if list(owners()) == [user]:
        raise PeopleError(gettext("This is the last owner: make somebody else an owner first."))
