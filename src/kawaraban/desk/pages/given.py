"""What forms bring, as values."""

from __future__ import annotations


def integer(given: str | None) -> int:
    """A number from a form; 0, which is no row's, for anything else."""
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 19 else 0
