"""What is known behind findings: who says what in their sentences, whether their reports tell of somebody who was asked
and gave no answer, and whose their outlets are. Five queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kawaraban.compare.relating import asked
from kawaraban.desk.claims import standing
from kawaraban.desk.models import Claim, Finding, Paragraph
from kawaraban.desk.outlets import Facts, facts_of
from kawaraban.desk.stories.reports import KINDS


@dataclass(frozen=True, slots=True)
class Background:
    """By finding, the claims whose cue stands in its sentence; by outlet, what the registry says of it; and the
    versions that tell of somebody who was asked."""

    claims: dict[int, list[Claim]]
    facts: dict[int, Facts]
    asked: frozenset[int]

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Background:
        """`findings` have their article and its outlet loaded."""
        outlets = {finding.article.outlet_id: finding.article.outlet for finding in findings}
        return cls(_claims(findings), facts_of(outlets.values()), _asked(findings))

    def value(self, finding: Finding, kind: str) -> str:
        """What the first of the registry's facts of a kind says of the finding's outlet; "" where none does."""
        facts = self.facts.get(finding.article.outlet_id)
        said = facts.of(kind) if facts else []
        return said[0].value if said else ""

    def told(self, finding: Finding, kind: str) -> str:
        """The same in the words of the active language."""
        facts = self.facts.get(finding.article.outlet_id)
        said = facts.says(kind) if facts else []
        return said[0] if said else ""


def _claims(findings: Sequence[Finding]) -> dict[int, list[Claim]]:
    by_version: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_version[finding.version_id].append(finding)
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in standing().filter(version__in=by_version).select_related("speaker").order_by("position"):
        if not claim.cue:
            continue
        pid, start, _ = claim.cue[0]
        for finding in by_version[claim.version_id]:
            if finding.pid == pid and finding.start <= start < finding.end:
                found[finding.pk].append(claim)
    return found


def _asked(findings: Sequence[Finding]) -> frozenset[int]:
    """The versions in which somebody is said to have been asked for their side."""
    languages = {finding.version_id: finding.article.language for finding in findings}
    rows = Paragraph.objects.filter(version__in=languages, kind__in=KINDS).values_list("version_id", "text")
    return frozenset(version for version, text in rows if asked(text, languages[version]))
