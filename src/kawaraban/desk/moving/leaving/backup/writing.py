"""The desk -> one file. Rows are as of one moment, whoever writes meanwhile; nothing is held in memory."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kawaraban import __version__
from kawaraban.desk.filestore import FileStore
from kawaraban.desk.models import Capture, Picture
from kawaraban.desk.moving.leaving.backup.layout import (
    CAPTURES,
    MANIFEST,
    NOTE,
    NOTE_TEXT,
    PICTURES,
    TABLES,
    VERSION,
    WORDS,
    columns,
    line_of,
    models,
    word_rows,
)
from kawaraban.desk.pictures import stored_name

MAX_FILE = 1 << 30

Row = dict[str, Any]


def write_backup(folder: Path) -> Row:
    """Writes the file, which its owner alone may read; a row with its path and what is in it. Raises OSError.

    A capture or picture whose file is missing in its store is left out and counted as `missing`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"kawaraban-{timezone.now():%Y%m%d-%H%M%S}.kawaraban.zip"
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            row = _Backup(zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)).write()
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return {"path": str(path), "kind": "backup", **row}


class _Backup:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self._files: dict[str, dict[str, Any]] = {}
        self._tables: dict[str, int] = {}
        self._missing = 0

    def write(self) -> Row:
        with self._zip:
            self._zip.writestr(zipfile.ZipInfo(NOTE), NOTE_TEXT)
            with _one_moment():
                for model in models():
                    rows = model._default_manager.order_by("pk").values(*columns(model))
                    self._table(model._meta.db_table, rows.iterator(chunk_size=500))
                self._table(WORDS, word_rows())
                captures = self._stored(CAPTURES, settings.CAPTURES, _captures())
                pictures = self._stored(PICTURES, settings.PICTURES, map(stored_name, _pictures()))
            told = {
                "kawaraban": "backup",
                "version": VERSION,
                "program": __version__,
                "made_at": timezone.now().isoformat(),
                "tables": self._tables,
                "files": self._files,
            }
            self._zip.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))
        row = {"count": sum(self._tables.values()), "captures": captures, "pictures": pictures}
        return row | ({"missing": self._missing} if self._missing else {})

    def _table(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        digest, size, count = hashlib.sha256(), 0, 0
        path = f"{TABLES}/{name}.jsonl"
        with self._zip.open(path, "w", force_zip64=True) as file:
            for row in rows:
                line = line_of(row)
                file.write(line)
                digest.update(line)
                size += len(line)
                count += 1
        self._tables[name] = count
        self._files[path] = {"size": size, "sha256": digest.hexdigest()}

    def _stored(self, kind: str, url: str, names: Iterable[str]) -> int:
        """Files of a store, which are packed already."""
        store, count = FileStore(url), 0
        for name in names:
            try:
                content = store.read(name, MAX_FILE)
            except FileNotFoundError:
                self._missing += 1
                continue
            path = f"{kind}/{name}"
            self._zip.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_STORED)
            self._files[path] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            count += 1
        return count


def _captures() -> Iterator[str]:
    return Capture.objects.order_by("pk").values_list("file", flat=True).iterator(chunk_size=500)


def _pictures() -> Iterator[Picture]:
    return Picture.objects.order_by("pk").iterator(chunk_size=500)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Reads see the rows of one moment. `transaction.atomic` would take SQLite's lock for writing meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
