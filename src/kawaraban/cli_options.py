"""What the command's modules share: the options of every verb, and the desk, opened for one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


def _name_data_folder(context: click.Context, parameter: click.Parameter, data: Path | None) -> None:
    if data is not None:
        os.environ["KAWARABAN_DATA"] = str(data.absolute())


data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_name_data_folder,
    expose_value=False,
    help="The data folder (or KAWARABAN_DATA).",
)
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True
)


def language_of(tag: str) -> str:
    """The tag in two letters; raises click.UsageError."""
    from kawaraban.translate.languages import two_letters

    if not two_letters(tag):
        raise click.UsageError(f"{tag} is no language: write it in two letters, as in en or ja.")
    return two_letters(tag)


@contextmanager
def desk_opened(*, opened: bool = True) -> Iterator[None]:
    """The desk, opened for a verb; what keeps it from working is said in a sentence, and ends the command."""
    from django.db import DatabaseError

    from kawaraban.desk.captures import CaptureError
    from kawaraban.desk.house import HouseError, open_house
    from kawaraban.desk.sentences import DeskTrouble, of_database

    try:
        if opened:
            open_house()
        yield
    except HouseError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except (DeskTrouble, CaptureError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except DatabaseError as error:
        click.echo(of_database(error), err=True)
        sys.exit(1)
