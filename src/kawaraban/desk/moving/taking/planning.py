"""What becomes of one post of another blog. Pure: no database, no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.utils.text import slugify

from kawaraban.desk import foreign_posts
from kawaraban.desk.foreign_posts import Home
from kawaraban.desk.moving.taking.old_addresses import category_paths_of, paths_of
from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.moving.taking.texts import folded, one_line, tidy
from kawaraban.desk.moving.taking.threads import PlannedComment, comments_of
from kawaraban.publish import MAX_BODY, foreign_html
from kawaraban.publish.formats.model import ForeignPair, ForeignPost

_UNBROKEN = frozenset({"", "0", "richtext", "none"})  # Movable Type's CONVERT BREAKS of texts that are HTML already


@dataclass(frozen=True, slots=True)
class PlannedPair:
    source: str
    target: str
    source_language: str
    target_language: str
    score: float
    doubt: str  # as of OfferedPair


@dataclass(frozen=True, slots=True)
class Planned:
    """A post as it would be stored. `moment` is aware; `out` says why the post is not taken ("" where it is)."""

    key: str
    title: str
    kind: str  # of its file
    body: str
    markup: str
    cleaned: str  # `foreign_posts.sanitised`; "" for Markdown
    moment: datetime
    guessed: bool
    dated: bool  # False: the file has no date of it
    state: str  # published, draft
    scheduled: bool
    slug: str
    category: str
    tags: tuple[str, ...]
    summary: str
    language: str
    signature: str
    takes_comments: bool | None
    comments: tuple[PlannedComment, ...]
    pairs: tuple[PlannedPair, ...]
    paths: tuple[str, ...]  # where it was at home
    category_paths: tuple[str, ...]  # where its category was
    home: Home
    brought: dict[str, Any] = field(default_factory=dict)
    adverts: int = 0
    out: str = ""

    @property
    def pictures(self) -> list[str]:
        """The addresses of its pictures, whole where the old blog's is known, each once."""
        return list(dict.fromkeys(map(self.home.whole, foreign_html.pictures(self.cleaned))))


def plan(post: ForeignPost, kind: str, options: Options, before: datetime | None) -> Planned:
    """What becomes of a post; `before` is the moment of the one before it in the file, for one that has no date."""
    moment = options.aware(post.published_at)
    body, markup, breaks = _body(post, kind)
    home = Home(_address_of(post, options), frozenset(options.hosts))
    key = _key(post)
    comments, adverts = comments_of(post, key, moment or before or _now(), options)
    brought = _brought(post, breaks, kind, options)
    future = post.status == "scheduled" and moment is not None and moment > _now()
    return Planned(
        key=key,
        kind=kind,
        title=one_line(post.title or "", 300),
        body=body,
        markup=markup,
        cleaned=foreign_posts.sanitised(body, brought) if markup == "html" else "",
        moment=moment or before or _noon(options) or _now(),
        guessed=post.date_guessed or moment is None,
        dated=moment is not None,
        state=_state(post, options, dated=moment is not None, future=future),
        scheduled=future,
        slug=_slug(post),
        category=_category(post.category, options),
        tags=_tags(post, options),
        summary=tidy(post.excerpt),
        language=(post.language or options.language)[:8],
        signature=one_line(post.author, 100) or options.signature,
        takes_comments=post.takes_comments,
        comments=comments,
        adverts=adverts,
        pairs=tuple(_pairs(post)),
        paths=tuple(paths_of(post, kind)),
        category_paths=category_paths_of(post),
        home=home,
        brought=brought,
        out=_out(post, body, options, dated=moment is not None),
    )


def fold_names(names: Iterable[str]) -> list[list[str]]:
    """The names that are one but for a sign, by groups of two or more."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(folded(name), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def _now() -> datetime:
    return datetime.now(UTC)


def _noon(options: Options) -> datetime | None:
    day = options.date
    return datetime(day.year, day.month, day.day, 12, tzinfo=options.tz) if day else None


def _key(post: ForeignPost) -> str:
    """A digest of what the post is called at home, so that a second move knows it again."""
    parts = [post.key]
    if "://" not in post.key:  # a number may be another blog's too
        parts += [post.basename, str(post.published_at), post.title or ""]
        if not (post.key or post.basename):
            parts.append(post.body[:500])
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def _body(post: ForeignPost, kind: str) -> tuple[str, str, bool]:
    """(the text as it came, its markup, whether its line ends are meant as such)."""
    body = tidy(foreign_html.fold(post.body, post.more))
    if post.markup == "markdown" and len(body) <= MAX_BODY:
        return body, "markdown", False
    if post.markup == "text":
        return escape(body, quote=False), "html", True
    if kind == "wxr":
        return body, "html", "<!-- wp:" not in body
    return body, "html", post.line_breaks.strip().lower() not in _UNBROKEN


def _state(post: ForeignPost, options: Options, *, dated: bool, future: bool) -> str:
    if post.status in ("draft", "waiting") or future:
        return "draft"
    if (post.empty and options.empties == "draft") or (not dated and options.undated == "draft"):
        return "draft"
    return "published"


def _out(post: ForeignPost, body: str, options: Options, *, dated: bool) -> str:
    if len(body) > foreign_html.MAX_HTML:
        return "too-long"
    if post.empty and options.empties == "out":
        return "empty"
    return "date-missing" if not dated and options.undated == "out" else ""


def _slug(post: ForeignPost) -> str:
    """Of the basename, else of the last part of the old address; "" gives the number on its day."""
    address = urlsplit(post.addresses[0]).path if post.addresses else ""
    for name in (post.basename, address):
        last = name.rstrip("/").rpartition("/")[2]
        stem = last.rpartition(".")[0] if last.lower().endswith((".html", ".htm", ".php")) else last
        if slug := slugify(stem, allow_unicode=True)[:90].strip("-_"):
            return slug
    return ""


def _category(name: str, options: Options) -> str:
    name = one_line(name, 100)
    return options.renames.get(name, name) if options.doubled == "join" else name


def _tags(post: ForeignPost, options: Options) -> tuple[str, ...]:
    """The tags, and the categories beside the first: a post has one here."""
    others = (_category(name, options) for name in post.categories)
    names = [one_line(name, 60) for name in (*post.tags, *others)]
    return tuple(dict.fromkeys(name for name in names if name and name != _category(post.category, options)))


def _pairs(post: ForeignPost) -> Iterable[PlannedPair]:
    for pair in post.pairs:
        source, target = _joined(post, pair.source), _joined(post, pair.target)
        if not source[0] or not target[0] or not (source[1] and target[1]) or source[1] == target[1]:
            continue
        yield PlannedPair(source[0], target[0], source[1], target[1], pair.score, _doubt(pair))


def _joined(post: ForeignPost, numbers: tuple[int, ...]) -> tuple[str, str]:
    chosen = [post.paragraphs[number] for number in numbers]
    return tidy("\n".join(one.text for one in chosen)), chosen[0].language if chosen else ""


def _doubt(pair: ForeignPair) -> str:
    if len(pair.source) != 1 or len(pair.target) != 1:
        return f"{len(pair.source)}-{len(pair.target)}"
    return "score" if pair.score < 0.5 else ""


def _address_of(post: ForeignPost, options: Options) -> str:
    address = post.addresses[0] if post.addresses else ""
    return address if "://" in address else options.home


def _brought(post: ForeignPost, breaks: bool, kind: str, options: Options) -> dict[str, Any]:
    """What the format told that the desk has no field for: for moving out again, and for showing the post."""
    pings = [[ping.title, ping.address, ping.blog, str(ping.written_at or ""), ping.text] for ping in post.pings]
    told: dict[str, Any] = {
        "kind": kind,
        "breaks": breaks,
        "line_breaks": post.line_breaks,
        "basename": tidy(post.basename),
        "keywords": tidy(post.keywords),
        "categories": [one_line(_category(name, options), 60) for name in post.categories],  # tags here
        "addresses": [tidy(address) for address in post.addresses],
        "pings": [[tidy(part) for part in ping] for ping in pings],
        "takes_pings": post.takes_pings,
        "comment_count": post.comment_count if not post.comments else None,
        "date_guessed": post.date_guessed,
        "empty": post.empty,
    }
    return {name: value for name, value in told.items() if value not in (None, "", [], False)}
