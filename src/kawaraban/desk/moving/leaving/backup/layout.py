"""What is where in a backup: a zip with a table a file of JSON lines, and the captures and pictures as they are stored.

`manifest.json` names every other file with its size and digest; the note that stands first says to people, and by its
name to `publish.formats.kinds`, what the file is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model

VERSION = 1
NOTE, MANIFEST = "kawaraban-backup.txt", "manifest.json"
TABLES, CAPTURES, PICTURES, WORDS = "tables", "captures", "pictures", "search_words"
#: Names that a backup may hold, beside the two above: nothing that leads out of a folder.
_PART = r"(?!\.)[\w.-]{1,100}"
NAME = re.compile(rf"tables/[a-z_]{{1,60}}\.jsonl|(?:captures|pictures)/{_PART}(?:/{_PART}){{0,6}}")
MAX_LINE = 256 << 20  # bytes of a row

NOTE_TEXT = """\
This is a backup of a Kawaraban desk: everything it has, in one file. On a new folder,

    kawaraban import THIS-FILE --data NEW-FOLDER

brings all of it back, on SQLite or PostgreSQL. Keep the file to yourself: drafts, e-mail addresses and the keys of
translation engines are in it.

In it: `tables/` has a file a table, a row a line; `captures/` the pages as they came, as WARC;
`pictures/` the pictures of the posts; `manifest.json` the size and SHA-256 of each.
"""


def models() -> list[type[Model]]:
    """Everything that is stored, and the people. Sessions are not: people sign in again."""
    return [User, *apps.get_app_config("desk").get_models(include_auto_created=True)]


def columns(model: type[Model]) -> list[str]:
    """The names of a model's columns, as its instances have them."""
    return [field.attname for field in model._meta.concrete_fields]


def line_of(row: dict[str, Any]) -> bytes:
    """A row as a line. Moments keep their microseconds."""
    return json.dumps(row, ensure_ascii=False, default=_plain, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def word_rows() -> Iterator[dict[str, Any]]:
    """What the search has of each document: its tokens, cut already."""
    key = "rowid" if connection.vendor == "sqlite" else "document_id"
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {key}, title, body FROM desk_search_words WHERE {key} > %s ORDER BY {key} LIMIT 200",  # noqa: S608
                [last],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for document, title, body in rows:
            yield {"document": document, "title": title.split(), "body": body.split()}
        last = rows[-1][0]
