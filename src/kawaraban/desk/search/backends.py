"""The database's own way of finding words: `sqlite` or `postgresql`, which have the same functions."""

from __future__ import annotations

from typing import Any

from django.db import connection

from kawaraban.desk.search import postgresql, sqlite


def backend() -> Any:
    """The module for the database that the desk runs on."""
    return sqlite if connection.vendor == "sqlite" else postgresql
