"""What every test may use. On PostgreSQL only the tests that touch a database run again."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from pytest_django import Settings

from kawaraban.follow import Fetcher
from tests.servers import LOOPBACK, Site

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from tests.press import Press

ON_POSTGRESQL = os.environ.get("KAWARABAN_TEST_DATABASE") == "postgresql"
CHROMIUM = next(filter(None, (os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "chromium-browser")))), None)

# A busy machine is no failure: what an example may take is bounded by what it does, not by the clock.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command has it, before anything loads numpy

_ran: Counter[str] = Counter()


@pytest.fixture(autouse=True)
def own_language() -> None:
    """A request leaves its reader's language behind in the thread: no test begins in another's."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def site() -> Iterator[Site]:
    """A real HTTP server whose answers the test writes down."""
    with Site() as site:
        yield site


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """May fetch from loopback, without a pause between visits."""
    with Fetcher(allow_nets=LOOPBACK, gap=0) as fetcher:
        yield fetcher


@pytest.fixture(scope="session")
def pool() -> Iterator[Executor]:
    """Worker processes as the pipeline has them, warm."""
    from kawaraban.desk.pipeline.executors import process_pool

    with process_pool(2) as pool:
        pool.submit(os.getpid).result()
        yield pool


@pytest.fixture
def press(settings: Settings, tmp_path: Path, site: Site) -> Press:
    """An outlet on loopback that the pipeline may fetch, and a capture store of the test's own."""
    from tests.press import Press

    settings.CAPTURES = str(tmp_path / "captures")
    settings.ALLOW_NETS = LOOPBACK
    settings.FETCH_GAP = 0.0
    return Press(site)


@pytest.fixture
def owner(db: None) -> User:
    """The desk's owner, who has been through the welcome page."""
    from django.contrib.auth.models import User

    from kawaraban.desk.models import Preferences

    Preferences.objects.update_or_create(pk=1, defaults={"welcomed": True})
    return User.objects.get_or_create(username="owner", defaults={"is_superuser": True})[0]


@pytest.fixture
def desk(owner: User, client: Client) -> Client:
    """A client with the owner signed in, reading in English."""
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["kawaraban-language"] = "en"
    return client


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for all tests of a worker."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)
    # Playwright keeps an event loop in this thread; Django then refuses the database without this.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def live_server(live_server: LiveServer, transactional_db: None) -> Iterator[LiveServer]:
    """The desk's real server; what a page asked last is answered before the tables are emptied."""
    from tests.underway import until_answered

    yield live_server
    until_answered()


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a browser that nobody is signed in with; a script's error fails the test."""
    context = chromium.new_context(base_url=live_server.url, locale="ja-JP", viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(15_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def desk_page(visitor: Page, transactional_db: None, owner: User) -> Page:
    """A page of a browser that the owner is signed in with, by a one-time link, as people do."""
    from sesame.utils import get_query_string

    visitor.goto(f"/desk/sign-in/{get_query_string(owner)}")
    return visitor


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser") and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: install it, or name it in CHROMIUM"))
        # A busy machine loses races, a browser's above all. What ran again is listed at the end: a fault, to be mended.
        item.add_marker(pytest.mark.flaky(reruns=2 if item.get_closest_marker("browser") else 1))
    if ON_POSTGRESQL:
        kept = [item for item in items if _touches_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or names & {"db", "transactional_db", "live_server"})


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        _ran["tests"] += 1
        _ran["browser"] += "browser" in report.keywords
        _ran["database"] += "django_db" in report.keywords


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        database = f"SQLite {sqlite3.sqlite_version}"
    else:
        database = "PostgreSQL"
    terminalreporter.section("exercised")
    terminalreporter.write_line(f"{database}: {_ran['database']} tests passed")
    browser = Path(CHROMIUM).name.capitalize() if CHROMIUM else "no browser"
    terminalreporter.write_line(f"{browser}: {_ran['browser']} tests passed")
