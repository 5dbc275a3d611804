"""The index of similar texts on the desk: which entries of the memory may be like a text.

The entries are the truth; the index is made from them, in files of the data folder that may be lost at any time. An
entry's text never changes, so a file needs no change either: the newest entries are held in memory by each process,
and every look-up asks the database in one query whether there are others than it knows. When there are `BUILD_AT` of
them, the pipeline (or whoever loads many) writes a file. What was deleted is still proposed, and not found then.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from kawaraban.desk.models import MemoryEntry
from kawaraban.translate.memory import Segment, Tail, Text, marks, merge_segments, propose, write_segment

BUILD_AT = 2_500  # entries that no file has, at which one is written
#: Entries that stay without a file: of two transactions, the later may be the first to be seen.
KEPT_BACK = 500
MOST_IN_MEMORY = 5_000  # of the newest, while files are missing
UNIT = 16_384  # entries indexed at a time
MOST_IN_FILE = 131_072
POSTINGS = 100_000  # looked at for a text; a sixteenth of that among the newest
PROPOSED = 32  # entries that are held against a text
_BATCH = 2_000


class SimilarTexts:
    """The index as one process has it; safe between its threads."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._lock = threading.Lock()
        self._segments: list[Segment] = []
        self._listed = -1  # when the folder was changed, as it was listed last
        self._tail = Tail()
        self._known: Any = None

    def proposals(self, text: str, source_language: str, target_language: str) -> list[int]:
        """Ids of the entries that share most with a text, best first; one query, more where there are new entries."""
        sought = marks(text, f"{source_language}-{target_language}")
        with self._lock:
            self._refresh()
            newest = propose([self._tail], sought, len(text), postings=POSTINGS // 16, limit=PROPOSED // 2)
            others = propose(self._segments, sought, len(text), postings=POSTINGS, limit=PROPOSED)
            return newest + others

    def build(self, units: int = 1) -> int:
        """Writes files for entries that have none, `UNIT` at a time; answers how many entries it took in."""
        taken = 0
        for _ in range(units):
            with self._lock:
                self._list_files()
                after = self._upto
            texts = self._without_file(after)
            if not texts:
                break
            self._folder.mkdir(parents=True, exist_ok=True)
            upto = texts[-1].id
            write_segment(self._path(after, upto), texts, after, upto)
            taken += len(texts)
            self._merge()
        return taken

    def _without_file(self, after: int) -> list[Text]:
        """The next entries to be indexed, oldest first; none while there are too few of them."""
        waiting = MemoryEntry.objects.filter(pk__gt=after).order_by("pk")
        keys = waiting.values_list("pk", flat=True)[: max(UNIT + KEPT_BACK, BUILD_AT)]
        ids = list(keys)
        if len(ids) < BUILD_AT:
            return []
        return _texts(waiting.filter(pk__lte=ids[: len(ids) - KEPT_BACK][:UNIT][-1]))

    def _merge(self) -> None:
        """Makes one file of the last two as long as they are of a size, so that there are few of them."""
        with self._lock:
            self._list_files()
            segments = list(self._segments)
        while len(segments) > 1:
            one, other = segments[-2:]
            if len(one) > 2 * len(other) or len(one) + len(other) > MOST_IN_FILE:
                break
            segments[-2:] = [merge_segments(self._path(one.after, other.upto), one, other)]
            for old in (one, other):
                with suppress(OSError):  # a system that keeps mapped files: it is passed over, as it holds nothing new
                    old.path.unlink()

    @property
    def _upto(self) -> int:
        return self._segments[-1].upto if self._segments else 0

    def _path(self, after: int, upto: int) -> Path:
        return self._folder / f"{after:012d}-{upto:012d}.pairs"

    def _refresh(self) -> None:
        """Brings the files and the newest entries up to date."""
        self._list_files()
        known = _newest(self._upto)
        if known == self._known:
            return
        newest = MemoryEntry.objects.filter(pk__gt=self._upto).order_by("-pk")
        now = dict(newest.values_list("pk", "stamp")[:MOST_IN_MEMORY])
        had = self._tail.stamps
        self._tail.remove([key for key, stamp in had.items() if now.get(key) != stamp])
        fresh = [key for key, stamp in now.items() if had.get(key) != stamp]
        for start in range(0, len(fresh), _BATCH):
            self._tail.add(_texts(MemoryEntry.objects.filter(pk__in=fresh[start : start + _BATCH])))
        self._known = known

    def _list_files(self) -> None:
        """Opens the files that are there, as far as they follow each other and belong to this memory."""
        try:
            changed = self._folder.stat().st_mtime_ns
        except FileNotFoundError:
            changed = 0
        if changed == self._listed:
            return
        opened = {segment.path: segment for segment in self._segments}
        chain: list[Segment] = []
        for path in sorted(self._folder.glob("*.pairs"), key=_place):
            segment = opened.get(path) or _open(path)
            reached = chain[-1].upto if chain else 0
            if segment and segment.after <= reached < segment.upto:
                chain.append(segment)
        new = [segment for segment in chain if segment.path not in opened]
        strangers = _strangers(new)
        self._segments = []
        for segment in chain:
            if segment in strangers:
                break
            self._segments.append(segment)
        for segment in strangers:
            segment.path.unlink(missing_ok=True)
        self._listed, self._known = changed if not strangers else -1, None


def _newest(after: int) -> Any:
    """How many entries follow that id, of the newest, the last of their ids, and the sum of their stamps."""
    with connection.cursor() as cursor:
        # Asked at every look-up; an index has all of it.
        cursor.execute(
            "SELECT count(*), max(id), sum(stamp) FROM (SELECT id, stamp FROM desk_memoryentry WHERE id > %s"
            " ORDER BY id DESC LIMIT %s) AS newest",
            [after, MOST_IN_MEMORY],
        )
        return cursor.fetchone()


def _place(path: Path) -> tuple[int, int]:
    """Where a file begins, the longer first: it may have taken in the others that begin there."""
    after, _, upto = path.stem.partition("-")
    return (int(after), -int(upto)) if after.isdigit() and upto.isdigit() else (0, 0)


def _open(path: Path) -> Segment | None:
    try:
        return Segment(path)
    except FileNotFoundError:  # merged into another meanwhile
        return None
    except (ValueError, OSError):
        path.unlink(missing_ok=True)
        return None


def _strangers(segments: Iterable[Segment]) -> list[Segment]:
    """The files that were made from another memory: of a database that was replaced or emptied. One query."""
    samples = {segment: segment.samples() for segment in segments}
    ids = {key for sample in samples.values() for key in sample}
    stamps = dict(MemoryEntry.objects.filter(pk__in=ids).values_list("pk", "stamp")) if ids else {}
    return [
        segment
        for segment, sample in samples.items()
        if not sample.keys() & stamps.keys() or any(stamps.get(key, stamp) != stamp for key, stamp in sample.items())
    ]


def _texts(entries: Any) -> list[Text]:
    rows = entries.order_by("pk").values_list("pk", "stamp", "source_language", "target_language", "source_text")
    return [Text(key, stamp, f"{source}-{target}", text) for key, stamp, source, target, text in rows.iterator(_BATCH)]


_indexes: dict[Path, SimilarTexts] = {}


def similar_texts() -> SimilarTexts:
    """The index of this process for the data folder."""
    folder = Path(settings.DATA) / "memory-index"
    return _indexes.setdefault(folder, SimilarTexts(folder))
