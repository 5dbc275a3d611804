"""`kawaraban up` and `kawaraban demo`: pages by waitress, the pipeline in a child process that is watched."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from kawaraban.desk.house import HouseError, open_house, sign_in_address

THREADS = 8
NEXT_PORTS = 20  # how many ports the demo tries
_CALM = 60.0  # seconds after which a pipeline that runs is taken to be well
_LOOPBACK = ("127.0.0.1", "localhost", "::1", "0.0.0.0", "::")  # noqa: S104 - recognised, not bound

Say = Callable[[str], None]


def up(host: str, port: int, say: Say) -> None:
    """Serves the desk and the blog, and runs the pipeline, until SIGINT or SIGTERM. Raises HouseError."""
    if host not in _LOOPBACK:
        os.environ["KAWARABAN_HOSTS"] = ",".join(filter(None, (os.environ.get("KAWARABAN_HOSTS"), host)))
    open_house()
    _serve(_bind(host, port), say)


def demo(port: int, say: Say) -> None:
    """`up` on a folder that is thrown away, following the newsstand. Raises HouseError."""
    from kawaraban.newsstand import Newsstand

    with _throw_away_folder() as folder, Newsstand() as newsstand:
        os.environ |= {
            "KAWARABAN_DATA": str(folder),
            "KAWARABAN_ALLOW_NETS": "127.0.0.0/8",
            "KAWARABAN_HURRY": "1",
        }
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("KAWARABAN_CAPTURES", None)
        open_house()
        server = _bind_near(port, say)
        _furnish(newsstand)
        following = threading.Thread(target=_follow_all, args=(newsstand,), daemon=True)
        say("A made-up press in invented places; nothing here is real, and all of it is thrown away at the end.")
        _serve(server, say, following.start)


@contextmanager
def _throw_away_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kawaraban-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bind(host: str, port: int) -> Any:
    """A waitress server that has its port. Raises HouseError."""
    from django.core.wsgi import get_wsgi_application
    from waitress import create_server

    try:
        return create_server(
            get_wsgi_application(), host=host, port=port, threads=THREADS, ident="Kawaraban", **_proxies()
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} is in use: close what uses it, or name another with --port {port + 1}."
        elif error.errno == errno.EACCES:
            sentence = f"Port {port} needs an administrator's rights: name one over 1023 with --port."
        else:
            sentence = f"{host}:{port} can't be served ({error.strerror}): name another with --host and --port."
        raise HouseError(sentence) from error


def _proxies() -> dict[str, Any]:
    """What waitress believes of those before it: nothing, but where the environment says how many there are."""
    from django.conf import settings

    if not settings.PROXIES:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return {"trusted_proxy": "*", "trusted_proxy_count": settings.PROXIES, "trusted_proxy_headers": headers}


def _bind_near(port: int, say: Say) -> Any:
    """A server on this port of the loopback interface, or on the next free one."""
    for candidate in range(port, port + NEXT_PORTS):
        try:
            server = _bind("127.0.0.1", candidate)
        except HouseError as error:
            if not isinstance(error.__cause__, OSError) or error.__cause__.errno != errno.EADDRINUSE:
                raise
            continue
        if candidate != port:
            say(f"Port {port} is in use, so this is on {candidate}.")
        return server
    raise HouseError(f"Ports {port} to {port + NEXT_PORTS - 1} are all in use: name another with --port.")


def _serve(server: Any, say: Say, started: Callable[[], None] = lambda: None) -> None:
    """Says where the desk is, and serves until told to stop."""
    place = server.effective_host if server.effective_host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
    base = f"http://{f'[{place}]' if ':' in place else place}:{server.effective_port}"
    from kawaraban.desk.ticker import Ticker

    signal.signal(signal.SIGTERM, _end)
    with Pipeline(say), Ticker():
        say(f"The blog:    {base}/")
        say(f"The desk:    {base}/desk/")
        say(f"To sign in:  {sign_in_address(base)}")
        say("             (the link works once, for half an hour; `kawaraban sign-in` prints another)")
        say("To stop:     Ctrl-C")
        started()
        server.run()
        server.close()


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


class Pipeline:
    """The pipeline's process while this context lasts; started again, ever more slowly, whenever it dies."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Pipeline:
        self._watching.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ending.set()
        process = self._process
        if process is None:
            return
        if process.stdin:
            process.stdin.close()  # the pipeline ends what it is at, and then itself
        try:
            process.wait(12)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _watch(self) -> None:
        wait = 1.0
        while not self._ending.is_set():
            began = time.monotonic()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kawaraban.desk.pipeline", "--with-parent"],
                stdin=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is ours to pass on, once
            )
            code = self._process.wait()
            if self._ending.is_set():
                return
            wait = 1.0 if time.monotonic() - began > _CALM else min(wait * 2, 60.0)
            self._say(f"The pipeline ended by itself (status {code}): it is started again in {wait:.0f} s.")
            self._ending.wait(wait)


def _furnish(newsstand: Any) -> None:
    """Gives the demo's blog a name and an author, and its memory, glossary and registry what the newsstand's readers
    have."""
    from kawaraban.desk import glossary, memory
    from kawaraban.desk.models import Preferences
    from kawaraban.desk.outlets import made_up
    from kawaraban.newsstand import GLOSSARY, MEMORY
    from kawaraban.translate import read_tmx
    from kawaraban.translate.glossary.csv import read_csv

    preferences = Preferences.load()
    preferences.blog_title, preferences.blog_tagline = "灯台通信", "沖の新聞を訳で読む"
    preferences.signature = "灯台守"
    preferences.save()
    memory.load(read_tmx(MEMORY, origin=Path(MEMORY).name))
    glossary.load(read_csv(GLOSSARY.read_bytes()), GLOSSARY.name)
    made_up.load(newsstand.outlets, glossary.outlet_names("ja"))


def _follow_all(newsstand: Any) -> None:
    """Follows every outlet of the newsstand, some at a time; those that can't be followed are part of the show."""
    from django.db import connection

    from kawaraban.desk import network, sources
    from kawaraban.desk.pipeline.step import log

    def follow(outlet: Any) -> None:
        try:
            sources.add(sources.look_up(outlet.address, fetcher), bundle=outlet.house.place_ja)
        except sources.SourceError as error:
            log.warning("%s", error)
        finally:
            connection.close()

    with network.fetcher() as fetcher, ThreadPoolExecutor(6) as threads:
        list(threads.map(follow, newsstand.outlets))
