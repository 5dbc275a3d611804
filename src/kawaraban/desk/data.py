"""The data folder: where the desk keeps its database, its captures and its secret."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs

VARIABLE = "KAWARABAN_DATA"


def folder() -> Path:
    """The data folder named by KAWARABAN_DATA, else the user's own; not made by asking for it."""
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser().absolute() if named else Path(platformdirs.user_data_dir("kawaraban"))


def secret_key(data: Path) -> str:
    """The key that signs cookies and sign-in links, made on first use and kept in the data folder.

    KAWARABAN_SECRET_KEY overrules it, for installations over several machines.
    """
    if given := os.environ.get("KAWARABAN_SECRET_KEY"):
        return given
    path = data / "secret-key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        pass
    data.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start at once, one makes the key and the other reads it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
