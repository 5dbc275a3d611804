"""Made-up news of any size for the checks' bench, from a pool of sentences whose prints and words are really made.

Of 250 sentences a language the encoder makes the vectors; each stands in eight wordings, every wording in its
paragraphs, four of which and a headline make an article: 21 sentences. An article's vectors are those of its sentences,
each turned a little, and its tokens theirs. So the tables, the search's words and the sketches have the size that they
have in a desk, and little goes through the encoder, which would take an hour for a hundred thousand articles. Words
have the frequencies of a language (Zipf): some stand in nearly all articles, most in few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, cycle, islice
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.bench import prose

LANGUAGES = ("en", "ru", "zh", "ja")
_ENCODED, _WORDINGS = 250, 8  # sentences of a language; of each
_OF_A_PARAGRAPH, _OF_AN_ARTICLE = 5, 4  # sentences; paragraphs
_WORDS = 10_000  # of a language, beside those of `prose`
_GAP = {"en": " ", "ru": " "}  # between two sentences
_SYLLABLES = {
    "en": [a + b for a in ("br", "d", "f", "gl", "h", "k", "l", "m", "n", "p", "r", "st", "t", "v") for b in "aeiou"],
    "ru": [a + b for a in "бвгдзклмнпрст" for b in "аеиоу"],
    "zh": list("山水木金火土石田河海港城市路桥船车电气油粮药米布纸书校院局部会员工农商学兵法令税费价量率案件事故灾"),
    "ja": list("山水木金火土石田河海港城市路橋船車電気油糧薬米布紙書校院局部会員工農商学兵法令税費価量率案件事故災"),
}
_TURNED = 2  # of 127: how far each number of an article's vectors is off, where they have about 6
_BATCH = 1_000
_SETS = ("words", "names", "numbers", "dates")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A headline or a paragraph, with what is made of its sentences; `spans` are theirs in its text."""

    text: str
    spans: tuple[tuple[int, int], ...]
    vectors: NDArray[np.int16]  # a row a sentence
    tokens: list[str]
    sets: dict[str, frozenset[str]]

    @classmethod
    def of(cls, pieces: Sequence[_Piece], gap: str) -> _Piece:
        """Several as one paragraph."""
        spans, start = [], 0
        for piece in pieces:
            spans.append((start, start + len(piece.text)))
            start += len(piece.text) + len(gap)
        return cls(
            gap.join(piece.text for piece in pieces),
            tuple(spans),
            np.concatenate([piece.vectors for piece in pieces]),
            [token for piece in pieces for token in piece.tokens],
            {name: frozenset().union(*(piece.sets[name] for piece in pieces)) for name in _SETS},
        )


class Pool:
    """Headlines and paragraphs by language; needs Django set up."""

    def __init__(self, random: Random) -> None:
        self._random, self._noise = random, np.random.default_rng(1)
        self._titles: dict[str, list[_Piece]] = {}
        self._paragraphs: dict[str, list[_Piece]] = {}
        self._encoded: dict[str, list[str]] = {}
        for language in LANGUAGES:
            said = self._said(language)
            self._titles[language] = said
            shuffled = random.sample(said, len(said))
            groups = [shuffled[at : at + _OF_A_PARAGRAPH] for at in range(0, len(said), _OF_A_PARAGRAPH)]
            self._paragraphs[language] = [_Piece.of(group, _GAP.get(language, "")) for group in groups]

    def _said(self, language: str) -> list[_Piece]:
        from kawaraban import compare
        from kawaraban.compare import Report
        from kawaraban.desk.search import words_of

        words = _Words(self._random, language)
        cores = [_one(prose.sentence(self._random, language).strip()) for _ in range(_ENCODED)]
        texts = [words.before(core) for core in cores]
        self._encoded[language] = texts
        found = []
        for made, core in zip(compare.prints([Report("", language, text, ()) for text in texts]), cores, strict=True):
            wordings = [made.report.title, *(words.before(core) for _ in range(_WORDINGS - 1))]
            vectors = made.vectors.astype(np.int16)  # type: ignore[union-attr] # the embedder knows these languages
            sets = {name: getattr(made, name) for name in _SETS}
            found += [_Piece(text, ((0, len(text)),), vectors, words_of("", text).body, sets) for text in wordings]
        return found

    def statements(self, number: int) -> list[tuple[str, str]]:
        """Sentences to check, each with its language."""
        languages = islice(cycle(LANGUAGES), number)
        return [(language, self._random.choice(self._encoded[language])) for language in languages]

    def fill(self, articles: int, now: datetime, days: float) -> None:
        """Articles of the `days` before `now`, printed, placed and searchable; a thousand a transaction."""
        from django.db import transaction

        from kawaraban.desk.models import Outlet

        times = (now - timedelta(days=days * number / articles) for number in reversed(range(articles)))
        languages = cycle(LANGUAGES)
        outlet = Outlet.objects.create(host="outlet.example", name="Outlet")
        while batch := list(islice(times, _BATCH)):
            made = [self._article(language, at) for at, language in zip(batch, languages, strict=False)]
            with transaction.atomic():
                _store(outlet, made, now)

    def _article(self, language: str, at: datetime) -> _Made:
        title = self._random.choice(self._titles[language])
        return _Made.of(
            language, at, title, self._random.sample(self._paragraphs[language], _OF_AN_ARTICLE), self._noise
        )


class _Words:
    """A language's words, invented, by rank."""

    def __init__(self, random: Random, language: str) -> None:
        self._random, self._between = random, _GAP.get(language, "、")
        parts, length = _SYLLABLES[language], 2 if language in ("zh", "ja") else 3
        self._words = sorted({"".join(random.choices(parts, k=length)) for _ in range(_WORDS)})
        random.shuffle(self._words)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def before(self, sentence: str) -> str:
        """The sentence with eight words before it."""
        words = self._random.choices(self._words, cum_weights=self._weights, k=8)
        return self._between.join([*words, sentence]).capitalize()


def _one(text: str) -> str:
    """A sentence of `prose`, which are two in Japanese."""
    return text[:-1].replace("。", "、") + text[-1]


@dataclass(frozen=True, slots=True)
class _Made:
    """An article: its print, and the tokens of its title and its text."""

    at: datetime
    print: Any  # compare.Print
    title_tokens: list[str]
    tokens: list[str]

    @classmethod
    def of(
        cls, language: str, at: datetime, title: _Piece, body: Sequence[_Piece], noise: np.random.Generator
    ) -> _Made:
        from kawaraban.compare import Report
        from kawaraban.compare.model import Print, Sentence

        vectors = np.concatenate([piece.vectors for piece in (title, *body)])
        vectors += noise.integers(-_TURNED, _TURNED + 1, size=vectors.shape, dtype=np.int16)
        print_ = Print(
            Report("", language, title.text, tuple(piece.text for piece in body)),
            tuple(
                Sentence(place, span, "")  # its text is not packed
                for place, piece in enumerate((title, *body), start=-1)
                for span in piece.spans
            ),
            np.clip(vectors, -127, 127).astype(np.int8),
            (),
            **{name: frozenset().union(*(piece.sets[name] for piece in body)) for name in _SETS},
        )
        return cls(at, print_, title.tokens, [token for piece in body for token in piece.tokens])


def _store(outlet: Any, made: Sequence[_Made], now: datetime) -> None:
    """Their rows, and the words of the search."""
    from django.db import connection

    from kawaraban import compare
    from kawaraban.desk import search
    from kawaraban.desk.models import Article, Capture, Fingerprint, Paragraph, Version
    from kawaraban.desk.search.documents import Text
    from kawaraban.desk.stories.packing import pack

    articles = Article.objects.bulk_create(
        Article(
            outlet=outlet, address=f"https://outlet.example/{one.at.timestamp()}", title=one.print.report.title,
            stage="ready", language=one.print.report.language, published_at=one.at, sort_at=one.at,
        )
        for one in made
    )  # fmt: skip
    captures = Capture.objects.bulk_create(
        Capture(
            article=article, address=article.address, final_address=article.address, captured_at=now, status=200,
            digest="sha256:0", size=1, file=f"{article.pk}.warc.gz",
        )
        for article in articles
    )  # fmt: skip
    versions = Version.objects.bulk_create(
        Version(article=article, capture=capture, number=1, digest="0", title=article.title)
        for article, capture in zip(articles, captures, strict=True)
    )
    rows = [
        (version.pk, place, f"p{place}", "p", text, "0")
        for version, one in zip(versions, made, strict=True)
        for place, text in enumerate(one.print.report.paragraphs)
    ]
    with connection.cursor() as cursor:  # a tenth of the time that half a million model instances take
        cursor.executemany(
            f"INSERT INTO {Paragraph._meta.db_table} (version_id, position, pid, kind, text, digest) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )
    packed = [pack(one.print) for one in made]
    Fingerprint.objects.bulk_create(
        Fingerprint(
            article=article, version=version, rules=compare.RULES, at=one.at, language=article.language,
            placed_at=one.at, lead=print_.lead, terms=print_.terms, data=print_.data, vectors=print_.vectors,
        )
        for article, version, one, print_ in zip(articles, versions, made, packed, strict=True)
    )  # fmt: skip
    texts = [Text("article", one.language, one.sort_at, one.title, "", article_id=one.pk) for one in articles]
    search.index_texts(texts, [search.Words(one.title_tokens, one.tokens) for one in made])
