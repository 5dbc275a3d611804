"""The newsstand's feeds, one function a format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from kawaraban.newsstand.model import House, Piece

_LISTED = 40


def rss2(house: House, site: str, pieces: Sequence[Piece]) -> str:
    """RSS 2.0 with summaries."""
    items = "".join(
        f"<item><title>{escape(piece.title)}</title><link>{site}{piece.path}</link>"
        f'<guid isPermaLink="false">{house.key}:{piece.id}</guid>'
        f"<pubDate>{format_datetime(piece.published)}</pubDate>"
        f"<description>{escape(summary(piece))}</description></item>\n"
        for piece in pieces[:_LISTED]
    )
    return (
        f'<?xml version="1.0" encoding="{house.charset}"?>\n<rss version="2.0"><channel><title>{escape(house.name)}</title>'
        f"<link>{site}/</link><description>{escape(house.slogan)}</description><language>{house.language}</language>\n"
        f"{items}</channel></rss>"
    )


def rss1(house: House, site: str, pieces: Sequence[Piece]) -> str:
    """RSS 1.0 with the full text in content:encoded. As some hosts do, it leaves its character set to the HTTP header."""
    listed = pieces[:_LISTED]
    order = "".join(f'<rdf:li rdf:resource="{site}{piece.path}"/>' for piece in listed)
    items = "".join(
        f'<item rdf:about="{site}{piece.path}"><title>{escape(piece.title)}</title><link>{site}{piece.path}</link>'
        f"<description>{escape(summary(piece))}</description><dc:date>{piece.published.isoformat()}</dc:date>"
        f"<dc:creator>{escape(', '.join(piece.authors) or house.name)}</dc:creator>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{escape(text)}</p>' for text in piece.paragraphs)}]]></content:encoded>"
        "</item>\n"
        for piece in listed
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
    """Atom 1.0."""
    listed = pieces[:_LISTED]
    entries = "".join(
        f"<entry><id>tag:{house.key}.example,2026:{piece.id}</id><title>{escape(piece.title)}</title>"
        f'<link rel="alternate" href="{site}{piece.path}"/><published>{piece.published.isoformat()}</published>'
        f"<updated>{piece.published.isoformat()}</updated>"
        + "".join(f"<author><name>{escape(name)}</name></author>" for name in piece.authors or (house.name,))
        + f"<summary>{escape(summary(piece))}</summary></entry>\n"
        for piece in listed
    )
    updated = listed[0].published.isoformat() if listed else "2026-01-01T00:00:00+00:00"
    return (
        f'<?xml version="1.0" encoding="{house.charset}"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{house.language}"><id>{site}/atom.xml</id><title>{escape(house.name)}</title>'
        f'<link href="{site}/"/><link rel="self" href="{site}/atom.xml"/><updated>{updated}</updated>\n{entries}</feed>'
    )


def json_feed(house: House, site: str, pieces: Sequence[Piece]) -> str:
    """JSON Feed 1.1 with the full text."""
    items = [
        {
            "id": piece.id,
            "url": site + piece.path,
            "title": piece.title,
            "summary": summary(piece),
            "content_html": "".join(f"<p>{escape(text)}</p>" for text in piece.paragraphs),
            "date_published": piece.published.isoformat(),
            "authors": [{"name": name} for name in piece.authors],
        }
        for piece in pieces[:_LISTED]
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
