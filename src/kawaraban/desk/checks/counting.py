"""What a check comes to: how many independent origins state it, convey it, deny it, and what only repeats them.

An origin is counted once for a relation however many articles it has. Copies, and articles whose origin can't be told,
are no origins. What nobody has decided is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kawaraban.desk.models import Check, Finding, Placing

STATES, ATTRIBUTES, DENIES = Finding.Relation.STATES, Finding.Relation.ATTRIBUTES, Finding.Relation.DENIES
REPEATS, RELATED = Finding.Relation.REPEATS, Finding.Relation.RELATED
COUNTED = (STATES, ATTRIBUTES, DENIES)


@dataclass(frozen=True, slots=True)
class Result:
    """Findings by what they count as; of an origin with several articles the first stands for it."""

    states: tuple[Finding, ...]
    attributes: tuple[Finding, ...]
    denies: tuple[Finding, ...]
    repeats: tuple[Finding, ...]
    related: tuple[Finding, ...]
    unknown: tuple[Finding, ...]  # they say or deny it, but nobody can tell whose reporting that is
    undecided: tuple[Finding, ...]
    doubled: int = 0  # articles of an origin that stands there already

    @property
    def decided(self) -> int:
        """Articles that somebody decided on."""
        counted = (self.states, self.attributes, self.denies, self.repeats, self.related, self.unknown)
        return sum(map(len, counted)) + self.doubled

    def counts(self) -> dict[str, int]:
        """The numbers alone, as they are frozen."""
        names = ("states", "attributes", "denies", "repeats", "related", "unknown", "undecided")
        return {name: len(getattr(self, name)) for name in names}


def findings_of(check: Check) -> list[Finding]:
    """What stands in a check, with what its rows need; one query."""
    return findings_of_all([check])[check.pk]


def findings_of_all(checks: Sequence[Check]) -> dict[int, list[Finding]]:
    """What stands in each check, by its id; one query."""
    found: dict[int, list[Finding]] = {check.pk: [] for check in checks}
    rows = Finding.objects.filter(of__in=found, removed_at=None).select_related(
        "article__outlet", "article__placing__copy_of__outlet", "version", "person"
    )
    for finding in rows.order_by("article__sort_at", "article_id"):
        found[finding.of_id].append(finding)
    return found


def result_of(findings: Iterable[Finding]) -> Result:
    """The result by what people decided."""
    return _result(findings, lambda finding: finding.relation)


def proposed_result(findings: Iterable[Finding]) -> Result:
    """The result as it would be if everything that the machine proposes were so."""
    return _result(findings, lambda finding: finding.proposed)


def origin_of(finding: Finding) -> int | None:
    """The article whose reporting this one has: itself, or the first that it copies; None where that can't be told."""
    placing = placing_of(finding)
    if placing is None or placing.standing == Placing.Standing.UNKNOWN:
        return None
    if placing.standing == Placing.Standing.OWN:
        return finding.article_id
    return placing.origin_id or placing.copy_of_id


def placing_of(finding: Finding) -> Placing | None:
    return getattr(finding.article, "placing", None)


def is_copy(finding: Finding) -> bool:
    placing = placing_of(finding)
    return placing is not None and placing.standing == Placing.Standing.COPY


def by_origin(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings in groups of one origin, by when each group's first was published; within one, its own report first."""
    groups: dict[int, list[Finding]] = {}
    for finding in findings:
        origin = origin_of(finding)
        groups.setdefault(origin if origin is not None else -finding.article_id, []).append(finding)
    for origin, group in groups.items():
        group.sort(key=lambda one: (one.article_id != origin, one.article.sort_at, one.article_id))
    return sorted(groups.values(), key=lambda group: (min(_when(one) for one in group), group[0].article_id))


def _when(finding: Finding) -> datetime:
    return finding.article.sort_at


def _result(findings: Iterable[Finding], relation_of: Callable[[Finding], str]) -> Result:
    found: dict[str, list[Finding]] = {name: [] for name in (*Finding.Relation.values, "unknown", "")}
    seen: set[tuple[str, int]] = set()
    doubled = 0
    for group in by_origin(list(findings)):
        for finding in group:
            relation, origin = relation_of(finding), origin_of(finding)
            if relation not in COUNTED:
                found[relation].append(finding)
            elif origin is None:
                found["unknown"].append(finding)
            elif (relation, origin) in seen:
                doubled += 1
            else:
                seen.add((relation, origin))
                found[relation].append(finding)
    return Result(
        states=tuple(found[STATES]),
        attributes=tuple(found[ATTRIBUTES]),
        denies=tuple(found[DENIES]),
        repeats=tuple(found[REPEATS]),
        related=tuple(found[RELATED]),
        unknown=tuple(found["unknown"]),
        undecided=tuple(found[""]),
        doubled=doubled,
    )
