"""Trouble of the desk's own, in one plain sentence that says what to do."""

from __future__ import annotations

import errno


class DeskTrouble(Exception):
    """What keeps the desk from working now; `str(error)` is one plain sentence that says what to do."""


def of_database(error: Exception) -> str:
    """What is wrong with the database, and what to do."""
    text = str(error).lower()
    if "readonly" in text or "read-only" in text:
        return "The database can't be written to: give the desk the right to write its data folder."
    if "locked" in text:
        return "The database is in use by another program: close that, the desk goes on by itself."
    if "disk is full" in text or "no space" in text or "disk i/o" in text:
        return "The disk with the database is full or failing: make room; the desk goes on by itself."
    if "no such table" in text or "does not exist" in text:
        return "The database has no desk in it yet: run `kawaraban up` once."
    if "unable to open" in text:
        return "The database can't be opened: see that the data folder exists and is yours."
    if "not a database" in text or "malformed" in text:
        return "The database file is damaged: put it back from a backup."
    reason = (str(error).strip().splitlines() or ["no reason given"])[0]
    return f"The database does not answer ({reason}): start it; the desk goes on by itself."


def of_disk(error: OSError) -> str:
    """What kept the desk from writing or reading a file, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "The disk is full: make room, then begin again; it goes on where it stood."
    reason = error.strerror or str(error)
    return f"A file of the desk can't be used ({reason}): see that the folder is yours, then begin again."
