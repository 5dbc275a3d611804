"""Gzip (RFC 1952) for what is sent again and again: packed once, whatever each reader gets in between.

Only the blog's pages for visitors and the static files are packed. They hold no secret beside what a reader can choose
(a comment form's stamp is no secret: it says when a page was asked for), so that their packed length tells nothing
(BREACH). The desk's pages, which have tokens against forged forms, are sent as they are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_LEVEL = 7
_RAW = -15  # zlib's window bits for a stream without a head of its own
_REFUSED = re.compile(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a reader's Accept-Encoding has gzip."""
    given = accept_encoding.lower()
    return "gzip" in given and not _REFUSED.search(given)


def pack(part: bytes) -> bytes:
    """A piece of a deflate stream that can stand beside any other: it ends on a byte and refers to nothing before."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    return packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)


def join(parts: Sequence[bytes], packed: Sequence[bytes], between: bytes = b"") -> bytes:
    """A gzip file of `parts` with `between` between each two; `packed` are the same parts, packed."""
    crc = size = 0
    middle = pack(between) if between else b""
    pieces = [_HEAD]
    for number, (part, piece) in enumerate(zip(parts, packed, strict=True)):
        if number and between:
            crc, size = zlib.crc32(between, crc), size + len(between)
            pieces.append(middle)
        crc, size = zlib.crc32(part, crc), size + len(part)
        pieces.append(piece)
    # An empty last block ends the stream.
    return b"".join([*pieces, b"\x03\x00", crc.to_bytes(4, "little"), (size & 0xFFFFFFFF).to_bytes(4, "little")])
