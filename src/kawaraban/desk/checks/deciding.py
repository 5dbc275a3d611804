"""What a person says of a finding: how it stands to the statement, or that it has nothing to do with it; and undone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kawaraban.desk.checks.boxes import changed_for_readers
from kawaraban.desk.models import Check, Finding

_MOST_UNDONE = 100  # steps that are remembered


@transaction.atomic
def decide(check: Check, finding: int, relation: str, person: AbstractBaseUser) -> Finding:
    """Sets how a finding stands to the statement. Raises Finding.DoesNotExist, and ValueError for no relation."""
    if relation not in Finding.Relation.values:
        raise ValueError(relation)
    found = _remembered(check, finding, person)
    found.relation, found.person, found.decided_at = relation, person, timezone.now()  # type: ignore[assignment]
    found.removed_at, found.decided_of = None, ""
    found.save(update_fields=["relation", "person", "decided_at", "decided_of", "removed_at"])
    changed_for_readers(check)
    return found


@transaction.atomic
def remove(check: Check, finding: int, person: AbstractBaseUser) -> Finding:
    """Takes a finding off the check: the sentence has nothing to do with the statement. It is not found again."""
    found = _remembered(check, finding, person)
    found.removed_at, found.person = timezone.now(), person  # type: ignore[assignment]
    found.save(update_fields=["removed_at", "person"])
    changed_for_readers(check)
    return found


@transaction.atomic
def undo(check: Check, person: AbstractBaseUser) -> Finding | None:
    """Takes back what this person decided or removed last; None where there is nothing to undo.

    What somebody else said of the same finding afterwards stays.
    """
    locked = Check.objects.select_for_update().get(pk=check.pk)
    there = {found.pk: found for found in Finding.objects.filter(of=locked)}
    later: set[int] = set()  # findings that others have said something of since
    for place, before in reversed(list(enumerate(locked.past))):
        if before["by"] != person.pk:
            later.add(before["finding"])
        elif before["finding"] in there and before["finding"] not in later:
            found = there[before["finding"]]
            _put_back(found, before, locked.statement)
            del locked.past[place]
            locked.save(update_fields=["past"])
            changed_for_readers(check)
            return found
    return None


def _remembered(check: Check, pk: int, by: AbstractBaseUser) -> Finding:
    locked = Check.objects.select_for_update().get(pk=check.pk)
    found = Finding.objects.select_related("article__outlet").get(of=locked, pk=pk)
    before: dict[str, Any] = {
        "finding": found.pk,
        "by": by.pk,
        "relation": found.relation,
        "person": found.person_id,
        "decided_at": found.decided_at.isoformat() if found.decided_at else None,
        "decided_of": (found.decided_of or locked.statement) if found.relation else "",
        "removed_at": found.removed_at.isoformat() if found.removed_at else None,
    }
    locked.past = [*locked.past, before][-_MOST_UNDONE:]
    locked.save(update_fields=["past"])
    return found


def _put_back(found: Finding, before: dict[str, Any], statement: str) -> None:
    found.relation, found.person_id = before["relation"], before["person"]
    found.decided_at = parse_datetime(before["decided_at"]) if before["decided_at"] else None
    found.removed_at = parse_datetime(before["removed_at"]) if before["removed_at"] else None
    found.decided_of = "" if before["decided_of"] == statement else before["decided_of"]
    found.save(update_fields=["relation", "person", "decided_at", "decided_of", "removed_at"])
