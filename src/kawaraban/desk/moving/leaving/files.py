"""What leaves as one file of a kind: the blog for other blogs, the sources for other readers, the captures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import IO, TypeVar

from kawaraban import publish
from kawaraban.desk.captures import store
from kawaraban.desk.models import Capture, Comment, Preferences, Source
from kawaraban.desk.moving.leaving.posts import blog, foreign_posts
from kawaraban.follow.opml import Outline, write_opml
from kawaraban.publish.formats import ForeignPost, movabletype, wxr

_Item = TypeVar("_Item")
_Write = Callable[[Iterable[ForeignPost], publish.Blog], Iterator[str]]


def write_movabletype(file: IO[bytes]) -> int:
    """Every post as Movable Type's text; how many."""
    return _posts(movabletype.write, file)


def unpublished_comments() -> int:
    """How many comments `write_movabletype` leaves out, since the format has no state; one query."""
    return Comment.objects.filter(post__deleted_at=None).exclude(state=Comment.State.PUBLISHED).count()


def write_wxr(file: IO[bytes]) -> int:
    """Every post as WordPress takes them in; how many."""
    return _posts(wxr.write, file)


def _posts(write: _Write, file: IO[bytes]) -> int:
    count = Counting(foreign_posts())
    for text in write(count, blog()):
        file.write(text.encode("utf-8", "replace"))
    return count.number


def write_sources(file: IO[bytes]) -> int:
    """Every source as OPML, under its bundle; how many."""
    count = Counting(_outlines())
    for text in write_opml(count, Preferences.load().blog_title):
        file.write(text.encode())
    return count.number


def _outlines() -> Iterator[Outline]:
    for source in Source.objects.order_by("bundle", "name", "pk").iterator(chunk_size=500):
        yield Outline(
            title=source.name,
            address=source.address,
            kind=source.kind,
            site=source.site_address,
            language=source.language,
            bundle=source.bundle,
        )


def write_captures(file: IO[bytes]) -> int:
    """Every capture's records as they are stored, oldest first, as one .warc.gz; how many. Raises CaptureError.

    Each stored file is gzip members of whole records, so that one after the other they are a WARC file again.
    """
    count = 0
    for path in Capture.objects.order_by("captured_at", "pk").values_list("file", flat=True).iterator(chunk_size=500):
        file.write(store().read(path))
        count += 1
    return count


class Counting(Iterable[_Item]):
    """Counts what is taken from an iterable, while it is taken."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._items = items
        self.number = 0

    def __iter__(self) -> Iterator[_Item]:
        for item in self._items:
            self.number += 1
            yield item
