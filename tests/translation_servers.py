"""Real translation servers on the loopback interface: each speaks its protocol and translates by a small dictionary.

with LibreTranslate({"Good morning.": "おはよう。"}) as server:
    choice = server.choice("en", "ja")
    server.next(Refusal(429, headers={"Retry-After": "1"}))   # what the next call gets instead of an answer
    assert server.calls[0].body["q"] == ["Good morning."]

A text that the dictionary lacks gets `fallback(text)`: Japanese, of about the length of the text, and without sense.
"""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar, Self

from kawaraban.translate import EngineChoice

_KANA = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす"


def fallback(text: str) -> str:
    """Kana that depend on the text, numbers kept; the same text gives the same."""
    start = sum(map(ord, text)) % len(_KANA)
    kana = "".join(_KANA[(start + 7 * place + place * place // 5) % len(_KANA)] for place in range(len(text) // 3 + 2))
    return kana + "".join(re.findall(r"\d+", text)) + "。"


@dataclass(frozen=True)
class Call:
    """One request as it came; `body` is None for a GET."""

    path: str
    headers: Message
    body: Any = None


@dataclass(frozen=True)
class Refusal:
    """An answer that is none: sent in place of one."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Says:
    """An answer by the protocol whose every text is what `make` makes of the original."""

    make: Callable[[str], str]


class Hang:
    """No answer while the server is open."""


class Drip:
    """An answer that never ends, a byte now and then."""


class BreakOff:
    """Half of an answer, then the connection closed."""


Trouble = Refusal | Says | Hang | Drip | BreakOff

WEB_PAGE = Refusal(200, b"<!DOCTYPE html><html><body><h1>It works!</h1></body></html>", "text/html")
TRUNCATED = Refusal(200, b'{"translations": [{"text": "\xe3\x81')


class TranslationServer:
    """One server on a free port of 127.0.0.1. `trouble` are what the next calls get, in order; then it works again."""

    engine: ClassVar[str]
    key = ""

    def __init__(self, dictionary: Mapping[str, str] | None = None):
        self.dictionary = dict(dictionary or {})
        self.calls: list[Call] = []
        self.closing = threading.Event()
        self._trouble: deque[Trouble] = deque()
        self._always: Trouble | None = None
        handler = type("TranslationHandler", (_Handler,), {"server_of": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def asked(self) -> list[str]:
        """Every text that was sent, in order."""
        return [text for call in self.calls if call.body is not None for text in self.texts(call.body)]

    def choice(self, source: str = "en", target: str = "ja", **more: Any) -> EngineChoice:
        """The choice of this server, as the settings make it."""
        options = tuple(sorted({"timeout": "10", **more.pop("options", {})}.items()))
        fields = {"address": self.address, "key": self.key, **more}
        return EngineChoice(self.engine, source, target, options=options, **fields)

    def next(self, *trouble: Trouble) -> None:
        """What the next calls for a translation get instead of an answer."""
        self._trouble.extend(trouble)

    def always(self, trouble: Trouble | None) -> None:
        """What every call gets from now on; None: answers again."""
        self._always = trouble

    def trouble(self) -> Trouble | None:
        return self._trouble.popleft() if self._trouble else self._always

    def rendered(self, text: str) -> str:
        return self.dictionary.get(text) or fallback(text)

    def texts(self, body: Any) -> list[str]:
        """The texts that a call asks to be translated."""
        raise NotImplementedError

    def answer(self, call: Call, make: Callable[[str], str]) -> Refusal:
        """The protocol's answer to a call."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class LibreTranslate(TranslationServer):
    engine = "libretranslate"

    def __init__(self, dictionary: Mapping[str, str] | None = None, languages: str = "en ja ru zh-Hans"):
        super().__init__(dictionary)
        self.languages = languages.split()

    def texts(self, body: Any) -> list[str]:
        return list(body["q"])

    def answer(self, call: Call, make: Callable[[str], str]) -> Refusal:
        if call.path == "/languages":
            return as_json([{"code": one, "name": one, "targets": self.languages} for one in self.languages])
        if call.path != "/translate":
            return as_json({"error": "Not found"}, 404)
        if self.key and call.body.get("api_key") != self.key:
            return as_json({"error": "Invalid API key"}, 403)
        return as_json({"translatedText": [make(text) for text in call.body["q"]]})


class DeepL(TranslationServer):
    engine = "deepl"
    key = "0f3e-secret:fx"
    used, limit = 120_000, 500_000

    def texts(self, body: Any) -> list[str]:
        return list(body["text"])

    def answer(self, call: Call, make: Callable[[str], str]) -> Refusal:
        if call.headers.get("Authorization") != f"DeepL-Auth-Key {self.key}":
            return as_json({"message": "Forbidden"}, 403)
        if call.path == "/v2/usage":
            return as_json({"character_count": self.used, "character_limit": self.limit})
        if call.path != "/v2/translate":
            return as_json({"message": "Not found"}, 404)
        made = [{"detected_source_language": "EN", "text": make(text)} for text in call.body["text"]]
        return as_json({"translations": made})


class OpenAI(TranslationServer):
    engine = "openai"
    key = "sk-secret"
    model = "tiny-translator"

    def choice(self, source: str = "en", target: str = "ja", **more: Any) -> EngineChoice:
        return super().choice(source, target, **{"model": self.model, **more})

    def texts(self, body: Any) -> list[str]:
        return re.findall(r"<text>(.*?)</text>", body["messages"][-1]["content"], re.DOTALL)

    def answer(self, call: Call, make: Callable[[str], str]) -> Refusal:
        if self.key and call.headers.get("Authorization") != f"Bearer {self.key}":
            return as_json({"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}}, 401)
        if call.path != "/v1/chat/completions":
            return as_json({"error": {"message": "Not found"}}, 404)
        if call.body["model"] != self.model:
            return as_json({"error": {"message": f"The model `{call.body['model']}` does not exist"}}, 404)
        (text,) = self.texts(call.body)
        message = {"role": "assistant", "content": make(text)}
        usage = {"prompt_tokens": 40, "completion_tokens": 10, "total_tokens": 50}
        return as_json({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage})


def as_json(content: Any, status: int = 200) -> Refusal:
    return Refusal(status, json.dumps(content).encode())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_of: TranslationServer

    def do_GET(self) -> None:
        self._take(Call(self.path, self.headers))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._take(Call(self.path, self.headers, json.loads(body)))

    def _take(self, call: Call) -> None:
        server = self.server_of
        server.calls.append(call)
        trouble = server.trouble() if call.body is not None else None
        try:
            if isinstance(trouble, Hang):
                server.closing.wait(60)
                self.close_connection = True
            elif isinstance(trouble, Drip):
                self._drip()
            elif isinstance(trouble, BreakOff):
                self._send(server.answer(call, server.rendered), half=True)
            elif isinstance(trouble, Refusal):
                self._send(trouble)
            else:
                self._send(server.answer(call, trouble.make if trouble else server.rendered))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, answer: Refusal, *, half: bool = False) -> None:
        self.send_response(answer.status)
        sent = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body)), **answer.headers}
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body[: len(answer.body) // 2] if half else answer.body)
        self.close_connection = half

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not self.server_of.closing.wait(0.05):
            self.wfile.write(b"1\r\n \r\n")
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that hangs up is what some tests are about
