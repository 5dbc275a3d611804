"""Where readers found a post and its category: links on its title and in its footer, as the page has them."""

from __future__ import annotations

import re
from html import unescape

from kawaraban.publish.formats.page.cutting import Cut
from kawaraban.publish.formats.page.line import tidy

_NAMED_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r'<a href="([^"]+)">')
# The addresses of posts at the hosts: /article/123.html, /archives/123.html, /entry/name, /e/123, /?eid=123.
_POST = re.compile(
    r"/(?:articles?|archives?|entry|entries|e|blog-entry|posts?|\d{4}/\d\d)[/\-]|[?&](?:eid|p|no)=\d", re.I
)
_OTHER = re.compile(r"/(?:category|categories|cat|tag|author)[/_\-]|/archives?/\d{6}(?:\d\d)?(?:-\d+)?\.html$", re.I)


def category_addresses_of(post: Cut, category: str) -> tuple[str, ...]:
    """Where the post's category was: what the footer's link with its name leads to."""
    found = (_NAMED_LINK.findall(line.html) for line in post.foot)
    named = (
        (unescape(address).partition("#")[0], unescape(_TAG.sub("", words))) for one in found for address, words in one
    )
    return (
        tuple(dict.fromkeys(address for address, words in named if address and tidy(words) == category))
        if category
        else ()
    )


def address_of(post: Cut) -> str:
    """The post's address, absolute or a path, without its fragment; "" where the page does not tell.

    A title may link to the article that the post is about: only what looks like a host's own address is taken.
    """
    for line in (*([post.title] if post.title else ()), *post.foot):
        for found in _LINK.findall(line.html):
            address = unescape(found).partition("#")[0]
            if _POST.search(address) and not _OTHER.search(address):
                return address
    return ""
