"""A post's lines -> its paragraphs, and its body as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kawaraban.publish.formats.page.furniture import is_furniture
from kawaraban.publish.formats.page.line import Line, folded
from kawaraban.publish.formats.page.titles import script_of, width

_SENTENCE_END = re.compile("[.!?。！？…」』”»:：]['\"’”)）]?$")
_ITEM = re.compile(r"^(?:[・●■▼▽◆◇○□▪•※★☆▶►◎>＞「『“\"(（【<《—―\-*]|[①-⑳]|\d{1,2}[.)、]|https?://)")
_TAGS = re.compile(r"^(?:タグ|tags?)\s*[::]\s*(.+)$", re.I)
_SOCIAL = re.compile(
    r"^(?:https?://)?(?:www\.|mobile\.|m\.)?(?:(?:twitter|x)\.com/\w+/status(?:es)?/\d+|t\.co/\w+|pic\.twitter\.com/\w+|t\.me/\w+/\d+|"
    r"(?:youtube\.com/(?:watch|embed|shorts|v)\S*|youtu\.be/\S+)|instagram\.com/(?:p|reel)/\S+|facebook\.com/\S+/(?:posts|videos)/\S+|"
    r"(?:\w+\.)?tiktok\.com/\S+|nicovideo\.jp/watch/\S+|bsky\.app/profile/\S+/post/\S+|[\w.-]+/@[\w.]+/\d{6,})\S*$",
    re.I,
)
_SIGNED_TWEET = re.compile(r"^(?:—|―|–|--?|&mdash;)\s?.{1,80}[(（]@\w{1,30}[)）]")
_WIDEST = 120  # columns of a line that somebody has broken by hand
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Body:
    """What a post holds. `paragraphs` are lines, joined where they were broken by hand; a picture alone has no text."""

    paragraphs: tuple[Line, ...]
    images: int
    tags: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.paragraphs

    @property
    def html(self) -> str:
        """The body in HTML of our own, one element a paragraph; what is foreign in it is not yet cleaned."""
        return "\n".join(_elements(self.paragraphs))


def body_of(lines: Sequence[Line]) -> Body:
    """The body in a post's lines, without the buttons around it and the tags below it."""
    kept = list(lines)
    tags: tuple[str, ...] = ()
    while kept:
        plain = folded(kept[-1].text)
        if tagged := _TAGS.match(plain):
            tags = tuple(re.split(r"[\s,、]+", kept[-1].text[tagged.start(1) :].strip()))
        elif not is_furniture(plain) or kept[-1].images:
            break
        kept.pop()
    while kept and is_furniture(folded(kept[0].text)) and not kept[0].images:
        kept.pop(0)
    joined = tuple(_joined(_embeds(kept)))
    return Body(joined, sum(line.images for line in joined), tags)


def _embeds(lines: Iterable[Line]) -> list[Line]:
    """The lines, those called embeds that are what is left of one: its bare address, or a signed tweet."""
    found: list[Line] = []
    for line in lines:
        if _SOCIAL.match(line.text):
            line = replace(line, kind="embed")
        elif _SIGNED_TWEET.match(line.text):
            line = replace(line, kind="embed")
            _mark_tweet(found, line)
        found.append(line)
    return found


def _mark_tweet(before: list[Line], signature: Line) -> None:
    """Calls the tweet above its signature an embed: the lines it goes on from, or the one above."""
    at = len(before) - 1
    apart = signature.apart
    while at >= 0 and before[at].kind in ("p", "quote"):
        before[at] = replace(before[at], kind="embed")
        if apart or before[at].apart:
            break
        at -= 1


def _joined(lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    group: list[Line] = []
    for line in lines:
        if group and (line.apart or line.kind != group[-1].kind):
            found += _unwrapped(group)
            group = []
        group.append(line)
    return found + _unwrapped(group)


def _unwrapped(group: Sequence[Line]) -> list[Line]:
    """Lines that follow each other without a blank one: joined where a sentence was broken at the edge of a page."""
    widest = max((width(line.text) for line in group), default=0)
    found: list[Line] = []
    last = 0
    for line in group:
        if found and _goes_on(found[-1].text, line, last, widest):
            before = found[-1]
            space = "" if script_of(before.text) == "wide" else " "
            found[-1] = replace(
                before,
                text=f"{before.text}{space}{line.text}",
                html=f"{before.html}{space}{line.html}",
                images=before.images + line.images,
            )
        else:
            found.append(line)
        last = width(line.text)
    return found


def _goes_on(before: str, line: Line, last: int, widest: int) -> bool:
    if not before or not line.text or _SENTENCE_END.search(before) or _ITEM.match(line.text):
        return False
    if script_of(before) != script_of(line.text):
        return False
    if line.text[0].islower() and line.text[0].isascii():
        return True
    return widest <= _WIDEST and last >= _NEARLY * widest and widest >= 40


def _elements(paragraphs: Sequence[Line]) -> Iterable[str]:
    listed = False
    for line in paragraphs:
        if (line.kind == "li") != listed:
            listed = not listed
            yield "<ul>" if listed else "</ul>"
        yield _element(line)
    if listed:
        yield "</ul>"


def _element(line: Line) -> str:
    if line.kind == "li":
        return f"<li>{line.html}</li>"
    if line.kind == "h":
        return f"<h3>{line.html}</h3>"
    if line.kind in ("quote", "embed"):
        return f"<blockquote><p>{line.html}</p></blockquote>"
    return f"<p>{line.html}</p>"
