"""A feed with a whole blog in it -> posts and doubts."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from kawaraban.follow import listing
from kawaraban.follow.feeds import parsed
from kawaraban.publish.formats.encoding import TextLines
from kawaraban.publish.formats.feed.entries import Answer, answer_of, kind_of_entry, post_of
from kawaraban.publish.formats.feed.json import MAX_JSON, read_json
from kawaraban.publish.formats.files import contains, rewindable
from kawaraban.publish.formats.model import Doubt, ForeignComment, ForeignPost, FormatError
from kawaraban.publish.formats.xmlpieces import Piece, Pieces, broken_off, legal

_SOON = 200  # lines in which a feed shows that it is one
_ROOT = re.compile(r"<((?:\w+:)?(?:rss|feed|RDF))\b[^>]{0,20000}>", re.IGNORECASE)
_ANSWERS = (b":in-reply-to", b"<blogger:parent>")
_TITLE = re.compile(r"<title[^>]{0,200}>(?:<!\[CDATA\[)?([^<\]]{0,200})")
_MAX_STEPS = 50  # from an answer to an answer to the post


def read(file: IO[bytes]) -> Iterator[ForeignPost | Doubt]:
    """The posts of a feed in the order of the file, each followed by its doubts, one in memory at a time.

    Comments that stand in an Atom feed as entries of their own are put to the post that they answer, wherever it is;
    they alone are held in memory. A JSON Feed is read whole. Raises FormatError where the file is no feed, breaks off
    before the end of its first post, or is a JSON Feed that is broken or longer than `MAX_JSON`.
    """
    with rewindable(file) as spool:
        start = spool.tell()
        answers = contains(spool, *_ANSWERS)
        comments = _comments(spool) if answers else {}
        spool.seek(start)
        lines = TextLines(spool)
        beginning, whole = _begun(lines)
        if next((line for line in beginning if line.strip()), "").lstrip().startswith("{"):
            yield from read_json(_all(whole))
        else:
            yield from _posts(_Feed.begin(beginning, whole), lines, comments)


@dataclass(frozen=True, slots=True)
class _Feed:
    pieces: Pieces
    root: str  # its tag

    @classmethod
    def begin(cls, beginning: list[str], lines: Iterator[str]) -> _Feed:
        root = _ROOT.search("\n".join(beginning))
        if root is None:
            raise FormatError("This is no feed: choose the file that the old blog's export gave you.")
        return cls(Pieces(lines, "entry" if root[1].lower().endswith("feed") else "item"), root[0])

    def entries(self) -> Iterator[tuple[Piece, Any, bool]]:
        """Each piece, what feedparser makes of it (None where it is not whole, or nothing), and whether by mending."""
        for piece in self.pieces:
            found = self._parsed(piece.text) if piece.whole else None
            entries = found.entries if found is not None else ()
            yield piece, entries[0] if entries else None, found is not None and bool(found.bozo)

    def about(self) -> Any:
        """What the feed says of itself."""
        head = self.pieces.head
        place = _ROOT.search(head)
        return self._parsed(head[place.end() :] if place else "").feed

    def _parsed(self, inner: str) -> Any:
        name = self.root[1:].split()[0].rstrip(">")
        inside = f"<channel>{inner}</channel>" if name.lower() == "rss" and "<channel" not in inner else inner
        text = f"{self.root}{inside}</{name}>"
        return parsed(legal(text).encode("utf-8", "replace"), "application/xml; charset=utf-8")


def _begun(lines: TextLines) -> tuple[list[str], Iterator[str]]:
    """(the first lines, all lines)."""
    once = iter(lines)
    beginning = list(itertools.islice(once, _SOON))
    return beginning, itertools.chain(beginning, once)


def _comments(file: IO[bytes]) -> dict[str, list[ForeignComment]]:
    """By the id of the post, the comments in the order of the file."""
    feed = _Feed.begin(*_begun(TextLines(file)))
    answers: dict[str, Answer] = {}
    for _, raw, _ in feed.entries():
        if raw is not None and kind_of_entry(raw) == "comment":
            answer = answer_of(raw)
            answers.setdefault(answer.comment.key or f"#{len(answers)}", answer)
    comments: dict[str, list[ForeignComment]] = defaultdict(list)
    for answer in answers.values():
        comments[_post_of(answer, answers)].append(_in_thread(answer, answers))
    return comments


def _post_of(answer: Answer, answers: dict[str, Answer]) -> str:
    """The post at the end of a chain of answers, which may be bent into a ring."""
    for _ in range(_MAX_STEPS):
        if answer.to not in answers:
            break
        answer = answers[answer.to]
    return answer.to


def _in_thread(answer: Answer, answers: dict[str, Answer]) -> ForeignComment:
    parent = answer.comment.parent or answer.to
    return replace(answer.comment, parent=parent if parent in answers and parent != answer.comment.key else "")


def _posts(feed: _Feed, lines: TextLines, comments: dict[str, list[ForeignComment]]) -> Iterator[ForeignPost | Doubt]:
    author, language, others, number = "", "", Counter[str](), -1
    for piece, raw, mended in feed.entries():
        if number < 0:
            author, language = _of_the_feed(feed)
        if raw is None:
            yield _lost(piece)
            continue
        kind = kind_of_entry(raw)
        if kind in ("post", "page"):
            number += 1
            post, doubts = post_of(raw, kind, author, language, number)
            yield replace(post, comments=tuple(comments.pop(post.key, ())))
            yield from doubts
            if mended:
                yield Doubt("broken-markup", "mended", number)
        elif kind != "comment":
            others[kind] += 1
        if number >= 0 and (damaged := lines.take_damaged()):
            yield Doubt("encoding", "replaced", number, damaged)
    yield from _at_the_end(feed, comments, others)
    if not feed.pieces.ended:
        yield broken_off(number + 1, lines)


def _at_the_end(feed: _Feed, comments: dict[str, list[ForeignComment]], others: Counter[str]) -> Iterator[Doubt]:
    for key, lost in comments.items():
        yield Doubt("no-such-entry", "left-out", detail=f"{key}: {len(lost)}"[:200])
    for kind, count in sorted(others.items()):
        yield Doubt("not-a-post", "left-out", detail=f"{kind}: {count}"[:200])


def _lost(piece: Piece) -> Doubt:
    title = _TITLE.search(piece.text)
    return Doubt("broken-markup" if piece.whole else "truncated", "left-out", detail=title[1] if title else "")


def _of_the_feed(feed: _Feed) -> tuple[str, str]:
    about = feed.about()
    person = about.get("author_detail") or {}
    name = listing.plain(str(person.get("name") or about.get("author") or ""))
    return name, listing.language(str(about.get("language") or "")) or ""


def _all(lines: Iterator[str]) -> str:
    found, room = [], MAX_JSON
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            raise FormatError("This JSON Feed is too long to be read: export the blog in another format.")
        found.append(line)
    return "\n".join(found)
