"""Looking up what the registry says of outlets: many outlets at once, three queries at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import get_language, gettext

from kawaraban.desk.models import Outlet, OutletFact, OutletHost, OutletProfile
from kawaraban.desk.outlets import words
from kawaraban.desk.outlets.hosts import reach

Kind, Answer = OutletFact.Kind, OutletFact.Answer
_QUESTIONS = (Kind.FUNDING, Kind.OWNERSHIP, Kind.EDITORIAL)


@dataclass(frozen=True)
class Facts:
    """What stands in the registry about one outlet, source beside source; a person's word first, then the latest read.

    What is told of it is in the language that is active, and description only: the same rule for every country.
    """

    profile: OutletProfile
    all: tuple[OutletFact, ...]

    def of(self, kind: str) -> list[OutletFact]:
        """What the sources say of one kind."""
        return [fact for fact in self.all if fact.kind == kind]

    def says(self, kind: str) -> list[str]:
        """The same in words, each once."""
        language = get_language() or "en"
        return list(dict.fromkeys(filter(None, (words.told(fact, language) for fact in self.of(kind)))))

    @property
    def address(self) -> str:
        """The outlet's page in the registry."""
        return reverse("desk:outlet", args=[self.profile.pk])

    @property
    def name(self) -> str:
        """What the outlet is called in the reader's script."""
        japanese = (get_language() or "").startswith("ja")
        return (japanese and self.profile.name_ja) or self.profile.name

    @cached_property
    def read_on(self) -> date | None:
        """The day on which the latest of it was read."""
        return max((fact.read_on for fact in self.all), default=None)

    @property
    def country(self) -> str:
        return _several(self.says(Kind.COUNTRY))

    @property
    def owner(self) -> str:
        return _several(self.says(Kind.OWNER))

    @property
    def form(self) -> str:
        """How the outlet is held, in words: its form where a source names one, else what a state has in it."""
        forms = self.says(Kind.FORM)
        return _several(forms) if forms else self._state()

    @property
    def line(self) -> str:
        """ケルマール・協同組合: its country and how it is held; "" where neither is known."""
        return _joined(self.country, self.form)

    @property
    def short(self) -> str:
        """通信社・協同組合: what it is and how it is held."""
        return _joined(_several(self.says(Kind.MEDIUM)), self.form)

    @property
    def full(self) -> str:
        """ケルマール・通信社・協同組合, and who owns it."""
        told = _joined(self.country, _several(self.says(Kind.MEDIUM)), self.form)
        if not (told and self.owner):
            return told
        return gettext("%(what)s. Owner: %(owner)s") % {"what": told, "owner": self.owner}

    def _state(self) -> str:
        """What a state has in the outlet, by the three questions; what nobody asked is not said."""
        answers = {kind: {fact.answer for fact in self.of(kind)} - {Answer.UNKNOWN, ""} for kind in _QUESTIONS}
        held = [words.STATE[kind] for kind in _QUESTIONS if answers[kind] == {Answer.YES}]
        apart = [words.STATE[kind] for kind in _QUESTIONS if len(answers[kind]) > 1 or Answer.DISPUTED in answers[kind]]
        denied = [words.STATE[kind] for kind in _QUESTIONS if answers[kind] == {Answer.NO}]
        said = [gettext("state %(what)s") % {"what": _dots(held)}] if held else []
        said += [gettext("sources differ on state %(what)s") % {"what": _dots(apart)}] if apart else []
        if denied and not said:
            return gettext("no state %(what)s") % {"what": _dots(denied)}
        return words.separator(get_language() or "en").join(said)


def facts_of(outlets: Iterable[Outlet]) -> dict[int, Facts]:
    """What the registry says of each outlet that it has a host of, by the outlet's id. Two queries."""
    hosts = {outlet.pk: outlet.host for outlet in outlets}
    known = facts_at(hosts.values())
    return {outlet: known[host] for outlet, host in hosts.items() if host in known}


def facts_at(given: Iterable[str]) -> dict[str, Facts]:
    """The same of each of these hosts, whether or not the desk has an outlet there. Two queries."""
    wanted = {host: reach(host) for host in given}
    candidates = {host for hosts in wanted.values() for host in hosts}
    if not candidates:
        return {}
    rows = OutletHost.objects.filter(host__in=candidates, removed_at=None, profile__removed_at=None)
    profiles = {row.host: row.profile for row in rows.select_related("profile")}
    found = {
        host: profiles[above]
        for host, hosts in wanted.items()
        if (above := next((one for one in hosts if one in profiles), None)) is not None
    }
    known = facts_of_profiles(found.values())
    return {host: known[profile.pk] for host, profile in found.items()}


def facts_of_profiles(profiles: Iterable[OutletProfile]) -> dict[int, Facts]:
    """What stands about each of these profiles, by their ids. One query."""
    by_id = {profile.pk: profile for profile in profiles}
    rows: dict[int, list[OutletFact]] = defaultdict(list)
    if by_id:
        for fact in OutletFact.objects.filter(profile__in=by_id, ended_by=None):
            rows[fact.profile_id].append(fact)
    return {pk: Facts(profile, tuple(sorted(rows[pk], key=_standing))) for pk, profile in by_id.items()}


def owners_and_countries_of(outlets: Iterable[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Who owns each of these outlets (their ids), and its country (a code, or a name), as the first fact has it.

    Those of whom it is not known are left out.
    """
    known = facts_of(Outlet.objects.filter(pk__in=list(outlets)).only("host"))
    return _first(known, Kind.OWNER), _first(known, Kind.COUNTRY)


def _first(known: Mapping[int, Facts], kind: str) -> dict[int, str]:
    first = {outlet: next(iter(facts.of(kind)), None) for outlet, facts in known.items()}
    return {outlet: fact.value for outlet, fact in first.items() if fact is not None}


_ORDER = {kind: place for place, kind in enumerate(Kind.values)}


def _standing(fact: OutletFact) -> tuple[int, bool, int, int]:
    by_person = fact.entered_by == OutletFact.EnteredBy.PERSON
    return _ORDER.get(fact.kind, len(_ORDER)), not by_person, -fact.read_on.toordinal(), fact.pk


def _joined(*parts: str) -> str:
    return "・".join(filter(None, parts)) if _is_japanese() else ", ".join(filter(None, parts))


def _dots(parts: Iterable[object]) -> str:
    return ("・" if _is_japanese() else ", ").join(map(str, parts))


def _several(said: list[str]) -> str:
    return "／".join(said) if _is_japanese() else " / ".join(said)


def _is_japanese() -> bool:
    return (get_language() or "").startswith("ja")
