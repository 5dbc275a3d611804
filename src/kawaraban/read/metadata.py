"""Title, deck, authors, dates, outlet and pictures: JSON-LD and <meta> first, then what trafilatura makes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from kawaraban.read.authors import authors_of
from kawaraban.read.model import Image
from kawaraban.read.shingles import words
from kawaraban.read.structured import articles_among, metas, plain, schema_nodes, text_of, types_of

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "date.issued", "dc.date.issued",
    "dcterms.created",
    "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "article.published", "originalpublicationdate", "date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified")
#: What lies beyond is what a program writes where it knows no date: 0001-01-01, 9999-12-31.
_FIRST_YEAR, _LAST_YEAR = 1600, 2999
_DATE = re.compile(
    r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})"
    r"(?:[T\s]+(\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_MOST_HEADINGS = 300  # elements looked at
_LONGEST = 400  # characters of a title
_SEPARATORS = re.compile(r"\s*[|｜]\s*|\s+[-–—:»·•]\s+|：")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself. Dates as in Article; `body` is JSON-LD's articleBody, "" if there is none."""

    title: str = ""
    deck: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: str | None = None
    modified: str | None = None
    images: tuple[Image, ...] = ()
    languages: tuple[str, ...] = ()
    canonical: str | None = None
    body: str = ""
    paywalled: bool = False


def metadata_of(tree: HtmlElement, url: str | None) -> Metadata:
    """Read the head and the JSON-LD of a page; nothing here looks at the body's text but for the headline."""
    nodes = schema_nodes(tree)
    articles = articles_among(nodes)
    article = articles[0] if articles else {}
    meta = metas(tree)
    canonical = _canonical(tree, meta, url)
    outlet = _outlet(tree, article, meta, nodes)
    return Metadata(
        title=_title(tree, article, meta, outlet),
        deck=_deck(article, meta),
        authors=authors_of(tree, article, meta, outlet),
        outlet=outlet,
        published=_published(tree, article, meta, canonical),
        modified=_first_date([article.get("dateModified"), *_all(meta, _MODIFIED)]),
        images=_images(article, meta, url or canonical),
        languages=_languages(tree, article, meta),
        canonical=canonical,
        body=_body(articles),
        paywalled=str(article.get("isAccessibleForFree", "")).lower() == "false",
    )


def _title(tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]], outlet: str) -> str:
    """The title that the page gives away with its link (Open Graph), else JSON-LD's headline, else what it shows.

    Open Graph's is passed over where it has nothing in common with the others: some pages put the deck there.
    """
    headings = [text for text in _shown(tree, "h1") if text != outlet]
    document = plain(tree.findtext(".//title") or "")
    graph, headline = (
        _without_outlet(text, outlet, headings)
        for text in (next(iter(meta.get("og:title", [])), ""), text_of(article.get("headline")))
    )
    if graph and headline and not _unlike(graph, headline):
        return graph[:_LONGEST]
    shown = (_part_shown(tree, document, outlet), *headings[:1], _without_outlet(document, outlet, headings))
    others = [text for text in (headline, *shown, text_of(article.get("name"))) if text]
    if graph and others and all(_unlike(graph, other) for other in others):
        graph = ""
    return next((text[:_LONGEST] for text in (graph, *others) if text), "")


def _part_shown(tree: HtmlElement, document: str, outlet: str) -> str:
    """The longest part of the document's title that the page shows as a headline, set as one or only in bold."""
    cuts = list(islice(_SEPARATORS.finditer(document), 6))
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(document)]
    parts = {document[start:end].strip() for start in starts for end in ends if start < end} - {""}
    shown = _shown(tree, "h1", "h2", "h3", "b", "strong", "font")
    # Where a heading isn't closed, what follows it is in it too.
    found = (part for part in parts if part != outlet and any(text.startswith(part) for text in shown))
    return max(found, key=len, default="")


def _shown(tree: HtmlElement, *tags: str) -> list[str]:
    texts = (plain(element.text_content())[:_LONGEST] for element in islice(tree.iter(*tags), _MOST_HEADINGS))
    return [text for text in texts if text]


def _unlike(one: str, other: str) -> bool:
    first, second = set(words(one)), set(words(other))
    return len(first & second) * 4 < min(len(first), len(second))


def _without_outlet(title: str, outlet: str, headings: list[str]) -> str:
    """A title without " - The Outlet" behind it: cut where the rest names the outlet, or is the headline."""
    for match in reversed(list(_SEPARATORS.finditer(title))):
        head, tail = title[: match.start()].rstrip(), title[match.end() :].strip()
        if not head:
            continue
        same = _letters(outlet) and (_letters(outlet) in _letters(tail) or _letters(tail) in _letters(outlet))
        if head in headings or (same and len(tail) <= 2 * len(outlet) + 10):
            return head
    return title


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _deck(article: dict[str, Any], meta: dict[str, list[str]]) -> str:
    for text in (*_all(meta, ("og:description", "description")), text_of(article.get("description"))):
        if text:
            return text[:1000]
    return ""


def _outlet(tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]], nodes: list[dict[str, Any]]) -> str:
    sites = [node for node in nodes if "WebSite" in types_of(node)]
    organisations = [node for node in nodes if any(name.endswith("Organization") for name in types_of(node))]
    named = [
        *_all(meta, ("og:site_name",)),
        text_of(_name(article.get("publisher"))),
        *_all(meta, ("application-name",)),
    ]
    named += [text_of(node.get("name")) for node in (*sites, *organisations)]
    name = next((name for name in named if name and not name.startswith("http") and len(name) < 100), "")
    return name or _masthead(tree)


def _masthead(tree: HtmlElement) -> str:
    """The name that links to the front page and stands at an end of the document's title."""
    document = plain(tree.findtext(".//title") or "")
    links = (link for link in tree.iter("a") if urlsplit(link.get("href") or "x").path == "/")
    texts = (plain(link.text_content()) for link in islice(links, 20))
    return next((text for text in texts if text and (document.startswith(text) or document.endswith(text))), "")


def _name(value: Any) -> Any:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _published(tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]], url: str | None) -> str | None:
    said = [article.get("datePublished"), *_all(meta, _PUBLISHED), article.get("dateCreated")]
    times = [element.get("datetime") for element in tree.iter("time") if "pubdate" in element.attrib]
    times += tree.xpath("//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content")
    return _first_date([*said, *times]) or _found_date(tree, url)


def _found_date(tree: HtmlElement, url: str | None) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(tree, original_date=True, extensive_search=True, url=url, outputformat="%Y-%m-%d")
    except Exception:  # a parser of foreign text: whatever it trips over, the page has no date for us
        return None
    return str(found) if found else None


def _first_date(values: list[Any]) -> str | None:
    return next((iso for value in values if (iso := iso_date(text_of(value)))), None)


def iso_date(text: str) -> str | None:
    """A date as Article has it, from what pages write ("20241014T0900+0900", "2024/10/14 09:00"); None if none."""
    match = _DATE.match(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    try:
        if hour is None:
            return date(int(year), int(month), int(day)).isoformat()
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
    except ValueError:
        return None
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return moment.isoformat() + (zone or "")


def _images(article: dict[str, Any], meta: dict[str, list[str]], base: str | None) -> tuple[Image, ...]:
    alts = meta.get("og:image:alt", [])
    found: dict[str, Image] = {}
    for place, address in enumerate([*meta.get("og:image", []), *_image_addresses(article.get("image"))]):
        address = urljoin(base or "", address)
        if urlsplit(address).scheme in ("http", "https"):
            found.setdefault(address, Image(address, alts[place] if place < len(alts) else ""))
    return tuple(found.values())[:10]


def _image_addresses(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    addresses = [item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item for item in listed]
    return [address for address in addresses if isinstance(address, str)]


def _languages(tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]]) -> tuple[str, ...]:
    said = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang")]
    said += [
        text_of(article.get("inLanguage")),
        *_all(meta, ("og:locale", "content-language", "language", "dc.language")),
    ]
    return tuple(tag for tag in said if tag)


def _canonical(tree: HtmlElement, meta: dict[str, list[str]], url: str | None) -> str | None:
    said = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
    for address in (url, *said, *meta.get("og:url", [])):
        if address and urlsplit(address).scheme in ("http", "https"):
            return str(address)
    return None


def _body(articles: list[dict[str, Any]]) -> str:
    bodies = [body for node in articles if isinstance(body := node.get("articleBody"), str)]
    return max(bodies, key=len, default="")


def _all(meta: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [content for name in names for content in meta.get(name, [])]
