"""Foreign text made fit to be stored: without what no database takes, of a length, and comments as plain text."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from kawaraban.desk.search import plain

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,5000}>")
_BREAK = re.compile(r"<br\s*/?>\n?|</p>\s*", re.I)
_ANCHOR = re.compile(
    r"<a\b[^>]{0,2000}?\shref=[\"']?(https?:[^\"'\s>]{1,2000})[^>]{0,2000}>(.{0,2000}?)</a>", re.I | re.S
)
_ADDRESS = re.compile(r"https?://", re.I)


def tidy(text: str, length: int | None = None) -> str:
    """Without NUL and lone surrogates, which databases refuse; at most `length` characters."""
    text = text.replace("\0", "")
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text if length is None else text[:length].rstrip()


def one_line(text: str, length: int) -> str:
    return tidy(" ".join(unescape(_TAG.sub("", text)).split()), length)


def comment_text(text: str) -> str:
    """A comment as plain text: a line a line, a link as its words with the address behind."""
    if not _TAG.search(text):
        return tidy(unescape(text)).replace("\r\n", "\n").strip()
    linked = _ANCHOR.sub(_linked, text)
    lines = _BREAK.sub("\n", linked).replace("\r\n", "\n").split("\n")
    return tidy("\n".join(plain.of_html(line) for line in lines)).strip()


def _linked(match: re.Match[str]) -> str:
    words = _TAG.sub("", match[2]).strip()
    return match[1] if words in ("", match[1]) else f"{words} ({match[1]})"


def looks_like_advert(text: str) -> bool:
    """Whether a comment has three addresses or more, or the signs by which machines write links."""
    return len(_ADDRESS.findall(text)) >= 3 or "[url=" in text.lower() or "[link=" in text.lower()


def folded(name: str) -> str:
    """What two names share that are one but for a sign: エネルギ and エネルギー, Tech and ＴＥＣＨ."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s・\-_ー]+", "", name)
