"""Taking a list in, as one change that can be undone."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from kawaraban.desk.models import OutletFact, OutletHost, OutletProfile, RegistryChange
from kawaraban.desk.outlets.changing import RegistryTrouble
from kawaraban.desk.outlets.importing.mapping import Mapping
from kawaraban.desk.outlets.importing.planning import Incoming, Plan

_BATCH = 500


@transaction.atomic
def take_in(plan: Plan, mapping: Mapping, file: str, read_on: date, person: AbstractBaseUser) -> RegistryChange:
    """Does what a plan says: facts stand beside what others say; nothing is written over.

    Raises RegistryTrouble, and does nothing, where somebody entered one of its hosts meanwhile.
    """
    change = RegistryChange.objects.create(kind=RegistryChange.Kind.IMPORTED, person_id=person.pk, file=file[:200])
    new = [one for one in plan.outlets if one.profile is None]
    made = OutletProfile.objects.bulk_create(
        [OutletProfile(name=one.names.name, name_ja=one.names.name_ja) for one in new], batch_size=_BATCH
    )
    for one, profile in zip(new, made, strict=True):
        one.profile = profile
    hosts = [OutletHost(profile=one.profile, host=host, begun_by=change) for one in plan.outlets for host in one.hosts]
    try:
        with transaction.atomic():
            OutletHost.objects.bulk_create(hosts, batch_size=_BATCH)
    except IntegrityError:
        raise RegistryTrouble(gettext("The registry changed meanwhile: look at the list again.")) from None
    facts = [fact for one in plan.outlets for fact in _rows(one, mapping, read_on, change)]
    OutletFact.objects.bulk_create(facts, batch_size=_BATCH)
    change.counts = {"outlets": len(new), "hosts": plan.hosts, "facts": len(facts)}
    change.save(update_fields=["counts"])
    return change


def _rows(one: Incoming, mapping: Mapping, read_on: date, change: RegistryChange) -> list[OutletFact]:
    return [
        OutletFact(
            profile=one.profile,
            kind=kind,
            answer=answer,
            value=value,
            source=mapping.source,
            link=mapping.link,
            dated=mapping.dated,
            read_on=read_on,
            note=note,
            entered_by=OutletFact.EnteredBy.IMPORT,
            person=change.person,
            begun_by=change,
        )
        for (kind, answer, value), note in one.facts.items()
    ]
