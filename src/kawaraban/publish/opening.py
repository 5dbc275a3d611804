"""The first words of a post, for lists and for pages that point to it."""

from __future__ import annotations

import re
from html import unescape

#: Quotations, cards that are but an address, and checks, as quotation.py, embeds.py and checkbox.py write them.
_QUOTATION = re.compile(
    r'<figure class="(?:quotation|embed).*?</figure>|<section class="check-box">.*?</section>', re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")


def opening(html: str, length: int) -> str:
    """At most `length` characters of a post's HTML as plain text: of the writer's own words where there are any."""
    return _plain(_QUOTATION.sub(" ", html), length) or _plain(html, length)


def _plain(html: str, length: int) -> str:
    text = " ".join(unescape(_TAG.sub(" ", html)).split())
    return text if len(text) <= length else text[: length - 1] + "…"
