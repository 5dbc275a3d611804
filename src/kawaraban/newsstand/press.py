"""Loads the press: one file of outlets, one file an event.

An event's file is a list of articles. `body` is text with a blank line between paragraphs. A copy has, in the place of
`body`, `copy_of` and `take`: numbers of the original's paragraphs (from 1) and, between them, sentences of its own; the
original's dateline falls away, `dateline` sets another. `edit` lists the words that the outlet changes in silence,
`added` a paragraph that comes with them. `{day 9}` in a body is the day on which it was nine hours ago, as the papers
of its language write it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any

from kawaraban.newsstand.model import Edition, House, Piece

_PRESS = files("kawaraban.newsstand") / "press"
_OUTLETS = "outlets.toml"
_WIDE = "\u2e80"  # from here on characters stand without spaces between them
_DAY = re.compile(r"\{day (\d+)\}")
_DATELINE = re.compile(r"^(?:[^.]{3,60}? — |.{3,60}?/ВТА/\. )")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


@cache
def houses() -> dict[str, House]:
    """The outlets by their key, in the order of the file."""
    found = tomllib.loads((_PRESS / _OUTLETS).read_text(encoding="utf-8"))
    return {key: House(key=key, **row) for key, row in found.items()}


@cache
def events() -> dict[str, tuple[dict[str, Any], ...]]:
    """The rows of every event's file, by the event's key."""
    names = sorted(entry.name for entry in _PRESS.iterdir() if entry.name.endswith(".toml") and entry.name != _OUTLETS)
    texts = {name.removesuffix(".toml"): (_PRESS / name).read_text(encoding="utf-8") for name in names}
    return {event: tuple(tomllib.loads(text)["article"]) for event, text in texts.items()}


def pieces(now: datetime) -> tuple[Piece, ...]:
    """Every article, newest first, dated back from `now`."""
    return tuple(sorted(_pieces(now), key=lambda piece: (piece.published, piece.id), reverse=True))


def _pieces(now: datetime) -> Iterator[Piece]:
    rows = {row["id"]: row for event in events().values() for row in event}
    for event, articles in events().items():
        for row in articles:
            yield _piece(event, row, rows, now)


def _piece(event: str, row: Mapping[str, Any], rows: Mapping[str, Any], now: datetime) -> Piece:
    house = houses()[row["outlet"]]
    zone = timezone(timedelta(hours=house.offset))
    published = (now - timedelta(hours=row["hours_ago"])).astimezone(zone).replace(microsecond=0)
    folder = house.forbidden if row.get("member") else house.news
    return Piece(
        id=row["id"],
        event=event,
        outlet=house.key,
        path=f"{folder.format(day=published)}{row['id'].partition('-')[2]}{'' if house.account else '.html'}",
        deck=row.get("deck", ""),
        authors=tuple(row.get("authors", ())),
        published=published,
        language=house.language,
        editions=_editions(row, rows, now.astimezone(zone), house.language),
        fate=row.get("fate", ""),
        late=row.get("late", False),
        specimens=frozenset(row.get("specimens", ())),
        copy_of=row.get("copy_of", ""),
        repeats=row.get("repeats", ""),
        denies=row.get("denies", ""),
        renderings=_renderings(row),
    )


def _editions(row: Mapping[str, Any], rows: Mapping[str, Any], now: datetime, language: str) -> tuple[Edition, ...]:
    first = tuple(_dated(text, now, language) for text in _body(row, rows))
    editions = [Edition(row["title"], first)]
    if "edit" in row:
        changes = tuple((before, after) for before, after in row["edit"])
        later = [_changed(text, changes) for text in first]
        if "added" in row:
            later.insert(row["added_after"], _joined(row["added"]))
        editions.append(Edition(_changed(row["title"], changes), tuple(later), changes))
    return tuple(editions)


def _body(row: Mapping[str, Any], rows: Mapping[str, Any]) -> list[str]:
    if "take" not in row:
        return paragraphs(row["body"])
    original = paragraphs(rows[row["copy_of"]]["body"])
    texts = [original[part - 1] if isinstance(part, int) else _joined(part) for part in row["take"]]
    texts[0] = row.get("dateline", "") + _DATELINE.sub("", texts[0])
    return texts


def _renderings(row: Mapping[str, Any]) -> dict[str, str]:
    """Source text -> a person's Japanese. What the silent edit changes is left out: its rendering has gone stale."""
    pairs = {row["title"]: row["title_ja"]} if "title_ja" in row else {}
    if "deck_ja" in row:
        pairs[row["deck"]] = row["deck_ja"]
    if "body_ja" in row:
        pairs |= zip(paragraphs(row["body"]), paragraphs(row["body_ja"]), strict=True)
    if "added_ja" in row:
        pairs[_joined(row["added"])] = _joined(row["added_ja"])
    return pairs


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for before, after in changes:
        text = text.replace(before, after)
    return text


def _dated(text: str, now: datetime, language: str) -> str:
    return _DAY.sub(lambda found: _day(now - timedelta(hours=int(found[1])), language), text)


def _day(moment: datetime, language: str) -> str:
    if language == "en":
        return _WEEKDAYS[moment.weekday()]
    if language == "ru":
        return f"{moment.day} {_MONTHS[moment.month - 1]}"
    return f"{moment.day}日"


def paragraphs(body: str) -> list[str]:
    """Blocks between blank lines; in a block lines are joined, by nothing between Japanese or Chinese characters."""
    return [_joined(block) for block in body.strip().split("\n\n") if block.strip()]


def _joined(block: str) -> str:
    text = ""
    for line in map(str.strip, block.strip().splitlines()):
        text += (" " if text and text[-1] < _WIDE and line[0] < _WIDE else "") + line
    return text
