"""Loads the press files: one file of outlets, one file an event."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from kawaraban.newsstand.model import House, Piece

_PRESS = files("kawaraban.newsstand") / "press"
_OUTLETS = "outlets.toml"
_WIDE = "\u3000"  # from here on characters stand without spaces between them


@cache
def houses() -> dict[str, House]:
    """The outlets by their key, in the order of the file."""
    found = tomllib.loads((_PRESS / _OUTLETS).read_text(encoding="utf-8"))
    return {key: House(key=key, **row) for key, row in found.items()}


def pieces(now: datetime) -> tuple[Piece, ...]:
    """Every article, newest first, dated back from `now`."""
    return tuple(sorted(_pieces(now), key=lambda piece: (piece.published, piece.id), reverse=True))


def _pieces(now: datetime) -> Iterator[Piece]:
    names = sorted(entry.name for entry in _PRESS.iterdir() if entry.name.endswith(".toml") and entry.name != _OUTLETS)
    for name in names:
        for row in tomllib.loads((_PRESS / name).read_text(encoding="utf-8"))["articles"]:
            yield _piece(name.removesuffix(".toml"), row, now)


def _piece(event: str, row: dict[str, Any], now: datetime) -> Piece:
    house = houses()[row["outlet"]]
    identifier = f"{house.key}-{event}" + (f"-{row['slug']}" if "slug" in row else "")
    return Piece(
        id=identifier,
        event=event,
        outlet=house.key,
        path=row.get("path")
        or f"{house.forbidden if row.get('member') else '/news/'}{event}-{row.get('slug', '1')}.html",
        title=row["title"],
        deck=row.get("deck", ""),
        authors=tuple(row.get("authors", ())),
        published=now.replace(microsecond=0) - timedelta(hours=row["hours_ago"]),
        language=house.language,
        paragraphs=_paragraphs(row["body"]),
        later=_paragraphs(row.get("later", "")),
        fate=row.get("fate", ""),
        specimens=tuple(row.get("specimens", ())),
        copy_of=row.get("copy_of", ""),
        japanese=_japanese(row),
    )


def _japanese(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the press file translates of an article: pairs of original and Japanese. Raises ValueError where they part."""
    pairs = [(row[name], row[f"{name}_ja"]) for name in ("title", "deck") if f"{name}_ja" in row]
    if "body_ja" in row:
        pairs += zip(_paragraphs(row["body"]), _paragraphs(row["body_ja"]), strict=True)
    return tuple(pairs)


def _paragraphs(body: str) -> tuple[str, ...]:
    """Blocks between blank lines; within a block, lines are joined: by a space, or by nothing in Japanese and Chinese."""
    return tuple(_joined(block) for block in body.strip().split("\n\n") if block.strip())


def _joined(block: str) -> str:
    text = ""
    for line in map(str.strip, block.strip().splitlines()):
        text += (" " if text and text[-1] < _WIDE and line[0] < _WIDE else "") + line
    return text
