"""The house stands: packages import, migrations are complete."""

from __future__ import annotations

import importlib

import pytest
from django.core.management import call_command


@pytest.mark.parametrize(
    "station", ["follow", "keep", "read", "translate", "attribute", "compare", "publish", "desk", "newsstand"]
)
def test_every_station_says_what_it_turns_into_what(station: str) -> None:
    module = importlib.import_module(f"kawaraban.{station}")
    assert module.__doc__ is not None
    assert module.__doc__.startswith(f"{station}: ")


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
