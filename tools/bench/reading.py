"""How long the desk's and the blog's pages take, and how many queries, with 10,000 articles in the desk.

Through Django's test client: the whole stack of middleware, view, database and templates, without sockets. Each request
asks for another page of its kind where there are several; the first of each kind is left out, it fills Django's caches.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from random import Random
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from tools.bench import seed
from tools.bench.own import own_desk
from tools.bench.row import Row, percentile

REQUESTS = 60
WORDS = ["否定", "ferry accident", "水道料金", "渡し船", "моста"]
MAX_MS, MAX_QUERIES = 100, 12


def run() -> list[Row]:
    """Two rows a page: time and queries. Measured in a process of its own, with a desk of its own."""
    with own_desk() as (_, environment):
        command = [sys.executable, "-m", "tools.bench.reading"]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return [Row(**row) for row in json.loads(done.stdout)]


def main() -> None:
    """Prints the rows as JSON, measured here, in the desk that the environment leads to."""
    _desk()
    rows = (row for name, addresses, owner in every_page() for row in rows_of(name, addresses, owner))
    print(json.dumps([asdict(row) for row in rows]))


def size() -> str:
    """How much is in the desk that is measured."""
    return f"{seed.ARTICLES:,} articles and {seed.POSTS:,} posts"


def _desk() -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "kawaraban.desk.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    started = perf_counter()
    seed.fill()
    print(
        f"a desk of {seed.ARTICLES:,} articles and {seed.POSTS:,} posts in {perf_counter() - started:.0f} s",
        file=sys.stderr,
    )


def every_page() -> Iterator[tuple[str, Callable[[Random], str], bool]]:
    """A name for each kind of page, an address of that kind by chance, and whether it is the owner's alone."""
    from django.urls import reverse

    from kawaraban.desk.models import Article, Category, Post, Source

    articles = list(Article.objects.values_list("id", "sort_at"))
    sources = list(Source.objects.values_list("id", flat=True))
    categories = list(Category.objects.values_list("slug", flat=True))
    posts = list(Post.objects.values_list("day", "slug"))
    river, find = reverse("desk:river"), reverse("desk:search")

    def before(random: Random) -> str:
        pk, at = random.choice(articles)
        return f"{river}?{urlencode({'before': f'{at.isoformat()}_{pk}'})}"

    def day(random: Random) -> list[str]:
        chosen = random.choice(posts)[0]
        return [f"{chosen:%Y}", f"{chosen:%m}", f"{chosen:%d}"]

    yield "river", lambda r: river, True
    yield "river, from anywhere on", before, True
    yield "river, one source", lambda r: f"{river}?source={r.choice(sources)}", True
    yield "river, unread", lambda r: f"{river}?show=unread", True
    yield "article", lambda r: reverse("desk:article", args=[r.choice(articles)[0]]), True
    yield "sources", lambda r: reverse("desk:sources"), True
    yield "search at the desk", lambda r: f"{find}?{urlencode({'q': r.choice(WORDS)})}", True
    yield "blog, front", lambda r: reverse("blog:front"), False
    yield "blog, a day", lambda r: "/{}/{}/{}/".format(*day(r)), False
    yield "blog, a month", lambda r: "/{}/{}/".format(*day(r)[:2]), False
    yield "blog, a category", lambda r: reverse("blog:category", args=[r.choice(categories)]), False
    yield "blog, a post", lambda r: "/{:%Y/%m/%d}/{}/".format(*r.choice(posts)), False
    yield "blog, search", lambda r: f"{reverse('blog:search')}?{urlencode({'q': r.choice(WORDS)})}", False
    yield "blog, Atom feed", lambda r: reverse("blog:atom"), False


def rows_of(name: str, address: Callable[[Random], str], owner: bool) -> list[Row]:
    """Asks for `REQUESTS` pages of one kind; raises SystemExit where one does not answer 200."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    client, random = Client(SERVER_NAME="127.0.0.1"), Random(2)
    if owner:
        client.force_login(get_user_model().objects.get(username="hana"), "django.contrib.auth.backends.ModelBackend")
    times, queries = [], []

    def count(execute: Any, *arguments: Any) -> Any:
        queries[-1] += 1
        return execute(*arguments)

    for _ in range(REQUESTS + 1):
        where = address(random)
        queries.append(0)
        started = perf_counter()
        with connection.execute_wrapper(count):
            answer = client.get(where)
        times.append((perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{name}: {where} answered {answer.status_code}")
    p50, p95, most = percentile(times[1:], 0.5), percentile(times[1:], 0.95), max(queries[1:])
    return [
        Row(f"{name}: time", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms", f"aim: p95 under {MAX_MS} ms", p95 >= MAX_MS),
        Row(f"{name}: queries", str(most), f"aim: at most {MAX_QUERIES}", most > MAX_QUERIES),
    ]


if __name__ == "__main__":
    main()
