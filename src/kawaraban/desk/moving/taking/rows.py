"""What `kawaraban import` does with the file of another blog, and prints: one row, as docs/command.md has it."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from kawaraban.desk.models import Move, Preferences
from kawaraban.desk.moving import words
from kawaraban.desk.moving.taking import running
from kawaraban.desk.moving.taking.opening import NOT_A_BLOG, Opened, copied, digest_of, opened
from kawaraban.desk.sentences import DeskTrouble

Row = dict[str, Any]
#: From what is counted ("posts taken in") to what hears how many there are.
Heard = Callable[[str], Callable[[int], None]]


def import_posts(
    paths: Sequence[str], kind: str, *, dry_run: bool, zone: str = "", day: date | None = None, heard: Heard
) -> list[Row]:
    """Looks through files of posts and takes them in as one move; the same files again go on with the move they began.

    One row for the move, and of several files one more for each that failed, with why. `kind` is "" where each file
    says itself what it is.
    """
    missing: list[Row] = [{"path": path, "error": why} for path in paths if (why := _why_not(path))]
    found = [path for path in paths if not _why_not(path)]
    rows: list[Row] = []
    if found:
        try:
            with tempfile.TemporaryDirectory(prefix="kawaraban-") as folder:
                files = [(_on_disk(path, folder), Path(path).name) for path in found]
                with opened(files, kind) as read:
                    rows = _import(found, read, dry_run, zone, day, heard, digest_of([path for path, _ in files]))
        except (OSError, DeskTrouble) as error:
            rows = [{"path": found[0], "error": running.sentence_of(error)}]
    return rows + missing


def _import(
    paths: Sequence[str], read: Opened, dry_run: bool, zone: str, day: date | None, heard: Heard, digest: str
) -> list[Row]:
    move = _move(read, dry_run, zone, day, digest)
    looked, taken = heard("posts looked through"), heard("posts taken in")
    found = running.look(move, read, heard=lambda now: looked(now.done))
    row: Row = {"path": paths[0], "kind": read.kind} | move.report
    if found.trouble:
        row["error"] = found.trouble
    failed = [{"path": one["name"], "error": one["error"]} for one in found.failed] if len(found.files) > 1 else []
    if not found.posts and not found.trouble:
        return failed or [row | {"error": NOT_A_BLOG}]
    if dry_run or not found.posts:
        return [row | ({"dry_run": True} if dry_run else {}), *failed]
    move.state = Move.State.TAKING
    move.save()
    running.take(move, read, heard=lambda now: taken(now.done))
    row["taken"] = move.report.get("taken", {})
    return [row | ({"error": move.trouble} if move.trouble else {}), *failed]


def _why_not(path: str) -> str:
    """Why a file can't be read; "" where it can."""
    if path == "-" or (Path(path).is_file() and os.access(path, os.R_OK)):
        return ""
    if Path(path).is_dir():
        return f"{path} is a folder: name the files in it."
    if Path(path).exists():
        return f"{path} can't be read: check its permissions."
    return f"There is no file {path}: check the path."


def _on_disk(path: str, folder: str) -> Path:
    if path != "-":
        return Path(path)
    copied(sys.stdin.buffer, kept := Path(folder) / "standard-input")
    return kept


def _move(read: Opened, dry_run: bool, zone: str, day: date | None, digest: str) -> Move:
    """The move of these very files, where one was begun; else a new one. Of a dry run nothing is stored."""
    preferences = Preferences.load()
    options = running.default_options(preferences).stored() | ({"zone": zone} if zone else {})
    options |= {"date": day.isoformat() if day else None, "digest": digest}
    begun = None if dry_run else Move.objects.filter(options__digest=digest).exclude(state=Move.State.UNDONE).first()
    move = begun or Move(token=secrets.token_hex(16), began_at=timezone.now())
    if not dry_run:
        owner = User.objects.filter(is_superuser=True).order_by("pk").first() or User.objects.create_superuser("owner")
        options["author"] = owner.pk
    move.kind, move.file_name, move.size = read.kind, read.name[:150], read.size
    move.options = move.options | options
    move.trouble = ""
    return move


def describe(row: Row) -> str:
    """A row for people."""
    if "taken" not in row:
        files = f" in {row['files']['total']} files" if "files" in row else ""
        lines = [
            f"{row['posts']} posts found{files}, nothing changed yet: {row['published']} would be published, "
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
    lines += [f"  {doubt['count']} × {words.told(doubt['what'], doubt['done'])}" for doubt in row["doubts"]]
    return "\n".join([*lines, "  e-mail and IP addresses of commenters are not taken"])
