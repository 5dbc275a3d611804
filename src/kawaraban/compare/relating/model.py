"""What a statement is held against: sentences with what is known of them already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kawaraban.attribute import Claim, Stance, text_of
from kawaraban.compare.relating.denials import negated
from kawaraban.compare.relating.matters import matters, point
from kawaraban.compare.relating.names import Names, names_of
from kawaraban.translate.quantities import Quantity, quantities
from kawaraban.translate.vectors import embedder_for

#: Of so many matters and more, most are where and of what: what the statement says of them is the last.
_SETTING = 4
#: Code points of a statement or a sentence that are looked at: what is longer is no sentence.
LONGEST = 2_000

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a sentence says that somebody said: `attribute.Claim`, in words, and the vector of its content if there is
    one: of two clauses the one that says it is nearer to a statement than the whole sentence."""

    stance: Stance
    cue: str
    content: str
    source: str = ""
    vector: NDArray[np.int8] | Vector | None = None

    @classmethod
    def of(cls, text: str, claim: Claim) -> Said:
        return cls(claim.stance, text_of(text, claim.cue), text_of(text, claim.content), text_of(text, claim.source))


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A sentence with what is known of it: a vector of any length but zero, int8 or float, and its claims.

    `said` is None where nobody has looked for claims: words alone then tell whether it is somebody's claim. `about` is
    what it stands in, a headline and what the report begins with: "this was sabotage" does not say again what was, and
    where (`headlines`); `about_vector` is the headline's.
    """

    text: str
    language: str  # ISO 639-1, "" where it can't be told
    vector: NDArray[np.int8] | Vector | None = None
    said: tuple[Said, ...] | None = None
    about: str = ""
    about_vector: NDArray[np.int8] | Vector | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A statement, ready to be held against many sentences."""

    text: str
    language: str
    vector: Vector | None
    names: Names
    numbers: tuple[Quantity, ...]
    matters: frozenset[str]
    ending: frozenset[str]  # those of them that it ends with: what it says of the others
    negative: bool  # it says that something is not so

    @classmethod
    def of(
        cls, text: str, language: str, vector: NDArray[np.int8] | Vector | None = None, about: str = ""
    ) -> Statement:
        """Prepared once; without a `vector` one is made, where the embedder knows the language.

        `about` are the words that tell what it was said of, where it does not do so itself: "12 people were killed"
        in a post on an explosion (`statements.setting`). They lend it their names, and half of their vector.
        """
        text, about = text[:LONGEST], about[:LONGEST].strip()
        embedder = embedder_for(language) if text.strip() else None
        if vector is None and embedder:
            vector = embedder.embed([text])[0]
        if vector is not None and about and embedder:
            vector = unit(vector) + embedder.embed([f"{about}: {text}"])[0]
        about_what = matters(text, language)
        return cls(
            text,
            language,
            None if vector is None else unit(vector),
            names_of(f"{about}: {text}" if about else text, language),
            quantities(text, language),
            about_what,
            point(text, language),
            bool(negated(text, language)),
        )

    @property
    def point(self) -> frozenset[str]:
        """The matters that a sentence must have to say it; of a statement of few, none."""
        return self.ending if len(self.matters) >= _SETTING else frozenset()


def unit(vector: NDArray[np.int8] | Vector) -> Vector:
    """The vector with length 1; one of length 0 stays."""
    found = vector.astype(np.float32)
    length = float(np.linalg.norm(found))
    return found / length if length else found
