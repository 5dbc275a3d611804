"""The verb `dates`: which days and times the words of a text mean."""

from __future__ import annotations

import sys
from functools import partial

import click

from kawaraban.cli_io import Format, days_of, in_order, on_input, print_rows
from kawaraban.cli_options import format_option, language_of


@click.command("dates")
@click.argument("paths", nargs=-1, required=True)
@click.option("--from", "source", required=True, metavar="LANGUAGE", help="The language of the texts: en, ja.")
@click.option("--dates", "table", metavar="FILE.tsv", help="Rows path<TAB>YYYY-MM-DD: when each was published.")
@format_option
def dates_(paths: tuple[str, ...], source: str, table: str | None, form: Format) -> None:
    """Find what names a time, and the day it means, as TIMEX3 writes it.

    Example: kawaraban dates article.txt --from en --dates published.tsv --format jsonl
    """
    from kawaraban.attribute.dates import LANGUAGES
    from kawaraban.attribute.dates.rows import describe, row_of

    language = language_of(source)
    if language not in LANGUAGES:
        raise click.UsageError(f"There are no rules for dates in {language}: use one of {', '.join(LANGUAGES)}.")
    days = days_of(table, paths)
    jobs = [(path, language, days.get(path)) for path in paths]
    rows = in_order(partial(on_input, row_of), jobs)
    sys.exit(1 if print_rows(rows, form, describe, len(jobs), "Dating") else 0)
