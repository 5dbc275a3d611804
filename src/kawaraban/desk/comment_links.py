"""Links that readers gave in comments, and what the desk has of the pages behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kawaraban.desk.models import Article, Comment
from kawaraban.follow import FollowError
from kawaraban.follow.addresses import normalise, shown
from kawaraban.publish import comment_links

MAX_LINKS = 8  # of one comment; who has more to say of the press has a blog
_MAX_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a comment leads to; `article` is its number on the desk, None where the desk does not have it."""

    address: str  # as `follow.addresses.normalise` writes it
    article: int | None = None

    @property
    def shown(self) -> str:
        return shown(self.address)


def addresses_in(comment: Comment) -> list[str]:
    """The pages of the web that a comment leads to, each once."""
    found: dict[str, None] = {}
    for link in comment_links(comment.text):
        if link.startswith(("http://", "https://")) and (address := _normal(link)):
            found[address] = None
    return list(found)[:MAX_LINKS]


def links_of(comments: Iterable[Comment]) -> dict[int, list[Link]]:
    """The links of comments, by comment; one query, none where there are no links."""
    addresses = {comment.pk: addresses_in(comment) for comment in comments}
    every = {address for found in addresses.values() for address in found}
    known = dict(Article.objects.filter(address__in=every).values_list("address", "pk")) if every else {}
    return {pk: [Link(address, known.get(address)) for address in found] for pk, found in addresses.items()}


def _normal(link: str) -> str:
    try:
        address = normalise(link)
    except FollowError:
        return ""
    return address if len(address) <= _MAX_ADDRESS else ""
