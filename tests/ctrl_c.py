"""Ctrl-C for the commands that a test starts."""

from __future__ import annotations

import signal


def hear_ctrl_c() -> None:
    """A `preexec_fn`: tests that were started in the background ignore Ctrl-C, and so would what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
