"""The newsstand's feeds, one function a format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from kawaraban.newsstand.model import House, Piece


def rss2(house: House, site: str, pieces: Sequence[Piece]) -> str:
    """RSS 2.0 with summaries."""
    items = "".join(
        f"<item><title>{escape(piece.title)}</title><link>{site}{piece.path}</link>"
        f'<guid isPermaLink="false">{piece.id}</guid><pubDate>{format_datetime(piece.published)}</pubDate>'
        + "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in piece.authors)
        + f"<description>{escape(summary(piece))}</description></item>\n"
        for piece in pieces
    )
    return (
        f'<?xml version="1.0" encoding="{house.label or house.charset}"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(house.name)}</title><link>{site}/</link><description>{escape(house.slogan)}</description>"
        f"<language>{house.language}</language>\n{items}</channel></rss>"
    )


def rss1(house: House, site: str, pieces: Sequence[Piece]) -> str:
    """RSS 1.0 with the full text in content:encoded. As on some hosts, only the HTTP header tells its character set."""
    order = "".join(f'<rdf:li rdf:resource="{site}{piece.path}"/>' for piece in pieces)
    items = "".join(
        f'<item rdf:about="{site}{piece.path}"><title>{escape(piece.title)}</title><link>{site}{piece.path}</link>'
        f"<description>{escape(summary(piece))}</description><dc:date>{piece.published.isoformat()}</dc:date>"
        f"<dc:creator>{escape(', '.join(piece.authors) or house.name)}</dc:creator>"
        f"<content:encoded><![CDATA[{_html(piece)}]]></content:encoded></item>\n"
        for piece in pieces
    )
    return (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xml:lang="{house.language}">\n<channel rdf:about="{site}/index.rdf"><title>{escape(house.name)}</title>'
        f"<link>{site}/</link><description>{escape(house.slogan)}</description>"
        f"<dc:language>{house.language}</dc:language><items><rdf:Seq>{order}</rdf:Seq></items></channel>\n"
        f"{items}</rdf:RDF>"
    )


def atom(house: House, site: str, pieces: Sequence[Piece]) -> str:
    """Atom 1.0 with summaries."""
    entries = "".join(
        f"<entry><id>tag:{house.key}.example,2026:{piece.id}</id><title>{escape(piece.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{site}{piece.path}"/>'
        f"<published>{piece.published.isoformat()}</published><updated>{piece.published.isoformat()}</updated>"
        + "".join(f"<author><name>{escape(name)}</name></author>" for name in piece.authors or (house.name,))
        + f"<summary>{escape(summary(piece))}</summary></entry>\n"
        for piece in pieces
    )
    return (
        f'<?xml version="1.0" encoding="{house.label or house.charset}"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{house.language}"><id>{site}/atom.xml</id><title>{escape(house.name)}</title>'
        f'<link href="{site}/"/><link rel="self" href="{site}/atom.xml"/>'
        f"<updated>{pieces[0].published.isoformat()}</updated>\n{entries}</feed>"
    )


def json_feed(house: House, site: str, pieces: Sequence[Piece]) -> str:
    """JSON Feed 1.1 with the full text."""
    items = [
        {
            "id": piece.id,
            "url": site + piece.path,
            "title": piece.title,
            "summary": summary(piece),
            "content_html": _html(piece),
            "date_published": piece.published.isoformat(),
            "authors": [{"name": name} for name in piece.authors],
        }
        for piece in pieces
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": house.name,
        "home_page_url": site + "/",
        "feed_url": site + "/feed.json",
        "language": house.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def sitemap(house: House, site: str, pieces: Sequence[Piece]) -> str:
    """A news sitemap: the way in to an outlet that has no feed."""
    rows = "".join(
        f"<url><loc>{site}{piece.path}</loc><lastmod>{piece.published.isoformat()}</lastmod><news:news><news:publication>"
        f"<news:name>{escape(house.name)}</news:name><news:language>{house.language}</news:language></news:publication>"
        f"<news:publication_date>{piece.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(piece.title)}</news:title></news:news></url>\n"
        for piece in pieces
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{rows}</urlset>'
    )


def summary(piece: Piece) -> str:
    """What a feed says of an article: its deck, else how it begins."""
    return piece.deck or piece.paragraphs[0]


def _html(piece: Piece) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in piece.paragraphs)
