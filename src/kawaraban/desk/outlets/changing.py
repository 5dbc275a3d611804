"""What persons do to the registry: enter, replace and take out facts, name outlets and hosts; and undo it.

Each is a `RegistryChange`. No fact is written over: a change begins facts and ends facts, and undoing it takes away
what it began and brings back what it ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.models import OutletFact, OutletHost, OutletProfile, RegistryChange
from kawaraban.desk.outlets.hosts import host_of

Change = RegistryChange.Kind


class RegistryTrouble(Exception):
    """A change that can't be made; `str(error)` is one plain sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as somebody enters it: what a source says. `answer` or `value`, never both."""

    kind: str
    source: str
    link: str
    read_on: date
    answer: str = ""
    value: str = ""
    value_ja: str = ""
    dated: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What an outlet is called: in Latin script, in Japanese, and in its own script where that is another."""

    name: str
    name_ja: str = ""
    name_own: str = ""


def names_of(profile: OutletProfile) -> Names:
    return Names(profile.name, profile.name_ja, profile.name_own)


@transaction.atomic
def enter(profile: OutletProfile, said: Said, person: AbstractBaseUser) -> OutletFact:
    """Puts a fact beside what other sources say."""
    return _begin(profile, said, _change(Change.ENTERED, person, profile))


@transaction.atomic
def replace(fact: OutletFact, said: Said, person: AbstractBaseUser) -> OutletFact:
    """Puts a fact in the place of another, which stays in the history. Raises RegistryTrouble."""
    fact = _standing(fact)
    change = _change(Change.REPLACED, person, fact.profile)
    fact.ended_by = change
    fact.save(update_fields=["ended_by"])
    return _begin(fact.profile, said, change, replaces=fact)


@transaction.atomic
def take_out(fact: OutletFact, person: AbstractBaseUser) -> RegistryChange:
    """Takes a fact out; it stays in the history. Raises RegistryTrouble."""
    fact = _standing(fact)
    change = _change(Change.REMOVED, person, fact.profile)
    fact.ended_by = change
    fact.save(update_fields=["ended_by"])
    return change


@transaction.atomic
def new_profile(names: Names, hosts: Iterable[str], person: AbstractBaseUser) -> OutletProfile:
    """An outlet that the registry did not have. Raises RegistryTrouble."""
    profile = OutletProfile.objects.create(**asdict(names))
    change = _change(Change.ENTERED, person, profile)
    _set_hosts(profile, _hosts(hosts), change)
    return profile


@transaction.atomic
def rename(
    profile: OutletProfile, names: Names, hosts: Iterable[str], person: AbstractBaseUser
) -> RegistryChange | None:
    """Gives an outlet other names and hosts; None where they are what they were. Raises RegistryTrouble."""
    profile = OutletProfile.objects.select_for_update().get(pk=profile.pk)
    wanted, standing = _hosts(hosts), list(_standing_hosts(profile))
    before = names_of(profile)
    if names == before and wanted == standing:
        return None
    change = _change(Change.NAMED, person, profile)
    change.before = {**asdict(before), "hosts": standing}
    change.save(update_fields=["before"])
    OutletProfile.objects.filter(pk=profile.pk).update(**asdict(names))
    _set_hosts(profile, wanted, change)
    return change


@transaction.atomic
def undo(change: RegistryChange) -> None:
    """Takes back what a change did. What was done later to the same facts stays as it is. Raises RegistryTrouble."""
    change = RegistryChange.objects.select_for_update().get(pk=change.pk)
    if change.undone_at is not None:
        raise RegistryTrouble(gettext("This is undone already."))
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    began = OutletFact.objects.filter(begun_by=change)
    replaced_since = set(began.exclude(ended_by=None).values_list("replaces_id", flat=True))
    began.filter(ended_by=None).update(ended_by=change)
    ended = OutletFact.objects.filter(ended_by=change).exclude(begun_by=change)
    ended.exclude(pk__in=[pk for pk in replaced_since if pk]).update(ended_by=None)
    if change.before and change.profile is not None:
        names = {name: change.before[name] for name in asdict(names_of(change.profile))}
        OutletProfile.objects.filter(pk=change.profile_id).update(**names)
        later = change.profile.hosts.filter(removed_at=None).exclude(begun_by=change)  # an import may have brought some
        _set_hosts(change.profile, [*later.values_list("host", flat=True), *change.before["hosts"]], change)
    else:
        _take_back_hosts(change)


def last_change(profile: OutletProfile) -> RegistryChange | None:
    """What somebody did last to an outlet and can undo; imports and the starter are undone as a whole, elsewhere."""
    return profile.changes.filter(
        undone_at=None, kind__in=(Change.ENTERED, Change.REPLACED, Change.REMOVED, Change.NAMED)
    ).first()


def put_hosts(profile: OutletProfile, hosts: Iterable[str], change: RegistryChange) -> int:
    """Adds hosts that no outlet has, and that nobody took away from this one; answers how many."""
    wanted = list(dict.fromkeys(hosts))
    there = OutletHost.objects.filter(host__in=wanted)
    taken = {row.host for row in there if row.removed_at is None or row.profile_id == profile.pk}
    rows = [OutletHost(profile=profile, host=host, begun_by=change) for host in wanted if host not in taken]
    OutletHost.objects.bulk_create(rows)
    return len(rows)


def _begin(
    profile: OutletProfile, said: Said, change: RegistryChange, replaces: OutletFact | None = None
) -> OutletFact:
    return OutletFact.objects.create(
        profile=profile,
        kind=said.kind,
        answer=said.answer,
        value=said.value,
        value_ja=said.value_ja,
        source=said.source,
        link=said.link,
        dated=said.dated,
        read_on=said.read_on,
        note=said.note,
        entered_by=OutletFact.EnteredBy.PERSON,
        person=change.person,
        begun_by=change,
        replaces=replaces,
    )


def _standing(fact: OutletFact) -> OutletFact:
    """The fact, held against others who change it. Raises RegistryTrouble where somebody ended it meanwhile."""
    fact = OutletFact.objects.select_for_update(of=("self",)).select_related("profile").get(pk=fact.pk)
    if fact.ended_by_id is not None:
        raise RegistryTrouble(gettext("Somebody changed this fact meanwhile: look at it again."))
    return fact


def _change(kind: str, person: AbstractBaseUser | None, profile: OutletProfile | None = None) -> RegistryChange:
    return RegistryChange.objects.create(kind=kind, profile=profile, person_id=person.pk if person else None)


def _hosts(given: Iterable[str]) -> list[str]:
    """Hosts as they are kept, each once. Raises RegistryTrouble for what is none."""
    found: dict[str, None] = {}
    for text in given:
        host = host_of(text)
        if not host:
            raise RegistryTrouble(
                gettext("“%(text)s” is no host: write it like news.example, one a line.") % {"text": text[:100]}
            )
        found[host] = None
    return list(found)


def _set_hosts(profile: OutletProfile, wanted: list[str], change: RegistryChange) -> None:
    standing = profile.hosts.filter(removed_at=None)
    standing.exclude(host__in=wanted).update(removed_at=timezone.now())
    there = set(standing.values_list("host", flat=True))
    others = OutletHost.objects.filter(host__in=wanted, removed_at=None).exclude(profile=profile)
    for row in others.select_related("profile")[:1]:
        raise RegistryTrouble(
            gettext("%(host)s stands at %(outlet)s: take it away there first.")
            % {"host": row.host, "outlet": row.profile.name}
        )
    try:
        with transaction.atomic():
            OutletHost.objects.bulk_create(
                [
                    OutletHost(profile=profile, host=host, begun_by=change)
                    for host in dict.fromkeys(wanted)
                    if host not in there
                ]
            )
    except IntegrityError:
        raise RegistryTrouble(gettext("Somebody entered this host meanwhile: look again.")) from None


def _standing_hosts(profile: OutletProfile) -> Iterable[str]:
    return profile.hosts.filter(removed_at=None).values_list("host", flat=True)


def _take_back_hosts(change: RegistryChange) -> None:
    """Hosts go with the change that brought them, but for those of an outlet that has facts and no host besides; an
    outlet that is left without a host goes too."""
    begun = OutletHost.objects.filter(begun_by=change, removed_at=None)
    has_facts = Exists(OutletFact.objects.filter(profile=OuterRef("profile"), ended_by=None))
    standing = OutletHost.objects.filter(profile=OuterRef("profile"), removed_at=None)
    has_others = Exists(standing.exclude(begun_by=change))
    going = list(begun.filter(has_others | ~has_facts).values_list("pk", "profile_id"))
    now = timezone.now()
    OutletHost.objects.filter(pk__in=[pk for pk, _profile in going]).update(removed_at=now)
    left = OutletProfile.objects.filter(pk__in={profile for _pk, profile in going}, removed_at=None)
    any_host = Exists(OutletHost.objects.filter(profile=OuterRef("pk"), removed_at=None))
    left.filter(~any_host).update(removed_at=now)
