"""What a page says about itself for machines: schema.org in JSON-LD, and <meta> elements (Open Graph and others).

Both are written by hand and by broken templates: everything may be missing, of another type, or nonsense.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_MAX_SCRIPT = 3_000_000  # characters of one JSON-LD script
_MAX_NODES = 5_000
_MAX_DEPTH = 12

#: schema.org's types of articles (https://schema.org/Article and below), and what pages write in their place
_ARTICLE_TYPES = re.compile(
    r"Article$|^(?:\w*Posting|Report|LiveBlogPosting|Review|AnalysisNewsArticle|OpinionNewsArticle)$"
)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)?\s*;?\s*$"
)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def schema_nodes(tree: HtmlElement) -> list[dict[str, Any]]:
    """Every JSON-LD object of the page, nested ones too, in document order, with references by @id followed."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= _MAX_SCRIPT:
            nodes += _walk(_load(script.text))
            if len(nodes) > _MAX_NODES:
                break
    return nodes[:_MAX_NODES]


def articles_among(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that describe an article, the most telling first: it is the page's own, the others are teasers."""
    found = [node for node in nodes if any(_ARTICLE_TYPES.search(name) for name in types_of(node))]
    return sorted(found, key=_weight, reverse=True)


def types_of(node: dict[str, Any]) -> list[str]:
    """The names of a node's types, without schema.org's address."""
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return [name.rsplit("/", 1)[-1] for name in listed if isinstance(name, str)]


def text_of(value: Any) -> str:
    """A property's text on one line, entities and mark-up undone; "" if it has none."""
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("url")
    return plain(value) if isinstance(value, str) else ""


def plain(text: str) -> str:
    """One line without tags and entities (templates escape twice); full-width and no-break spaces are the writer's."""
    if "&" in text:
        text = entities.unescape(entities.unescape(text))
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,500}>", " ", text)
    return _SPACE.sub(" ", text.replace("\u200b", "").replace("\ufeff", "").replace("\u2060", "")).strip()


def metas(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of all <meta>, by name, property or itemprop in lower case, in document order."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = plain(meta.get("content") or "")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            for name in (meta.get(attribute) or "").lower().split():
                found.setdefault(name, []).append(content)
    return found


def _load(text: str) -> Any:
    text = _WRAPPING.sub("", text)
    try:
        # Raw line breaks inside strings are the commonest mistake.
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.JSONDecoder(strict=False).raw_decode(text.lstrip())[0]  # something stands behind the object
    except (ValueError, RecursionError):
        return None


def _walk(root: Any) -> list[dict[str, Any]]:
    nodes = list(_nodes(root, _MAX_DEPTH))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in nodes:
        for key in ("author", "publisher", "creator", "isPartOf", "image"):
            if key in node:
                node[key] = _followed(node[key], by_id)
    return nodes


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth <= 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            if isinstance(item, (dict, list)):
                yield from _nodes(item, depth - 1)


def _followed(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_followed(item, by_id) for item in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name"):
        return by_id.get(value["@id"], value)
    return value


def _weight(node: dict[str, Any]) -> tuple[int, int]:
    body = node.get("articleBody")
    told = sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "publisher", "description"))
    return told, len(body) if isinstance(body, str) else 0
