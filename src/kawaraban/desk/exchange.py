"""What the command takes in from files and writes out, beside the memory: rows, as `docs/command.md` has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from kawaraban.desk import glossary, memory
from kawaraban.desk.captures import CaptureError
from kawaraban.desk.models import Preferences, Term
from kawaraban.desk.moving.leaving import files
from kawaraban.desk.moving.leaving.static.folder import sentence
from kawaraban.desk.rendering import proofs
from kawaraban.translate import write_tmx
from kawaraban.translate.glossary import GlossaryError, read_terms, write_csv, write_tbx

Row = dict[str, Any]


def import_glossary(
    path: str, content: bytes, pair: tuple[str | None, str | None], dry_run: bool, progress: Callable[[int], None]
) -> Row:
    """Takes a CSV or TBX file into the glossary; `pair` are the languages of what names none."""
    languages = (pair[0] or "en", pair[1] or Preferences.load().language)
    try:
        entries = read_terms(content, languages)
        loaded = glossary.load(entries, Path(path).name, dry_run=dry_run, progress=progress)
    except GlossaryError as error:
        return {"path": path, "error": str(error)}
    if not dry_run:
        proofs.count_with_terms(list(loaded.taken))
    row: Row = {"path": path, "terms": loaded.terms, "added": loaded.added, "changed": loaded.changed}
    row |= {"same": loaded.same, "kept": loaded.kept, "passed_over": loaded.passed_over}
    row["doubts"] = [{"line": one.line, "text": one.text, "why": one.why} for one in loaded.told]
    return row | {"dry_run": True} if dry_run else row


def export(folder: Path, kind: str) -> Iterator[Row]:
    """Writes everything of a kind into a folder, which is made; a row a file, and of one that can't be made, why."""
    try:
        yield from write_files(folder, kind)
    except OSError as error:
        yield {"path": str(folder), "kind": kind, "error": sentence(error, folder)}
    except CaptureError as error:
        yield {"path": str(folder), "kind": kind, "error": str(error)}


def write_files(folder: Path, kind: str) -> Iterator[Row]:
    """As `export`; a file that is there is a whole one. Raises OSError and CaptureError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in _FILES[kind].items():
        path = folder / name
        part = path.with_name(path.name + ".part")
        try:
            with part.open("wb") as file:
                count = write(file)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        row: Row = {"path": str(path), "kind": kind, "count": count}
        yield row | ({"comments_left_out": files.unpublished_comments()} if kind == "movabletype" else {})


def terms_of_glossary() -> Iterable[Any]:
    """Every term in use, by language and source; not all in memory at a time."""
    rows = Term.objects.filter(deleted_at=None).order_by("source_language", "target_language", "source")
    return map(glossary.as_term, rows.iterator(chunk_size=500))


def _csv(file: IO[bytes]) -> int:
    return write_csv(terms_of_glossary(), file)


def _tbx(file: IO[bytes]) -> int:
    return write_tbx(terms_of_glossary(), file)


def _tmx(file: IO[bytes]) -> int:
    return write_tmx(memory.pairs(), file)


_FILES: dict[str, dict[str, Callable[[IO[bytes]], int]]] = {
    "glossary": {"glossary.csv": _csv, "glossary.tbx": _tbx},
    "tmx": {"memory.tmx": _tmx},
    "movabletype": {"movabletype.txt": files.write_movabletype},
    "wxr": {"wordpress.xml": files.write_wxr},
    "opml": {"sources.opml": files.write_sources},
    "warc": {"captures.warc.gz": files.write_captures},
}


def describe_imported_glossary(row: Row) -> str:
    """A row of `import --kind glossary` for people."""
    verbs = ("would be added", "would be changed") if row.get("dry_run") else ("added", "changed")
    lines = [
        f"{row['terms']} terms: {row['added']} {verbs[0]}, {row['changed']} {verbs[1]}, "
        f"{row['same']} are there already, {row['kept']} give way to what was entered here; "
        f"{row['passed_over']} entries passed over",
        *(f"  line {doubt['line']}: {doubt['text']} ({_WHY[doubt['why']]})" for doubt in row["doubts"]),
    ]
    return "\n".join(lines)


_WHY = {
    "no-source": "no original",
    "no-target": "no translation",
    "no-language": "no pair of languages",
    "too-long": "too long",
}


def describe_exported(row: Row) -> str:
    """A row of `export` for people."""
    left_out = row.get("comments_left_out")
    more = f" ({left_out} comments left out: they are not published, and the format can't say so)" if left_out else ""
    return f"{row['path']}: {row['count']}{more}"
