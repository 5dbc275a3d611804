"""The validator: what is amiss in the registry, or in a file of outlets, as findings that a page can tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Q
from django.utils import timezone

from kawaraban.desk.models import OutletFact, OutletHost, OutletProfile
from kawaraban.desk.outlets import words
from kawaraban.desk.outlets.entries import Entry, EntryFact
from kawaraban.desk.outlets.hosts import host_of, reach
from kawaraban.follow import Fetcher, FollowError

Kind = OutletFact.Kind
What = Literal[
    "dead-host",
    "no-host",
    "doubled-host",
    "within",
    "doubled-name",
    "no-source",
    "no-link",
    "dead-link",
    "no-date",
    "no-value",
]
#: Hosts that are asked at once whether they answer; more are asked the next time.
AT_ONCE = 20
#: Problems that say that nothing is there any more; one that refuses programs, or is busy, is alive.
DEAD = frozenset(
    {"not-an-address", "refused-address", "no-such-host", "no-answer", "bad-certificate", "not-found", "gone"}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss: with which outlet (its name, and its id where it is on the desk), and the words it is about."""

    what: What
    outlet: str
    text: str = ""
    other: str = ""  # the other outlet, where two are at odds
    profile: int | None = None


def findings_of(entries: Iterable[Entry]) -> list[Finding]:
    """What is amiss in a file of outlets."""
    entries = list(entries)
    found = [finding for entry in entries for finding in _of_entry(entry)]
    found += _doubled([(host_of(host), entry.name, None) for entry in entries for host in entry.hosts])
    found += _doubled_names([(name, entry.name, None) for entry in entries for name in {entry.name, entry.name_ja}])
    return found


def findings(profile: int | None = None, limit: int = 200) -> list[Finding]:
    """What is amiss on the desk, or with one outlet of it; four queries.

    Whether hosts answer is as it was when somebody last asked.
    """
    hosts = OutletHost.objects.filter(removed_at=None, profile__removed_at=None).select_related("profile")
    rows = [(row.host, row.profile.name, row.profile_id) for row in hosts]
    found = [Finding("dead-host", row.profile.name, row.host, profile=row.profile_id) for row in hosts if row.trouble]
    found += _doubled(rows)
    profiles = OutletProfile.objects.filter(removed_at=None)
    names = profiles.values_list("name", "name_ja", "pk")
    found += _doubled_names([(name, latin, pk) for latin, japanese, pk in names for name in {latin, japanese}])
    bare = profiles.annotate(n=Count("hosts", filter=Q(hosts__removed_at=None))).filter(n=0)
    found += [Finding("no-host", profile.name, profile=profile.pk) for profile in bare]
    odd = OutletFact.objects.filter(ended_by=None, profile__removed_at=None)
    for fact in odd.filter(Q(source="") | Q(link="") | ~Q(trouble="")).select_related("profile"):
        what: What = "no-source" if not fact.source else "no-link" if not fact.link else "dead-link"
        found.append(Finding(what, fact.profile.name, str(fact.get_kind_display()), profile=fact.profile_id))
    return [finding for finding in found if profile in (None, finding.profile)][:limit]


def look_up(hosts: Iterable[OutletHost], fetcher: Fetcher) -> int:
    """Asks each host for its front page, through the guarded fetcher, and keeps whether it answered; how many did."""
    answered = 0
    for row in hosts:
        row.trouble, row.looked_at = _trouble(f"https://{row.host}/", fetcher), timezone.now()
        row.save(update_fields=["trouble", "looked_at"])
        answered += not row.trouble
    return answered


def look_up_links(profile: OutletProfile, fetcher: Fetcher) -> tuple[int, int]:
    """The same of the links behind an outlet's facts, each once; how many were asked, and how many answered."""
    facts = OutletFact.objects.filter(profile=profile, ended_by=None).exclude(link="")
    links = list(dict.fromkeys(facts.order_by("looked_at", "pk").values_list("link", flat=True)))[:AT_ONCE]
    troubles = {link: _trouble(link, fetcher) for link in links}
    for link, trouble in troubles.items():
        facts.filter(link=link).update(trouble=trouble, looked_at=timezone.now())
    return len(troubles), sum(not trouble for trouble in troubles.values())


def _trouble(address: str, fetcher: Fetcher) -> str:
    """Why nothing is there any more; "" where something is."""
    try:
        fetcher.fetch(address)
    except FollowError as error:
        return error.problem if error.problem in DEAD else ""
    return ""


def _of_entry(entry: Entry) -> Iterator[Finding]:
    if not entry.hosts:
        yield Finding("no-host", entry.name)
    for host in entry.hosts:
        if host_of(host) != host:
            yield Finding("dead-host", entry.name, host)
    for fact in entry.facts:
        yield from _of_fact(entry, fact)


def _of_fact(entry: Entry, fact: EntryFact) -> Iterator[Finding]:
    if not fact.source:
        yield Finding("no-source", entry.name, fact.kind)
    if not fact.link.startswith(("https://", "http://")):
        yield Finding("no-link", entry.name, fact.kind)
    if fact.read_on is None:
        yield Finding("no-date", entry.name, fact.kind)
    if not has_value(fact.kind, fact.answer, fact.value):
        yield Finding("no-value", entry.name, f"{fact.kind} {fact.answer}{fact.value}".strip())


def has_value(kind: str, answer: str, value: str) -> bool:
    """Whether a fact of this kind says something that the kind can have."""
    if kind in words.STATE:
        return answer in OutletFact.Answer.values and not value
    known = {Kind.MEDIUM: words.MEDIA, Kind.FORM: words.FORMS}.get(kind)  # type: ignore[call-overload]
    return kind in Kind.values and not answer and (value in known if known is not None else bool(value))


_Row = tuple[str, str, int | None]  # host or name, outlet, profile


def _doubled(rows: list[_Row]) -> list[Finding]:
    """Hosts that two outlets have, or that stand within another outlet's: the nearer one counts, which may be meant."""
    by_host: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_host[row[0]].append(row)
    found = []
    for host, has in by_host.items():
        found += [Finding("doubled-host", one[1], host, has[0][1], one[2]) for one in has[1:]]
        for above in reach(host)[1:]:
            for other in by_host.get(above, [])[:1]:
                if other[1] != has[0][1]:
                    found.append(Finding("within", has[0][1], host, other[1], has[0][2]))
    return found


def _doubled_names(rows: list[_Row]) -> list[Finding]:
    by_name: dict[str, list[_Row]] = defaultdict(list)
    for name, outlet, profile in rows:
        if name:
            by_name[name.casefold()].append((name, outlet, profile))
    return [Finding("doubled-name", one[1], one[0], has[0][1], one[2]) for has in by_name.values() for one in has[1:]]
