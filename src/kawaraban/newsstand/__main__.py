"""`python -m kawaraban.newsstand [FIRST_PORT]`: serves the made-up press until Ctrl-C."""

from __future__ import annotations

import contextlib
import sys
import threading

from kawaraban.newsstand import Newsstand, NewsstandError


def main(arguments: list[str]) -> int:
    try:
        newsstand = Newsstand(int(arguments[0]) if arguments else 0).start()
    except (NewsstandError, ValueError, OverflowError) as error:
        said = error if isinstance(error, NewsstandError) else f"“{arguments[0]}” is no port: give a number like 8100."
        sys.stderr.write(f"{said}\n")
        return 2
    for outlet in newsstand.outlets:
        sys.stdout.write(f"{outlet.address}  {outlet.language}  {outlet.house.feed:8}  {outlet.name}\n")
    sys.stdout.write(f"{len(newsstand.articles)} articles. Ctrl-C ends.\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    newsstand.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
