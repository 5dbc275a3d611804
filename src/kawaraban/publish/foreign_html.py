"""The HTML of a post from another blog: kept as it came, and made safe and at home when it is shown.

Cleaning is nh3's (ammonia): scripts, handlers, styles, forms and frames go, text and its structure stay. What nh3
writes is HTML in one normal form, attributes always in double quotes with every `"` in them escaped; so the few things
that it can't do (headings two levels down, pictures and links to their new places) are done on its output by patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from html import escape, unescape

import nh3

from kawaraban.publish.embeds import cards_for_links

#: Characters of HTML in one post. Five megabytes of a post that was sent here by mistake are kept; more is no post.
MAX_HTML = 6_000_000
#: Stands between what is before the fold and what is behind it, as WordPress has it.
FOLD = "<!--more-->"
_HEADING_SHIFT = 2  # as in `markdown`: the blog's and the post's titles are h1 and h2

_TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub "
    "summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_WITH_CONTENT = frozenset(
    "applet audio button canvas embed frame frameset iframe math noembed noframes object option script select "
    "style svg template textarea title video".split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "time": {"datetime"},
    "del": {"datetime"},
    "ins": {"datetime"},
}
_ATTRIBUTE = r' [a-z-]+="[^"]*"'
_IMAGE = re.compile(rf"<img((?:{_ATTRIBUTE})+)>")
_LINK = re.compile(rf"<a((?:{_ATTRIBUTE})+)>")
_PLACED = re.compile(rf"<a((?:{_ATTRIBUTE})*)>|</a>|<img((?:{_ATTRIBUTE})+)>")
_PAIR = re.compile(r' ([a-z-]+)="([^"]*)"')
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
# No part of these two looks past where the next of its kind begins: a megabyte of tags that never end costs no more
# than one of text.
_FRAME = re.compile(
    r"<(?:iframe|embed)\b[^<>]{0,2000}?\ssrc\s*+=\s*+[\"']?+(https?:[^\"'\s<>]{1,2000}+)[^<>]{0,2000}+>", re.I
)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figure|figcaption|form|h[1-6]|hr|iframe|"
    r"li|noscript|object|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|tr|ul|video)\b",
    re.I,
)
_KEPT_WHOLE = re.compile(r"<(pre|script|style|textarea)\b(?:(?!<\1\b).)*?</\1\s*+>", re.I | re.S)
_BLANK = re.compile(r"\n[ \t\u3000]*\n\s*")

Address = Callable[[str], str | None]


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def clean(html: str) -> str:
    """`html` without anything that runs, loads or disguises; safe to show as it is.

    Headings come two levels down. A frame (a video, a map) becomes a link to what it showed. A picture that is not the
    blog's own becomes a link with its caption: no reader is sent to a third party unasked. Text over MAX_HTML
    characters is cut there: callers refuse it before.
    """
    return place(sanitise(html), lambda address: address, lambda address: address if is_own(address) else None)


def sanitise(html: str) -> str:
    """`html` cleaned, with its pictures and headings as they were: what `place` takes."""
    framed = _FRAME.sub(_frame_link, html[:MAX_HTML].replace("\0", ""))
    return _cleaner().clean(framed)


def place(cleaned: str, link: Address, picture: Address) -> str:
    """`sanitise`d HTML at home here: headings shifted, every link and picture where `link` and `picture` say it is now.

    Each is asked with an address as the post has it. For a picture of which there is none (None), its caption and a
    link to where it was stand in its place; a link without an address becomes its text. What a frame showed is a card
    (`embeds`), and so is a paragraph that is nothing but an address.
    """

    inside = False  # a picture in a link has no link of its own

    def there(match: re.Match[str]) -> str:
        nonlocal inside
        if match[2] is not None:
            return _picture(_attributes(match[2]), picture, inside)
        inside = match[1] is not None
        if not match[1]:
            return match[0]
        attributes = _attributes(match[1])
        address = link(attributes.pop("href", ""))
        return _tag("a", {"href": address, **attributes} if address else attributes)

    shifted = _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + _HEADING_SHIFT)}", cleaned)
    return cards_for_links(_PLACED.sub(there, shifted))


def links(cleaned: str) -> list[str]:
    """Where the links of `sanitise`d HTML lead, in order, as they are written."""
    return _addresses(_LINK, "href", cleaned)


def pictures(cleaned: str) -> list[str]:
    """Where the pictures of `sanitise`d HTML are, in order, as they are written."""
    return _addresses(_IMAGE, "src", cleaned)


def is_own(address: str) -> bool:
    """Whether an address is a path on this blog."""
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def fold(body: str, more: str) -> str:
    """What stood before and behind the fold of a post, as one text."""
    return f"{body}\n{FOLD}\n{more}" if more else body


def unfold(text: str) -> tuple[str, str]:
    """`fold` undone: what is before the first fold, and what is behind it."""
    before, sign, more = text.partition(f"\n{FOLD}\n")
    return (before, more) if sign else (text, "")


def paragraphs(html: str) -> str:
    """HTML that was written with its line breaks meant as such: blank lines part paragraphs, a line end is a break.

    That is what Movable Type (CONVERT BREAKS) and WordPress (wpautop) do when they show a post. Lines about a block's
    tags stay as they are, and so does what stands in `pre`.
    """
    whole: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        whole.append(match[0])
        return f"\n\n\ue010{len(whole) - 1}\ue011\n\n"

    text = html.replace("\r\n", "\n").replace("\r", "\n").replace("\ue010", "").replace("\ue011", "")
    text = _KEPT_WHOLE.sub(put_by, text)
    shown = "\n".join(filter(None, map(_paragraph, _BLANK.split(text))))
    return re.sub("\ue010([0-9]+)\ue011", lambda match: whole[int(match[1])], shown)


def _paragraph(piece: str) -> str:
    piece = piece.strip("\n")
    if not piece.strip() or piece.startswith("\ue010"):
        return piece
    if not _BLOCK.search(piece):
        return "<p>" + piece.replace("\n", "<br>\n") + "</p>"
    lines = piece.split("\n")
    ends = ["" if _BLOCK.search(line) or _BLOCK.search(after) else "<br>" for line, after in _with_next(lines)]
    return "\n".join(line + end for line, end in zip(lines, ends, strict=True))


def _with_next(lines: list[str]) -> list[tuple[str, str]]:
    return list(zip(lines, [*lines[1:], "<hr>"], strict=True))


def _picture(attributes: dict[str, str], there: Address, inside: bool) -> str:
    source = attributes.pop("src", "")
    if found := there(source):
        return _tag("img", {"src": found, "alt": "", **attributes, "loading": "lazy"})
    words = attributes.get("alt") or attributes.get("title") or source.rpartition("/")[2] or source
    if inside or not source.lower().startswith(("http://", "https://")):
        return escape(words)
    return _tag("a", {"href": source}) + escape(words) + "</a>"


def _frame_link(match: re.Match[str]) -> str:
    address = escape(unescape(match[1]))
    return f'<a href="{address}">{address}</a>{match[0]}'


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _PAIR.findall(written)}


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"


def _addresses(pattern: re.Pattern[str], name: str, cleaned: str) -> list[str]:
    found = (_attributes(match[1]).get(name, "") for match in pattern.finditer(cleaned))
    return [address for address in found if address]
