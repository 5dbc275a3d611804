"""The newsstand's HTML: articles among the furniture that real sites put around them, and front pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from kawaraban.newsstand.model import FEED_PATHS, House, Piece

#: What each language's sites say around their articles.
_WORDS = {
    "en": ("Home", "World", "Business", "Read more", "Share this story", "We use cookies. Accept all?", "All rights reserved"),
    "ja": ("トップ", "国際", "経済", "あわせて読みたい", "記事をシェア", "クッキーを使用しています。同意しますか", "無断転載を禁じます"),
    "ru": ("Главная", "Мир", "Экономика", "Читайте также", "Поделиться", "Мы используем файлы cookie", "Все права защищены"),
    "zh": ("首页", "国际", "财经", "相关阅读", "分享到", "本网站使用 Cookie", "版权所有"),
}  # fmt: skip

_FEED_TYPES = {
    "rss2": "application/rss+xml",
    "rss1": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def article(house: House, piece: Piece, address: str, paragraphs: Sequence[str], others: Sequence[Piece]) -> str:
    """The page of an article. `address` is its own, `others` are linked beside it."""
    _, _, _, more, share, cookies, _ = _WORDS[house.language]
    body = "".join(f"<p>{escape(text, quote=False)}</p>\n" for text in paragraphs)
    if house.broken:
        # Unclosed and crossed elements, an attribute without its quote: what hand-made templates send.
        body = (
            body.replace("</p>", "").replace("<p>", "<p><font color=black size=3", 1).replace("size=3", 'size="3">', 1)
        )
        body += "</b></table><center></i>"
    byline = ", ".join(piece.authors)
    deck = f'<p class="deck">{escape(piece.deck)}</p>' if piece.deck else ""
    related = "".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in others)
    main = f"""
<main><article>
<h1>{escape(piece.title)}</h1>
{deck}
<div class="byline">{escape(byline)} <time datetime="{piece.published.isoformat()}">{piece.published:%Y-%m-%d %H:%M}</time></div>
<div class="share"><a href="#">{share}</a> <a href="#">X</a> <a href="#">f</a></div>
<div class="article-body">
{body}</div>
</article>
<aside><h2>{more}</h2><ul>{related}</ul></aside></main>
<div class="cookie-notice" role="dialog"><span>{cookies}</span> <button>OK</button></div>"""
    return _document(house, f"{piece.title} | {house.name}", _head(house, piece, address), main)


def front(house: House, pieces: Sequence[Piece]) -> str:
    """The outlet's front page: a list of headlines, and a link to its feed where it has one."""
    kind = _FEED_TYPES.get(house.feed)
    head = (
        f'<link rel="alternate" type="{kind}" title="{escape(house.name)}" href="{FEED_PATHS[house.feed]}">'
        if kind
        else ""
    )
    if house.account:
        head = f'<link rel="alternate" type="application/activity+json" href="/users/{house.account}">'
    rows = "".join(
        f'<article class="teaser"><h2><a href="{piece.path}">{escape(piece.title)}</a></h2>'
        f"<p>{escape(piece.deck or piece.paragraphs[0][:90])}</p></article>\n"
        for piece in pieces
        if not piece.path.startswith(house.forbidden or "\0")
    )
    return _document(house, house.name, head, f"<main>\n{rows}</main>")


def _document(house: House, title: str, head: str, main: str) -> str:
    home, world, business, _, _, _, rights = _WORDS[house.language]
    charset = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={house.charset}">'
        if house.broken
        else f'<meta charset="{house.charset}">'
    )
    return f"""<!DOCTYPE html>
<html lang="{house.language}"><head>{charset}
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
{head}
<style>body{{font-family:serif;max-width:60em;margin:auto}}nav a{{margin-right:1em}}aside{{border-top:1px solid}}</style>
</head><body>
<header><a href="/"><strong>{escape(house.name)}</strong></a><p class="slogan">{escape(house.slogan)}</p>
<nav><a href="/">{home}</a><a href="/world/">{world}</a><a href="/business/">{business}</a></nav></header>
{main}
<footer><p>© {escape(house.name)}. {rights}.</p></footer>
</body></html>
"""


def _head(house: House, piece: Piece, address: str) -> str:
    published = piece.published.isoformat()
    if house.head == "meta":
        return (
            f'<meta name="author" content="{escape(", ".join(piece.authors))}">\n'
            f'<meta name="date" content="{published}">\n<link rel="canonical" href="{address}">'
        )
    tags = (
        f'<meta property="og:type" content="article">\n<meta property="og:title" content="{escape(piece.title)}">\n'
        f'<meta property="og:site_name" content="{escape(house.name)}">\n'
        f'<meta property="og:description" content="{escape(piece.deck or piece.paragraphs[0][:120])}">\n'
        f'<meta property="article:published_time" content="{published}">\n<link rel="canonical" href="{address}">'
    )
    if house.head == "opengraph":
        return tags + "".join(f'\n<meta property="article:author" content="{escape(name)}">' for name in piece.authors)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "description": piece.deck,
        "datePublished": published,
        "inLanguage": house.language,
        "author": [{"@type": "Person", "name": name} for name in piece.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": house.name},
        "mainEntityOfPage": address,
    }
    # "<" is escaped so that no headline can end the script element.
    script = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'{tags}\n<script type="application/ld+json">{script}</script>'
