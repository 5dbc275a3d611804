"""Why a sentence stands so to a statement, in one plain English sentence."""

from __future__ import annotations

from kawaraban.compare.model import Reason, Relation, RelationKind

_SAID: dict[RelationKind, str] = {
    "states": "The sentence says it in its own voice",
    "attributes": "The sentence gives it as somebody's claim",
    "denies": "The sentence says that it is not so",
    "related": "The sentence is on the same matter, and says something else",
    "unrelated": "The sentence is on another matter",
}


def why(relation: Relation) -> str:
    """One sentence: the relation, the words it rests on, and what differs."""
    words = [
        reason.text
        for reason in relation.reasons
        if reason.text and reason.kind in {"cue", "denial", "negation", "contrary"}
    ]
    parts = [_SAID[relation.relation] + (f" (“{words[0]}”)" if words else "")]
    parts += [f"the statement has “{mine}”, the sentence “{other}”" for mine, other in relation.numbers]
    parts += [_apart(reason) for reason in relation.reasons if reason.kind == "apart" and reason.text]
    return "; ".join(parts) + "."


def _apart(reason: Reason) -> str:
    return f"it does not name {reason.text}"
