"""Who wrote a page: names out of JSON-LD, <meta>, and the byline on the page, cleaned of what is no name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml.html import HtmlElement

from kawaraban.read.structured import plain

_META = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl", "creator", "cxenseparse:author",
)  # fmt: skip
_BY = re.compile(
    r"^\s*(?:(?:written|reported|posted|published|story)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|автор|текст|文|作者|記者|撰文)\b\s*[:：]?\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[;；、/|]|,(?!\s*(?:Jr|Sr|PhD|MD)\b)|\s(?:and|und|og|och|et|y|e|&)\s)\s*", re.IGNORECASE)
_ROLE = re.compile(r"\s*[(（\[].*?[)）\]]\s*|\s*(?:記者|特派員|통신원|기자)\s*$")
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|^(?:admin|administrator|editor|staff|author|null|undefined|none)$", re.IGNORECASE
)
_LONGEST = 80
_MOST = 12
# Where a byline stands, from sure to likely (microformats' rel=author, schema.org's microdata, and class names).
_BYLINES = (
    "//*[@rel='author']",
    "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*[@itemprop='name'])]",
    "//*[contains(@class, 'author-name') or contains(@class, 'author__name') or contains(@class, 'authorName')]",
    "//*[contains(@class, 'byline') or contains(@class, 'Byline')]//a",
    "//*[@class='author' or @class='byline']",
)


def authors_of(tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]], outlet: str) -> tuple[str, ...]:
    """Names in the page's order, each once. A person before the outlet's own name, the outlet's before nothing."""
    structured = _names(_named(article.get("author"))) or _names(_named(article.get("creator")))
    listed = _names(text for name in _META for text in meta.get(name, []))
    houses = {_key(outlet), *map(_key, _names(_named(_organisations(article.get("author")))))}
    if people := [name for name in structured if not _is_house(name, houses)]:
        return tuple(people)
    if listed and not any(_is_house(name, houses) for name in listed):
        return tuple(listed)
    return tuple(structured or _names(_bylines(tree)) or listed)


def _organisations(value: Any) -> list[Any]:
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, dict) and "Organization" in str(item.get("@type"))]


def _is_house(name: str, houses: set[str]) -> bool:
    return any(house and (house == _key(name) or _key(name) in house.split()) for house in houses)


def _named(value: Any) -> Iterable[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            yield from _named(item)
        elif isinstance(item, dict):
            name = item.get("name") or item.get("byline")
            if not name and item.get("familyName"):
                name = f"{item.get('givenName') or ''} {item['familyName']}"
            yield from _named(name) if isinstance(name, list) else [name] if isinstance(name, str) else []


def _bylines(tree: HtmlElement) -> list[str]:
    for path in _BYLINES:
        texts = [plain(element.text_content()) for element in tree.xpath(path)[:_MOST]]
        if texts := [text for text in texts if 2 <= len(text) <= _LONGEST and _names([text])]:
            return texts
    return []


def _names(texts: Iterable[str]) -> list[str]:
    """Names out of bylines: "By A. Writer and B. Writer" are two."""
    found: dict[str, str] = {}
    for text in texts:
        if _NO_NAME.search(text.strip()):
            continue
        for part in _BETWEEN.split(_BY.sub("", plain(text))):
            name = _ROLE.sub("", part).strip(" ,.;:·-–—|")
            if 2 <= len(name) <= _LONGEST and not _NO_NAME.search(name):
                found.setdefault(_key(name), name)
    return list(found.values())[:_MOST]


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
