"""The desk's settings on a data folder that is thrown away, on SQLite or (KAWARABAN_TEST_DATABASE) PostgreSQL."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="kawaraban-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["KAWARABAN_DATA"] = _folder
os.environ.pop("KAWARABAN_ALLOW_NETS", None)
os.environ["KAWARABAN_MODELS_REGISTRY"] = "http://127.0.0.1:9/v1"  # nobody's port: tests talk to loopback alone

if os.environ.get("KAWARABAN_TEST_DATABASE") == "postgresql":
    from tests.databases import a_postgresql

    # One server for all workers of a run: they agree on the folder through their parent's process id.
    _run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    _server = a_postgresql(Path(tempfile.gettempdir()) / f"kawaraban-tests-pg-{_run}")
    os.environ["DATABASE_URL"] = _server.get_uri()
else:
    os.environ.pop("DATABASE_URL", None)

from kawaraban.desk.settings import *  # noqa: E402, F403

if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # A file, as the desk has it: in memory, threads would share a cache whose locks do not wait.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_folder) / "tests.sqlite3")}  # noqa: F405

MIDDLEWARE = ["tests.underway.counting", *MIDDLEWARE]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
