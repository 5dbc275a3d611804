"""The blog as files, with 10,000 posts: how long the command takes, how many pages it makes, and its memory at most.

The whole command as a person gives it, its processes included. The same again writes nothing: its figure is what it
costs to find that out. Seconds of the clock depend on what else the machine does; those of the processor less so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench.measured import measured
from tools.bench.own import own_desk
from tools.bench.row import Row

POSTS, MAX_SECONDS, MAX_BYTES = 10_000, 60, 500_000_000
_FILL = (
    "import sys, django; django.setup(); from django.core.management import call_command; "
    "call_command('migrate', verbosity=0); from tools.bench import blog; blog.POSTS = int(sys.argv[1]); blog.fill()"
)


def run(posts: int = POSTS) -> list[Row]:
    """The first export and the same again; missed where it takes longer, or more memory, than it may."""
    with own_desk() as (_, environment), tempfile.TemporaryDirectory(prefix="kawaraban-bench-site-") as site:
        filling = environment | {"DJANGO_SETTINGS_MODULE": "kawaraban.desk.settings"}
        subprocess.run([sys.executable, "-c", _FILL, str(posts)], env=filling, check=True)
        return [_export(Path(site), environment, posts, what) for what in ("written", "the same again")]


def _export(site: Path, environment: dict[str, str], posts: int, what: str) -> Row:
    command = [sys.executable, "-m", "kawaraban", "export", str(site), "--kind", "static", "--format", "json"]
    taken = measured(command, environment)
    pages = json.loads(taken.output)[0]["pages"]
    return Row(
        f"{posts:,} posts as files, {what}",
        f"{taken.time}, {pages:,} pages, {taken.memory / 1e6:.0f} MB",
        f"{MAX_SECONDS} s, {MAX_BYTES / 1e6:.0f} MB at most",
        missed=taken.seconds > MAX_SECONDS or taken.memory > MAX_BYTES,
    )
