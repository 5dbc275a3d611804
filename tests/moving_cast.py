"""Movable Type files of an invented blog, and moves that were really made of them."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.contrib.auth.models import User

from kawaraban.desk.models import Move, Preferences
from kawaraban.desk.moving.taking import running
from kawaraban.desk.moving.taking.opening import Opened, Part, digest_of

ENTRY = """AUTHOR: 宵待
TITLE: {title}
BASENAME: {name}
STATUS: {status}
ALLOW COMMENTS: 1
CONVERT BREAKS: 1
PRIMARY CATEGORY: {category}
DATE: {date}
TAGS: 港,"Port Maren"
-----
BODY:
{body}
-----
{more}--------
"""
COMMENT = """COMMENT:
AUTHOR: {author}
EMAIL: reader@reader.example
IP: 192.0.2.7
DATE: 02/17/2022 23:10:00
{text}
-----
"""


def entry(
    name: str = "4471",
    *,
    title: str = "マレン港の入港料",
    body: str = "港湾局は述べた。\n改定は10年ぶり。",
    date: str = "02/17/2022 22:47:00",
    status: str = "Publish",
    category: str = "ケルマール",
    comments: tuple[tuple[str, str], ...] = (),
) -> str:
    more = "".join(COMMENT.format(author=author, text=text) for author, text in comments)
    return ENTRY.format(name=name, title=title, body=body, date=date, status=status, category=category, more=more)


def a_file(folder: Path, *entries: str, name: str = "export.txt") -> Opened:
    path = folder / name
    path.write_text("".join(entries), encoding="utf-8")
    return Opened((Part(path, name, "movabletype"),))


def a_move(opened: Opened, **options: object) -> Move:
    """A move that was looked through, not yet taken in."""
    Preferences.load()
    owner = User.objects.get_or_create(username="owner", defaults={"is_superuser": True})[0]
    stored = running.default_options(Preferences.load()).stored() | {"author": owner.pk} | options
    stored["digest"] = digest_of([part.path for part in opened.parts])
    move = Move(token=secrets.token_hex(16), kind=opened.kind, file_name=opened.name, size=opened.size, options=stored)
    running.look(move, opened)
    move.state = Move.State.LOOKED
    move.save()
    return move


def taken(opened: Opened, **options: object) -> Move:
    """A move that was taken in."""
    move = a_move(opened, **options)
    return take(move, opened)


def take(move: Move, opened: Opened) -> Move:
    move.state = Move.State.TAKING
    move.save()
    running.take(move, opened)
    move.refresh_from_db()
    return move
