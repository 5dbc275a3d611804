"""The `kawaraban` command: one thin function a verb. Its contract is in docs/command.md."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import click

from kawaraban import __version__
from kawaraban.cli_io import Format, in_order, on_input, print_rows, read_table


@click.group(context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": None})
@click.version_option(__version__, prog_name="kawaraban")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (or KAWARABAN_DATA).")
def main(data: Path | None) -> None:
    """A bilingual press-review desk: follow, keep, read, translate, publish."""
    if data is not None:
        os.environ["KAWARABAN_DATA"] = str(data.absolute())


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--urls", metavar="FILE.tsv", help="Rows path<TAB>url: where each page came from.")
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
def read(paths: tuple[str, ...], urls: str | None, form: Format) -> None:
    """Read saved pages as articles: title, authors, dates, paragraphs, language.

    Example: kawaraban read --urls urls.tsv --format jsonl pages/*.html.gz
    """
    from kawaraban.read.rows import describe, row_of

    addresses = dict(read_table(urls, 2)) if urls else {}
    jobs = [(path, addresses.get(path)) for path in paths]
    rows = in_order(partial(on_input, row_of), jobs)
    sys.exit(1 if print_rows(rows, form, describe, len(jobs), "Reading") else 0)
