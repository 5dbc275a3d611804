"""How rightly `compare` gathers reports of one event, in four languages, and keeps apart what only looks alike.

The gold is that of `gold_stories`: a story is a wire, its copies, an independent report and a denial; the near miss
beside them is another event of the same kind. Scored by B-cubed. `near misses kept from their twins` is the share of
near misses that share no story with a report on the event they look like, `near misses alone` of those that share none
with a report on any other event. Beside them what plain methods give at their best threshold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from tools.quality.figure import Figure, figures
from tools.quality.gold_stories import Labelled, gold, halves, placed
from tools.quality.grouping import Grouping, b_cubed, best, by_vectors, by_words


def run() -> list[Figure]:
    """Compare the whole gold once, and score what is seen and what is unseen."""
    rows = gold()
    found = {key: place.story for key, place in placed().items()}
    values: dict[str, float] = {}
    for name, part in halves(rows):
        values |= {f"{name}{what}": value for what, value in measured(part, found).items()}
        values |= {f"{name}{what}": value for what, value in kept_apart(rows, found, part).items()}
    return figures("stories", values | baselines(rows))


def measured(rows: Sequence[Labelled], found: Grouping) -> dict[str, float]:
    """The figures of these reports alone, whatever others they were grouped with."""
    truth = {row.report.key: row.story for row in rows}
    precision, recall, f1 = b_cubed(truth, {key: found[key] for key in truth})
    return {"B-cubed precision": precision, "B-cubed recall": recall, "B-cubed F1": f1}


def kept_apart(rows: Sequence[Labelled], found: Grouping, of: Sequence[Labelled]) -> dict[str, float]:
    """The shares of the near misses among `of` that share no story with their twin, and with no other event at all."""
    events: defaultdict[Hashable, set[str]] = defaultdict(set)
    for row in rows:
        events[found[row.report.key]].add(row.story)
    near = [(row.story, events[found[row.report.key]]) for row in of if row.part == "near_miss"]
    twins = sum(story.removesuffix("/near_miss") in beside for story, beside in near)
    return {
        "near misses kept from their twins": 1 - twins / max(1, len(near)),
        "near misses alone": sum(beside == {story} for story, beside in near) / max(1, len(near)),
    }


def baselines(rows: Sequence[Labelled]) -> dict[str, float]:
    """What vectors alone and words alone give, each at the threshold that is best for its F1."""
    keys = [row.report.key for row in rows]
    truth = {row.report.key: row.story for row in rows}
    reports = tuple(row.report for row in rows)
    values: dict[str, float] = {}
    for name, alike in (("vectors alone", by_vectors(reports)), ("words alone", by_words(reports))):
        found = best(keys, alike, lambda grouping: b_cubed(truth, grouping)[2])
        values[f"{name}, B-cubed F1"] = b_cubed(truth, found)[2]
        values |= {f"{name}, {what}": value for what, value in kept_apart(rows, found, rows).items()}
    return values
