"""Addresses of the blog as files of a folder, and the links between them.

A link names its file (`../../21/index.html`) and never begins at a root: so it holds on a disk (`file://`), where no
server finds the `index.html` of a folder, and under any folder of a site.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode

#: What an address ends with that is a file as it stands. Any other last part is the name of a folder.
_EXTENSION = re.compile(r"\.(?:html?|xml|rdf|json|txt|css|js|mjs|svg|png|jpe?g|gif|webp|ico|woff2?)\Z", re.IGNORECASE)
#: What a query may ask of a long list, and the numbers of its parts after the first.
_PARTS, _NUMBER = ("page", "comments"), re.compile(r"(?!1\Z)[1-9][0-9]{0,4}")
#: File systems hold 255 bytes a name; Windows has names of its own, signs that none may have, and counts a whole path.
_MAX_NAME = 120
_UNFIT = re.compile(r'[\x00-\x1f<>:"\\|?*]|[. ]\Z|\A(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)', re.IGNORECASE)


class Address(NamedTuple):
    """A page's path on the blog, decoded ("/2026/11/21/火事/"), and which part of a long list it is: "page=2"."""

    path: str
    part: str = ""


#: The page for an address that the blog does not have, and what the blog's pages never lead to.
NOT_FOUND, DESK = Address("/404.html"), "/desk/"


def parse(link: str) -> tuple[Address, str] | None:
    """The address that a link from the blog's root (`/tag/x/?page=2#top`) leads to, and what is left of the link.

    What is left is what was searched for (`?q=…`), which pages on files can read too, and the fragment. None for
    another link.
    """
    if not link.startswith("/") or link.startswith(("//", "/\\")):
        return None
    rest, hash_, fragment = link.partition("#")
    path, _, query = rest.partition("?")
    asked = dict(parse_qsl(query))
    part = next((f"{name}={asked[name]}" for name in _PARTS if _NUMBER.fullmatch(asked.get(name, ""))), "")
    words = "?" + urlencode({"q": asked["q"]}) if "q" in asked else ""
    return Address(unquote(path), part), words + hash_ + fragment


def file_of(address: Address) -> str:
    """The file of an address, relative to the folder, with `/` between its parts. Never leaves the folder."""
    *folders, last = address.path.removeprefix("/").split("/")
    if last and not _EXTENSION.search(last):
        folders, last = [*folders, last], ""
    name = _fit(last) if last else f"{address.part.replace('=', '-')}.html" if address.part else "index.html"
    return "/".join([*(_fit(folder) for folder in folders if folder), name])


def up_from(file: str) -> str:
    """What leads from a file to the folder it is in the export of: `../../`, or empty."""
    return "../" * file.count("/")


def link_to(file: str, up: str) -> str:
    """The link to a file from one whose way up is `up`."""
    return up + quote(file)


def _fit(name: str) -> str:
    """The name, if every file system can hold it; else its beginning with a digest of it."""
    if name not in {".", ".."} and not _UNFIT.search(name) and len(name.encode()) <= _MAX_NAME:
        return name
    stem, dot, extension = name.rpartition(".") if _EXTENSION.search(name) else (name, "", "")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    kept = re.sub(r"[^-\w]", "_", stem).encode("utf-8", "ignore")[: _MAX_NAME - 30].decode("utf-8", "ignore")
    return f"{kept}-{digest}{dot}{extension}"
