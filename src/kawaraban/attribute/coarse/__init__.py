"""Claims by marks and cue words alone, without a parse: Russian and Chinese, each claim marked as coarse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kawaraban.attribute.coarse import chinese, russian
from kawaraban.attribute.model import Claim, text_of

_PRONOUNS = frozenset(
    {"он", "она", "они", "его", "её", "ее", "их", "他", "她", "他们", "该报", "министр", "дипломат", "источник"}
)
_RULES = {"ru": russian.find, "zh": chinese.find}


def claims(text: str, language: str) -> list[Claim]:
    """The claims of a Russian or Chinese text, in its order; pronouns stand for who spoke before."""
    return _spoken(text, _RULES[language](text))


def _spoken(text: str, found: Iterable[Claim]) -> list[Claim]:
    known: list[str] = []
    spoken = []
    for claim in found:
        name = text_of(text, claim.source)
        if name.lower() in _PRONOUNS or claim.stance == "reported":
            name = known[-1] if known and claim.stance != "reported" else name
        elif name:
            # Торвальд after Ильсе Торвальд: the longer name that ends the same.
            longer = (other for other in reversed(known) if len(other) > len(name) and other.endswith(name))
            name = next(longer, name)
            known = [*known[-200:], name]
        spoken.append(replace(claim, speaker=name))
    return spoken
