"""Posts from another blog as readers see them: their HTML cleaned, with pictures and links at home here.

What a post brought with it lies in `Post.brought` (plain JSON): `breaks` says that its line ends are meant as such,
`addresses` where readers found it, `pictures` the blog's own copy of each picture by its old address. Its move's
`options` name the old blog's `home` (`https://yofuke.example/`) and all its `hosts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from kawaraban.desk.models import Post
from kawaraban.desk.moving import redirects
from kawaraban.publish import foreign_html


@dataclass(frozen=True, slots=True)
class Home:
    """Where a post was: `address` of its page, absolute where it is known, and the hosts that its blog had."""

    address: str = ""
    hosts: frozenset[str] = frozenset()

    def whole(self, address: str) -> str:
        """An address in the post, absolute where the old blog's is known."""
        try:
            return urljoin(self.address, address.strip()) if self.address else address.strip()
        except ValueError:
            return address

    def path(self, address: str) -> str:
        """What an address in the post is kept under as an old one; "" where it leads to another site."""
        whole = self.whole(address)
        try:
            host = urlsplit(whole).netloc.lower()
        except ValueError:
            return ""
        inside = host in self.hosts or (not host and whole.startswith("/"))
        return redirects.path_of(whole) if inside else ""


def home_of(post: Post) -> Home:
    """Where a post of a move was; reads `post.move`."""
    options: Mapping[str, Any] = post.move.options if post.move else {}
    addresses: Sequence[str] = (post.brought or {}).get("addresses") or [""]
    address = addresses[0] if "://" in addresses[0] else urljoin(options.get("home", ""), addresses[0])
    return Home(address, frozenset(options.get("hosts", ())))


def sanitised(body: str, brought: Mapping[str, Any] | None) -> str:
    """A post's HTML cleaned, its line ends made paragraphs where they were meant so."""
    return foreign_html.sanitise(foreign_html.paragraphs(body) if (brought or {}).get("breaks") else body)


def placed(cleaned: str, home: Home, pictures: Mapping[str, str], places: Mapping[str, str]) -> str:
    """`sanitised` HTML at home: `pictures` by old address the blog's copies, `places` by old path where that is now."""

    def link(address: str) -> str:
        path = home.path(address)
        return places.get(path) or (path if path else home.whole(address))

    def picture(address: str) -> str | None:
        whole = home.whole(address)
        return pictures.get(whole) or (whole if whole.startswith("/pictures/") else None)

    return foreign_html.place(cleaned, link, picture)


def inside(cleaned: str, home: Home) -> list[str]:
    """The old paths that links in `sanitised` HTML lead to."""
    return list(dict.fromkeys(filter(None, map(home.path, foreign_html.links(cleaned)))))


def htmls_of(posts: Iterable[Post]) -> list[str]:
    """What readers see of these posts, which are HTML; one query for all, where they have links to the old blog."""
    read = [(post, home_of(post), sanitised(post.body, post.brought)) for post in posts]
    paths: Collection[str] = {path for _, home, cleaned in read for path in inside(cleaned, home)}
    places = redirects.targets(paths) if paths else {}
    return [placed(html, home, (post.brought or {}).get("pictures", {}), places) for post, home, html in read]


def html_of(post: Post) -> str:
    """`htmls_of` one."""
    return htmls_of([post])[0]
