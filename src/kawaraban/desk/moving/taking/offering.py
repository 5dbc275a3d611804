"""Pairs that a move found in old posts, offered to the memory: none is remembered before a person says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Q, QuerySet

from kawaraban.desk import memory, rendering
from kawaraban.desk.memory import Loaded
from kawaraban.desk.models import Move, OfferedPair
from kawaraban.translate import MemoryPair

State = OfferedPair.State
Show = Literal["sure", "unsure", "taken", "declined"]
SHOWS: tuple[Show, ...] = ("sure", "unsure", "taken", "declined")

_SHOWN = {
    "sure": Q(state=State.OFFERED, doubt=""),
    "unsure": Q(state=State.OFFERED) & ~Q(doubt=""),
    "taken": Q(state=State.TAKEN),
    "declined": Q(state=State.DECLINED),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """How many pairs of a move stand where."""

    sure: int = 0
    unsure: int = 0
    taken: int = 0
    declined: int = 0

    @property
    def total(self) -> int:
        return self.sure + self.unsure + self.taken + self.declined

    @property
    def waiting(self) -> int:
        return self.sure + self.unsure


def counted(move: Move) -> Offered:
    """One query."""
    columns = {show: Count("pk", filter=condition) for show, condition in _SHOWN.items()}
    return Offered(**move.pairs.aggregate(**columns))


def shown(move: Move, show: Show) -> QuerySet[OfferedPair]:
    """Those that stand there, in the order of the file."""
    return move.pairs.filter(_SHOWN[show]).select_related("post").order_by("pk")


def take_sure(move: Move) -> Loaded:
    """All whose alignment is in no doubt into the memory. What a person approved here stands against them.

    What came in before a fault stays; to take them again goes on from there. Raises DatabaseError.
    """
    keys = list(shown(move, "sure").values_list("pk", flat=True))
    total = Loaded()
    for at in range(0, len(keys), memory.BATCH):
        batch = move.pairs.filter(pk__in=keys[at : at + memory.BATCH], state=State.OFFERED)
        loaded = _remember(move, list(batch.order_by("pk")))
        total = Loaded(total.pairs + loaded.pairs, total.stored + loaded.stored, total.kept + loaded.kept)
    if total.stored:
        rendering.render_all_from_memory()
    return total


def take(pair: OfferedPair) -> Loaded:
    """One into the memory, whether its alignment is in doubt or not. Raises DatabaseError."""
    loaded = _remember(pair.move, [pair])
    if loaded.stored:
        rendering.render_all_from_memory()
    return loaded


def decline(pairs: QuerySet[OfferedPair]) -> int:
    """They are not asked about again; answers how many."""
    return pairs.filter(state=State.OFFERED).update(state=State.DECLINED)


def offer_again(pair: OfferedPair) -> bool:
    """A declined one waits for a look again."""
    return bool(OfferedPair.objects.filter(pk=pair.pk, state=State.DECLINED).update(state=State.OFFERED))


def _remember(move: Move, pairs: Sequence[OfferedPair]) -> Loaded:
    loaded = memory.load(_remembered(move, pairs))
    OfferedPair.objects.filter(pk__in=[pair.pk for pair in pairs]).update(state=State.TAKEN)
    return loaded


def _remembered(move: Move, pairs: Iterable[OfferedPair]) -> Iterable[MemoryPair]:
    return (
        MemoryPair(pair.source_language, pair.target_language, pair.source, pair.target, origin=move.file_name)
        for pair in pairs
    )
