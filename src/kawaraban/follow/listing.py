"""What one document (a feed, a sitemap, a page of links, an account's posts) lists, whatever its format."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from lxml import etree
from lxml import html as markup

from kawaraban.follow.model import Entry, WayKind

#: Entries taken from one document; the newest, where all are dated.
MAX_ENTRIES = 200

_MAX_TITLE = 500
_MAX_MARKUP = 20_000  # characters that are looked through for a title
#: Characters of an article rather than a teaser; one of Chinese or Japanese counts for two. A feed that has a place of
#: its own for the text fills it with less.
_FULL_CONTENT, _FULL_SUMMARY = 400, 900
_AHEAD = timedelta(minutes=10)  # how far another clock may be ahead of ours
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)

#: Zone names in feeds that the standard library does not know; hours east of UTC.
_ZONES = {
    "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "MSK": 3, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WET": 0, "WEST": 1,
    "BST": 1, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "SAST": 2, "Z": 0,
}  # fmt: skip
_ZONE_NAME = re.compile(r"\b([A-Z]{1,4})$")
_ISO_DATE = re.compile(
    r"(\d{4}-\d{2}(?:-\d{2})?)(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)[.,\d]*\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$"
)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Listing:
    """`entries` in the document's order, at most MAX_ENTRIES; `skipped` those without an address or past the bound."""

    kind: WayKind
    format: str  # as in model.Way
    entries: tuple[Entry, ...]
    title: str = ""
    site_address: str = ""
    language: str | None = None
    skipped: int = 0

    @property
    def newest(self) -> datetime | None:
        return max((entry.published for entry in self.entries if entry.published), default=None)

    @property
    def full_text(self) -> bool:
        """Whether its entries carry whole articles rather than teasers."""
        full = [
            _length(entry.content) >= _FULL_CONTENT or _length(entry.summary) >= _FULL_SUMMARY for entry in self.entries
        ]
        return sum(full) * 2 > len(full)


def bounded(entries: Iterable[Entry | None]) -> tuple[tuple[Entry, ...], int]:
    """At most MAX_ENTRIES entries with an address, each key once, in order; and how many were left out.

    Some servers give every entry the same id: a key that several addresses share is replaced by the address.
    """
    found, lost = _with_addresses(entries)
    owners = Counter(key for key, _ in {(entry.key, entry.address) for entry in found})
    unique: dict[str, Entry] = {}
    for entry in found:
        if owners[entry.key] > 1:
            entry = replace(entry, key=entry.address)
        unique.setdefault(entry.key, entry)
    kept = _newest(list(unique.values()))
    return tuple(kept), lost + len(unique) - len(kept)


def _with_addresses(entries: Iterable[Entry | None]) -> tuple[list[Entry], int]:
    found, lost = [], 0
    for entry in entries:
        if entry is None:
            lost += 1
        else:
            found.append(entry)
    return found, lost


def _newest(entries: Sequence[Entry]) -> Sequence[Entry]:
    if len(entries) <= MAX_ENTRIES or any(entry.published is None for entry in entries):
        return entries[:MAX_ENTRIES]
    by_date = sorted(entries, key=lambda entry: entry.published or _EARLIEST, reverse=True)
    chosen = {entry.key for entry in by_date[:MAX_ENTRIES]}
    return [entry for entry in entries if entry.key in chosen]


def date(text: str | None, now: datetime) -> datetime | None:
    """A date in a feed (RFC 822 or ISO 8601, as loosely as people write them) with its own offset, UTC without one.

    None where there is none, where it can't be read, where it lies before 1990, or in the future: a date that has not
    come yet is a mistake of a clock or a zone, and would stay on top of everything.
    """
    found = _read_date(" ".join((text or "").split())[:80])
    if found is None or not _EARLIEST <= found <= now + _AHEAD:
        return None
    return found


def plain(value: str) -> str:
    """HTML or text -> text on one line, at most 500 characters. The wide space of Japanese headlines stays one."""
    text = value[:_MAX_MARKUP]
    if _TAG.search(text):
        try:
            text = str(markup.fromstring(f"<div>{text}</div>").xpath("string()"))
        except (etree.LxmlError, ValueError, AssertionError):
            text = _TAG.sub("", text)
    text = _SPACES.sub(_space, html.unescape(text))
    return text.strip()[:_MAX_TITLE]


def _space(found: re.Match[str]) -> str:
    return "\u3000" if "\u3000" in found[0] else " "


def language(tag: str | None) -> str | None:
    """The ISO 639 code of a language tag: `en-GB` and `en_US` -> `en`."""
    code = re.split(r"[-_]", (tag or "").strip().lower(), maxsplit=1)[0]
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 and code != "und" else None


def _length(text: str) -> int:
    text = _TAG.sub("", text)
    return len(text) + len(_WIDE.findall(text))


def _read_date(text: str) -> datetime | None:
    try:
        return _iso_date(text) or _mail_date(text)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _iso_date(text: str) -> datetime | None:
    found = _ISO_DATE.match(text)
    if not found:
        return None
    day, clock, zone = found.groups()
    day = day if len(day) == 10 else f"{day}-01"
    clock = (clock or "00:00").zfill(5)
    zone = {None: "+00:00", "Z": "+00:00"}.get(zone, zone)
    zone = zone if zone is None or len(zone) != 3 else f"{zone}:00"
    return datetime.fromisoformat(f"{day}T{clock}{zone}")


def _mail_date(text: str) -> datetime | None:
    name = _ZONE_NAME.search(text)
    if name and name[1] in _ZONES:
        text = f"{text[: name.start()]}{_ZONES[name[1]] * 100:+05d}"
    found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
