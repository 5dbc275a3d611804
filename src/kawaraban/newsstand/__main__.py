"""`python -m kawaraban.newsstand [PORT]`: serves the made-up press until Ctrl-C."""

from __future__ import annotations

import contextlib
import sys
import threading

from kawaraban.newsstand import Newsstand


def main() -> None:
    with Newsstand(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as newsstand:
        for outlet in newsstand.outlets:
            sys.stdout.write(f"{outlet.address}  {outlet.language}  {outlet.house.feed:8}  {outlet.name}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
