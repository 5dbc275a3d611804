"""What a registry offers: models, their files, and why one can't be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: All of Mozilla's models are published under it (github.com/mozilla/translations); the records do not repeat it.
LICENCE = "MPL-2.0"

#: Why a model can't be had. The desk turns each into one plain sentence in the reader's language.
ModelsProblem = Literal[
    "no-network",  # nothing answers there
    "refused",  # the server answers with an error
    "web-page",  # a page for people came instead: a mistyped address, or a hotel's log-in
    "not-a-registry",  # something came, but it is no list of models
    "broken-off",  # the connection ended, or crept, before the file did
    "wrong-file",  # what came is not what the registry announced
    "no-room",
    "no-folder",  # the folder can't be written
    "taken",  # the folder holds something that was not downloaded by us
    "busy",  # another program downloads the same model
    "no-such-pair",
]


class ModelsError(Exception):
    """A model that can't be had.

    `problem` is for programs, `details` what its sentence is about, `str(error)` one plain English sentence that says
    what to do.
    """

    def __init__(self, problem: ModelsProblem, message: str, **details: str):
        super().__init__(message)
        self.problem: ModelsProblem = problem
        self.details = details


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file as it is published; `size` in bytes and `sha256` (lower-case hex) are those of the bytes that come."""

    name: str  # ours, from pair and kind, never the server's: "model.enja.bin.zst"
    address: str
    size: int
    sha256: str
    unpacked: int  # bytes once it is unpacked; `size` where it is not packed


@dataclass(frozen=True, slots=True)
class Model:
    """A model for one language pair (ISO 639-1) with all its files."""

    source: str
    target: str
    version: str  # "3.0"
    architecture: str  # "tiny", "base", "base-memory"; "" where the registry does not say
    files: tuple[ModelFile, ...]
    licence: str = LICENCE

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"

    @property
    def size(self) -> int:
        """Bytes to download, and to lie on the disk: files are kept packed."""
        return sum(file.size for file in self.files)
