"""Killed at any moment, a restarted pipeline finishes the rest: nothing is lost, nothing doubled.

The pipeline is a real process that gets SIGKILL, on the database under test; the press is the newsstand, which stands
still, so that every run reads the same.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kawaraban.desk import captures, engines, memory, sources
from kawaraban.desk.models import (
    Article,
    Capture,
    Claim,
    Outlet,
    Poll,
    Preferences,
    Rendering,
    SearchDocument,
    Source,
    Speaker,
    Stage,
    Version,
)
from kawaraban.desk.pipeline import progress
from kawaraban.follow import Fetcher
from kawaraban.newsstand import MEMORY, Newsstand
from kawaraban.translate import read_tmx
from tests.translation_servers import LibreTranslate

KILLS = 20
PATIENCE = 120.0  # seconds for anything; a run that needs so long has hung


@pytest.fixture
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(slow=False, still=True) as newsstand:
        yield newsstand


@pytest.fixture
def translator() -> Iterator[LibreTranslate]:
    with LibreTranslate() as server:
        yield server


@pytest.fixture
def followed(newsstand: Newsstand, translator: LibreTranslate, settings: Any, tmp_path: Path) -> Path:
    """Every outlet followed, nothing polled, the memory loaded, and all that is English translated whole, ahead.

    Answers the capture folder.
    """
    settings.CAPTURES = str(tmp_path / "captures")
    Preferences.load()
    Preferences.objects.update(ahead=True, engines={"en-ja": engines.entry_of(translator.choice())})
    memory.load(read_tmx(MEMORY))
    with Fetcher(allow_nets=["127.0.0.0/8"], gap=0) as fetcher:
        for outlet in newsstand.outlets:
            sources.follow(outlet.address, fetcher)
    return tmp_path / "captures"


class PipelineProcess:
    """The pipeline as `kawaraban up` starts it, in a process group of its own."""

    def __init__(self, folder: Path) -> None:
        test = connection.settings_dict
        address = f"sqlite:///{test['NAME']}"
        if connection.vendor == "postgresql":
            # A server on a socket: the folder stands where a host would.
            address = os.environ["DATABASE_URL"].replace("/postgres?", f"/{test['NAME']}?")
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "kawaraban.desk.settings",
            "KAWARABAN_DATA": str(folder.parent),
            "KAWARABAN_CAPTURES": str(folder),
            "KAWARABAN_ALLOW_NETS": "127.0.0.0/8",
            "KAWARABAN_HURRY": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kawaraban.desk.pipeline"],
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        """SIGKILL to the pipeline alone; its workers have to notice by themselves."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(PATIENCE) == 0

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    @property
    def leaves_nobody(self) -> bool:
        try:
            os.killpg(self._process.pid, 0)
        except ProcessLookupError:
            return True
        return False


def wait_for(what: Callable[[], Any], *, every: float = 0.02) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "nothing happened for too long"
        time.sleep(every)


def how_far() -> list[Any]:
    """What moves while a pipeline works."""
    return [
        list(Article.objects.order_by("pk").values_list("pk", "stage", "problem")),
        Poll.objects.count(),
        Capture.objects.count(),
    ]


def is_done() -> bool:
    state = progress()
    polled = Poll.objects.values("source").distinct().count() == Source.objects.count()
    return polled and not state.total_waiting and not state.claims


def start_over(folder: Path) -> None:
    """As `followed` left it: the sources, and nothing that came of them."""
    Article.objects.all().delete()
    Poll.objects.all().delete()
    Speaker.objects.all().delete()
    for file in folder.rglob("*.warc.gz"):
        file.unlink()
    Source.objects.update(
        etag="", last_modified="", digest="", next_poll_at="2026-01-01T00:00Z", failures=0, problem="", interval=60
    )


def dump(folder: Path) -> dict[str, Any]:
    """Everything that was stored, without ids and times, in an order of its own."""
    words = {}
    with connection.cursor() as cursor:
        key = "rowid" if connection.vendor == "sqlite" else "document_id"
        cursor.execute(
            f"SELECT d.key, w.title, w.body FROM desk_search_words w JOIN desk_searchdocument d ON d.id = w.{key}"
        )
        words = {row[0]: row[1:] for row in cursor.fetchall()}
    address = dict(Article.objects.values_list("pk", "address"))
    versions: dict[str, list[Any]] = {}
    for version in Version.objects.prefetch_related("paragraphs").order_by("number"):
        text = [(p.position, p.pid, p.kind, p.text, p.digest) for p in version.paragraphs.all()]
        versions.setdefault(address[version.article_id], []).append(
            (version.number, version.digest, version.title, version.deck, version.authors, version.published, text)
        )
    for capture in Capture.objects.all():
        captures.page_in(captures.store_at(str(folder)).read(capture.file), capture.digest)
    return {
        "articles": sorted(
            Article.objects.values_list(
                "address", "stage", "problem", "title", "summary", "language", "entry_key", "moved_to", "outlet__host"
            )
        ),
        "edited or gone": sorted(
            (a.address, a.edited_at is not None, a.gone_at is not None, a.version_id is not None)
            for a in Article.objects.all()
        ),
        "versions": versions,
        "captures": sorted(Capture.objects.values_list("article__address", "digest", "status", "size", "content_type")),
        "renderings": sorted(
            Rendering.objects.values_list("article__address", "pid", "language", "text", "state", "maker", "model")
        ),
        "searched": sorted(
            (d.kind, address[d.article_id], d.language, words.pop(d.key)) for d in SearchDocument.objects.all()
        ),
        "words of nothing": words,
        "claims": sorted(
            Claim.objects.values_list(
                "article__address", "version__number", "position", "speaker__name", "stance", "cue_text", "content_text"
            )
        ),
        "speakers": sorted(Speaker.objects.values_list("language", "name")),
        "sources": sorted(Source.objects.values_list("address", "digest", "etag", "problem")),
        "new by poll": sorted(
            (source.address, sum(poll.new for poll in source.polls.all()))
            for source in Source.objects.prefetch_related("polls")
        ),
        "outlets": sorted(Outlet.objects.values_list("host", "name")),
    }


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_kills_end_with_the_database_of_an_undisturbed_run(followed: Path) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)

    start_over(followed)
    undisturbed = PipelineProcess(followed)
    wait_for(is_done, every=0.2)
    undisturbed.stop()
    expected = dump(followed)
    assert len(expected["articles"]) >= 20
    assert Article.objects.filter(stage=Stage.READY).count() >= 15
    assert len(expected["claims"]) >= 20
    assert {maker for *_, maker, _ in expected["renderings"]} == {"memory", "engine"}

    killed: list[PipelineProcess] = []
    at: list[str] = []
    while len(killed) < KILLS:
        start_over(followed)
        while not is_done() and len(killed) < KILLS:
            before = how_far()
            victim = PipelineProcess(followed)
            wait_for(lambda before=before: how_far() != before or is_done())
            time.sleep(chance.uniform(0, 1.5))
            assert victim.running
            victim.kill()
            killed.append(victim)
            at.append("/".join(str(Article.objects.filter(stage=stage).count()) for stage in Stage))
        if not is_done():  # else the last kill came too late to leave anything undone
            survivor = PipelineProcess(followed)
            wait_for(is_done, every=0.2)
            survivor.stop()
        assert dump(followed) == expected
    print("killed at listed/kept/read/ready", *at)
    wait_for(lambda: all(victim.leaves_nobody for victim in killed))
