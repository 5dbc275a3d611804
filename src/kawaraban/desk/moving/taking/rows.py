"""What `kawaraban import` does with the file of another blog, and prints: one row, as docs/command.md has it."""

from __future__ import annotations

import hashlib
import secrets
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from kawaraban.desk.models import Move, Preferences
from kawaraban.desk.moving.taking import running
from kawaraban.desk.moving.taking.opening import Opened, copied, unpacked
from kawaraban.desk.sentences import DeskTrouble

Row = dict[str, Any]
#: From what is counted ("posts taken in") to what hears how many there are.
Heard = Callable[[str], Callable[[int], None]]


def import_posts(path: str, kind: str, *, dry_run: bool, zone: str = "", day: date | None = None, heard: Heard) -> Row:
    """Looks through a file of posts and takes it in; the same file again goes on with the move it began."""
    try:
        with tempfile.TemporaryDirectory(prefix="kawaraban-") as folder, unpacked(_on_disk(path, folder)) as plain:
            opened = Opened(plain, Path(path).name, kind)
            return _import(path, opened, dry_run, zone, day, heard)
    except FileNotFoundError:
        return {"path": path, "error": f"There is no file {path}: check the path."}
    except (IsADirectoryError, PermissionError) as error:
        return {"path": path, "error": f"{path} can't be read ({error.strerror}): check it."}
    except (OSError, DeskTrouble) as error:
        return {"path": path, "error": running.sentence_of(error)}


def _import(path: str, opened: Opened, dry_run: bool, zone: str, day: date | None, heard: Heard) -> Row:
    move = _move(opened, dry_run, zone, day)
    looked, taken = heard("posts looked through"), heard("posts taken in")
    found = running.look(move, opened, heard=lambda now: looked(now.done))
    row: Row = {"path": path, "kind": opened.kind} | move.report
    if found.trouble:
        row["error"] = found.trouble
    if dry_run or not found.posts:
        return row | ({"dry_run": True} if dry_run else {})
    move.state = Move.State.TAKING
    move.save()
    running.take(move, opened, heard=lambda now: taken(now.done))
    row["taken"] = move.report.get("taken", {})
    return row | ({"error": move.trouble} if move.trouble else {})


def _on_disk(path: str, folder: str) -> Path:
    if path != "-":
        return Path(path)
    copied(sys.stdin.buffer, kept := Path(folder) / "standard-input")
    return kept


def _move(opened: Opened, dry_run: bool, zone: str, day: date | None) -> Move:
    """The move of this very file, where one was begun; else a new one. Of a dry run nothing is stored."""
    digest = digest_of(opened.path)
    preferences = Preferences.load()
    options = running.default_options(preferences).stored() | ({"zone": zone} if zone else {})
    options |= {"date": day.isoformat() if day else None, "digest": digest}
    begun = None if dry_run else Move.objects.filter(options__digest=digest).exclude(state=Move.State.UNDONE).first()
    move = begun or Move(token=secrets.token_hex(16), began_at=timezone.now())
    if not dry_run:
        owner = User.objects.filter(is_superuser=True).order_by("pk").first() or User.objects.create_superuser("owner")
        options["author"] = owner.pk
    move.kind, move.file_name, move.size = opened.kind, opened.name[:150], opened.size
    move.options = move.options | options
    move.trouble = ""
    return move


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe(row: Row) -> str:
    """A row for people."""
    if "taken" not in row:
        lines = [
            f"{row['posts']} posts found, nothing changed yet: {row['published']} would be published, "
            f"{row['drafts']} would be drafts; {row['comments']['total']} comments, "
            f"{row['images']['total']} pictures"
        ]
    else:
        taken = row["taken"]
        lines = [
            f"{taken['posts']} posts and {taken['comments']} comments taken in, {taken['already']} were there "
            f"already; {taken['images']['kept']} pictures kept, {taken['images']['lost']} lost; "
            f"{taken['redirects']} old addresses lead on; {taken['pairs']} pairs wait for a look"
        ]
    lines += [f"  {doubt['count']} × {doubt['what']}: {doubt['done']}" for doubt in row["doubts"]]
    return "\n".join([*lines, "  e-mail and IP addresses of commenters are not taken"])
