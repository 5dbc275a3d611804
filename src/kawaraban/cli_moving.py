"""The verbs that bring things in from elsewhere and take them out: `import` and `export`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from kawaraban.cli_io import Format, counting, on_input, print_document, print_rows
from kawaraban.cli_options import data_option, desk_opened, format_option


@click.command("import")
@click.argument("file")
@click.option(
    "--kind", type=click.Choice(["tmx", "glossary", "page"]), help="What the file is, where its name does not say so."
)
@click.option("--from", "source", help="The language of the terms, for a glossary that names none: en.")
@click.option("--to", "target", help="The language of their translations: ja.")
@click.option(
    "--date", "newest", type=click.DateTime(["%Y-%m-%d"]), help="The newest day on a saved page that does not say it."
)
@click.option("--zone", default="Asia/Tokyo", show_default=True, help="Where the clock of a saved page stood.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@format_option
@data_option
def import_(
    file: str,
    kind: str | None,
    source: str | None,
    target: str | None,
    newest: datetime | None,
    zone: str,
    dry_run: bool,
    form: Format,
) -> None:
    """Take in a file from elsewhere: a translation memory (TMX), a glossary (CSV, TBX), a blog's saved page.

    Example: kawaraban import memory.tmx --dry-run
    """
    if kind == "page" and dry_run:
        _look_through_page(file, newest.date() if newest else None, _zone(zone), form)
    kind = kind or {".tmx": "tmx", ".csv": "glossary", ".tsv": "glossary", ".tbx": "glossary"}.get(
        Path(file.removesuffix(".gz")).suffix.lower()
    )
    if kind is None:
        raise click.UsageError(f"{file} does not say what it is: add --kind tmx or --kind glossary.")
    with desk_opened():
        from kawaraban.desk import exchange, rows

        if kind == "glossary":
            row = on_input(exchange.import_glossary, file, (source, target), dry_run, counting("terms taken in"))
            describe = exchange.describe_imported_glossary
        else:
            row = rows.import_tmx(file, dry_run, counting("pairs taken in"))
            describe = rows.describe_imported
        sys.exit(1 if print_rows([row], form, describe, 1, "Importing") else 0)


def _look_through_page(file: str, newest: date | None, zone: ZoneInfo, form: Format) -> NoReturn:
    """Print what is on a saved page; needs no desk."""
    from kawaraban.publish.formats.page.rows import describe, row_of

    sys.exit(1 if print_document(on_input(row_of, file, newest, zone), form, describe) else 0)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise click.UsageError(f"{name} is no time zone: give one like Asia/Tokyo or Europe/Berlin.") from error


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(["glossary", "tmx"]), required=True, help="What to write out.")
@format_option
@data_option
def export(folder: Path, kind: str, form: Format) -> None:
    """Write what the desk has into a folder: the glossary (as CSV and TBX), the memory (as TMX).

    Example: kawaraban export backup --kind glossary
    """
    with desk_opened():
        from kawaraban.desk import exchange

        rows = list(exchange.export(folder, kind))
        sys.exit(1 if print_rows(rows, form, exchange.describe_exported, len(rows), "Writing") else 0)
