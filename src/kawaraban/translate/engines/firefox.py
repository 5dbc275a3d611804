"""Firefox Translations models on the CPU, offline, by `fxtranslate`.

A model folder holds what Mozilla publishes for a pair: `model.enja.intgemm.alphas.bin`, the vocabulary
(`vocab.*.spm`, or `srcvocab.*.spm` and `trgvocab.*.spm` where the two scripts share none, as in English and Japanese),
and, optionally, a lexical shortlist `lex.*.bin`. Files may still be compressed as they were downloaded (.gz, .zst).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kawaraban.translate.engines import pivot
from kawaraban.translate.engines._lines import by_line, joined
from kawaraban.translate.engines._zst import at_most
from kawaraban.translate.model import Engine, EngineChoice, Job, TranslateError, TranslateProblem, Translation
from kawaraban.translate.sentences import sentences

NAME = "firefox"

#: `Translator.translate` gives one sentence its whole context and silently drops what does not fit; a full-width
#: character counts double. Longer sentences go through `translate_long`, which cuts them up and drops nothing.
WHOLE_WIDTH = 200

_MAX_FILE = 1 << 30  # bytes of one file, unpacked; the largest models published have a tenth of that
_SHORTLIST_MAGIC = 0xF11A48D5013417F5
_SHORTLIST_HEADER = 48  # bytes
_PAIR = re.compile(r"\.([a-z]{2})([a-z]{2})\.")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The parts of a model in its folder; `source_vocabulary` and `target_vocabulary` may be the same file."""

    model: Path
    source_vocabulary: Path
    target_vocabulary: Path
    shortlist: Path | None

    @property
    def size(self) -> int:
        """Bytes on disk."""
        parts = {self.model, self.source_vocabulary, self.target_vocabulary, self.shortlist} - {None}
        return sum(part.stat().st_size for part in parts if part)

    @property
    def pair(self) -> tuple[str, str] | None:
        """Source and target as the model file's name has them ("model.enja.…" -> en, ja)."""
        match = _PAIR.search(self.model.name)
        return (match[1], match[2]) if match else None


def model_files(folder: str | Path) -> ModelFiles:
    """The parts of the model in a folder.

    Raises TranslateError: "no-folder", "no-model" or "no-vocabulary".
    """
    path = Path(folder).expanduser()
    try:
        names = sorted(entry for entry in path.iterdir() if entry.is_file())
    except OSError:
        raise TranslateError("no-folder", f"There is no model folder {path}: give the folder of the model.") from None

    def first(prefix: str, kind: str) -> Path | None:
        pattern = re.compile(rf"{prefix}[^/]*\.{kind}(\.gz|\.zst)?")
        return next((entry for entry in names if pattern.fullmatch(entry.name)), None)

    model = first("model", "bin")
    if model is None:
        raise TranslateError("no-model", f"{path} holds no model (model.*.bin): put the model's files there.")
    shared = first("vocab", "spm")
    source, target = first("srcvocab", "spm") or shared, first("trgvocab", "spm") or shared
    if source is None or target is None:
        wanted = "vocab.*.spm" if source is target else "srcvocab.*.spm" if source is None else "trgvocab.*.spm"
        raise TranslateError("no-vocabulary", f"{path} lacks the model's vocabulary ({wanted}): put it there too.")
    return ModelFiles(model, source, target, first("lex", "bin"))


def open_engine(choice: EngineChoice) -> Engine:
    """The engine for the model in a folder, or for two that lead through English.

    Raises TranslateError where a folder lacks a part.
    """
    legs = pivot.legs(choice)
    if legs is not None:
        return pivot.PivotEngine(*map(open_engine, legs))
    return FirefoxEngine(choice.source, choice.target, model_files(choice.folder))


class FirefoxEngine:
    """Translates with one model, loaded at the first text. To be used by the thread that made it."""

    name = NAME
    counts_tokens = False

    def __init__(self, source: str, target: str, files: ModelFiles):
        self.source = source
        self.target = target
        self.files = files
        self.model = files.model.parent.name  # a folder holds one model and is named after it
        self._translator: Any = None

    def translate(self, job: Job) -> list[Translation]:
        """One Translation a text, in order; line breaks stay. Raises TranslateError."""
        made = by_line(job.texts, lambda lines: [self._line(line) for line in lines])
        return [Translation(text, "engine", self.name, self.model) for text in made]

    def _line(self, line: str) -> str:
        return joined([self._sentence(sentence) for sentence in sentences(line)], self.target)

    def _sentence(self, sentence: str) -> str:
        if self._translator is None:
            self._translator = self._load()
        one: Callable[[str], str] = self._translator.translate
        if sum(2 if character >= "⺀" else 1 for character in sentence) > WHOLE_WIDTH:
            one = self._translator.translate_long
        what = f"The model in {self.files.model.parent} failed on a text"
        rendered: str = _guarded(lambda: one(sentence), "engine-failed", what)
        return rendered

    def _load(self) -> Any:
        from fxtranslate import Translator  # 5 MB of native code, for those who translate

        folder = self.files.model.parent
        model = _content(self.files.model)
        source, target = _content(self.files.source_vocabulary), _content(self.files.target_vocabulary)
        if not (source.startswith(b"\n") and target.startswith(b"\n")):  # a protobuf whose first field is the pieces
            raise _broken(folder)
        shortlist = _content(self.files.shortlist) if self.files.shortlist else None
        if shortlist is not None and not _is_shortlist(shortlist):
            raise _broken(folder)
        what = f"The model in {folder} can't be loaded"
        return _guarded(lambda: Translator(model, source, target, shortlist), "broken-model", what)


def _guarded(act: Callable[[], Any], problem: TranslateProblem, what: str) -> Any:
    try:
        return act()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the engine's is no `Exception`
        raise TranslateError(problem, f"{what}: download the model's files again.") from None


def _content(path: Path) -> bytes:
    """The file unpacked, at most `_MAX_FILE` bytes."""
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as file:
                content = file.read(_MAX_FILE + 1)
        elif path.suffix == ".zst":
            from fxtranslate import discovery

            packed = _read(path)
            if at_most(packed) > _MAX_FILE:
                raise _broken(path.parent)
            content = bytes(discovery.verify_and_decompress(packed))
        else:
            content = _read(path)
    except (OSError, EOFError, ValueError):
        raise _broken(path.parent) from None
    if len(content) > _MAX_FILE:
        raise _broken(path.parent)
    return content


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MAX_FILE + 1)


def _is_shortlist(content: bytes) -> bool:
    return len(content) >= _SHORTLIST_HEADER and int.from_bytes(content[:8], "little") == _SHORTLIST_MAGIC


def _broken(folder: Path) -> TranslateError:
    return TranslateError("broken-model", f"The model in {folder} can't be loaded: download its files again.")
