"""The links of a page, made to hold between files; each text is gone through once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urlsplit

from kawaraban.desk.moving.leaving.static.paths import DESK, NOT_FOUND, Address, file_of, link_to, parse, up_from

#: The host of a blog whose own is not known: its addresses are links between files.
NOWHERE = "http://blog.invalid"

_ATTRIBUTE = re.compile(
    rf'(\s(?:href|src|action|poster|data-src|data-href|content)=")((?:{re.escape(NOWHERE)})?[/?][^"]*|{NOWHERE})(?=")'
)
_URL = re.compile(r"""(url\(\s*["']?)([^"')]+)(?=["']?\s*\))""")
Found = Callable[[Address], None]


class Relinker:
    """Rewrites the pages of one export. `found` is told of every address once; links seen before are looked up.

    `base` is where the files will stand, "" where that is not known.
    """

    def __init__(self, found: Found, base: str) -> None:
        self._found = found
        self._top = urlsplit(base).path.rstrip("/") + "/" if base else ""
        self._known: dict[str, tuple[str, str] | None] = {}  # link -> file, what is left of the link

    def html(self, text: str, address: Address) -> str:
        """The page of `address`, its links to the blog's own pages, pictures and styles relative."""
        # A server shows the page for what it does not have under any address: there no relative link would hold.
        up = self._top if address == NOT_FOUND else up_from(file_of(address))

        def rewritten(match: re.Match[str]) -> str:
            link = match[2].removeprefix(NOWHERE)
            if link.startswith("?"):
                link = address.path + link
            target = self._target(link or "/")
            return match[1] + (up + target[0] + target[1] if target else match[2])

        return _ATTRIBUTE.sub(rewritten, text).replace(NOWHERE, "")

    def css(self, text: str, address: Address) -> str:
        """A style sheet of `address`: what it loads is found, and named relative to it."""
        folder, up = address.path.rpartition("/")[0], up_from(file_of(address))

        def rewritten(match: re.Match[str]) -> str:
            link = match[2].strip()
            if re.match(r"[a-z]+:|//|#", link, re.IGNORECASE):
                return match[0]
            target = self._target(link if link.startswith("/") else _joined(folder, link))
            return match[1] + up + target[0] if target else match[0]

        return _URL.sub(rewritten, text)

    def _target(self, link: str) -> tuple[str, str] | None:
        if link not in self._known:
            parsed = parse(unescape(link))
            if parsed is None:
                self._known[link] = None
            else:
                address, left = parsed
                if address.path.startswith(DESK):  # no place for readers
                    address = Address("/")
                self._found(address)
                self._known[link] = link_to(file_of(address), ""), escape(left)
        return self._known[link]


def without_host(text: str, address: Address) -> str:
    """A feed or another text of `address` whose blog has no host: its addresses become relative to the file."""
    return text.replace(NOWHERE + "/", up_from(file_of(address)) or "./").replace(NOWHERE, up_from(file_of(address)))


def _joined(folder: str, link: str) -> str:
    parts = folder.split("/")
    for part in link.split("/"):
        if part == "..":
            parts = parts[:-1] or [""]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
