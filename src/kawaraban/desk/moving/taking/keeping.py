"""Files of other blogs that a browser brought: kept while their move is under way, worked on in a thread.

Each move has a folder: its files under numbers, their names in a list, and what the report shows of the posts, a line a
post, with an index of eight bytes a line: any post can be looked at without reading the files again, and none is held
in memory.
"""

from __future__ import annotations

import json
import secrets
import shutil
import struct
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone

from kawaraban.desk.models import Move, Preferences
from kawaraban.desk.moving.taking import running
from kawaraban.desk.moving.taking.opening import Opened, digest_of, opened
from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.moving.taking.planning import Planned
from kawaraban.desk.sentences import DeskTrouble
from kawaraban.publish import opening as opening_of
from kawaraban.publish.formats.model import ForeignPost

KEPT = 7 * 24 * 3600.0  # seconds
SILENT = timedelta(seconds=90)  # without a sign of life, after which who was at it is taken to be dead
_NAMES = "names.json"
_SHOWN = 700  # characters of a post's text before and after
_AT_WORK = (Move.State.LOOKING, Move.State.TAKING)


def receive(files: Sequence[UploadedFile], author: int, kind: str = "", **options: Any) -> Move:
    """Keeps what a browser sends and begins to look through it. `kind` is "" where each file says itself what it is.

    Raises OSError.
    """
    folder().mkdir(parents=True, exist_ok=True)
    _clear()
    token = secrets.token_hex(16)
    room = folder() / token
    room.mkdir()
    names = [Path(file.name or "").name[:150] or "blog" for file in files]
    paths = [room / str(number) for number in range(len(files))]
    try:
        for file, path in zip(files, paths, strict=True):
            with path.open("wb") as kept:
                for chunk in file.chunks():
                    kept.write(chunk)
        (room / _NAMES).write_text(json.dumps(names), encoding="utf-8")
    except OSError:
        shutil.rmtree(room, ignore_errors=True)  # a part of it would only take room
        raise
    stored = running.default_options(Preferences.load()).stored() | options
    stored |= {"author": author, "digest": digest_of(paths), "chosen_kind": kind, "files": len(files)}
    size, state = sum(path.stat().st_size for path in paths), Move.State.LOOKED
    move = Move.objects.create(token=token, kind=kind, file_name=names[0], size=size, options=stored, state=state)
    begin(move, Move.State.LOOKING)
    return move


def at_work(move: Move) -> bool:
    return move.state in _AT_WORK and timezone.now() - move.beat_at < SILENT


def is_stopped(move: Move) -> bool:
    """Whether who was at it is gone."""
    return move.state in _AT_WORK and not at_work(move)


def begin(move: Move, state: str) -> bool:
    """Looks through a file, or takes it in, in a thread of its own; False where somebody is at it already."""
    now = timezone.now()
    free = ~Q(state__in=_AT_WORK) | Q(beat_at__lt=now - SILENT)
    claimed = Move.objects.filter(free, pk=move.pk).update(state=state, beat_at=now, trouble="", options=move.options)
    if claimed:
        threading.Thread(target=_work, args=(move.pk,), daemon=True).start()
    return bool(claimed)


def stop(move: Move) -> None:
    """Has whoever is at it stop after the batch; what is taken in stays."""
    Move.objects.filter(pk=move.pk, state__in=_AT_WORK).update(state=Move.State.LOOKED)


def discard(move: Move) -> None:
    """Forgets a file and what was looked at; a move that has brought posts stays in the list."""
    shutil.rmtree(folder() / move.token, ignore_errors=True)
    if not move.posts.exists():
        move.delete()


def is_here(move: Move) -> bool:
    return (folder() / move.token / _NAMES).exists()


def shown_post(move: Move, number: int) -> dict[str, Any] | None:
    """What the report shows of one post, from 0; None where there is none."""
    try:
        with _index(move).open("rb") as index:
            index.seek(8 * number)
            (at,) = struct.unpack("<Q", index.read(8))
        with _lines(move).open("rb") as lines:
            lines.seek(at)
            found: dict[str, Any] = json.loads(lines.readline())
            return found
    except (OSError, struct.error, ValueError):
        return None


def folder() -> Path:
    return Path(settings.DATA) / "moving"


def _lines(move: Move) -> Path:
    return folder() / move.token / "posts"


def _index(move: Move) -> Path:
    return folder() / move.token / "index"


def _clear() -> None:
    for path in folder().iterdir():
        with suppress(OSError):  # another request may have thrown it away
            if time.time() - path.stat().st_mtime > KEPT:
                shutil.rmtree(path)


def _work(pk: int) -> None:
    move = Move.objects.get(pk=pk)
    try:
        with opened(_files(move), move.options.get("chosen_kind", "")) as read:
            if move.state == Move.State.TAKING:
                running.take(move, read)
            else:
                _look(move, read)
    except (DatabaseError, OSError, DeskTrouble) as error:
        with suppress(DatabaseError):  # where its disk is full, the row is silent and counts as stopped
            Move.objects.filter(pk=pk).update(state=Move.State.FAILED, trouble=running.sentence_of(error))
    finally:
        connection.close()


def _files(move: Move) -> list[tuple[Path, str]]:
    """Where each file lies, and its name."""
    room = folder() / move.token
    names = json.loads((room / _NAMES).read_text(encoding="utf-8"))
    return [(room / str(number), name) for number, name in enumerate(names)]


def _look(move: Move, read: Opened) -> None:
    with _lines(move).open("wb") as lines, _index(move).open("wb") as index:

        def told(number: int, post: ForeignPost, one: Planned) -> None:
            index.write(struct.pack("<Q", lines.tell()))
            lines.write(json.dumps(_shown(number, post, one), ensure_ascii=False).encode() + b"\n")

        running.look(move, read, told)
    move.kind = read.kind or move.kind
    move.state = Move.State.LOOKED
    move.done, move.beat_at = move.total, timezone.now()
    # Only a look that was not stopped has anything to say.
    Move.objects.filter(pk=move.pk, state=Move.State.LOOKING).update(
        state=move.state,
        done=move.done,
        total=move.total,
        kind=move.kind,
        report=move.report,
        options=move.options,
        trouble=move.trouble,
        beat_at=move.beat_at,
    )


def _shown(number: int, post: ForeignPost, one: Planned) -> dict[str, Any]:
    html = one.cleaned or one.body
    return {
        "number": number,
        "before": opening_of(post.body[: _SHOWN * 20], _SHOWN),
        "after": opening_of(html, _SHOWN),
        "title": one.title,
        "author": one.signature,
        "moment": one.moment.isoformat(),
        "guessed": one.guessed,
        "category": one.category,
        "tags": list(one.tags)[:12],
        "slug": one.slug,
        "paths": list(one.paths)[:3],
        "comments": len(one.comments),
        "names": [comment.name for comment in one.comments[:5]],
        "pictures": len(one.pictures),
        "state": one.state,
        "out": one.out,
        "pairs": [[pair.source[:300], pair.target[:300], pair.doubt] for pair in one.pairs[:6]],
        "languages": [one.pairs[0].source_language, one.pairs[0].target_language] if one.pairs else [],
    }


def decided(move: Move, kind: str, choice: str) -> None:
    """Settles what is done about a kind of doubt, and looks again where the count depends on it."""
    options = Options.read(move.options).deciding(kind, choice)
    move.options = move.options | options.stored()
    begin(move, Move.State.LOOKING)


def zoned(move: Move, zone: str) -> None:
    move.options = move.options | replace(Options.read(move.options), zone=zone).stored()
    begin(move, Move.State.LOOKING)
