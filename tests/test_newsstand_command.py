"""`python -m kawaraban.newsstand` opens the press by itself, and says where."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys

from kawaraban.newsstand.press import houses
from tests.asking import ask
from tests.ctrl_c import hear_ctrl_c

COMMAND = [sys.executable, "-m", "kawaraban.newsstand"]


def test_it_prints_the_outlets_and_ends_on_ctrl_c() -> None:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, encoding="utf-8", preexec_fn=hear_ctrl_c) as running:
        assert running.stdout
        lines = [running.stdout.readline() for _ in range(len(houses()) + 1)]
        for line, house in zip(lines, houses().values(), strict=False):
            address = re.match(r"http://127\.0\.0\.1:\d+", line)
            assert address and house.name in line
        assert ask(f"{lines[0].split()[0]}/rss.xml").status == 200
        assert re.match(r"\d+ articles\.", lines[-1])
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 0


def test_a_port_that_is_none_or_taken_is_told_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in ("eighty", "70000", str(taken.getsockname()[1])):
            ended = subprocess.run([*COMMAND, port], capture_output=True, encoding="utf-8", timeout=30)
            assert ended.returncode == 2
            assert ended.stderr.count("\n") == 1
            assert "port" in ended.stderr.lower()
