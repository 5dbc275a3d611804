"""What every verb shares: inputs as paths, `-` or `.gz`, work over processes, rows out as they are done."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click

from kawaraban.cli_progress import Progress

Format = Literal["text", "json", "jsonl"]
Row = dict[str, Any]

MAX_INPUT = 256 * 1024 * 1024  # bytes of one input, unpacked
_WORKERS = 2
_AHEAD = 8  # inputs in work for each worker; more would only hold results in memory
_CHUNK = 100  # lines in one job, where a line is quick to work on


class InputError(Exception):
    """An input that can't be used; `str(error)` is one plain sentence that says what to do."""


def read_input(path: str) -> bytes:
    """The bytes behind a path, `-` being standard input; gzip is undone by its magic number. Raises InputError."""
    try:
        raw = sys.stdin.buffer.read(MAX_INPUT + 1) if path == "-" else _file_bytes(Path(path))
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}: check the path.") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder: name the files in it.") from error
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror or error}): check its permissions.") from error
    if len(raw) <= MAX_INPUT and raw[:2] == b"\x1f\x8b":
        raw = _unpacked(raw, path)
    if len(raw) > MAX_INPUT:
        raise InputError(f"{path} is over {MAX_INPUT // 1024 // 1024} MB: it is too long to be taken in.")
    return raw


def on_input(work: Callable[..., Row], path: str, *rest: Any) -> Row:
    """`work(path, the path's bytes, *rest)`, or the path's row with why it can't be read."""
    try:
        content = read_input(path)
    except InputError as error:
        return {"path": path, "error": str(error)}
    return work(path, content, *rest)


def on_inputs(work: Callable[..., Row], path: str, other: str, *rest: Any) -> Row:
    """`work(path, its bytes, other, its bytes, *rest)`, or the path's row with why one of them can't be read."""
    try:
        contents = read_input(path), read_input(other)
    except InputError as error:
        return {"path": path, "source_path": path, "target_path": other, "error": str(error)}
    return work(path, contents[0], other, contents[1], *rest)


def _file_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_INPUT + 1)


def _unpacked(raw: bytes, path: str) -> bytes:
    """All members of a gzip file, up to the bound."""
    parts, size = [], 0
    while raw[:2] == b"\x1f\x8b" and size <= MAX_INPUT:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(raw, MAX_INPUT + 1 - size))
        except zlib.error as error:
            raise InputError(f"{path} is a damaged gzip file: pack it again.") from error
        size += len(parts[-1])
        if not member.eof and size <= MAX_INPUT:
            raise InputError(f"{path} is a gzip file that breaks off: get it again.")
        raw = member.unused_data
    return b"".join(parts)


def read_lines(path: str) -> list[str]:
    """The lines of a text in UTF-8, without their ends. Raises click.BadParameter.

    Nothing but a line feed, alone or after a carriage return, ends a line: U+2028 and the like are part of a text.
    """
    try:
        text = read_input(path).decode("utf-8-sig")
    except InputError as error:
        raise click.BadParameter(str(error)) from error
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{path} is not UTF-8: save it as UTF-8.") from error
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def read_table(path: str, columns: int) -> list[tuple[str, ...]]:
    """Rows of a TSV file with that many columns; blank lines are passed over. Raises click.BadParameter."""
    rows = []
    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            cells = tuple(cell.strip() for cell in line.split("\t"))
            if len(cells) != columns:
                raise click.BadParameter(f"Line {number} of {path} has {len(cells)} columns instead of {columns}.")
            rows.append(cells)
    return rows


def addresses_of(table: str | None, paths: Sequence[str]) -> dict[str, str]:
    """Path -> address, of a TSV file with rows path, address; a path may be written otherwise there than here.

    Raises click.BadParameter.
    """
    told = {_whole(path): address for path, address in read_table(table, 2)} if table else {}
    return {path: told[_whole(path)] for path in paths if _whole(path) in told}


def days_of(table: str | None, paths: Sequence[str]) -> dict[str, date]:
    """Path -> day, of a TSV file with rows path, YYYY-MM-DD; paths as for `addresses_of`. Raises click.BadParameter."""
    days = {}
    for path, day in addresses_of(table, paths).items():
        try:
            days[path] = date.fromisoformat(day)
        except ValueError as error:
            raise click.BadParameter(f"{day} in {table} is no day: write it as in 2026-11-22.") from error
    return days


def _whole(path: str) -> str:
    return path if path == "-" else os.path.realpath(path)


def in_order(
    work: Callable[..., Row], jobs: Sequence[tuple[Any, ...]], ready: Callable[[], object] | None = None
) -> Iterator[Row]:
    """`work(*job)` for every job, over local processes, answered in the jobs' order as they are done.

    A job begins with its path (or two). A single job runs in this process, and so does one on standard input, which no
    other process has: at its turn, so that the jobs before it are answered first. Where a process dies (out of memory),
    its jobs are tried once more, each in a process of its own; one that dies again is a row with an error.
    `ready` loads what the work needs and takes long: here, once, where the other processes begin as copies of this one.
    """
    workers = min(_WORKERS, os.cpu_count() or 1)
    if len(jobs) < 2 or workers < 2:
        yield from (work(*job) for job in jobs)
        return
    if ready is not None and multiprocessing.get_start_method() == "fork":
        ready()
    with ProcessPoolExecutor(workers) as pool:
        running: deque[Callable[[], Row]] = deque()
        for job in jobs:
            running.append(partial(work, *job) if "-" in job[:2] else _submitted(pool, work, job))
            if len(running) >= _AHEAD * workers:
                yield running.popleft()()
        while running:
            yield running.popleft()()


def in_chunks(work: Callable[..., Row], name: str, lines: Sequence[str], *rest: Any) -> Iterator[Row]:
    """A row for each line, over local processes, in order: `work(name, lines, number of the first, *rest)["rows"]`.

    For lines that are quick to work on: sent one by one, they would take longer on their way than at work. Each line
    of a chunk on which a process died (see `in_order`) is a row with an error.
    """
    jobs = [(name, lines[at : at + _CHUNK], at + 1, *rest) for at in range(0, len(lines), _CHUNK)]
    for (_, chunk, first, *_), answer in zip(jobs, in_order(work, jobs), strict=True):
        if "error" in answer:
            yield from ({"line": first + at, "error": answer["error"]} for at in range(len(chunk)))
        else:
            yield from answer["rows"]


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., Row], job: tuple[Any, ...]) -> Callable[[], Row]:
    try:
        future = pool.submit(work, *job)
    except BrokenProcessPool:
        return partial(_alone, work, job)

    def answer() -> Row:
        try:
            return future.result()
        except BrokenProcessPool:
            return _alone(work, job)

    return answer


def _alone(work: Callable[..., Row], job: tuple[Any, ...]) -> Row:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, *job).result()
        except BrokenProcessPool:
            return {"path": job[0], "error": "The process died on this, most likely out of memory: try a smaller file."}


def print_rows(rows: Iterable[Row], form: Format, describe: Callable[[Row], str], total: int, verb: str) -> int:
    """Print each row as it comes; answers how many carried an "error".

    `json` is one document, `jsonl` an object a line, `text` what `describe` makes of the row. Errors go to standard
    error too where the rows are for people.
    """
    failed = 0
    separator = "[\n"
    progress = Progress(total, verb)
    for done, row in enumerate(rows, 1):
        failed += "error" in row
        progress.clear()
        if form == "jsonl":
            click.echo(_json(row))
        elif form == "json":
            click.echo(separator + _json(row), nl=False)
            separator = ",\n"
        elif "error" in row:
            name = row.get("path") or row.get("address")
            click.echo(f"{name}: {row['error']}" if name else row["error"], err=True)
        else:
            click.echo(describe(row))
        sys.stdout.flush()
        progress.show(done)
    progress.clear()
    if form == "json":
        click.echo("[]" if separator == "[\n" else "\n]")
    return failed


def print_document(row: Row, form: Format, describe: Callable[[Row], str]) -> bool:
    """Print the one row that a verb answers, as one object where it is JSON; answers whether it carries an "error"."""
    failed = "error" in row
    if failed:
        click.echo(str(row["error"]), err=True)
    if form != "text":
        click.echo(_json(row))
    elif not failed:
        click.echo(describe(row))
    return failed


def _json(row: Row) -> str:
    # Lone surrogates would break the output; escapes keep what is otherwise readable text.
    text = json.dumps(row, ensure_ascii=False)
    return text if text.isascii() or not _has_surrogate(text) else json.dumps(row)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
