"""Where readers found a post: the link on its title, or one in its footer, as the page has it."""

from __future__ import annotations

import re
from html import unescape

from kawaraban.publish.formats.page.cutting import Cut

_LINK = re.compile(r'<a href="([^"]+)">')
# The addresses of posts at the hosts: /article/123.html, /archives/123.html, /entry/name, /e/123, /?eid=123.
_POST = re.compile(
    r"/(?:articles?|archives?|entry|entries|e|blog-entry|posts?|\d{4}/\d\d)[/\-]|[?&](?:eid|p|no)=\d", re.I
)
_OTHER = re.compile(r"/(?:category|categories|cat|tag|author)[/_\-]|/archives?/\d{6}(?:\d\d)?(?:-\d+)?\.html$", re.I)


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
