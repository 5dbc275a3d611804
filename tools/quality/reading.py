"""How faithfully `read` reads: every page of the newsstand, fetched over HTTP, held against what its writer wrote.

`text` is the mean F1 of shingles of four words (Han and kana count one by one), which punishes both what is left out
and what is dragged in, captions and embedded posts aside. Posts of the newsstand's account are no articles; they
stay out, as do the pages that a Fetcher may not have (robots.txt, 410).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import mean

from kawaraban.follow import Fetched, Fetcher, FollowError
from kawaraban.keep import capture
from kawaraban.newsstand import Newsstand, Piece
from kawaraban.read import Article, Page, read
from kawaraban.read.shingles import words
from tools.quality.figure import Figure, figures

SIZE = 4


def run() -> list[Figure]:
    """Read the newsstand and score it."""
    read_pages = list(_read_all())
    scores = [score(_text(article), _truth(piece, article)) for piece, article in read_pages]
    signed = [(piece, article) for piece, article in read_pages if piece.authors]
    return figures(
        "reading",
        {
            "text": mean(scores),
            "text, the worst page": min(scores),
            "pages read without a fault": mean(one == 1.0 for one in scores),
            "title": mean(article.title == piece.title for piece, article in read_pages),
            "authors": mean(set(article.authors) == set(piece.authors) for piece, article in signed),
            "date": mean(_same_moment(article.published, piece.published) for piece, article in read_pages),
            "language": mean(article.language == piece.language for piece, article in read_pages),
        },
    )


def score(predicted: str, truth: str) -> float:
    """F1 over shingles, 0 to 1."""
    one, other = _shingles(predicted), _shingles(truth)
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if one or other else 1.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(tuple(found[at : at + SIZE]) for at in range(max(1, len(found) - SIZE + 1)) if found)


def _read_all() -> Iterator[tuple[Piece, Article]]:
    with Newsstand(slow=False, still=True) as newsstand, Fetcher(allow_nets=["127.0.0.0/8"], gap=0) as fetcher:
        for outlet in newsstand.outlets:
            if outlet.house.account:
                continue
            for piece in newsstand.of(outlet.house):
                try:
                    fetched = fetcher.fetch(newsstand.address(piece))
                except FollowError:
                    continue
                yield piece, read(_page(fetched))


def _page(fetched: Fetched) -> Page:
    kept = capture(fetched)
    return Page(kept.content, kept.final_address, kept.content_type)


def _text(article: Article) -> str:
    return "\n".join(p.text for p in article.paragraphs if p.kind not in ("caption", "embed"))


def _truth(piece: Piece, article: Article) -> str:
    """The piece's paragraphs; its deck too where the article has it in its text, for both are right."""
    deck = [piece.deck] if piece.deck and any(p.text == piece.deck for p in article.paragraphs) else []
    return "\n".join([*deck, *piece.paragraphs])


def _same_moment(said: str | None, truth: datetime) -> bool:
    """To the minute; a page may say the day alone."""
    if said is None:
        return False
    if len(said) == 10:
        return said == truth.date().isoformat()
    moment = datetime.fromisoformat(said)
    return abs((moment if moment.tzinfo else moment.replace(tzinfo=truth.tzinfo)) - truth) < timedelta(minutes=1)
