"""What `compare` takes and gives: reports, what they are compared by, copies, stories, and how sentences stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]  # code points, half-open

#: (n, 512) a row a sentence: a vector of unit length times 127, rounded.
SmallVectors: TypeAlias = NDArray[np.int8]

#: Why one report is held to copy another: it says so; their texts are the same; their texts say the same in two
#: languages; they quote the same words.
EvidenceKind = Literal["credit", "overlap", "translation", "quote"]
#: Why a report is held to be on the same event as others.
LinkKind = Literal["copy", "words", "names", "numbers", "places", "vectors"]
#: Whether a report has reporting of its own, repeats another, or neither can be told.
Standing = Literal["own", "copy", "unknown"]


class CompareError(Exception):
    """Articles that can't be compared; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article as `compare` takes it. `key` names it among the others: a path, an address, an id.

    Times have an offset; `published` is what the page said, `captured` when the desk saw it first.
    """

    key: str
    language: str  # ISO 639-1, "" where it can't be told
    title: str
    paragraphs: tuple[str, ...]
    published: datetime | None = None
    captured: datetime | None = None
    outlet: str = ""  # its name
    host: str = ""
    owner: str = ""  # who owns the outlet, where that is known: copies among one owner's outlets are still copies


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report: of its title where `paragraph` is -1. `span` is in that paragraph."""

    paragraph: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a report says that it has its text from: "(AP)", 【ロイター】, ＝共同, "according to Reuters".

    `name` is the agency or outlet as it is written, "" where it is not named ("according to reports"); `kind` where it
    stands: a dateline says more than a mention.
    """

    name: str
    kind: Literal["dateline", "credit", "mention"]
    text: str  # the words that say it
    paragraph: int


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """A report's print: all that it is compared by. Made once for a text, kept, held against many others.

    `sentences` begin with the title; `vectors` has a row for each, or is None where the embedder does not know the
    language. `keys` are the bands of a MinHash over the text: who shares one is looked at. `words` are what the text
    is about, in its own language; `names` how its names sound, `numbers` its quantities and `dates` its days, each
    written so that the same is equal in every language.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    vectors: SmallVectors | None
    keys: tuple[int, ...]  # 64 bits each, signed
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    quotations: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to hold that a report copies another; `text` are the words it rests on, `score` 0 to 1."""

    kind: EvidenceKind
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class CopyLink:
    """`copy` repeats `original` (keys of reports), for these reasons, the strongest first."""

    copy: str
    original: str
    evidence: tuple[Evidence, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Why:
    """One reason to hold that a report belongs to a story."""

    kind: LinkKind
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a report belongs among those of one call: `story` and `origin` number the groups, from 1.

    Reports of one `origin` are copies of each other; `copy_of` is the report whose text it repeats. `standing` is
    `unknown` where it repeats what is not here, or nobody can tell; such an origin is not counted as independent.
    """

    key: str
    story: int
    origin: int
    standing: Standing
    copy_of: str | None = None
    evidence: tuple[Evidence, ...] = ()
    why: tuple[Why, ...] = field(default=())


RelationKind = Literal["states", "attributes", "denies", "related", "unrelated"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is held to stand so to a statement: a `kind` for programs, and the words it rests on."""

    kind: Literal["same", "cue", "denial", "negation", "contrary", "number", "name", "apart", "vectors"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How a sentence stands to a statement: it says it in its own voice (`states`), as somebody's claim
    (`attributes`), that it is not so (`denies`), something else on the matter (`related`), or nothing of it.

    `numbers` are what the two say differently: ("2 killed", "12 killed"), the statement's first.
    """

    relation: RelationKind
    score: float  # 0 to 1: how sure
    reasons: tuple[Reason, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
