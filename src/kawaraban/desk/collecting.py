"""What somebody chose on the desk, paragraphs or a check, and has not put into a post yet, or has taken out again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kawaraban.desk.checks.boxes import boxes_at
from kawaraban.desk.glossary import outlet_names
from kawaraban.desk.models import Collected, Post, Preferences
from kawaraban.desk.quoting import quotations_of
from kawaraban.publish import (
    CheckBlock,
    CheckBox,
    PublishError,
    Quotation,
    QuoteBlock,
    check_blocks,
    quote_blocks,
)

AT_HAND = 20  # newest first; what was collected before comes up as these are put in


@dataclass(frozen=True, slots=True)
class AtHand:
    """What was collected: its row's number, when, and the quotation or the check's box that it would be now."""

    pk: int
    at: datetime
    quotation: Quotation | None = None
    box: CheckBox | None = None

    @property
    def numbers(self) -> str:
        """Of its paragraphs: 3–4,6."""
        return self.quotation.key.rpartition("=")[2].replace("-", "–") if self.quotation else ""


@transaction.atomic
def collect(person: AbstractBaseUser, blocks: Iterable[QuoteBlock | CheckBlock], post: Post | None = None) -> None:
    """Remembers that somebody chose these, for a post or for none yet; one that was chosen before is the newest now."""
    for block in blocks:
        of = {"of_id": block.check} if isinstance(block, CheckBlock) else {"article_id": block.article}
        fields = {**of, "at": timezone.now(), "post": post}
        Collected.objects.update_or_create(person=person, key=block.key, defaults=fields)


def put_in(person: AbstractBaseUser, post: Post, body: str) -> None:
    """Notes which of what somebody has at hand is in a post's text now."""
    if keys := _keys(body):
        Collected.objects.filter(person=person, post=None, key__in=keys).update(post=post)


def let_go(person: AbstractBaseUser, pk: int) -> None:
    Collected.objects.filter(person=person, pk=pk).delete()


def at_hand(person: AbstractBaseUser, post: Post, body: str, preferences: Preferences) -> list[AtHand]:
    """What somebody collected that is in no post, and what was in this one and is not in its text; newest first.

    What the desk no longer has is left out. Seven queries, and ten more where checks lie there.
    """
    rows = Collected.objects.filter(Q(post=None) | Q(post=post), person=person).exclude(key__in=_keys(body))
    found = list(rows[:AT_HAND])
    keys = [row.key for row in found if row.of_id is None]
    quotations = quotations_of("\n\n".join(f":::quote {key}\n:::" for key in keys), preferences) if keys else {}
    boxes = boxes_at([CheckBlock(row.of_id) for row in found if row.of_id is not None], preferences)
    names = outlet_names(preferences.language) if keys else {}
    lying = []
    for row in found:
        if row.key in quotations:
            lying.append(AtHand(row.pk, row.at, quotation=_named(quotations[row.key], names)))
        elif row.key in boxes:
            lying.append(AtHand(row.pk, row.at, box=boxes[row.key]))
    return lying


def _named(quotation: Quotation, names: Mapping[str, str]) -> Quotation:
    return replace(quotation, outlet_called=names.get(quotation.outlet.casefold(), ""))


def _keys(body: str) -> Collection[str]:
    try:
        return {block.key for block in (*quote_blocks(body), *check_blocks(body))} if ":::" in body else ()
    except PublishError:
        return ()
