"""Bringing a model into its folder: resumed, verified, and never half there.

A model comes together in a hidden folder beside its own (`.en-ja` for `en-ja`): each file as `NAME.DIGEST.part`, then,
once its size and SHA-256 are those of the registry, as `NAME`. When all are there the hidden folder takes the place of
the other in one rename. A process killed anywhere leaves what it has, for the next to go on with.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kawaraban.translate.models import http
from kawaraban.translate.models.model import Model, ModelFile, ModelsError

#: In a folder that was downloaded: pair, version, architecture, licence and files. A folder without it is a person's.
NOTE = "kawaraban-model.json"

_RESERVE = 64 << 20  # bytes of the disk that are left alone
_STEP = 1 << 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")

#: Told how many bytes of the model are there now; what it raises ends the download, to be gone on with later.
Progress = Callable[[int], None]


def download(model: Model, folder: Path, progress: Progress = lambda done: None) -> Path:
    """The folder, with all of the model's files in it; a model that is there already is only looked over.

    Raises ModelsError. What came until then stays, and the same call goes on from there.
    """
    if standing(model, folder):
        progress(model.size)
        return folder
    try:
        _refuse_a_persons(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _gather(model, folder, progress)
    except OSError as error:
        raise _of_disk(error, folder.parent) from error
    return folder


def _gather(model: Model, folder: Path, progress: Progress) -> None:
    staging = _staging(folder)
    staging.mkdir(exist_ok=True)
    _sweep(staging, model)
    _check_room(model, staging)
    done = 0
    for file in model.files:
        before = done
        _fetch(file, staging, lambda got, before=before: progress(before + got))  # type: ignore[misc]
        done += file.size
        progress(done)
    (staging / NOTE).write_text(json.dumps(_note(model), indent=1), encoding="utf-8")
    _take_place(staging, folder)


def _lock(descriptor: int) -> None:
    with suppress(ImportError):  # Windows has no such locks: there it is up to people
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _staging(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps two programs from writing the same parts; the lock goes with the process that holds it."""
    with folder.with_name(f".{folder.name}.lock").open("w") as lock:
        try:
            _lock(lock.fileno())
        except BlockingIOError:
            raise ModelsError(
                "busy",
                f"{folder} is being downloaded by another program already: let it end, or stop it.",
                folder=str(folder),
            ) from None
        yield


def discard(folder: Path) -> None:
    """Clears away what came of a model that never became whole. Raises ModelsError("busy")."""
    with _alone(folder):
        shutil.rmtree(_staging(folder), ignore_errors=True)


def standing(model: Model, folder: Path) -> bool:
    """Whether the folder holds this very model, by its note and the files' sizes."""
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        return bool(note == _note(model)) and all(
            (folder / file.name).stat().st_size == file.size for file in model.files
        )
    except (OSError, ValueError):
        return False


def _note(model: Model) -> dict[str, Any]:
    return {
        "pair": model.pair,
        "version": model.version,
        "architecture": model.architecture,
        "licence": model.licence,
        "files": {file.name: file.sha256 for file in model.files},
    }


def _refuse_a_persons(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not (folder / NOTE).is_file() and any(folder.iterdir())):
        raise ModelsError(
            "taken",
            f"{folder} holds something that was put there by hand: move it elsewhere, then try again.",
            folder=str(folder),
        )


def _sweep(staging: Path, model: Model) -> None:
    """Removes what another version left behind."""
    mine = {file.name for file in model.files} | {_part(file) for file in model.files}
    for path in staging.iterdir():
        if path.name not in mine:
            path.unlink()


def _part(file: ModelFile) -> str:
    return f"{file.name}.{file.sha256[:16]}.part"


def _check_room(model: Model, staging: Path) -> None:
    there = sum(path.stat().st_size for path in staging.iterdir())
    wanted, free = model.size - there + _RESERVE, shutil.disk_usage(staging).free
    if wanted > free:
        raise _no_room(staging.parent, wanted - free)


def _fetch(file: ModelFile, staging: Path, progress: Progress) -> None:
    """One file, from where its part stands; a part that turns out wrong is fetched once more from its beginning."""
    place, part = staging / file.name, staging / _part(file)
    if place.is_file():
        if _is_right(place, file):
            return
        place.unlink()
    resumed = part.is_file() and part.stat().st_size > 0
    if not (resumed and _is_right(part, file)):
        _append(file, part, progress)
    if not _is_right(part, file) and resumed:
        part.unlink()
        _append(file, part, progress)
    if not _is_right(part, file):
        part.unlink()
        raise _wrong_file(file)
    part.replace(place)


def _append(file: ModelFile, part: Path, progress: Progress) -> None:
    """Fetches what the part lacks. A connection that breaks off after it brought something is taken up again."""
    while True:
        before = part.stat().st_size if part.is_file() else 0
        if before >= file.size:  # longer than the file, or as long and wrong
            part.unlink()
            before = 0
        try:
            _receive(file, part, before, progress)
            return
        except ModelsError as error:
            if error.problem != "broken-off" or part.stat().st_size <= before:
                raise


def _receive(file: ModelFile, part: Path, start: int, progress: Progress) -> None:
    with http.asked(file.address, start) as response:
        start = _starts_at(response.status, response.headers.get("content-range", ""), start, file)
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and int(announced[:20]) != file.size - start:
            raise _wrong_file(file)
        with part.open("r+b" if part.is_file() else "wb") as out:
            out.truncate(start)
            out.seek(start)
            for piece in http.pieces(response, file.address):
                start += len(piece)
                if start > file.size:
                    raise _wrong_file(file)
                out.write(piece)
                progress(start)
            out.flush()
            os.fsync(out.fileno())
    if start < file.size:
        raise http.broken_off(file.address)


def _starts_at(status: int, content_range: str, asked: int, file: ModelFile) -> int:
    """The byte that the body begins with: 0 where the server knows no ranges."""
    if status != 206:
        if status != 200:
            raise _wrong_file(file)
        return 0
    match = _RANGE.fullmatch(content_range.strip())
    if match is None or int(match[1]) != asked or match[2] not in {"*", str(file.size)}:
        raise _wrong_file(file)
    return asked


def _is_right(path: Path, file: ModelFile) -> bool:
    """Whether a file has the size and digest that the registry names."""
    if path.stat().st_size != file.size:
        return False
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256


def _take_place(staging: Path, folder: Path) -> None:
    """Puts the complete model where it belongs; an older version makes way for it."""
    old = folder.with_name(f".{folder.name}.old")
    if folder.exists():
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
    staging.rename(folder)
    with suppress(OSError):
        shutil.rmtree(old)


def _wrong_file(file: ModelFile) -> ModelsError:
    return ModelsError(
        "wrong-file",
        f"{file.address} is not the file that the registry names ({file.name}): try again later.",
        address=file.address,
        name=file.name,
    )


def _no_room(folder: Path, lacking: int) -> ModelsError:
    megabytes = f"{max(lacking, 1) / 1e6:,.0f}"
    return ModelsError(
        "no-room",
        f"The disk of {folder} lacks {megabytes} MB: make room, then try again; it goes on from there.",
        folder=str(folder),
        megabytes=megabytes,
    )


def _of_disk(error: OSError, folder: Path) -> ModelsError:
    if error.errno in _FULL:
        return ModelsError(
            "no-room",
            f"The disk of {folder} is full: make room, then try again; it goes on from there.",
            folder=str(folder),
        )
    reason = error.strerror or type(error).__name__
    return ModelsError(
        "no-folder",
        f"{folder} can't be written ({reason}): mend that, or name another data folder.",
        folder=str(folder),
        reason=reason,
    )
