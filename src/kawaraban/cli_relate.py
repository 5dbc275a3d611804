"""The verb `relate`: how sentences stand to statements."""

from __future__ import annotations

import sys

import click

from kawaraban.cli_io import Format, in_chunks, print_rows, read_lines
from kawaraban.cli_options import format_option


@click.command()
@click.option(
    "--segments", required=True, metavar="FILE.tsv", help="Rows statement<TAB>sentence; - for standard input."
)
@format_option
def relate(segments: str, form: Format) -> None:
    """Tell how each sentence stands to its statement: states, attributes, denies, is related or not.

    Example: kawaraban relate --segments pairs.tsv --format jsonl
    """
    from kawaraban.compare.relating.rows import describe, rows_of

    lines = read_lines(segments)
    rows = in_chunks(rows_of, "standard input" if segments == "-" else segments, lines)
    sys.exit(1 if print_rows(rows, form, describe, len(lines), "Relating") else 0)
