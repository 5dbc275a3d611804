"""The newsstand's HTML: articles among the furniture that real sites put around them, and front pages."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from kawaraban.newsstand.model import PATHS, House, Piece

_FRAMES = files("kawaraban.newsstand") / "frames"
_WORDS: dict[str, dict[str, str]] = tomllib.loads((_FRAMES / "words.toml").read_text(encoding="utf-8"))
_FEED_TYPES = {
    "rss2": "application/rss+xml",
    "rss1": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "account": "application/activity+json",
}


def article(house: House, piece: Piece, address: str, others: Sequence[Piece]) -> str:
    """The page of an article. `address` is its own, `others` are linked beside it."""
    words = _WORDS[house.language]
    parts = {
        "title": escape(piece.title),
        "deck": f'<p class="deck">{escape(piece.deck)}</p>' if piece.deck else "",
        "byline": escape(_byline(house, piece)),
        "time": f'<time datetime="{piece.published.isoformat()}">{_clock(house, piece)}</time>',
        "body": _body(house, piece),
        "related": "".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in others),
        **words,
    }
    main = frame(f"{house.frame}-article").substitute(parts)
    return _document(house, f"{piece.title} | {house.name}", _head(house, piece, address), main)


def front(house: House, pieces: Sequence[Piece]) -> str:
    """The outlet's front page: headlines with how they begin, and a link to its feed where it has one."""
    rows = "".join(_teaser(house, piece) for piece in pieces)
    kind = _FEED_TYPES.get(house.feed)
    way = f"/users/{house.account}" if house.account else PATHS.get(house.feed)
    head = f'<link rel="alternate" type="{kind}" title="{escape(house.name)}" href="{way}">' if kind else ""
    return _document(house, house.name, head, f'<div id="front">\n{rows}</div>')


def _teaser(house: House, piece: Piece) -> str:
    begins = escape(_short(piece.deck or piece.paragraphs[0], 110))
    return (
        f'<div class="teaser"><h2><a href="{piece.path}">{escape(piece.title)}</a></h2>'
        f'<p>{begins} <span class="when">{_clock(house, piece)}</span></p></div>\n'
    )


def plain(house: House, title: str, main: str, head: str = "") -> str:
    """A page of the outlet that is no article: a notice, an account."""
    return _document(house, title, head, main)


def frame(name: str) -> Template:
    """One of the page frames beside the code."""
    return Template((_FRAMES / f"{name}.html").read_text(encoding="utf-8"))


def _document(house: House, title: str, head: str, main: str) -> str:
    charset = f'<meta charset="{house.label or house.charset}">\n' if house.declared in ("meta", "both") else ""
    return frame("broken" if house.frame == "broken" else "page").substitute(
        _WORDS[house.language],
        language=house.language,
        charset=charset,
        document=escape(title),
        head=head,
        name=escape(house.name),
        slogan=escape(house.slogan),
        main=main,
    )


def _body(house: House, piece: Piece) -> str:
    texts = [escape(text, quote=False) for text in piece.paragraphs]
    if house.frame == "tables":
        # What hand-made pages do: no paragraphs, but two line breaks, and in Japanese an indent.
        indent = "\u3000" if house.language == "ja" else ""
        return "<br><br>\n".join(indent + text for text in texts)
    if house.frame == "broken":
        return "".join(f"<p class=text><font size=3 face=Times>{text}\n" for text in texts)
    return "\n".join(f"<p>{text}</p>" for text in texts)


def _byline(house: House, piece: Piece) -> str:
    names = piece.authors or (house.name,)
    return ("By " if house.language == "en" and piece.authors else "") + _WORDS[house.language]["and"].join(names)


def _clock(house: House, piece: Piece) -> str:
    if house.language in ("ja", "zh"):
        return f"{piece.published.year}年{piece.published.month}月{piece.published.day}日 {piece.published:%H:%M}"
    return f"{piece.published:%d.%m.%Y, %H:%M}" if house.language == "ru" else f"{piece.published:%b %d, %Y %H:%M}"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _head(house: House, piece: Piece, address: str) -> str:
    published = piece.published.isoformat()
    authors = ", ".join(piece.authors)
    description = escape(piece.deck or _short(piece.paragraphs[0], 150))
    canonical = f'<link rel="canonical" href="{address}">\n'
    if house.head == "meta":
        author = f'<meta name="author" content="{escape(authors)}">\n' if authors else ""
        return f'{author}<meta name="description" content="{description}">\n<meta name="date" content="{published}">\n'
    tags = (
        f'{canonical}<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{escape(piece.title)}">\n<meta property="og:url" content="{address}">\n'
        f'<meta property="og:site_name" content="{escape(house.name)}">\n'
        f'<meta property="og:description" content="{description}">\n'
        f'<meta property="article:published_time" content="{published}">\n'
    )
    if house.head == "open-graph":
        return tags + "".join(f'<meta property="article:author" content="{escape(name)}">\n' for name in piece.authors)
    # "<" is escaped so that no headline can end the script element.
    script = json.dumps(_schema(house, piece, address), ensure_ascii=False).replace("<", "\\u003c")
    return f'{tags}<script type="application/ld+json">{script}</script>\n'


def _schema(house: House, piece: Piece, address: str) -> dict[str, Any]:
    publisher = {
        "@type": "NewsMediaOrganization",
        "name": house.name,
        "description": house.kind,
        "location": {"@type": "Place", "name": house.place},
    }
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        **({"description": piece.deck} if piece.deck else {}),
        "datePublished": piece.published.isoformat(),
        "inLanguage": house.language,
        "author": [{"@type": "Person", "name": name} for name in piece.authors] or [publisher],
        "publisher": publisher,
        "mainEntityOfPage": address,
    }
