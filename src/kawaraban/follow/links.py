"""A page of links -> the headlines it lists, told from menus and footers by structure.

A site repeats one pattern of mark-up for its headlines and another for its menu. Links are grouped by that pattern;
groups whose texts are as long as headlines are, and whose addresses look like articles', are taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from statistics import median

from lxml import etree, html

from kawaraban.follow import addresses
from kawaraban.follow.charset import to_utf8
from kawaraban.follow.listing import Listing, bounded, date, language, plain
from kawaraban.follow.model import Entry, Fetched, FollowError

_MAX_LINKS = 5000
_MAX_CARD = 5  # links in one headline's card: picture, headline, section, author, "more"
_NEVER = frozenset({"nav", "footer", "aside", "form", "script", "style", "noscript", "template", "dialog", "menu"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "article"})
_SIDELINE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|footer|sidebar|breadcrumbs?|share|social|related|ranking|pager|"
    r"pagination|tags?|banner|cookie|advert)(?:$|[-_ ])",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|topics?|search|login|signin|account|about|contact|privacy|terms|help|"
    r"subscribe|page)(?:/|$|\?|\.)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\d{3,}|[^/]+-[^/]+-[^/]+|\.html?$|/(?:19|20)\d\d[/-]?\d\d")
_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:/|-|_|\b)")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class _Link:
    address: str
    text: str
    published: datetime | None
    pattern: str
    heading: bool

    @property
    def length(self) -> int:
        """In Latin letters: a Chinese or Japanese character says about as much as two and a half."""
        return len(self.text) + len(_WIDE.findall(self.text)) * 3 // 2


def read_links(fetched: Fetched) -> Listing:
    """The headlines that a page lists, in its order. Raises FollowError("not-a-feed") where it lists none."""
    page = _page(fetched)
    base, site = fetched.final_address, _site(fetched.final_address)
    groups: dict[str, list[_Link]] = defaultdict(list)
    places: dict[str, int] = {}
    for place, link in enumerate(_links(page, base, fetched.fetched_at)):
        if _site(link.address) == site and link.address != base:
            groups[link.pattern].append(link)
            places.setdefault(link.address, place)
    chosen: dict[str, _Link] = {}
    for link in (link for group in groups.values() if _are_headlines(group) for link in group):
        known = chosen.get(link.address)
        if known is None or link.length > known.length:  # a card links its picture, its headline, and "more"
            chosen[link.address] = link
    spoken = language(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang"))
    entries, skipped = bounded(
        Entry(key=link.address, address=link.address, title=link.text, published=link.published, language=spoken)
        for link in sorted(chosen.values(), key=lambda link: places[link.address])
    )
    if not entries:
        raise FollowError(
            "not-a-feed",
            f"{addresses.shown(base)} lists no articles: give the address of the site's front page or of its feed.",
        )
    return Listing("page", "page", entries, page_title(page), addresses.origin(base) + "/", spoken, skipped)


def _page(fetched: Fetched) -> html.HtmlElement:
    page = parse_page(fetched)
    if page is None:
        raise FollowError(
            "not-a-feed", f"{addresses.shown(fetched.final_address)} is no web page: give the address of the site."
        )
    return page


def parse_page(fetched: Fetched) -> html.HtmlElement | None:
    """The page's tree, or None where the answer is no HTML."""
    content = to_utf8(fetched.content(), fetched.header("content-type") or "")
    try:
        page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return page if page.find(".//a") is not None or page.find(".//link") is not None else None


def page_title(page: html.HtmlElement) -> str:
    """What the site calls itself: Open Graph's site name, else the title of the page."""
    named = page.xpath("string(//meta[@property='og:site_name']/@content)")
    return plain(str(named)) or plain(page.findtext(".//title") or "")


def _site(address: str) -> str:
    return addresses.host(address).removeprefix("www.")


def _links(page: html.HtmlElement, base: str, now: datetime) -> Iterator[_Link]:
    times = _only_times(page)
    for number, anchor in enumerate(page.iter("a")):
        if number >= _MAX_LINKS:
            return
        address = addresses.absolute(anchor.get("href") or "", base)
        if address is None or _aside(anchor):
            continue
        yield _Link(
            address=address,
            text=_headline(anchor),
            published=_date(anchor, times, address, now),
            pattern=_pattern(anchor),
            heading=any(inner.tag in _HEADINGS for inner in (*anchor.iter(), *_above(anchor, 4))),
        )


def _aside(anchor: html.HtmlElement) -> bool:
    return any(
        above.tag in _NEVER or _SIDELINE.search(f"{above.get('class') or ''} {above.get('id') or ''}".strip())
        for above in anchor.iterancestors()
        if above.tag not in ("body", "html")
    )


def _above(anchor: html.HtmlElement, levels: int) -> Iterator[html.HtmlElement]:
    for level, above in enumerate(anchor.iterancestors()):
        if level == levels or above.tag in ("body", "html"):
            return
        yield above


def _pattern(anchor: html.HtmlElement) -> str:
    """Tags and first class names from four levels up: `div.latest/ul/li/h3/a.title`. Numbers in them are dropped."""
    steps = [anchor, *_above(anchor, 4)]
    return "/".join(_step(step) for step in reversed(steps))


def _step(element: html.HtmlElement) -> str:
    names = (element.get("class") or "").split()
    return f"{element.tag}.{re.sub('[0-9]+', '', names[0])}" if names else str(element.tag)


def _headline(anchor: html.HtmlElement) -> str:
    """The heading inside a link that wraps a whole card, else all of its text."""
    for inner in anchor.iter():
        if inner is not anchor and inner.tag in _HEADINGS and inner.tag != "article":
            return plain(" ".join(str(part) for part in inner.itertext()))
    return plain(" ".join(str(part) for part in anchor.itertext())) or plain(anchor.get("title") or "")


def _only_times(page: html.HtmlElement) -> dict[html.HtmlElement, html.HtmlElement | None]:
    """For each element that has `time` elements inside it: the only one, or None where there are several."""
    found: dict[html.HtmlElement, html.HtmlElement | None] = {}
    for number, time in enumerate(page.iter("time")):
        if number >= _MAX_LINKS:
            break
        for above in time.iterancestors():
            found[above] = None if above in found else time
    return found


def _date(
    anchor: html.HtmlElement, times: dict[html.HtmlElement, html.HtmlElement | None], address: str, now: datetime
) -> datetime | None:
    """From the one `time` element of the link's own card, else from the address."""
    for above in (anchor, *_above(anchor, 4)):
        if above in times and sum(1 for _ in islice(above.iter("a"), _MAX_CARD + 1)) <= _MAX_CARD:
            time = times[above]
            found = date(time.get("datetime") or time.text, now) if time is not None else None
            if found is not None:
                return found
        if above.tag in ("li", "article", "tr"):
            break
    day = _DAY.search(address)
    return date("-".join(day.groups()), now) if day else None


def _are_headlines(group: list[_Link]) -> bool:
    """Whether a group's links are headlines: long enough, and not to sections; two at least, or under a heading."""
    real = [link for link in group if not _SECTION.search(link.address)]
    if len(real) * 2 <= len(group):
        return False
    length = median(link.length for link in real)
    articles = sum(bool(_ARTICLE.search(link.address.split("/", 3)[3])) for link in real)
    if articles * 2 <= len(real):
        return False
    heading = sum(link.heading for link in real) * 2 > len(real)
    return length >= (15 if heading else 24) and (heading or len(real) >= 2)
