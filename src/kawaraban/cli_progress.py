"""How far long work is, on standard error where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic

import click

_SHOW_AFTER = 2.0  # seconds before progress is worth a line


def counting(what: str) -> Callable[[int], None]:
    """Tells on standard error, where that is a terminal, how many there are so far; for totals that nobody knows."""
    began = monotonic()

    def tell(number: int) -> None:
        if sys.stderr.isatty() and monotonic() - began > _SHOW_AFTER:
            click.echo(f"\r\x1b[K{number} {what}\r", err=True, nl=False)

    return tell


def progress_of(verb: str) -> Callable[[int, int], None]:
    """Shows on standard error, where that is a terminal, how many of how many are done, and the time that is left."""
    progress = Progress(0, verb)

    def tell(done: int, total: int) -> None:
        progress.grow(total)
        progress.show(done)
        if done >= total:
            progress.clear()

    return tell


class Progress:
    """One line on standard error that is rewritten, for work over two seconds, where that is a terminal."""

    def __init__(self, total: int, verb: str):
        self._total, self._verb = total, verb
        self._began = monotonic()
        self._shown = False
        self._wanted = sys.stderr.isatty() and total > 1

    def grow(self, total: int) -> None:
        """More is known of than before."""
        self._total = total
        self._wanted = sys.stderr.isatty() and total > 1

    def show(self, done: int) -> None:
        if self._wanted and done < self._total and monotonic() - self._began > _SHOW_AFTER:
            left = (monotonic() - self._began) / done * (self._total - done)
            click.echo(f"\r{self._verb} {done} of {self._total}, about {left:.0f} s left ", err=True, nl=False)
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False
