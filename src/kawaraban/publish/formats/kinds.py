"""Which kind of file somebody gives to be taken in: by how it begins, and by its name where that does not tell."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath

#: Bytes of a file's beginning that are enough.
HEAD = 64 << 10
#: What a backup of the desk has in its first bytes, packed or not.
BACKUP_MARK = b"kawaraban-backup"

_META = re.compile(
    rb"^(?:AUTHOR|TITLE|BASENAME|STATUS|ALLOW COMMENTS|CONVERT BREAKS|ALLOW PINGS|PRIMARY CATEGORY|CATEGORY|DATE|TAGS"
    rb"|NO ENTRY|UNIQUE URL):",
    re.MULTILINE,
)
_RULE = re.compile(rb"^-----\s*$", re.MULTILINE)
_WXR = re.compile(rb"<wp:wxr_version|xmlns:wp\s*=\s*[\"']https?://wordpress\.org/export/")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|RDF|opml|tmx|html)[\s>]", re.IGNORECASE)
_ROOTS = {b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"opml": "opml", b"tmx": "tmx", b"html": "page"}
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_HTML = re.compile(rb"<(?:!doctype\s+html|head|body|div|p|table|article)\b", re.IGNORECASE)
_ENDINGS = {
    ".opml": "opml",
    ".tmx": "tmx",
    ".csv": "glossary",
    ".tsv": "glossary",
    ".tbx": "glossary",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".txt": "page",
    ".text": "page",
    ".atom": "feed",
    ".rss": "feed",
    ".rdf": "feed",
}


def kind_of(name: str, head: bytes) -> str:
    """One of "movabletype wxr feed page opml tmx glossary backup zip", or "" where nothing tells.

    `head` is how the file begins (`HEAD` bytes, gzipped or not), `name` its name or path.
    """
    packed, head = head, _unpacked(head)
    if BACKUP_MARK in packed[:4096] or BACKUP_MARK in head[:4096]:
        return "backup"
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").lstrip()
    if text.startswith(b"PK\x03\x04"):
        return "zip"
    if text.startswith(b"<"):
        return _kind_of_markup(text)
    if text.startswith(b"{") and _JSON_FEED.search(text):
        return "feed"
    if _META.match(text) and (_RULE.search(text) or len(_META.findall(text)) > 1):
        return "movabletype"
    path = PurePath(name.lower())
    return _ENDINGS.get(PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix, "")


def _kind_of_markup(text: bytes) -> str:
    if _WXR.search(text):
        return "wxr"
    root = _ROOT.search(text)
    if root is not None:
        return _ROOTS[root[1].lower()]
    if b"<martif" in text[:4096] or b"<tbx" in text[:4096]:
        return "glossary"
    return "page" if _HTML.search(text) else ""


def _unpacked(head: bytes) -> bytes:
    if not head.startswith(b"\x1f\x8b"):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return head
