"""The sources that another reader followed, taken over from its OPML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

from kawaraban.desk import network, sources
from kawaraban.desk.models import Source
from kawaraban.follow import Discovery, Fetcher, FollowError, Way, WayKind, normalise
from kawaraban.follow.opml import OpmlError, Outline, read_opml

Row = dict[str, Any]


def import_opml(path: str, content: bytes, dry_run: bool, progress: Callable[[int], None]) -> Iterator[Row]:
    """Follows what the file names; a row a source, and one more with why where the file breaks off.

    Feeds are followed as the file gives them, their first poll is due at once. Only where a site alone is named is it
    asked for its feed. A dry run fetches and stores nothing.
    """
    outlines, trouble = outlines_of(content)
    if dry_run:
        yield from looked(outlines)
    elif outlines:
        with network.fetcher() as fetcher:
            for number, outline in enumerate(outlines, 1):
                yield _followed(outline, fetcher)
                progress(number)
    if trouble or not outlines:
        yield {"path": path, "error": trouble or f"{path} names no feeds: export the feeds of your reader as OPML."}


def outlines_of(content: bytes) -> tuple[list[Outline], str]:
    """(what an OPML file names, why it names no more: "" where it is whole)."""
    outlines: list[Outline] = []
    try:
        outlines.extend(read_opml(content))
    except OpmlError as error:
        return outlines, str(error)
    return outlines, ""


def follow_told(outlines: Iterable[Outline]) -> list[Row]:
    """Follows those whose feed the file names, without a request; a row each. Those with a site alone are left out."""
    return [_followed(outline, None) for outline in outlines if outline.address]


def looked(outlines: Sequence[Outline]) -> Iterator[Row]:
    """What would be followed; a row a source. One query."""
    rows = list(map(_row, outlines))
    addresses = [row["address"] for row in rows]
    known = dict(Source.objects.filter(address__in=addresses).values_list("address", "pk"))
    for row in rows:
        if row["address"] in known:
            row |= {"source": known[row["address"]], "already": True}
        yield row | {"dry_run": True}


def _row(outline: Outline) -> Row:
    row: Row = {"kind": outline.kind, "title": outline.title, "bundle": _bundle(outline)}
    try:
        return {"address": normalise(outline.address or outline.site)} | row
    except FollowError as error:
        return {"address": outline.address or outline.site, "error": str(error)}


def _followed(outline: Outline, fetcher: Fetcher | None) -> Row:
    row = _row(outline)
    if "error" in row:
        return row
    try:
        told = outline.address or fetcher is None
        found = _told(outline, row["address"]) if told else sources.look_up(row["address"], fetcher)
        followed = sources.add(found, bundle=row["bundle"])
    except sources.SourceError as error:
        return {"address": row["address"], "error": str(error)}
    source = followed.source
    row |= {"source": source.pk, "kind": source.kind, "title": source.name, "bundle": source.bundle}
    return row if followed.created else row | {"already": True}


def _told(outline: Outline, address: str) -> Discovery:
    """What the file says of a source, as if it had been looked up."""
    try:
        site = normalise(outline.site) if outline.site else ""
    except FollowError:
        site = ""
    kind = cast(WayKind, outline.kind)
    way = Way(kind, address, outline.title, format=kind, entries=0, language=outline.language, recommended=True)
    return Discovery(address, site or address, outline.title, (way,))


def _bundle(outline: Outline) -> str:
    return outline.bundle[:100].rstrip()


def describe(row: Row) -> str:
    """A row for people."""
    words = [f"{row['bundle']}: " if row["bundle"] else "", f"{row['title'] or row['address']}: {row['kind']}"]
    if row.get("already"):
        words.append(" (followed already)")
    elif row.get("dry_run"):
        words.append(" (would be followed)")
    return "".join(words)
