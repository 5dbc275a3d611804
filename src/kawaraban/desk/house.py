"""Opening the desk for a command: settings, data folder, database, owner."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import django
from django.db import DatabaseError, connection

from kawaraban.desk.mail_address import MailAddressError
from kawaraban.desk.sentences import of_database

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class HouseError(Exception):
    """The desk can't be opened; `str(error)` is one plain sentence that says what to do."""


def open_house() -> None:
    """Makes Django ready and the database as this version wants it; makes the data folder on first use.

    Raises HouseError.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawaraban.desk.settings")
    from kawaraban.desk import data

    folder = data.folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        django.setup()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise HouseError(
            f"The data folder {folder} can't be used ({reason}): name another with --data, or mend it."
        ) from error
    except MailAddressError as error:
        raise HouseError(str(error)) from error
    _migrate()
    _start_registry()


def _start_registry() -> None:
    """Takes in what is new in the starter registry of outlets."""
    from kawaraban.desk.outlets.starting import load_starter

    try:
        load_starter()
    except DatabaseError as error:
        raise HouseError(of_database(error)) from error


def _migrate() -> None:
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise HouseError(of_database(error)) from error


def sign_in_address(base: str, user: User | None = None) -> str:
    """A fresh one-time link for `user`, else for the first owner, who is made on first use.

    `base` is the desk's `http://host:port`.
    """
    from django.urls import reverse
    from sesame.utils import get_query_string

    return f"{base}{reverse('desk:sign-in')}{get_query_string(user or _first_owner())}"


def person_named(name: str) -> User:
    """The person of that name. Raises HouseError, which says who there is."""
    from kawaraban.desk import people
    from kawaraban.desk.models import Preferences

    found = people.named(name)
    if found is None:
        known = ", ".join(member.user.get_username() for member in people.members(Preferences.load().signature))
        raise HouseError(f"Nobody on this desk is called {name}: name one of {known or 'nobody yet'}.")
    return found


def _first_owner() -> User:
    from django.contrib.auth.models import User

    from kawaraban.desk.roles import owners

    return owners().first() or User.objects.create_superuser("owner")
