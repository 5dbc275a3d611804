"""How many requests a second the blog answers, and how long the slowest twentieth waits, with 10,000 posts.

A real server (waitress, as `kawaraban up` has it) in a process of its own, and a real client beside it on the same
cores: several connections that are kept open, each asking as soon as it was answered. `again` asks with the ETag of the
first answer. What is asked for was asked for once before: the pages of a blog are made once and then served.
"""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from random import Random
from time import perf_counter

from tools.bench.own import own_desk
from tools.bench.row import Row, percentile

POSTS = 10_000
CONNECTIONS, SECONDS, PLACES = 4, 5.0, 100
_SERVE = (
    "import sys; from django.core.wsgi import get_wsgi_application; from waitress import serve; "
    "serve(get_wsgi_application(), host='127.0.0.1', port=int(sys.argv[1]), threads=8)"
)


def run() -> list[Row]:
    """A row for each kind of page, whole and by condition."""
    with own_desk() as (_, environment):
        environment["DJANGO_SETTINGS_MODULE"] = "kawaraban.desk.settings"
        posts = _fill(environment)
        with _server(environment) as port:
            kinds = {"front": ["/"], "a post": posts, "Atom feed": ["/atom.xml"]}
            return [_measure(port, kind, paths, by) for kind, paths in kinds.items() for by in ("whole", "again")]


def _fill(environment: dict[str, str]) -> list[str]:
    """A blog of 10,000 posts in a database of its own; the addresses of some."""
    script = (
        "import sys, django; django.setup(); from django.core.management import call_command; "
        "call_command('migrate', verbosity=0); from tools.bench.blog import fill; print('\\n'.join(fill()))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.split()


def fill() -> list[str]:
    """Called in a process that has Django ready: makes the posts, answers the addresses of PLACES of them."""
    from datetime import timedelta

    from django.contrib.auth.models import User
    from django.utils import timezone

    from kawaraban import publish
    from kawaraban.desk.models import Category, Post

    author = User.objects.create_superuser("owner")
    categories = [Category.objects.create(name=f"分類{n}", slug=f"bunrui-{n}") for n in range(20)]
    html, now = publish.render("灯台の明かりが消えた夜のことを書く。" * 80, {}), timezone.now()
    rows = []
    for number in range(POSTS):
        at = now - timedelta(hours=5 * number + 1)
        rows.append(
            Post(
                title=f"沖の新聞を読む {number}", slug=f"p{number}", html=html, author=author, signature="灯台守",
                state=Post.State.PUBLISHED, published_at=at, changed_at=at, day=at.date(),
                category=categories[number % 20],
            )
        )  # fmt: skip
    Post.objects.bulk_create(rows, batch_size=500)
    return [post.get_absolute_url() for post in Random(4).sample(rows, PLACES)]


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", _SERVE, str(port)], env=environment)
    try:
        for _ in range(300):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def _measure(port: int, kind: str, paths: list[str], by: str) -> Row:
    tags = {path: _ask(http.client.HTTPConnection("127.0.0.1", port), path, "")[1] for path in paths}
    until = perf_counter() + SECONDS

    def reader(number: int) -> list[float]:
        random, took = Random(number), []
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while perf_counter() < until:
            path = random.choice(paths)
            started = perf_counter()
            status, _ = _ask(connection, path, tags[path] if by == "again" else "")
            took.append((perf_counter() - started) * 1000)
            if status != (304 if by == "again" else 200):
                raise SystemExit(f"{path} answered {status}")
        return took

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        took = [one for readers in threads.map(reader, range(CONNECTIONS)) for one in readers]
    figure = f"{len(took) / SECONDS:.0f} requests a second, p95 {percentile(took, 0.95):.0f} ms"
    return Row(f"blog, {kind}, {'by condition' if by == 'again' else 'whole'}", figure)


def _ask(connection: http.client.HTTPConnection, path: str, tag: str) -> tuple[int, str]:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"} | ({"If-None-Match": tag} if tag else {}))
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.getheader("ETag") or ""
