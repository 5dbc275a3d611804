"""One figure, and the floor under it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `floor` are shares, 0 to 1."""

    name: str
    value: float
    floor: float

    @property
    def fell(self) -> bool:
        return self.value < self.floor


def figures(part: str, values: dict[str, float]) -> list[Figure]:
    """The part's values with their floors. A value without a floor, or a floor without a value, is a KeyError."""
    floors = tomllib.loads(FLOORS.read_text("utf-8"))[part]
    if missing := set(floors) ^ set(values):
        raise KeyError(f"{part}: {', '.join(sorted(missing))} has a floor or a value, but not both")
    return [Figure(f"{part}: {name}", value, float(floors[name])) for name, value in values.items()]
