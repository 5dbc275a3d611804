"""One file -> an empty desk, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from kawaraban.desk import search
from kawaraban.desk.filestore import FileStore
from kawaraban.desk.models import Heartbeat, OutletFact, OutletHost, OutletProfile, Preferences, RegistryChange
from kawaraban.desk.moving.leaving.backup.layout import (
    CAPTURES,
    MANIFEST,
    MAX_LINE,
    NAME,
    NOTE,
    PICTURES,
    TABLES,
    VERSION,
    WORDS,
    columns,
    models,
)
from kawaraban.desk.sentences import DeskTrouble

_AT_ONCE = 500  # rows
_MAX_MANIFEST = 256 << 20
_STEP = 1 << 20
_DAMAGED = "This backup is damaged ({what}): take another copy of it. Nothing was changed."

#: What opening a desk makes, the starter registry too, in the order in which it can be taken away.
_CAME_WITH_OPENING: tuple[type[Model], ...] = (
    Preferences,
    Heartbeat,
    OutletFact,
    OutletHost,
    OutletProfile,
    RegistryChange,
)

Row = dict[str, Any]


def restore(path: str) -> Row:
    """Brings everything in a backup onto this desk; a row with how much. Raises DeskTrouble, and changes nothing then.

    Every file is held against its digest before the first is written; captures and pictures come first, and are taken
    away again should the rows, which are one transaction, not follow.
    """
    if not _is_empty():
        raise DeskTrouble("This desk has something already: name a new folder with --data, and import it there.")
    try:
        with zipfile.ZipFile(path) as archive:
            return _Restore(archive).run() | {"path": path, "kind": "backup"}
    except FileNotFoundError as error:
        raise DeskTrouble(f"There is no file {path}: check the path.") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise DeskTrouble(_DAMAGED.format(what="it is no whole zip file")) from error
    except OSError as error:
        reason = error.strerror or error
        raise DeskTrouble(f"The backup can't be brought back ({reason}): make room, or mend that.") from error


def _is_empty() -> bool:
    """Whether nobody did anything here yet: what stands there came with opening the desk."""
    if RegistryChange.objects.exclude(kind=RegistryChange.Kind.STARTER).exists():
        return False
    return not any(model._default_manager.exists() for model in models() if model not in _CAME_WITH_OPENING)


class _Restore:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self._manifest = _manifest_of(archive)
        self._made: list[tuple[FileStore, str]] = []

    def run(self) -> Row:
        self._check()
        try:
            counts = {kind: self._bring(kind, url) for kind, url in _stores().items()}
            rows = self._rows()
        except BaseException:
            for store, name in self._made:
                store.remove(name)
            raise
        return {"count": rows, **counts}

    def _check(self) -> None:
        """Holds every file against its size and digest, and the whole against the room there is."""
        told: dict[str, Any] = self._manifest["files"]
        infos = {info.filename: info for info in self._zip.infolist()}
        if len(infos) != len(self._zip.infolist()) or set(infos) != {NOTE, MANIFEST, *told}:
            raise DeskTrouble(_DAMAGED.format(what="files are missing, or too many"))
        if not all(NAME.fullmatch(name) for name in told):
            raise DeskTrouble(_DAMAGED.format(what="a file has a name that no backup gives"))
        if any(infos[name].file_size != file["size"] for name, file in told.items()):
            raise DeskTrouble(_DAMAGED.format(what="a file is not as long as it was"))
        whole = sum(info.file_size for info in infos.values())
        free = shutil.disk_usage(settings.DATA).free
        if whole > free:
            raise DeskTrouble(
                f"The backup unpacks to {whole // 1_000_000} MB and the disk has {free // 1_000_000}: make room first."
            )
        for name, file in told.items():
            if self._digest(name, file["size"]) != file["sha256"]:
                raise DeskTrouble(_DAMAGED.format(what=f"{name} is not what it was"))

    def _digest(self, name: str, size: int) -> str:
        digest = hashlib.sha256()
        with self._zip.open(name) as file:
            while step := file.read(_STEP):
                size -= len(step)
                if size < 0:
                    return ""
                digest.update(step)
        return digest.hexdigest()

    def _bring(self, kind: str, url: str) -> int:
        store, names = FileStore(url), [name for name in self._manifest["files"] if name.startswith(f"{kind}/")]
        for name in names:
            place = name.removeprefix(f"{kind}/")
            if not store.exists(place):
                self._made.append((store, place))
                store.write(place, self._zip.read(name))
        return len(names)

    def _rows(self) -> int:
        try:
            with transaction.atomic():
                for model in _CAME_WITH_OPENING:
                    model._default_manager.all().delete()
                count = sum(self._table(model) for model in models())
                self._words()
                _number_on()
        except (DatabaseError, ValidationError, ValueError, TypeError, KeyError) as error:
            raise DeskTrouble(_DAMAGED.format(what=f"its rows don't fit: {type(error).__name__}")) from error
        return count

    def _table(self, model: type[Model]) -> int:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        known, count = set(columns(model)), 0
        rows = self._lines(model._meta.db_table)
        while batch := list(islice(rows, _AT_ONCE)):
            made = []
            for row in batch:
                if not known.issuperset(row):
                    raise ValueError("a column that this version does not have")
                made.append(model(**{name: fields[name].to_python(value) for name, value in row.items()}))
            model._default_manager.bulk_create(made)
            count += len(made)
        return count

    def _words(self) -> None:
        rows = self._lines(WORDS)
        while batch := list(islice(rows, _AT_ONCE)):
            search.store_words([(row["document"], row["title"], row["body"]) for row in batch])

    def _lines(self, table: str) -> Iterator[dict[str, Any]]:
        name = f"{TABLES}/{table}.jsonl"
        if name not in self._manifest["files"]:
            return
        with self._zip.open(name) as file:
            while line := file.readline(MAX_LINE):
                yield json.loads(line)


def _manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > _MAX_MANIFEST:
            raise ValueError("too long")
        with archive.open(info) as file:
            told = json.loads(file.read(_MAX_MANIFEST + 1))
        version, files = told["version"], told["files"]
        sound = told["kawaraban"] == "backup" and isinstance(version, int)
        sound = sound and all(isinstance(f["size"], int) and isinstance(f["sha256"], str) for f in files.values())
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DeskTrouble("This zip file is no backup of a desk: choose one that ends in .kawaraban.zip.") from error
    if not sound:
        raise DeskTrouble("This zip file is no backup of a desk: choose one that ends in .kawaraban.zip.")
    if version > VERSION:
        raise DeskTrouble("This backup is of a newer Kawaraban: install that one here, then import it again.")
    return dict(told)


def _stores() -> dict[str, str]:
    return {CAPTURES: settings.CAPTURES, PICTURES: settings.PICTURES}


def _number_on() -> None:
    """New rows get numbers after those that came; SQLite sees to that itself."""
    statements = connection.ops.sequence_reset_sql(no_style(), models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
