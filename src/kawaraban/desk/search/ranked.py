"""Articles that share words with a text, the most and the rarest words first: for programs that ask, not for people.

Unlike `search`, where all that was typed has to be found, any of the words will do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from kawaraban.desk.search.backends import backend
from kawaraban.desk.search.query import Phrase, Query, phrase_of

MOST_WORDS = 24  # the longest: they tell more
_OF_A_WORD = 1_500  # texts looked at for one word, those stored last; a word that more have tells little


def articles_with(words: Iterable[str], *, since: datetime, until: datetime | None = None, limit: int) -> list[int]:
    """Ids of articles, best first, whose text or rendering has some of these words. One statement.

    A word is as `compare.facts.words` has it: a stem, a run of katakana, or two Han characters.
    """
    chosen = sorted(set(words), key=lambda word: (-len(word), word))[:MOST_WORDS]
    phrases = [phrase for word in chosen if (phrase := _phrase(word)) is not None]
    if not phrases:
        return []
    parts, values = [], []
    for number, phrase in enumerate(phrases):
        found, asked, order = backend().joined(Query(((phrase,),)))
        # Nothing that a person typed is in this text: only the backends' own SQL, marks for values, and numbers.
        parts.append(
            f"SELECT * FROM (SELECT {number} AS word, d.article_id FROM {found} "  # noqa: S608
            f"AND d.article_id IS NOT NULL AND d.sort_at >= %s {'AND d.sort_at <= %s' if until else ''} "
            f"ORDER BY {order} DESC LIMIT {_OF_A_WORD}) w{number}"
        )
        values += [*asked, since, *([until] if until else [])]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), values)
        rows = cursor.fetchall()
    return _best(rows, limit)


def _best(rows: Sequence[tuple[int, int]], limit: int) -> list[int]:
    """Articles by the words they share, each the heavier the fewer have it."""
    had = Counter(word for word, _ in rows)
    weights: Counter[int] = Counter()
    scores: dict[int, float] = {}
    for word, article in rows:
        weights[article] += 1
        scores[article] = scores.get(article, 0.0) + math.log(1 + _OF_A_WORD / had[word])
    least = 2 if len(had) > 2 else 1  # one word in common is chance
    fitting = [article for article, number in weights.items() if number >= least]
    return sorted(fitting, key=lambda article: (-scores[article], -article))[:limit]


def _phrase(word: str) -> Phrase | None:
    # Stems are stored as they are here; stemmed once more they may be others.
    return Phrase((word,)) if word.isascii() or word[0] < "\u2e80" else phrase_of(word)
