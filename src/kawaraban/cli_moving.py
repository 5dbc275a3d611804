"""The verbs that bring things in from elsewhere and take them out: `import` and `export`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from kawaraban.cli_io import (
    Format,
    InputError,
    counting,
    on_input,
    print_document,
    print_rows,
    progress_of,
    read_input,
)
from kawaraban.cli_options import data_option, desk_opened, format_option

Row = dict[str, Any]
Describe = Callable[[Row], str]

_IMPORTED = ("movabletype", "wxr", "feed", "page", "opml", "tmx", "glossary", "backup")
_HOSTS_ZONE = "Asia/Tokyo"  # where the clocks of the hosts stand whose pages are read
_EXPORTED = ("static", "movabletype", "wxr", "opml", "tmx", "glossary", "warc", "backup")


@click.command("import")
@click.argument("file")
@click.option("--kind", type=click.Choice(_IMPORTED), help="What the file is, where it does not say so itself.")
@click.option("--zone", default="", metavar="ZONE", help="The zone of dates that name none; else the blog's.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The newest day on a page that does not say it.")
@click.option("--from", "source", help="The language of the terms, for a glossary that names none: en.")
@click.option("--to", "target", help="The language of their translations: ja.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@format_option
@data_option
def import_(
    file: str,
    kind: str | None,
    zone: str,
    day: datetime | None,
    source: str | None,
    target: str | None,
    dry_run: bool,
    form: Format,
) -> None:
    """Take in a file from elsewhere: another blog's posts (Movable Type, WXR, RSS or Atom, saved pages), the
    feeds of another reader (OPML), a translation memory (TMX), a glossary (CSV, TBX).

    Example: kawaraban import export.txt --kind movabletype --dry-run
    """
    kind = kind or _kind_of(file)
    newest = day.date() if day else None
    if kind == "page" and dry_run:
        _look_through_page(file, newest, _zone(zone) or _HOSTS_ZONE, form)
    with desk_opened():
        if kind == "opml":
            sys.exit(1 if _follow_all(file, dry_run, form) else 0)
        if kind in ("tmx", "glossary"):
            row, describe = _import_words(file, kind, (source, target), dry_run)
        elif kind == "backup":
            row, describe = _restore(file)
        else:
            row, describe = _import_posts(file, kind, _zone(zone), newest, dry_run)
        sys.exit(1 if print_rows([row], form, describe, 1, "Importing") else 0)


def _look_through_page(file: str, newest: date | None, zone: str, form: Format) -> NoReturn:
    """Print what is on a saved page; needs no desk."""
    from kawaraban.publish.formats.page.rows import describe, row_of

    sys.exit(1 if print_document(on_input(row_of, file, newest, ZoneInfo(zone)), form, describe) else 0)


def _kind_of(file: str) -> str:
    """What a file is, by its name and how it begins. Raises click.UsageError."""
    from kawaraban.publish.formats.kinds import HEAD, kind_of

    if file != "-" and Path(file).is_dir():
        raise click.UsageError(f"{file} is a folder: name a file in it.")
    named = {".tmx": "tmx", ".csv": "glossary", ".tsv": "glossary", ".tbx": "glossary"}
    kind = named.get(Path(file.removesuffix(".gz")).suffix.lower(), "")
    if not kind:
        head = b""
        with suppress(OSError):
            if file != "-":
                with Path(file).open("rb") as opened:
                    head = opened.read(HEAD)
        kind = kind_of(file, head)
    if kind not in _IMPORTED:
        kinds = ", ".join(f"--kind {name}" for name in reversed(_IMPORTED))
        raise click.UsageError(f"{file} does not say what it is: add one of {kinds}.")
    return str(kind)


def _zone(name: str) -> str:
    """The name, where this machine knows the zone. Raises click.UsageError."""
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.UsageError(f"{name} is no time zone: write it as in Asia/Tokyo.") from error


def _import_words(file: str, kind: str, pair: tuple[str | None, str | None], dry_run: bool) -> tuple[Row, Describe]:
    from kawaraban.desk import exchange, rows

    if kind == "glossary":
        row = on_input(exchange.import_glossary, file, pair, dry_run, counting("terms taken in"))
        return row, exchange.describe_imported_glossary
    return rows.import_tmx(file, dry_run, counting("pairs taken in")), rows.describe_imported


def _follow_all(file: str, dry_run: bool, form: Format) -> int:
    """Follow what an OPML file names; how many could not be."""
    from kawaraban.desk import subscriptions

    try:
        content = read_input(file)
    except InputError as error:
        return print_rows([{"path": file, "error": str(error)}], form, subscriptions.describe, 1, "Following")
    rows = subscriptions.import_opml(file, content, dry_run, counting("sources followed"))
    return print_rows(rows, form, subscriptions.describe, 1, "Following")


def _import_posts(file: str, kind: str, zone: str, day: date | None, dry_run: bool) -> tuple[Row, Describe]:
    from kawaraban.desk.moving.taking import rows

    return rows.import_posts(file, kind, dry_run=dry_run, zone=zone, day=day, heard=counting), rows.describe


def _restore(file: str) -> tuple[Row, Describe]:
    from kawaraban.desk.moving.leaving import rows

    return rows.restored(file), rows.describe_restored


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(_EXPORTED), required=True, help="What to write out.")
@click.option("--address", default="", help="Where the static blog will stand: https://blog.example.")
@format_option
@data_option
def export(folder: Path, kind: str, address: str, form: Format) -> None:
    """Write what the desk has into a folder: the blog, its posts, the memory, the glossary.

    Example: kawaraban export site --kind static --address https://blog.example
    """
    with desk_opened():
        from kawaraban.desk import exchange
        from kawaraban.desk.moving.leaving import rows as leaving

        if kind == "static":
            rows = leaving.static_rows(folder, address, progress_of("Writing the blog"))
        elif kind == "backup":
            rows = leaving.backup_rows(folder)
        else:
            rows = exchange.export(folder, kind)
        sys.exit(1 if print_rows(rows, form, exchange.describe_exported, 1, "Writing") else 0)
