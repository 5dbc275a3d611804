"""The verb `attribute`: who said what in texts."""

from __future__ import annotations

import sys
from functools import partial

import click

from kawaraban.cli_io import Format, days_of, in_order, on_input, print_rows
from kawaraban.cli_options import format_option, language_of


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--from", "source", required=True, metavar="LANGUAGE", help="The language of the texts: en.")
@click.option("--dates", metavar="FILE.tsv", help="Rows path<TAB>YYYY-MM-DD: the day on which each was published.")
@format_option
def attribute(paths: tuple[str, ...], source: str, dates: str | None, form: Format) -> None:
    """Find who said what, how the text stands to it, via whom and when.

    Example: kawaraban attribute article.txt --from en --format jsonl
    """
    from kawaraban.attribute import LANGUAGES
    from kawaraban.attribute.rows import describe, load, row_of

    language = language_of(source)
    if language not in LANGUAGES:
        raise click.UsageError(f"There are no rules for claims in {language}: use one of {', '.join(LANGUAGES)}.")
    days = days_of(dates, paths)
    jobs = [(path, language, days.get(path)) for path in paths]
    rows = in_order(partial(on_input, row_of), jobs, partial(load, language))
    sys.exit(1 if print_rows(rows, form, describe, len(jobs), "Attributing") else 0)
