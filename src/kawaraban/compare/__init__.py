"""compare: many Articles -> Stories, origins and checks. Copies, same story, corroborates, denies, repeats."""

from __future__ import annotations

from collections.abc import Sequence

from kawaraban.compare.model import CompareError, Placed, Print, Report
from kawaraban.compare.relating import relate

__all__ = ["RULES", "CompareError", "Placed", "Print", "Report", "compare", "prints", "relate"]

#: Counts up when prints are made otherwise: what was made under an older number is made again.
RULES = 1


def prints(reports: Sequence[Report]) -> list[Print]:
    """What each report is compared by, in order; see `compare.printing`."""
    from kawaraban.compare import printing

    return printing.prints(reports)


def compare(reports: Sequence[Report]) -> list[Placed]:
    """Where each report belongs among the others: its story, its origin, and whom it copies, with every reason.

    In order. Any texts have an answer: empty ones, in unknown languages, without times or with times to come. Raises
    CompareError where two reports have one key.
    """
    from kawaraban.compare import comparing

    return comparing.compare(reports)
