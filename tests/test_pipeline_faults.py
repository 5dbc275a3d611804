"""Full disks, databases that refuse, pages that end their reader: said in a sentence, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from kawaraban.desk.models import Article, Stage
from kawaraban.desk.pipeline import PipelineError, reading, run_once
from kawaraban.desk.pipeline.work import TooMuchError, time_limit
from tests.dying import read_or_die
from tests.press import Press, page
from tests.test_captures import files_at_most

sqlite_only = pytest.mark.skipif(
    os.environ.get("KAWARABAN_TEST_DATABASE") == "postgresql", reason="SQLite's own ways of refusing"
)


@pytest.fixture
def press(press: Press) -> Press:
    press.publish("/1.html", "Maren opens its harbour")
    press.publish("/2.html", "Bridge closed")
    return press


def stages() -> list[str]:
    return list(Article.objects.order_by("address").values_list("stage", flat=True))


@pytest.mark.django_db
def test_a_full_disk_under_the_captures_costs_a_page_only_time(press: Press, pool: Executor) -> None:
    # Larger than the limit however well it packs; the database's own files are far smaller.
    heavy = page("Bridge closed").replace("</head>", f"<!-- {os.urandom(4_500_000).hex()} --></head>")
    press.site.answer("/2.html", heavy, content_type="text/html; charset=utf-8")
    press.follow()
    with files_at_most(4_000_000):
        run_once(executor=pool)
    refused = Article.objects.get(stage=Stage.LISTED)
    assert refused.address.endswith("/2.html")
    assert "is full: make room" in refused.problem_detail
    assert (refused.attempts, refused.due_at is None) == (0, False)
    assert Article.objects.filter(stage=Stage.READY).count() == 1
    Article.objects.filter(pk=refused.pk).update(due_at=refused.listed_at)
    run_once(executor=pool)
    assert stages() == [Stage.READY, Stage.READY]


@contextmanager
def told_on_every_connection(statement: str) -> Iterator[None]:
    """The pipeline connects anew after a refusal: the database must go on refusing."""

    def tell(connection: BaseDatabaseWrapper, **_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    connection_created.connect(tell)
    connection.close()
    try:
        yield
    finally:
        connection_created.disconnect(tell)
        connection.close()


def leave_no_room_in_the_file() -> None:
    """A limit of pages is felt only when the file must grow: pages that earlier tests emptied would take it all."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")


@sqlite_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("refuse", "sentence"),
    [
        ("PRAGMA query_only = ON", "can't be written to"),
        ("PRAGMA max_page_count = 1", "is full or failing"),
    ],
)
def test_a_database_that_refuses_is_said_to_and_taken_up_again(
    press: Press, pool: Executor, refuse: str, sentence: str
) -> None:
    press.publish("/3.html", "A long one", [f"Paragraph {number} of a long text." * 20 for number in range(200)])
    press.follow()
    leave_no_room_in_the_file()
    with told_on_every_connection(refuse), pytest.raises(PipelineError, match=sentence):
        run_once(executor=pool)
    run_once(executor=pool)
    assert stages() == [Stage.READY] * 3


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_database_that_another_program_holds_is_said_to_be_and_taken_up_again(press: Press, pool: Executor) -> None:
    press.follow()
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        held = told_on_every_connection("PRAGMA busy_timeout = 20")
        with held, pytest.raises(PipelineError, match="in use by another program"):
            run_once(executor=pool)
    finally:
        other.execute("ROLLBACK")
        other.close()
    run_once(executor=pool)
    assert stages() == [Stage.READY] * 2


@pytest.mark.django_db
def test_a_page_that_ends_its_reader_is_left_out_and_the_others_are_read(press: Press, monkeypatch) -> None:
    for number in range(3, 8):
        press.publish(f"/{number}.html", f"Story {number}")
    press.follow()
    monkeypatch.setattr(reading, "read_page", read_or_die)
    run_once(executor="processes")
    assert stages() == [Stage.KEPT] + [Stage.READY] * 6
    assert "ended the program" in Article.objects.get(stage=Stage.KEPT).problem_detail


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(TooMuchError, match="took longer"), time_limit(0.05):
        while True:
            pass


@pytest.mark.django_db
def test_text_that_a_database_refuses_is_cleaned_not_lost(press: Press, pool: Executor) -> None:
    press.publish("/3.html", "A\x00B")
    press.site.answer(
        "/3.html",
        "<html><head><title>Odd&#0; signs</title></head><body><article>"
        + "<p>The ferry&#0; from Maren \ufffe carried passengers since the bridge was closed for repairs in spring.</p>"
        * 4
        + "</article></body></html>",
        content_type="text/html; charset=utf-8",
    )
    press.items[0] = press.items[0].replace("\x00", "&#1;")
    press._list()
    press.follow()
    run_once(executor=pool)
    assert Stage.LISTED not in stages()
    assert stages().count(Stage.READY) >= 2
