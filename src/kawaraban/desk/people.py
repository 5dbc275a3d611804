"""How persons are called on the desk and on the blog."""

from __future__ import annotations

from django.contrib.auth.models import User


def name_of(person: User, signature: str) -> str:
    """Their full name where they have given one; the owner goes by the blog's signature, others by their user name."""
    full = str(person.get_full_name())
    return full or (signature if person.is_superuser else "") or str(person.get_username())
