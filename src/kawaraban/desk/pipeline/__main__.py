"""The pipeline as a process of its own: `python -m kawaraban.desk.pipeline`. `kawaraban up` starts and watches it.

It ends on SIGTERM or SIGINT, or when its standard input ends: that is, with the process that started it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

import django


def main() -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if "--with-parent" in sys.argv:
        threading.Thread(target=_stop_with_parent, args=(stop,), daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawaraban.desk.settings")
    django.setup()
    from kawaraban.desk.pipeline.run import run_forever

    run_forever(stop)
    sys.stderr.flush()
    # A slow server may hold a fetching thread for half a minute more; nothing waits for its answer now.
    os._exit(0)


def _stop_with_parent(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


if __name__ == "__main__":
    main()
