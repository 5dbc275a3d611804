"""The newsstand's invented outlets in the registry, so that the demo shows what facts look like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils import timezone

from kawaraban.desk.models import OutletFact, RegistryChange
from kawaraban.desk.outlets.entries import Entry, EntryFact
from kawaraban.desk.outlets.hosts import host_of
from kawaraban.desk.outlets.starting import add_entries

if TYPE_CHECKING:
    from kawaraban.newsstand import Outlet

Kind = OutletFact.Kind


def load(outlets: Iterable[Outlet], japanese: Mapping[str, str]) -> int:
    """Takes them in as they are served; `japanese` has what outlets are called there, by their names in small letters.

    Answers how many facts there are.
    """
    entries = [_entry(outlet, japanese.get(outlet.name.casefold(), "")) for outlet in outlets if outlet.house.form]
    return add_entries(entries, RegistryChange.Kind.DEMO, OutletFact.EnteredBy.DEMO, "press/outlets.toml")


def _entry(outlet: Outlet, japanese: str) -> Entry:
    facts = tuple(fact for fact in _facts(outlet) if fact.value)
    return Entry(f"made-up-{outlet.key}", outlet.name, japanese, "", (host_of(outlet.address),), facts)


def _facts(outlet: Outlet) -> Iterator[EntryFact]:
    house, said_there = outlet.house, (f"{outlet.name}: imprint", f"{outlet.address}/")
    said = {
        Kind.COUNTRY: ("" if house.account else house.place, house.place_ja),  # a server of the fediverse has none
        Kind.MEDIUM: (house.medium, ""),
        Kind.FORM: (house.form, ""),
        Kind.OWNER: (house.owner, house.owner_ja),
        Kind.LANGUAGES: (house.language, ""),
    }
    for kind, (value, japanese) in said.items():
        yield EntryFact(kind, "", value, japanese, *said_there, "", timezone.localdate(), "")
