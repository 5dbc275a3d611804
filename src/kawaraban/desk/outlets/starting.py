"""The starter registry comes onto the desk: what is new in it is added, and nothing is ever written over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.db import transaction

from kawaraban.desk.models import OutletFact, OutletHost, OutletProfile, RegistryChange
from kawaraban.desk.outlets.changing import put_hosts
from kawaraban.desk.outlets.entries import STARTER, Entry, read_files
from kawaraban.desk.outlets.hosts import host_of

_Said = tuple[str, str, str, str, str]  # kind, answer, value, source, link: what makes a fact the same one


def load_starter(folder: Path = STARTER) -> int:
    """Takes in what is new in the starter registry; answers how many facts. One query where nothing is.

    What a person changed or took out stays so: a fact that was ever there is not put there again.
    """
    paths = sorted(folder.glob("*.toml"))
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()
    kind = RegistryChange.Kind.STARTER
    if RegistryChange.objects.filter(kind=kind, file=digest).exists():
        return 0
    return add_entries(read_files(paths), kind, OutletFact.EnteredBy.STARTER, digest)


@transaction.atomic
def add_entries(entries: Iterable[Entry], kind: str, entered_by: str, name: str) -> int:
    """Adds outlets of a file, their hosts and facts as far as they were never there; answers how many facts."""
    change = RegistryChange.objects.create(kind=kind, file=name)
    entries = list(entries)
    profiles = _profiles(entries)
    known = _known(profile.pk for profile in profiles.values())
    rows, outlets, hosts = [], 0, 0
    for entry in entries:
        profile = profiles.get(entry.key)
        if profile is None:
            profile = OutletProfile.objects.create(
                key=entry.key, name=entry.name, name_ja=entry.name_ja, name_own=entry.name_own
            )
            outlets += 1
        hosts += put_hosts(profile, map(host_of, entry.hosts), change)
        rows += _facts(entry, profile, known.get(profile.pk, frozenset()), entered_by, change)
    OutletFact.objects.bulk_create(rows, batch_size=500)
    change.counts = {"outlets": outlets, "hosts": hosts, "facts": len(rows)}
    change.save(update_fields=["counts"])
    return len(rows)


def _profiles(entries: Iterable[Entry]) -> dict[str, OutletProfile]:
    """The profile that each entry belongs to: of its key, else the one that has a host of it."""
    entries = list(entries)
    by_key = {row.key: row for row in OutletProfile.objects.filter(key__in=[entry.key for entry in entries])}
    wanted = {host_of(host): entry.key for entry in entries for host in entry.hosts if entry.key not in by_key}
    rows = OutletHost.objects.filter(host__in=wanted, removed_at=None, profile__removed_at=None)
    by_host = {wanted[row.host]: row.profile for row in rows.select_related("profile")}
    return {entry.key: profile for entry in entries if (profile := by_key.get(entry.key) or by_host.get(entry.key))}


def _known(profiles: Iterable[int]) -> Mapping[int, set[_Said]]:
    known: dict[int, set[_Said]] = {}
    for fact in OutletFact.objects.filter(profile__in=list(profiles)).iterator():
        said = (fact.kind, fact.answer, fact.value, fact.source, fact.link)
        known.setdefault(fact.profile_id, set()).add(said)
    return known


def _facts(
    entry: Entry, profile: OutletProfile, known: Iterable[_Said], entered_by: str, change: RegistryChange
) -> list[OutletFact]:
    return [
        OutletFact(
            profile=profile,
            kind=fact.kind,
            answer=fact.answer,
            value=fact.value,
            value_ja=fact.value_ja,
            source=fact.source,
            link=fact.link,
            dated=fact.dated,
            read_on=fact.read_on,
            note=fact.note,
            entered_by=entered_by,
            begun_by=change,
        )
        for fact in entry.facts
        if (fact.kind, fact.answer, fact.value, fact.source, fact.link) not in known
    ]
