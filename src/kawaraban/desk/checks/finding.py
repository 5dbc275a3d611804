"""Sentences that may have to do with a statement, by words and by vectors together, and how they stand to it.

An article is looked at where it shares rare words with the statement in its own language or in the readers', or where
one of its sentences lies near it. Of each only its nearest sentences are judged, with what is known of them already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare import facts
from kawaraban.compare.model import Print, Relation, Report, Sentence
from kawaraban.compare.relating import Known, Said, Statement, has_its_words, relate_known, with_vectors
from kawaraban.desk.checks.index import index, keep_sketches, vectors_in
from kawaraban.desk.claims import standing
from kawaraban.desk.models import Fingerprint, Paragraph
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.search.ranked import articles_with
from kawaraban.desk.stories.packing import unpack
from kawaraban.desk.stories.reports import KINDS
from kawaraban.translate.vectors import embedder_for

NEAREST, SHARING = 300, 150  # articles looked at: by vectors; by words, of each language
JUDGED = 60  # articles whose sentences are judged
SENTENCES = 3  # of each of them, the nearest
WORDED = 2  # and of each, further ones that have the statement's words
EMBEDDED = 24  # sentences whose claims are given vectors of their own
MOST = 60  # articles found
MOST_RELATED = 12  # of them that only touch the matter
#: Who says it comes before who says that it is not so, and both before what is merely on the matter.
_RANK = {"states": 0, "attributes": 0, "denies": 0, "related": 1, "unrelated": 2}

Vector = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: the statement in each language, and its vector where the embedder knows one of them.

    `about` are the words of a post, in the statement's own language, that tell what it was said of.
    """

    language: str  # its own
    queries: Mapping[str, str]
    vector: Vector | None
    about: str = ""

    @classmethod
    def of(cls, language: str, queries: Mapping[str, str], about: str = "") -> Sought:
        return cls(language, queries, vector_of(language, queries, about), about)

    def statements(self) -> dict[str, Statement]:
        """The statement in each language, ready to be held against sentences."""
        return {
            language: Statement.of(text, language, None, self.about)
            if self.about and language == self.language
            else Statement.of(text, language, self.vector if language == self.language else None)
            for language, text in self.queries.items()
        }


@dataclass(frozen=True, slots=True)
class Found:
    """An article's best sentence and how it stands to the statement. `start` and `end` are in its paragraph."""

    article: int
    version: int
    pid: str
    start: int
    end: int
    text: str
    language: str
    relation: Relation


def vector_of(language: str, queries: Mapping[str, str], about: str = "") -> Vector | None:
    """The statement's vector (512,), in its own language if that is known, else in the first that is."""
    for known in (language, *queries):
        if known in queries and embedder_for(known):
            made = Statement.of(queries[known], known, None, about if known == language else "").vector
            if made is not None:
                vector: Vector = np.rint(made * 127).astype(np.int8)
                return vector
    return None


def find(sought: Sought, *, since: datetime, until: datetime | None = None) -> list[Found]:
    """The articles of that time that have to do with it, one sentence of each, best first."""
    keep_sketches()
    near = index().nearest(sought.vector, since=since, until=until, limit=NEAREST) if sought.vector is not None else []
    sharing = _sharing(sought.queries, since, until)
    rows = Fingerprint.objects.exclude(placed_at=None)
    by_words = set(rows.filter(article__in=sharing).values_list("pk", flat=True))
    return judged(sought, _nearest(sought.vector, [*by_words, *near], by_words))


def find_among(sought: Sought, fingerprints: Sequence[int]) -> list[Found]:
    """As `find`, among these articles alone."""
    return judged(sought, _nearest(sought.vector, fingerprints, ()))


def judged(sought: Sought, chosen: Mapping[int, Sequence[int]]) -> list[Found]:
    """The best sentence of each article, by fingerprint the places of those to judge; the unrelated left out."""
    texts = _Texts(chosen)
    statements = sought.statements()
    own = statements[sought.language]
    candidates: list[tuple[int, Statement, list[tuple[Sentence, Known]]]] = []
    for pk, places in chosen.items():
        if pk in texts.prints:
            statement = statements.get(texts.prints[pk].report.language, own)
            candidates.append((pk, statement, _candidates(statement, texts, pk, places)))
    _embed_claims(candidates)
    found = [best for one in candidates if (best := _best(texts, *one)) is not None]
    found.sort(key=lambda one: (_RANK[one.relation.relation], -one.relation.score, one.article))
    said = [one for one in found if _RANK[one.relation.relation] == 0]
    return [*said, *found[len(said) :][:MOST_RELATED]][:MOST]


def _sharing(queries: Mapping[str, str], since: datetime, until: datetime | None) -> list[int]:
    """Articles that share words, of each language as many."""
    found: dict[int, None] = {}
    for language, text in queries.items():  # a handful
        words = facts.words([text], language)
        found |= dict.fromkeys(articles_with(words, since=since, until=until, limit=SHARING))
    return list(found)


def _nearest(vector: Vector | None, fingerprints: Iterable[int], by_words: Collection[int]) -> dict[int, list[int]]:
    """The articles to judge, with the places of their nearest sentences; one query.

    One that shares words is judged before one that is as near and shares none.
    """
    rows = Fingerprint.objects.filter(pk__in=set(fingerprints)).values_list("pk", "vectors")
    scores: dict[int, float] = {}
    places: dict[int, list[int]] = {}
    for pk, data in rows:
        if vector is None or not data:
            scores[pk], places[pk] = float(pk in by_words), list(range(2 * SENTENCES))
            continue
        products = vectors_in(bytes(data)).astype(np.float32) @ vector.astype(np.float32)
        nearest = np.argsort(-products, kind="stable")[:SENTENCES]
        scores[pk] = float(products[nearest[0]]) / (127 * 127) + 0.1 * (pk in by_words)
        places[pk] = [int(place) for place in nearest]
    best = sorted(scores, key=lambda pk: (-scores[pk], pk))[:JUDGED]
    return {pk: places[pk] for pk in best}


def _candidates(statement: Statement, texts: _Texts, pk: int, places: Sequence[int]) -> list[tuple[Sentence, Known]]:
    """The nearest sentences of an article, and the first of the others that have the statement's words: how near "this
    was sabotage" lies, is told with its headline alone."""
    made = texts.prints[pk]
    language, sentences = made.report.language, made.sentences
    others = (
        place
        for place, sentence in enumerate(sentences)
        if place not in places and has_its_words(statement, sentence.text, language)
    )
    lead = next((sentence.text for sentence in sentences if sentence.paragraph >= 0), "")
    titled = made.vectors is not None and bool(sentences) and sentences[0].paragraph < 0
    return [
        (
            sentences[place],
            Known(
                sentences[place].text,
                language,
                made.vectors[place] if made.vectors is not None else None,
                texts.said(pk, sentences[place]),
                f"{made.report.title}\n{lead}",
                made.vectors[0] if titled and made.vectors is not None else None,
            ),
        )
        for place in (*places, *islice(others, WORDED))
        if place < len(sentences)
    ]


def _embed_claims(candidates: list[tuple[int, Statement, list[tuple[Sentence, Known]]]]) -> None:
    """Gives the claims of the most likely sentences their vectors: of two clauses the one that says it lies nearer."""
    likely = {
        (known.text, known.language): known.said
        for _, statement, some in candidates
        for _, known in some
        if known.said and has_its_words(statement, known.text, known.language)
    }
    said = with_vectors(dict(islice(likely.items(), EMBEDDED)))
    for at, (pk, statement, some) in enumerate(candidates):
        candidates[at] = (
            pk,
            statement,
            [(one, replace(known, said=said.get((known.text, known.language), known.said))) for one, known in some],
        )


def _best(texts: _Texts, pk: int, statement: Statement, candidates: Sequence[tuple[Sentence, Known]]) -> Found | None:
    """What an article says of a statement: a denial in its headline before all else, then the likeliest."""
    relations = relate_known(statement, [known for _, known in candidates])
    pairs = [
        (relation, sentence)
        for relation, (sentence, _) in zip(relations, candidates, strict=True)
        if relation.relation != "unrelated"
    ]
    if not pairs:
        return None
    relation, sentence = min(pairs, key=_order)
    report = texts.prints[pk].report
    return Found(
        article=int(report.key),
        version=texts.versions[pk],
        pid=texts.pid(pk, sentence.paragraph),
        start=sentence.span[0],
        end=sentence.span[1],
        text=sentence.text,
        language=report.language,
        relation=relation,
    )


def _order(pair: tuple[Relation, Sentence]) -> tuple[int, bool, float]:
    relation, sentence = pair
    is_its_point = relation.relation == "denies" and sentence.paragraph < 0
    return _RANK[relation.relation], not is_its_point, -relation.score


class _Texts:
    """The prints of some articles, with their texts and claims; three queries."""

    def __init__(self, fingerprints: Collection[int]) -> None:
        rows = Fingerprint.objects.filter(pk__in=fingerprints).values_list(
            "pk", "article_id", "version_id", "version__title", "language", "data", "vectors"
        )
        found = list(rows)
        self.versions: dict[int, int] = {row[0]: row[2] for row in found}
        self._pids: dict[int, list[str]] = defaultdict(list)
        self._said = _claims(self.versions.values())
        texts: dict[int, list[str]] = defaultdict(list)
        paragraphs = Paragraph.objects.filter(version__in=self.versions.values(), kind__in=KINDS)
        for version, pid, text in paragraphs.order_by("version", "position").values_list("version_id", "pid", "text"):
            self._pids[version].append(pid)
            texts[version].append(text)
        self.prints: dict[int, Print] = {}
        for pk, article, version, title, language, data, vectors in found:
            report = Report(str(article), language, title, tuple(texts[version]))
            self.prints[pk] = unpack(bytes(data), bytes(vectors), report)

    def pid(self, pk: int, paragraph: int) -> str:
        return TITLE if paragraph < 0 else self._pids[self.versions[pk]][paragraph]

    def said(self, pk: int, sentence: Sentence) -> tuple[Said, ...] | None:
        """What the desk found that somebody says in a sentence; None where it has not looked there."""
        claims = self._said.get(self.versions[pk])
        if claims is None or sentence.paragraph < 0:
            return None
        pid, (start, end) = self.pid(pk, sentence.paragraph), sentence.span
        return tuple(said for where, at, said in claims if where == pid and start <= at < end)


def _claims(versions: Iterable[int]) -> dict[int, list[tuple[str, int, Said]]]:
    """By version, where each claim's cue stands, and the claim; nothing for a version without any."""
    found: dict[int, list[tuple[str, int, Said]]] = defaultdict(list)
    for claim in standing().filter(version__in=list(versions)):
        if claim.cue:
            pid, start, _ = claim.cue[0]
            said = Said(claim.stance, claim.cue_text, claim.content_text, claim.source_text)  # type: ignore[arg-type]
            found[claim.version_id].append((str(pid), int(start), said))
    return dict(found)
