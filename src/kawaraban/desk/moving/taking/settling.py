"""Pictures and links of posts that were taken in, brought home: the blog's own copies, the posts' new addresses.

Posts that have any wait with `unsettled` in what they brought, so that a move that was stopped goes on where it stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from urllib.parse import urlsplit

from django.db import transaction

from kawaraban.desk import pictures
from kawaraban.desk.foreign_posts import home_of, htmls_of, sanitised
from kawaraban.desk.models import Move, Picture, Post
from kawaraban.desk.sentences import DeskTrouble
from kawaraban.follow import Fetcher, FollowError
from kawaraban.publish import foreign_html
from kawaraban.publish.pictures import PictureError as RefusedPicture

BATCH = 50  # posts
_AT_ONCE = 4  # pictures
#: Pictures of one post that are fetched; a file may name any number, anywhere, and each is a request to somebody.
MAX_PICTURES = 300
_GIVE_UP = 3  # times that a host did not answer, after which it is not asked again
_DEAD = frozenset({"no-such-host", "no-answer", "bad-certificate", "refused-address"})


@dataclass(slots=True)
class Settled:
    """`lost` has an example of each reason why a picture did not come."""

    posts: int = 0
    kept: int = 0
    missing: int = 0
    lost: dict[str, str] = field(default_factory=dict)


class Settling:
    """One move's pictures and links. `fetcher` is None where pictures are to be left where they are."""

    def __init__(self, move: Move, fetcher: Fetcher | None) -> None:
        self.move = move
        self.fetcher = fetcher
        self.settled = Settled()
        self._silent: Counter[str] = Counter()

    def run(self, go_on: Callable[[Settled], bool]) -> Settled:
        """Settles every post of the move that waits for it, until `go_on` says no.

        Raises DeskTrouble, DatabaseError.
        """
        last = 0
        while rows := list(self._waiting().filter(pk__gt=last).order_by("pk")[:BATCH]):
            last = rows[-1].pk
            copies = []
            for post in rows:
                copies.append(self._copies(post))
                self.settled.posts += 1
                if not (going := go_on(self.settled)):
                    break
            self._store([post.pk for post in rows[: len(copies)]], copies)
            if not going:
                break
        return self.settled

    def waiting(self) -> int:
        return self._waiting().count()

    def _waiting(self):  # type: ignore[no-untyped-def]  # a QuerySet of posts
        return Post.objects.filter(move=self.move, brought__unsettled=True).select_related("move")

    def _copies(self, post: Post) -> dict[str, str]:
        """The blog's copy of each picture of a post that could be had, by its old address."""
        home = home_of(post)
        cleaned = sanitised(post.body, post.brought)
        wanted = list(dict.fromkeys(home.whole(address) for address in foreign_html.pictures(cleaned)))
        wanted = [address for address in wanted if address.lower().startswith(("http://", "https://"))]
        rows = Picture.objects.filter(source__in=wanted)
        found = {row.source: pictures.address(row) for row in rows} if wanted else {}
        missing = [address for address in wanted if address not in found]
        if len(missing) > MAX_PICTURES:
            self.settled.lost.setdefault("too-many", missing[MAX_PICTURES])
            missing = missing[:MAX_PICTURES]
        for address, data in self._fetched(missing, self.fetcher) if self.fetcher else ():
            if copy := self._kept(address, data):
                found[address] = copy
        self.settled.kept += len(found)
        self.settled.missing += len(wanted) - len(found)
        return found

    def _fetched(self, addresses: Sequence[str], fetcher: Fetcher) -> Iterator[tuple[str, bytes]]:
        """What still is where it was; a handful in memory at a time."""
        left = iter(addresses)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            while some := list(islice(left, _AT_ONCE)):
                for address, data in zip(some, pool.map(partial(self._fetch, fetcher), some), strict=True):
                    if isinstance(data, bytes):
                        yield address, data
                    else:
                        self.settled.lost.setdefault(data.problem, address)

    def _fetch(self, fetcher: Fetcher, address: str) -> bytes | FollowError:
        host = urlsplit(address).netloc
        if self._silent[host] >= _GIVE_UP:
            return FollowError("no-answer", f"{host} did not answer before.")
        try:
            return fetcher.fetch(address, accept="image/*").content()
        except FollowError as error:
            self._silent[host] += error.problem in _DEAD
            return error

    def _kept(self, address: str, data: bytes) -> str:
        """The address of the blog's copy; "" for what is no picture. Raises DeskTrouble where it can't be written."""
        try:
            return pictures.address(pictures.keep(data, urlsplit(address).path, address, self.move))
        except pictures.PictureError as error:
            if not isinstance(error.__cause__, RefusedPicture):
                raise DeskTrouble(str(error)) from error
            self.settled.lost.setdefault("no-picture", address)
            return ""

    @transaction.atomic
    def _store(self, keys: Sequence[int], copies: Sequence[dict[str, str]]) -> None:
        """Shows the posts anew, as they are now: a person may have changed one meanwhile."""
        by_key = dict(zip(keys, copies, strict=True))
        rows = list(Post.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("move"))
        for row in rows:
            brought = {name: value for name, value in (row.brought or {}).items() if name != "unsettled"}
            row.brought = brought | ({"pictures": by_key[row.pk]} if by_key[row.pk] else {})
        shown = [row for row in rows if row.markup == Post.Markup.HTML and row.state == Post.State.PUBLISHED]
        for row, html in zip(shown, pictures.sized(htmls_of(shown)), strict=True):
            row.html = html
        Post.objects.bulk_update(rows, ["html", "brought"])
