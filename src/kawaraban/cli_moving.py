"""The verbs that bring things in from elsewhere and take them out: `import` and `export`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from kawaraban.cli_io import Format, InputError, on_input, print_document, print_rows, read_input
from kawaraban.cli_options import data_option, desk_opened, format_option
from kawaraban.cli_progress import counting, progress_of

Row = dict[str, Any]
Describe = Callable[[Row], str]

_READ = (
    "give Movable Type's text, WordPress' XML, a feed, saved pages, a .zip of them, OPML, TMX, a glossary or a backup; "
    "where you know which of them it is, name it with --kind"
)
_IMPORTED = ("movabletype", "wxr", "feed", "page", "opml", "tmx", "glossary", "backup")
_POSTS = ("movabletype", "wxr", "feed", "page", "zip")
_HOSTS_ZONE = "Asia/Tokyo"  # where the clocks of the hosts stand whose pages are read
_EXPORTED = ("static", "movabletype", "wxr", "opml", "tmx", "glossary", "warc", "backup")


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(_IMPORTED), help="What the files are, where they do not say so themselves.")
@click.option("--zone", default="", metavar="ZONE", help="The zone of dates that name none; else the blog's.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The newest day on a page that does not say it.")
@click.option("--from", "source", help="The language of the terms, for a glossary that names none: en.")
@click.option("--to", "target", help="The language of their translations: ja.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@format_option
@data_option
def import_(
    files: tuple[str, ...],
    kind: str | None,
    zone: str,
    day: datetime | None,
    source: str | None,
    target: str | None,
    dry_run: bool,
    form: Format,
) -> None:
    """Take in files from elsewhere: another blog's posts (Movable Type, WXR, RSS or Atom, saved pages, a .zip of
    them), the feeds of another reader (OPML), a translation memory (TMX), a glossary (CSV, TBX), a backup of a desk.
    Several files of posts are one move.

    \b
    Example: kawaraban import export.txt --kind movabletype --dry-run
             kawaraban import 2022-*.html pages.zip
             kawaraban import kawaraban-20261122-204000.kawaraban.zip --data NEW-FOLDER
    """
    newest, name = day.date() if day else None, _zone(zone)
    if kind == "page" and dry_run and len(files) == 1 and not files[0].lower().endswith(".zip"):
        _look_through_page(files[0], newest, name or _HOSTS_ZONE, form)
    told = [(file, *_told(file, kind)) for file in files]
    failed = [{"path": file, "error": why} for file, _, why in told if why]
    if len(failed) == len(told):
        sys.exit(1 if print_rows(failed, form, str, len(failed), "Importing") else 0)
    with desk_opened():
        describe = _Describing()
        rows = _imported(told, kind, describe, (name, newest, (source, target), dry_run))
        sys.exit(1 if print_rows(chain(rows, failed), form, describe, 1, "Importing") else 0)


class _Describing:
    """A row for people, as the verb's part has it that made the row."""

    def __init__(self) -> None:
        self.by: Describe = str

    def __call__(self, row: Row) -> str:
        return self.by(row)


def _imported(
    told: Sequence[tuple[str, str, str]],
    chosen: str | None,
    describe: _Describing,
    how: tuple[str, date | None, tuple[str | None, str | None], bool],
) -> Iterator[Row]:
    """The rows of files (path, kind, why it can't be read) as they are taken in: those of posts first, as one move."""
    zone, newest, pair, dry_run = how
    if posts := [file for file, kind, _ in told if kind in _POSTS]:
        from kawaraban.desk.moving.taking import rows

        describe.by = rows.describe
        kind = chosen if chosen in _POSTS else ""
        yield from rows.import_posts(posts, str(kind), dry_run=dry_run, zone=zone, day=newest, heard=counting)
    for file, kind, _ in told:
        if kind == "opml":
            yield from _follow_all(file, dry_run, describe)
        elif kind in ("tmx", "glossary"):
            row, describe.by = _import_words(file, kind, pair, dry_run)
            yield row
        elif kind == "backup":
            row, describe.by = _restore(file)
            yield row


def _look_through_page(file: str, newest: date | None, zone: str, form: Format) -> NoReturn:
    """Print what is on a saved page; needs no desk."""
    from kawaraban.desk.moving.words import told
    from kawaraban.publish.formats.page.rows import describe, row_of

    row = on_input(row_of, file, newest, ZoneInfo(zone))
    sys.exit(1 if print_document(row, form, lambda row: describe(row, told)) else 0)


def _told(file: str, chosen: str | None) -> tuple[str, str]:
    """(what a file is, "") or ("", why it can't be taken in). Raises click.UsageError."""
    try:
        return chosen or _kind_of(file), ""
    except InputError as error:
        return "", str(error)


def _kind_of(file: str) -> str:
    """What a file is, by its name and how it begins. Raises InputError, click.UsageError."""
    from kawaraban.publish.formats.kinds import HEAD, kind_of

    if file == "-":
        raise click.UsageError(f"Standard input does not say what it is: add --kind {'|'.join(_IMPORTED)}.")
    named = {".tmx": "tmx", ".csv": "glossary", ".tsv": "glossary", ".tbx": "glossary"}
    if kind := named.get(Path(file.removesuffix(".gz")).suffix.lower()):
        return kind
    try:
        with Path(file).open("rb") as opened:
            kind = kind_of(file, opened.read(HEAD))
    except FileNotFoundError as error:
        raise InputError(f"There is no file {file}: check the path.") from error
    except IsADirectoryError as error:
        raise InputError(f"{file} is a folder: name the files in it.") from error
    except OSError as error:
        raise InputError(f"{file} can't be read ({error.strerror or error}): check its permissions.") from error
    if not kind:
        raise InputError(f"{Path(file).name} can't be read: {_READ}.")
    return kind


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


def _follow_all(file: str, dry_run: bool, describe: _Describing) -> Iterator[Row]:
    """Follow what an OPML file names."""
    from kawaraban.desk import subscriptions

    describe.by = subscriptions.describe
    try:
        content = read_input(file)
    except InputError as error:
        return iter([{"path": file, "error": str(error)}])
    return subscriptions.import_opml(file, content, dry_run, counting("sources followed"))


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
