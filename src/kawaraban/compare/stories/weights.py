"""How likely two reports are on one event: what the kinds of evidence weigh together."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path

from kawaraban.compare.stories.evidence import KINDS, Evidence

#: Under these a kind of evidence says nothing by itself. On the gold they cost no report its story.
_TOLD, _WORDS, _BOTH = 0.1, 0.05, 0.1
#: From here on what is said is so much the same that other names in the leads are of another event.
_ELSEWHERE = 0.75


def likelihood(found: Evidence) -> float:
    """How likely two reports are on one event, 0 to 1, by a logistic regression (weights.toml says from what).

    0 where both have names that could be found and nothing but vectors speaks for it; and where no sentence and no
    word does, and of names and numbers only the one or the other: two events of one land share as much. 0 too where
    the same is said under other names: an airport is closed by a drone, and so was another a week before.
    """
    if found.elsewhere >= _ELSEWHERE:
        return 0.0
    if not (found.mute or found.names or found.numbers or found.words or found.days):
        return 0.0
    if found.told < _TOLD and found.words < _WORDS and min(found.names, found.numbers) < _BOTH:
        return 0.0
    bias, weights = _read()
    weighed = math.fsum(weight * getattr(found, kind) for kind, weight in zip(KINDS, weights, strict=True))
    return 1 / (1 + math.exp(-bias - weighed))


@cache
def _read() -> tuple[float, tuple[float, ...]]:
    data = tomllib.loads(Path(__file__).with_name("weights.toml").read_text(encoding="utf-8"))
    return float(data["bias"]), tuple(float(data["weights"][kind]) for kind in KINDS)
