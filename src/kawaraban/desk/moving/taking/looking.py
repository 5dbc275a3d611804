"""The dry run: a file of another blog counted, with what is in doubt and what will be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.moving.taking.planning import Planned, fold_names, plan
from kawaraban.publish import foreign_html
from kawaraban.publish.formats.model import Doubt, ForeignPost, FormatError

_EXAMPLES = 5  # of each kind of doubt
_MAX_HOSTS = 12

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
    trouble: str = ""

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
            "months": dict(sorted(self.months.items())),
            "guessed_months": dict(sorted(self.guessed_months.items())),
            "doubts": list(self.doubts.values()),
        }

    def renames(self) -> dict[str, str]:
        """Of the categories that are one but for a sign, each takes the name of the one with most posts."""
        found = {}
        for group in fold_names(self.categories):
            best = max(group, key=lambda name: (self.categories[name], len(name)))
            found.update({name: best for name in group if name != best})
        return found


def planned_posts(
    items: Iterable[ForeignPost | Doubt], kind: str, options: Options, doubted: Callable[[Doubt], None]
) -> Iterator[tuple[int, ForeignPost, Planned]]:
    """The posts of a file with their numbers and what becomes of each, those met twice but once; doubts are told.

    Of what a file holds only the keys of its posts are kept in memory, 16 bytes each.
    """
    seen: Counter[bytes] = Counter()
    before: datetime | None = None
    number = -1
    for item in items:
        if isinstance(item, Doubt):
            doubted(item)
            continue
        number += 1
        one = plan(item, kind, options, before)
        before = one.moment if one.dated else before
        short = bytes.fromhex(one.key[:32])
        seen[short] += 1
        if seen[short] > 1:
            one = _again(one, seen[short], options)
        yield number, item, one


def look(
    items: Iterable[ForeignPost | Doubt],
    kind: str,
    options: Options,
    told: Callable[[int, ForeignPost, Planned], None] | None = None,
) -> Look:
    """Counts a file; `told` hears of every post. A FormatError ends it: see `Look.trouble`."""
    found = Look()

    def doubted(doubt: Doubt) -> None:
        if doubt.what not in _UNDATED:
            found.doubt(doubt.what, doubt.done, doubt.post, doubt.detail)

    try:
        for number, post, one in planned_posts(items, kind, options, doubted):
            _count(found, number, post, one, options)
            if told:
                told(number, post, one)
    except FormatError as error:
        found.trouble = str(error)
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
