"""A post for machines: schema.org's BlogPosting with its quotations and their translations, as JSON-LD; and a
ClaimReview for each check in it that somebody judged.

https://schema.org/BlogPosting, https://schema.org/Quotation, https://schema.org/translationOfWork,
https://schema.org/ClaimReview
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from kawaraban.publish.feeds.entry import absolute, iso
from kawaraban.publish.feeds.xml import legal
from kawaraban.publish.model import Blog, CheckBox, Post, Quotation
from kawaraban.publish.quotation import safe_address

MOST_QUOTATIONS = 20
MOST_RATING = 200  # characters of a judgement that stand for a rating
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


def claim_reviews(blog: Blog, post: Post) -> list[dict[str, Any]]:
    """A ClaimReview for each check in the post that a person signed; none where nobody has judged.

    The rating is the judgement's words alone (`alternateName`): no number was given, and schema.org asks for none. Of
    several judgements it is the last, which the page says below the box where it was signed after publication.
    """
    judged = [box for box in map(_as_judged_last, post.checks) if box.words and box.signed_at is not None]
    return [_review(blog, post, box) for box in judged[:MOST_QUOTATIONS]]


def script(data: dict[str, Any] | list[dict[str, Any]]) -> str:
    """The data as JSON that is safe inside a `<script type="application/ld+json">`, whatever its words are."""
    return legal(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).translate(_ESCAPED)


def _as_judged_last(box: CheckBox) -> CheckBox:
    """The box with the judgement that stands by now; the reasons that it was published with were the former one's."""
    news = box.news
    if news is None or news.signed_at is None:
        return box
    return replace(box, words=news.words, reasons="", signature=news.signature, signed_at=news.signed_at)


def _review(blog: Blog, post: Post, box: CheckBox) -> dict[str, Any]:
    address, home = absolute(blog, post.address), blog.address.rstrip("/") + "/"
    said_at = safe_address(box.said_at)
    claim = {
        "@type": "Claim",
        "text": box.statement,
        "inLanguage": box.language,
        "author": {"@type": "Person", "name": box.said_by} if box.said_by else {},
        "datePublished": iso(box.said_on) if box.said_on else "",
        "appearance": {"@type": "SocialMediaPosting", "url": said_at} if said_at else {},
    }
    sources = filter(None, (safe_address(source.address) for source in box.sources))
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{address}#{box.key}",
            "url": address,
            "claimReviewed": box.statement,
            "itemReviewed": _without_empty(claim),
            "reviewRating": {"@type": "Rating", "alternateName": _short(box.words)},
            "reviewBody": "\n\n".join(filter(None, (box.words, box.reasons))),
            "inLanguage": box.readers,
            "datePublished": iso(box.signed_at) if box.signed_at else "",
            "author": {"@type": "Person", "name": box.signature},
            "publisher": {"@type": "Organization", "name": blog.title, "url": home},
            "citation": list(dict.fromkeys(sources))[:MOST_QUOTATIONS],
        }
    )


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST_RATING else line[: MOST_RATING - 1] + "…"


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
    return {name: value for name, value in data.items() if value not in ("", [], {}, None)}
