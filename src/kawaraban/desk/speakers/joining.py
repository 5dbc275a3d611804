"""Joins of names, as machine and people make them and take them apart, and whom each name belongs to after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from kawaraban.desk.models import Preferences, Speaker, SpeakerJoin


def names_of(speaker: Speaker) -> QuerySet[Speaker]:
    """All names of one speaker, the first of them its root."""
    root = speaker.joined_id or speaker.pk
    return Speaker.objects.filter(Q(pk=root) | Q(joined=root)).order_by("pk")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction in which nobody else joins names or takes them apart: whom a name belongs to is said anew by all
    joins there are, and two that did so at once would each miss the other's."""
    with transaction.atomic():
        Preferences.objects.select_for_update(no_key=True).filter(pk=1).values_list("pk").first()
        yield


def join(one: Speaker, other: Speaker, person: User) -> SpeakerJoin | None:
    """Joins two names by a person's hand; None where they are one speaker's already."""
    first, second = sorted((one.pk, other.pk))
    with one_at_a_time():
        if names_of(Speaker.objects.get(pk=first)).filter(pk=second).exists():
            return None
        made = SpeakerJoin.objects.create(
            one_id=first, other_id=second, why=SpeakerJoin.Why.PERSON, person=person, confirmed_at=timezone.now()
        )
        settle({first, second})
    return made


def confirm(name: Speaker, person: User) -> None:
    """A person agrees with what the machine joined to a name."""
    _of(name).filter(confirmed_at=None).update(confirmed_at=timezone.now(), person=person)


def part(name: Speaker, person: User) -> None:
    """Takes a name from the others; the machine does not join them again."""
    with one_at_a_time():
        _of(name).update(parted_at=timezone.now(), person=person)
        settle({name.pk})


def last_change(names: Collection[int]) -> SpeakerJoin | None:
    """What was done last with these names: a join that was made or taken apart."""
    done = SpeakerJoin.objects.filter(Q(one__in=names) | Q(other__in=names))
    return done.order_by(Greatest(F("made_at"), Coalesce("parted_at", "made_at")).desc(), "-pk").first()


def undo(done: SpeakerJoin, person: User) -> None:
    """Takes back what was done last with a pair: joins what was parted, parts what was joined."""
    with one_at_a_time():
        if done.parted_at is None:
            # A machine's join stays known as taken apart, so that it is not made again; a person's own leaves no trace.
            if done.why == SpeakerJoin.Why.PERSON:
                done.delete()
            else:
                SpeakerJoin.objects.filter(pk=done.pk).update(parted_at=timezone.now(), person=person)
        else:
            same = SpeakerJoin.objects.filter(parted_at=done.parted_at)  # a name may have been taken from several
            ends = {key for pair in same.values_list("one_id", "other_id") for key in pair}
            same.update(parted_at=None, made_at=timezone.now())
            settle(ends)
        settle({done.one_id, done.other_id})


def settle(changed: Iterable[int]) -> None:
    """Says anew whom these names, and all that were one with them, belong to: the oldest name of each group.

    Four queries, whatever the number of names. Within `one_at_a_time`.
    """
    keys = set(changed)
    if not keys:
        return
    roots = set(
        Speaker.objects.filter(pk__in=keys).annotate(root=Coalesce("joined_id", "pk")).values_list("root", flat=True)
    )
    names = Speaker.objects.filter(Q(pk__in=keys | roots) | Q(joined__in=roots))
    group = {one.pk: one for one in names.select_for_update(no_key=True).order_by("pk")}
    inside = Q(one__in=group, other__in=group)
    root = {key: key for key in group}
    for one, other in SpeakerJoin.objects.filter(inside, parted_at=None).values_list("one_id", "other_id"):
        a, b = _root(root, one), _root(root, other)
        root[max(a, b)] = min(a, b)
    moved = []
    for key, speaker in group.items():
        top = _root(root, key)
        belongs = None if top == key else top
        if speaker.joined_id != belongs:
            speaker.joined_id = belongs
            moved.append(speaker)
    Speaker.objects.bulk_update(moved, ["joined"])


def apart_kept(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of these pairs of names those that may be joined, one after the other, without making names one speaker's that
    a person took apart: not through a third name either. Two queries."""
    wanted = list(pairs)
    ends = Speaker.objects.filter(pk__in={key for pair in wanted for key in pair})
    roots = set(ends.annotate(root=Coalesce("joined_id", "pk")).values_list("root", flat=True)) if wanted else ()
    if not roots:
        return []
    names = Speaker.objects.filter(Q(pk__in=roots) | Q(joined__in=roots)).values_list("pk", "joined_id")
    root = {key: joined or key for key, joined in names}
    parted = SpeakerJoin.objects.filter(one__in=root, other__in=root).exclude(parted_at=None)
    apart = list(parted.values_list("one_id", "other_id"))
    kept = []
    for one, other in wanted:
        a, b = _root(root, one), _root(root, other)
        if a != b and any({_root(root, x), _root(root, y)} == {a, b} for x, y in apart):
            continue
        root[max(a, b)] = min(a, b)
        kept.append((one, other))
    return kept


def _root(root: dict[int, int], key: int) -> int:
    while root[key] != key:
        root[key] = root[root[key]]
        key = root[key]
    return key


def _of(name: Speaker) -> QuerySet[SpeakerJoin]:
    return SpeakerJoin.objects.filter(Q(one=name) | Q(other=name), parted_at=None)
