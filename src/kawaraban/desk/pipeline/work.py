"""The work of the steps, away from the database: plain data in, plain data out.

What reads or parses runs in worker processes (or on a cluster), so nothing here may need Django. What fetches runs in
threads of the pipeline's own process, because politeness is one matter for the whole desk.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from types import FrameType

from kawaraban import attribute, compare, read
from kawaraban.compare.model import Report
from kawaraban.desk.captures import CaptureStore, page_in, store_at
from kawaraban.desk.search import Words, words_of
from kawaraban.desk.stories.judging import Judged, Work, judged
from kawaraban.desk.stories.packing import Packed, pack
from kawaraban.desk.stories.told import Kept as KeptReport
from kawaraban.desk.stories.told import Told, told
from kawaraban.follow import Fetcher, FollowError
from kawaraban.keep import Capture, capture, carry_ids
from kawaraban.translate import text_digest

MAX_SECONDS = 30  # of a worker, for one page


class TooMuchError(Exception):
    """A page that takes more than a worker can give: its time, or its memory."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that was fetched and stored. `capture` has its bytes no longer: they lie in `file`."""

    capture: Capture
    file: str
    size: int  # bytes of the payload
    moved_to: str | None = None


def keep_page(
    address: str, fetcher: Fetcher, store: CaptureStore, ordinal: int, before: tuple[str, str, str] | None = None
) -> Kept | None:
    """Fetches a page and stores its capture. None where it is still what it was.

    `before` are etag, last-modified and digest of the capture before, the first two empty where there was none.
    Raises FollowError, KeepError, CaptureError.
    """
    etag, last_modified, digest = before or ("", "", "")
    fetched = fetcher.fetch(address, etag=etag or None, last_modified=last_modified or None)
    if fetched.status == 304:
        return None
    if fetched.status != 200 or not _may_be_page(fetched.header("content-type") or "", fetched.content()):
        raise FollowError("not-an-article", f"{address} is no page but a file of another kind: open it in a browser.")
    kept = capture(fetched)
    if kept.digest == digest:
        return None
    return store_capture(kept, store, ordinal, fetched.moved_to)


def store_capture(kept: Capture, store: CaptureStore, ordinal: int, moved_to: str | None = None) -> Kept:
    """Stores a capture. Raises CaptureError."""
    file = store.write(kept, ordinal)
    return Kept(replace(kept, content=b"", warc=b""), file, len(kept.content), moved_to)


def _may_be_page(content_type: str, content: bytes) -> bool:
    kind = content_type.split(";")[0].strip().lower()
    return "html" in kind if kind else b"<html" in content[:4096].lower() or b"<!doctype" in content[:4096].lower()


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as read. `digests` go with the paragraphs, `digest` with title, deck and paragraphs together."""

    article: read.Article
    digests: tuple[str, ...]
    digest: str
    words: Words


def read_page(url: str, file: str, digest: str, address: str, known: tuple[tuple[str, str], ...] = ()) -> Reading:
    """Reads the article in the capture `file` of the store at `url`, whose content has this digest.

    `known` are the paragraphs `(pid, text)` of the version before: what stayed keeps its id.
    Raises ReadError, CaptureError, TooMuchError.
    """
    with time_limit(MAX_SECONDS):
        page = page_in(store_at(url).read(file), digest)
        article = read.read(read.Page(page.content, page.final_address or address, page.content_type))
        if known:
            ids = carry_ids(known, [(paragraph.id, paragraph.text) for paragraph in article.paragraphs])
            paragraphs = (replace(p, id=pid) for p, pid in zip(article.paragraphs, ids, strict=True))
            article = replace(article, paragraphs=tuple(paragraphs))
        texts = [paragraph.text for paragraph in article.paragraphs]
        return Reading(
            article=article,
            digests=tuple(map(text_digest, texts)),
            digest=text_digest("\n".join([article.title, article.deck, *texts])),
            words=words_of(article.title, "\n".join([article.deck, *texts])),
        )


def attribute_texts(texts: Sequence[str], language: str, published: Sequence[date]) -> list[list[attribute.Claim]]:
    """The claims of each text. The first call in a process loads what the language's rules need.

    Raises TooMuchError, LookupError.
    """
    with time_limit(2 * MAX_SECONDS):
        return attribute.attribute(texts, language, published)


def print_reports(reports: Sequence[Report]) -> list[Packed]:
    """What each report is compared by, packed. The first call in a process loads the encoder. Raises TooMuchError."""
    with time_limit(2 * MAX_SECONDS):
        return [pack(one) for one in compare.prints(reports)]


def place_reports(work: Work) -> list[Judged]:
    """Where reports belong, and what changes by it for others. Raises TooMuchError."""
    with time_limit(2 * MAX_SECONDS):
        return judged(work)


def tell_stories(stories: Sequence[Sequence[KeptReport]]) -> list[Told]:
    """What the reports of each story claim and where they differ. Raises TooMuchError."""
    with time_limit(2 * MAX_SECONDS):
        return [told(kept) for kept in stories]


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TooMuchError after so long, in the main thread of a process; a cluster's threads can't be stopped so."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooMuchError(f"This page took longer than {seconds:.0f} seconds: it was left out.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
