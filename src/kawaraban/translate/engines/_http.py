"""Asking a translation server over HTTP: bounded in time and in bytes, with every fault as one plain sentence.

The owner chose the server, so it may stand in the house's own network (a model on this very machine). Redirects are
not followed: a key is for the server that it was given for.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import certifi
import urllib3
from urllib3 import exceptions as broken

from kawaraban.translate.model import EngineChoice, TranslateError, TranslateProblem

MAX_BYTES = 4_000_000  # of one answer
TRIES = 3
WAIT = 20.0  # seconds that an ask waits by itself when told to; a longer wish is its caller's to keep

_CONNECT = 10.0  # seconds
_BACKOFF = 0.25  # seconds before the second try; doubled for the third
_STEP = 65_536
_TEXT_STATUS = 413
_STATUS: dict[int, TranslateProblem] = {401: "refused-key", 403: "refused-key", 402: "quota", 456: "quota", 429: "wait"}
_AGAIN = frozenset({"wait", "server-error", "no-answer"})


@dataclass(frozen=True, slots=True)
class Refusals:
    """How a server words what its status alone does not tell; both are searched in an error's words.

    `of_text`: the text is refused, not the call. `quota`: what was paid for is used up.
    """

    of_text: re.Pattern[str] = re.compile(r"too long|too large|exceed.{0,40}(limit|length)", re.IGNORECASE)
    quota: re.Pattern[str] = re.compile(r"insufficient_quota|quota", re.IGNORECASE)


@dataclass(slots=True)
class Server:
    """A server that speaks JSON, at `address` (without a slash at its end). To be used by one thread."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    seconds: float = 60.0  # for one ask, further tries included
    secret: str = field(default="", repr=False)  # never to be told, whatever the server repeats
    refusals: Refusals = Refusals()
    _pool: urllib3.PoolManager | None = field(default=None, init=False, repr=False)

    @property
    def host(self) -> str:
        """The server as a sentence names it: no user, no password, no query."""
        parts = urlsplit(self.address)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The JSON that a GET of the path answers, or a POST where there is a body.

        Tried again, within the time in all, where the server is in trouble, breaks off or asks to wait. Raises
        TranslateError.
        """
        until = time.monotonic() + self.seconds
        for tried in range(1, TRIES + 1):
            try:
                return self._once(path, body, until)
            except TranslateError as error:
                pause = error.retry_after
                if pause is None:
                    pause = _BACKOFF * 2 ** (tried - 1) * random.uniform(1, 1.5)  # noqa: S311 - no secret
                left = until - time.monotonic()
                if tried == TRIES or error.problem not in _AGAIN or pause > min(WAIT, left):
                    raise
            time.sleep(pause)
        raise AssertionError("the last try answers or raises")

    def _once(self, path: str, body: Mapping[str, Any] | None, until: float) -> Any:
        try:
            status, headers, content = self._exchange(path, body, until)
        except (broken.TimeoutError, TimeoutError):
            raise TranslateError("no-answer", f"{self.host} took too long to answer: try again later.") from None
        except broken.SSLError:
            raise TranslateError("no-answer", f"No secure connection to {self.host}: check its address.") from None
        except (broken.HTTPError, http.client.HTTPException, OSError, ValueError):
            message = f"{self.host} can't be reached or broke off: check its address, and that it runs."
            raise TranslateError("no-answer", message) from None
        if status != 200:
            raise self._refusal(status, headers, content)
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            what = "answers with a web page" if content.lstrip()[:1] == b"<" else "gives an answer that can't be read"
            raise TranslateError("bad-answer", f"{self.host} {what}: check the server's address.") from None

    def _exchange(
        self, path: str, body: Mapping[str, Any] | None, until: float
    ) -> tuple[int, Mapping[str, str], bytes]:
        if self._pool is None:
            self._pool = urllib3.PoolManager(ca_certs=certifi.where())
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "kawaraban"}
        response = self._pool.request(
            "GET" if body is None else "POST",
            self.address + path,
            json=body,
            headers={**headers, **({} if body is None else {"Content-Type": "application/json"}), **self.headers},
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
            timeout=urllib3.Timeout(connect=min(_CONNECT, left), read=left),
        )
        try:
            content = bytearray()
            while step := response.read1(_STEP, decode_content=False):
                content += step
                if len(content) > MAX_BYTES:
                    raise TranslateError("bad-answer", f"{self.host} answers without end: check the server's address.")
                if time.monotonic() > until:
                    raise TimeoutError
            response.release_conn()
        except BaseException:
            response.close()
            raise
        return response.status, response.headers, bytes(content)

    def _refusal(self, status: int, headers: Mapping[str, str], content: bytes) -> TranslateError:
        words = self._words(content)
        problem = _STATUS.get(status, "server-error" if status >= 500 else "bad-answer")
        if status == _TEXT_STATUS or (problem == "bad-answer" and self.refusals.of_text.search(words)):
            problem = "refused-text"
        elif problem in {"wait", "refused-key"} and self.refusals.quota.search(words):
            problem = "quota"
        sentence = {
            "refused-key": f"{self.host} does not accept the key: check it in the settings.",
            "quota": f"What {self.host} allows is used up: wait for the next month, or choose another engine.",
            "wait": f"{self.host} asks to come less often: the desk waits and goes on by itself.",
            "server-error": f"{self.host} is in trouble (status {status}): the desk tries again later.",
            "refused-text": f"{self.host} refuses a text: shorten it, or choose another engine.",
        }.get(problem, f"{self.host} refuses the call (status {status}): check its address and its settings.")
        said = f" It says: {words}" if words and problem in {"bad-answer", "server-error"} else ""
        return TranslateError(problem, sentence + said, _retry_after(headers) if problem != "quota" else None)

    def _words(self, content: bytes) -> str:
        """What the server says of its refusal, in one short line; "" where it says nothing that a person could read."""
        try:
            told: Any = json.loads(content[:_STEP])
        except (ValueError, RecursionError):
            return ""
        while isinstance(told, dict):
            told = next((told[name] for name in ("error", "message", "detail") if told.get(name)), "")
        words = " ".join(str(told).split()) if isinstance(told, str) else ""
        if self.secret:
            words = words.replace(self.secret, "…")
        return words[:200]


def server(choice: EngineChoice, address: str, headers: Mapping[str, str], **more: Any) -> Server:
    """The server of a choice at an address. Raises TranslateError("no-address") where that is none."""
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_one = False
    if not is_one:
        raise TranslateError("no-address", f"Where {choice.name} is reached is not known: give an http:// address.")
    seconds = choice.option("timeout")
    if re.fullmatch(r"\d{1,4}(\.\d{1,3})?", seconds) and float(seconds) > 0:
        more["seconds"] = float(seconds)
    return Server(address.rstrip("/"), headers, secret=choice.key, **more)


def unreadable(asked: Server) -> TranslateError:
    """For an answer in JSON that is not what the protocol says."""
    return TranslateError("bad-answer", f"{asked.host} gives an answer that can't be read: check the server's address.")


def _retry_after(headers: Mapping[str, str]) -> float | None:
    value = headers.get("Retry-After")
    if not value or len(value) > 100:
        return None
    try:
        return float(urllib3.Retry().parse_retry_after(value))
    except (broken.InvalidHeader, ValueError, OverflowError):
        return None
