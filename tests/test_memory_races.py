"""A file of pairs and a person at the same pair at the same moment: what the person approved stands."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from kawaraban.desk import memory
from kawaraban.desk.models import MemoryEntry
from kawaraban.translate import MemoryPair, text_digest

TEXT = "The harbour opens."


def approve_slowly(person: User, stored: threading.Event, go_on: threading.Event) -> None:
    """What an approval does in its transaction, which ends when it is told to."""
    with closing(connection), transaction.atomic():
        digest = text_digest(TEXT)
        MemoryEntry.objects.create(
            source_language="en",
            target_language="ja",
            source_text=TEXT,
            target_text="港が開く。",
            source_digest=digest,
            stamp=memory.stamp(digest),
            person=person,
        )
        stored.set()
        assert go_on.wait(30)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.skipif(
    os.environ.get("KAWARABAN_TEST_DATABASE") != "postgresql", reason="on SQLite one writer waits for the other's end"
)
@pytest.mark.django_db(transaction=True)
def test_a_pair_that_is_approved_while_a_file_brings_another_stays() -> None:
    person = User.objects.create_user("yoimachi")
    stored, go_on = threading.Event(), threading.Event()

    def load() -> memory.Loaded:
        with closing(connection):
            return memory.load([MemoryPair("en", "ja", TEXT, "別の訳。", "tmx: m.tmx")])

    with ThreadPoolExecutor(2) as threads:
        approving = threads.submit(approve_slowly, person, stored, go_on)
        assert stored.wait(30)
        loading = threads.submit(load)
        while not somebody_waits() and not loading.done():
            threading.Event().wait(0.02)
        go_on.set()
        approving.result()
        loading.result()
    assert MemoryEntry.objects.get().target_text == "港が開く。"
