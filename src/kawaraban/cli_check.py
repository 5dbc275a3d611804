"""The verb `check`: a statement, or a post's, held against what the desk has."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from kawaraban.cli_io import Format, print_rows
from kawaraban.cli_options import data_option, desk_opened, format_option


@click.command()
@click.argument("what", metavar="TEXT|ADDRESS")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day of the articles looked at; two weeks ago else."
)
@format_option
@data_option
def check(what: str, since: datetime | None, form: Format) -> None:
    """Hold a statement, or what a post states, against what the desk has: who says it, who denies it, who repeats it.

    Example: kawaraban check 'The blast in Port Maren was sabotage' --format json
    """
    with desk_opened():
        from kawaraban.desk.checks import rows

        held = list(rows.held(what, since.date() if since else None))
        sys.exit(1 if print_rows(held, form, rows.describe, len(held), "Checking") else 0)
