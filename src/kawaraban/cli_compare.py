"""The verb `compare`: which articles are on one story, and which copy which."""

from __future__ import annotations

import sys

import click

from kawaraban.cli_io import Format, InputError, print_rows, read_input
from kawaraban.cli_options import format_option


@click.command()
@click.argument("paths", nargs=-1, required=True)
@format_option
def compare(paths: tuple[str, ...], form: Format) -> None:
    """Tell which articles are on one story, who copies whom, and how many origins there are.

    The files are what `kawaraban read --format jsonl` prints: one article or many in each.

    Example: kawaraban read --format jsonl pages/*.html | kawaraban compare - --format jsonl
    """
    from kawaraban.compare.rows import Broken, Input, articles, describe, placed_rows

    inputs: list[tuple[str, Input]] = []
    for path in paths:
        try:
            inputs += articles(path, read_input(path))
        except InputError as error:
            inputs.append((path, Broken(path, str(error))))
    sys.exit(1 if print_rows(placed_rows(inputs), form, describe, len(inputs), "Comparing") else 0)
