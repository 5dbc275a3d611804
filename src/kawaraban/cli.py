"""The `kawaraban` command: one thin function a verb. Its contract is in docs/command.md."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kawaraban import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": None})
@click.version_option(__version__, prog_name="kawaraban")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (or KAWARABAN_DATA).")
def main(data: Path | None) -> None:
    """A bilingual press-review desk: follow, keep, read, translate, publish."""
    if data is not None:
        os.environ["KAWARABAN_DATA"] = str(data.absolute())
