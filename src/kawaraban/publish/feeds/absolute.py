"""Addresses in a post's HTML made absolute, since a feed reader shows it on another host."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin

# Tags as the blog's own renderer and sanitiser write them: values in double quotes, none unquoted.
_TAG = re.compile(r'<[a-zA-Z](?:[^>"]++|"[^"]*+")*+>')
_ADDRESS = re.compile(r'( (?:href|src|poster|cite|srcset)=")([^"]*)(?=")')


def absolute_html(html: str, address: str) -> str:
    """`html` with every link and picture resolved against `address`, the page where it stands. Text is left alone."""
    return _TAG.sub(lambda tag: _ADDRESS.sub(lambda found: _resolved(found, address), tag[0]), html)


def _resolved(found: re.Match[str], address: str) -> str:
    value = unescape(found[2])
    if found[1] == ' srcset="':
        # Candidates are divided by a comma and a space; an address itself may have a comma.
        parts = [_joined(address, part.strip()) for part in re.split(r",\s+", value)]
        return found[1] + escape(", ".join(filter(None, parts)))
    return found[1] + escape(_joined(address, value))


def _joined(address: str, value: str) -> str:
    target, space, rest = value.partition(" ")
    try:
        return urljoin(address, target) + space + rest
    except ValueError:  # no address: left as it is
        return value
