"""The proof: what a translation lost, changed or added on the way, by rules.

Rules and not vectors, because a wrong number or a lost negation hardly moves a sentence's vector.
"""

from kawaraban.translate.proof.checks import CHECKS
from kawaraban.translate.proof.model import Check, Finding, Issue, Kind, Segment, Severity, Span


def proof(segment: Segment) -> list[Issue]:
    """Everything that the checks find in a segment, in the order of its rendering.

    Nothing is said of an empty rendering. A pure function; spans are code points into `segment.source` and
    `segment.target`.
    """
    if not segment.target.strip():
        return []
    found = [Issue(check, finding) for check in CHECKS for finding in check.find(segment)]
    return sorted(found, key=lambda issue: issue.target_span or (len(segment.target), 0))


__all__ = ["CHECKS", "Check", "Finding", "Issue", "Kind", "Segment", "Severity", "Span", "proof"]
