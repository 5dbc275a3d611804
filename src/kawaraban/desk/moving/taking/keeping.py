"""Files of other blogs that a browser brought: kept while their move is under way, worked on in a thread.

Beside each lies what the report shows of its posts, a line a post, with an index of eight bytes a line: any post can be
looked at without reading the file again, and none is held in memory.
"""

from __future__ import annotations

import json
import secrets
import struct
import threading
import time
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
from kawaraban.desk.moving.taking.opening import KINDS, Opened, kind_of, unpacked
from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.moving.taking.planning import Planned
from kawaraban.desk.moving.taking.rows import digest_of
from kawaraban.desk.sentences import DeskTrouble
from kawaraban.publish import opening as opening_of
from kawaraban.publish.formats.model import ForeignPost

KEPT = 7 * 24 * 3600.0  # seconds
SILENT = timedelta(seconds=90)  # without a sign of life, after which who was at it is taken to be dead
_SHOWN = 700  # characters of a post's text before and after
_AT_WORK = (Move.State.LOOKING, Move.State.TAKING)


def receive(file: UploadedFile, author: int, **options: Any) -> Move:
    """Keeps what a browser sends and begins to look through it. Raises OSError, DeskTrouble for what is no blog's."""
    folder().mkdir(parents=True, exist_ok=True)
    _clear()
    token = secrets.token_hex(16)
    path = folder() / token
    try:
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
    except OSError:
        path.unlink(missing_ok=True)  # a part of it would only take room
        raise
    name = Path(file.name or "").name[:150] or "blog"
    kind = options.pop("kind", "") or kind_of(path, name)
    if kind not in KINDS:
        path.unlink()
        raise DeskTrouble("not-a-blog")
    stored = running.default_options(Preferences.load()).stored() | options
    stored |= {"author": author, "digest": digest_of(path)}
    size, state = path.stat().st_size, Move.State.LOOKED
    move = Move.objects.create(token=token, kind=kind, file_name=name, size=size, options=stored, state=state)
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
    for path in (folder() / move.token, _lines(move), _index(move)):
        path.unlink(missing_ok=True)
    if not move.posts.exists():
        move.delete()


def is_here(move: Move) -> bool:
    return (folder() / move.token).exists()


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
    return folder() / f"{move.token}.posts"


def _index(move: Move) -> Path:
    return folder() / f"{move.token}.index"


def _clear() -> None:
    for path in folder().iterdir():
        with suppress(OSError):  # another request may have thrown it away
            if time.time() - path.stat().st_mtime > KEPT:
                path.unlink()


def _work(pk: int) -> None:
    move = Move.objects.get(pk=pk)
    try:
        with unpacked(folder() / move.token) as plain:
            opened = Opened(plain, move.file_name, move.kind)
            if move.state == Move.State.TAKING:
                running.take(move, opened)
            else:
                _look(move, opened)
    except (DatabaseError, OSError, DeskTrouble) as error:
        with suppress(DatabaseError):  # where its disk is full, the row is silent and counts as stopped
            Move.objects.filter(pk=pk).update(state=Move.State.FAILED, trouble=running.sentence_of(error))
    finally:
        connection.close()


def _look(move: Move, opened: Opened) -> None:
    with _lines(move).open("wb") as lines, _index(move).open("wb") as index:

        def told(number: int, post: ForeignPost, one: Planned) -> None:
            index.write(struct.pack("<Q", lines.tell()))
            lines.write(json.dumps(_shown(number, post, one), ensure_ascii=False).encode() + b"\n")

        running.look(move, opened, told)
    move.state = Move.State.LOOKED
    move.done, move.beat_at = move.total, timezone.now()
    # Only a look that was not stopped has anything to say.
    Move.objects.filter(pk=move.pk, state=Move.State.LOOKING).update(
        state=move.state,
        done=move.done,
        total=move.total,
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
