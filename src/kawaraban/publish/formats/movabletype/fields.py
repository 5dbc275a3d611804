"""What stands in Movable Type's lines: dates, states of a post, tags."""

from __future__ import annotations

import re
from datetime import datetime

from kawaraban.publish.formats.model import PostStatus

STATUSES: dict[str, PostStatus] = {
    "publish": "published",
    "draft": "draft",
    "review": "waiting",
    "future": "scheduled",
}
_STATUS_WORDS = {status: word.capitalize() for word, status in STATUSES.items()}

_TAG = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,]*?))\s*(?:,|$)""")


def write_date(moment: datetime) -> str:
    """As Movable Type itself writes it; the wall clock of the moment's own zone."""
    half = "AM" if moment.hour < 12 else "PM"
    day = f"{moment.month:02}/{moment.day:02}/{moment.year:04}"
    return f"{day} {moment.hour % 12 or 12:02}:{moment.minute:02}:{moment.second:02} {half}"


def write_status(status: PostStatus) -> str:
    return _STATUS_WORDS[status]


def read_tags(text: str) -> tuple[str, ...]:
    """Tags between commas; those that hold a comma or a space stand in quotes."""
    found = ("".join(part or "" for part in match.groups()) for match in _TAG.finditer(text))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def write_tags(tags: tuple[str, ...]) -> str:
    return ",".join(_tag(tag) for tag in tags)


def _tag(tag: str) -> str:
    if '"' in tag:
        return f"'{tag}'" if "'" not in tag else '"' + tag.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}") + '"'
    return f'"{tag}"' if not tag.isalnum() else tag


def one_line(text: str) -> str:
    """A value as a meta line can hold it."""
    return re.sub(r"[\r\n]+", " ", text).strip(" \t")
