"""A post for machines: schema.org's BlogPosting with its quotations and their translations, as JSON-LD.

https://schema.org/BlogPosting, https://schema.org/Quotation, https://schema.org/translationOfWork
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from kawaraban.publish.feeds.entry import absolute, iso
from kawaraban.publish.feeds.xml import legal
from kawaraban.publish.model import Blog, Post, Quotation
from kawaraban.publish.quotation import safe_address

MOST_QUOTATIONS = 20
MOST_TEXT = 600  # characters of a quotation: the whole of it stands on the page
#: What could end the element that holds the JSON, or a script's line; JSON knows each by number too.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def posting(blog: Blog, post: Post, *, image: str = "") -> dict[str, Any]:
    """The post as a BlogPosting; its quotations are its parts, each before its translation. `image` is absolute."""
    address = absolute(blog, post.address)
    home = blog.address.rstrip("/") + "/"
    parts = [
        part for n, one in enumerate(post.quotations[:MOST_QUOTATIONS], 1) for part in _parts(one, f"{address}#q{n}")
    ]
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "BlogPosting",
            "@id": address,
            "url": address,
            "mainEntityOfPage": address,
            "headline": post.title[:110],
            "description": post.summary,
            "inLanguage": post.language,
            "datePublished": iso(post.published_at),
            "dateModified": iso(post.updated_at),
            "author": {"@type": "Person", "name": post.author, "url": f"{home}author/{quote(post.author)}/"},
            "publisher": {"@type": "Organization", "name": blog.title, "url": home},
            "isPartOf": {"@type": "Blog", "@id": home, "name": blog.title},
            "articleSection": post.category,
            "keywords": list(post.tags),
            "commentCount": post.comments,
            "image": image,
            "hasPart": parts,
        }
    )


def script(data: dict[str, Any]) -> str:
    """The data as JSON that is safe inside a `<script type="application/ld+json">`, whatever its words are."""
    return legal(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).translate(_ESCAPED)


def _parts(quotation: Quotation, identity: str) -> list[dict[str, Any]]:
    """The original, and its translation where there is one; each names the other."""
    source = _without_empty(
        {
            "@type": "NewsArticle",
            "headline": quotation.title,
            "url": safe_address(quotation.address),
            "inLanguage": quotation.language,
            "author": [{"@type": "Person", "name": name} for name in quotation.authors],
            "publisher": {"@type": "Organization", "name": quotation.outlet},
            "datePublished": iso(quotation.published_at) if quotation.published_at else "",
        }
    )
    original: dict[str, Any] = {
        "@type": "Quotation",
        "@id": identity,
        "text": _bounded([paragraph.original for paragraph in quotation.paragraphs]),
        "inLanguage": quotation.language,
        "citation": source,
    }
    rendered = [paragraph for paragraph in quotation.paragraphs if paragraph.rendering]
    if not rendered:
        return [_without_empty(original)]
    original["workTranslation"] = {"@id": f"{identity}-translation"}
    translation = {
        "@type": "Quotation",
        "@id": f"{identity}-translation",
        "text": _bounded([paragraph.rendering for paragraph in rendered]),
        "inLanguage": quotation.rendering_language,
        "translationOfWork": {"@id": identity},
    }
    return [_without_empty(original), _without_empty(translation)]


def _bounded(paragraphs: list[str]) -> str:
    text = "\n".join(paragraph.strip() for paragraph in paragraphs)
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", [], None)}
