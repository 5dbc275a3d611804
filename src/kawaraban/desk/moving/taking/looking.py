"""The dry run: a file of another blog counted, with what is in doubt and what will be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from kawaraban.desk.moving.taking.opening import Item, Part, Unread
from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.moving.taking.planning import Planned, fold_names, plan
from kawaraban.publish import foreign_html
from kawaraban.publish.formats.model import Doubt, ForeignPost

_EXAMPLES = 5  # of each kind of doubt
_MAX_HOSTS = 12
_MAX_FAILED = 200  # files that the report names
_NO_POSTS = "No post was found in it: see whether it is the file that the old blog exported."

#: What readers of formats say of a date that is not there: the report has one row for it.
_UNDATED = frozenset({"date-missing", "date-unknown"})


@dataclass(slots=True)
class Look:
    """What was counted so far. Grows with the months, categories and hosts of a blog, not with its posts."""

    posts: int = 0
    out: int = 0
    states: Counter[str] = field(default_factory=Counter)
    dates: Counter[str] = field(default_factory=Counter)
    comments: Counter[str] = field(default_factory=Counter)
    pictures: int = 0
    picture_posts: int = 0
    quoting: int = 0
    pairs: int = 0
    doubtful: int = 0
    pings: int = 0
    tags: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    inside: int = 0
    outside: int = 0
    months: Counter[str] = field(default_factory=Counter)
    guessed_months: Counter[str] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)  # of the posts' own addresses
    doubts: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None
    files: list[dict[str, Any]] = field(default_factory=list)  # {"name", "kind", "posts"}, "error" where one failed

    @property
    def failed(self) -> list[dict[str, Any]]:
        """The files that could not be read, or not to their end, or that brought nothing."""
        return [row for row in self.files if "error" in row]

    @property
    def trouble(self) -> str:
        """What is wrong with the file, where there is but one; "" where nothing is."""
        return str(self.files[0].get("error", "")) if len(self.files) == 1 else ""

    def file(self, item: Part | Unread) -> None:
        """Another file begins, or the last one ends with trouble, or one can't be begun."""
        if isinstance(item, Part):
            self.files.append({"name": item.name, "kind": item.kind, "posts": 0})
        elif self.files and self.files[-1]["name"] == item.name:
            self.files[-1]["error"] = item.why
        else:
            self.files.append({"name": item.name, "kind": "", "posts": 0, "error": item.why})

    def doubt(self, what: str, done: str, post: int | None = None, detail: str = "") -> None:
        row = self.doubts.setdefault((what, done), {"what": what, "done": done, "count": 0, "examples": []})
        row["count"] += 1
        if len(row["examples"]) < _EXAMPLES:
            row["examples"].append({"post": post, "detail": detail[:200]})

    def report(self) -> dict[str, Any]:
        """As JSON has it: see docs/command.md."""
        return {
            "posts": self.posts,
            "out": self.out,
            "published": self.states["published"],
            "drafts": self.states["draft"],
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "dates": {"read": self.dates["read"], "guessed": self.dates["guessed"]},
            "comments": {name: self.comments[name] for name in ("total", "named", "nameless", "adverts", "counted")},
            "images": {"total": self.pictures, "posts": self.picture_posts},
            "quotes": {"posts": self.quoting, "pairs": self.pairs, "doubtful": self.doubtful},
            "categories": {"total": len(self.categories), "doubled": fold_names(self.categories)},
            "tags": self.tags,
            "links": {"inside": self.inside, "outside": self.outside},
            "pings": self.pings,
            **self._of_files(),
            "months": dict(sorted(self.months.items())),
            "guessed_months": dict(sorted(self.guessed_months.items())),
            "doubts": [row for row in self.doubts.values() if row["what"] != "no-posts"],
        }

    def _of_files(self) -> dict[str, Any]:
        """Of several files how many there are, and what is wrong with those that failed."""
        if len(self.files) < 2:
            return {}
        failed = self.failed
        return {"files": {"total": len(self.files), "failed": len(failed), "why": failed[:_MAX_FAILED]}}

    def renames(self) -> dict[str, str]:
        """Of the categories that are one but for a sign, each takes the name of the one with most posts."""
        found = {}
        for group in fold_names(self.categories):
            best = max(group, key=lambda name: (self.categories[name], len(name)))
            found.update({name: best for name in group if name != best})
        return found


def planned_posts(
    items: Iterable[Item], options: Options, told: Callable[[Doubt | Part | Unread], None]
) -> Iterator[tuple[int, ForeignPost, Planned]]:
    """The posts of all files with their numbers and what becomes of each, those met twice but once; the rest is told.

    Of what the files hold only the keys of their posts are kept in memory, 16 bytes each, of pages' posts twice that.
    """
    seen = _Seen()
    before: datetime | None = None
    number, first, kind = -1, 0, ""
    for item in items:
        if isinstance(item, ForeignPost):
            number += 1
            one = plan(item, kind, options, before)
            before = one.moment if one.dated else before
            if (time := seen.times(one, first)) > 1:
                one = _again(one, time, options)
            yield number, item, one
            continue
        if isinstance(item, Part):
            first, kind, before = number + 1, item.kind, None
        of_a_post = isinstance(item, Doubt) and item.post is not None
        told(replace(item, post=first + item.post) if of_a_post else item)


class _Seen:
    """The posts that were met: by their keys, those of pages by moment, author and title too.

    A page's text as copied from the screen has no addresses: beside the page itself, its posts are copies.
    """

    def __init__(self) -> None:
        self._keys: Counter[bytes] = Counter()
        self._alike: dict[bytes, tuple[int, bytes]] = {}  # the file a post was met in first, and its key there

    def times(self, one: Planned, file: int) -> int:
        """How often a post was met, this time included; `file` tells its file from the others."""
        key = bytes.fromhex(one.key[:32])
        if one.kind == "page" and one.dated and not one.guessed:
            told = f"{one.moment}\x1f{one.signature}\x1f{one.title}".encode()
            there, known = self._alike.setdefault(sha256(told).digest()[:16], (file, key))
            key = key if there == file else known
        self._keys[key] += 1
        return self._keys[key]


def look(
    items: Iterable[Item],
    options: Options,
    told: Callable[[int, ForeignPost, Planned], None] | None = None,
) -> Look:
    """Counts what the files hold; `told` hears of every post."""
    found = Look()

    def heard(item: Doubt | Part | Unread) -> None:
        if not isinstance(item, Doubt):
            found.file(item)
        elif item.what not in _UNDATED:
            found.doubt(item.what, item.done, item.post, item.detail)

    for number, post, one in planned_posts(items, options, heard):
        found.files[-1]["posts"] += 1
        _count(found, number, post, one, options)
        if told:
            told(number, post, one)
    for row in found.files:
        if not row["posts"]:
            row.setdefault("error", _NO_POSTS)
    return found


def _again(one: Planned, time: int, options: Options) -> Planned:
    if options.twice == "once":
        return replace(one, out="twice")
    return replace(one, key=one.key[:48] + f"{time:016x}", comments=(), paths=())


def _count(found: Look, number: int, post: ForeignPost, one: Planned, options: Options) -> None:
    found.posts += 1
    _count_doubts(found, number, post, one)
    if one.out:
        found.out += 1
        return
    found.states[one.state] += 1
    found.dates["guessed" if one.guessed else "read"] += 1
    found.comments["total"] += len(one.comments)
    found.comments["named"] += sum(bool(comment.name) for comment in one.comments)
    found.comments["nameless"] += sum(not comment.name for comment in one.comments)
    found.comments["adverts"] += one.adverts
    found.comments["counted"] += 0 if post.comments else post.comment_count or 0
    found.pings += len(post.pings)
    found.tags += len(one.tags)
    found.categories.update(filter(None, [post.category.strip()]))
    found.quoting += bool(one.pairs)
    found.pairs += len(one.pairs)
    found.doubtful += sum(bool(pair.doubt) for pair in one.pairs)
    _count_addresses(found, post, one)
    month = f"{one.moment.astimezone(options.tz):%Y-%m}"
    found.months[month] += 1
    if one.guessed:
        found.guessed_months[month] += 1
    found.first = min(one.moment, found.first or one.moment)
    found.last = max(one.moment, found.last or one.moment)


def _count_addresses(found: Look, post: ForeignPost, one: Planned) -> None:
    for address in post.addresses:
        if (host := _host(address)) and (host in found.hosts or len(found.hosts) < _MAX_HOSTS):
            found.hosts[host] += 1
    pictures = one.pictures
    found.pictures += len(pictures)
    found.picture_posts += bool(pictures)
    links = foreign_html.links(one.cleaned)
    home = replace(one.home, hosts=one.home.hosts | found.hosts.keys())
    inside = sum(bool(home.path(link)) for link in links)
    found.inside += inside
    found.outside += len(links) - inside


def _count_doubts(found: Look, number: int, post: ForeignPost, one: Planned) -> None:
    title = one.title or one.body[:60]
    if one.out == "too-long":
        found.doubt("too-long", "left-out", number, title)
    if one.out == "twice":
        found.doubt("twice", "taken-once", number, title)
    if post.empty:
        found.doubt("empty", "left-out" if one.out == "empty" else "draft", number, title)
    if not one.dated:
        done = {"out": "left-out", "draft": "draft"}.get((one.out and "out") or one.state, "guessed")
        found.doubt("date-missing", done, number, title)
    if one.adverts and not one.out:
        for _ in range(one.adverts):
            found.doubt("adverts", "waiting" if one.comments else "left-out", number, title)
    for pair in one.pairs:
        if pair.doubt and not one.out:
            found.doubt("pairs", "not-offered", number, pair.source[:100])


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def home_and_hosts(found: Look, options: Options) -> tuple[str, tuple[str, ...]]:
    """The old blog's address and its hosts: as was said, else as its posts' own addresses tell."""
    hosts = list(dict.fromkeys([*options.hosts, *(host for host, _ in found.hosts.most_common())]))
    home = options.home or (f"https://{hosts[0]}/" if hosts else "")
    if home and (host := _host(home)) not in hosts:
        hosts.insert(0, host)
    return home, tuple(hosts)
