"""Content codings (RFC 9110, 8.4) undone within bounds."""

from __future__ import annotations

import zlib

from kawaraban.follow.model import FollowError

#: What one body may unpack to, in bytes.
MAX_DECODED = 20_000_000

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_STEP = 65_536


def decode(body: bytes, content_encoding: str | None, *, limit: int = MAX_DECODED) -> bytes:
    """The body with every coding of its Content-Encoding header undone, last applied first.

    Raises FollowError("too-big") past `limit` bytes, FollowError("server-error") for a coding that was not asked for
    or bytes that are not in it.
    """
    codings = [coding.strip().lower() for coding in (content_encoding or "").split(",")]
    # Some servers write a character set here; it changes nothing about the bytes.
    codings = [coding for coding in codings if coding not in ("", "identity", "none", "utf-8", "utf8", "binary")]
    if len(codings) > 2:
        raise FollowError(
            "server-error", "The answer is packed more than twice: tell the site, or follow another feed."
        )
    for coding in reversed(codings):
        if coding in ("gzip", "x-gzip"):
            body = gunzip(body, limit=limit)
        elif coding == "deflate":
            body = _inflate(body, limit)
        else:
            raise FollowError(
                "server-error", f"The answer came packed as “{coding[:20]}”, which was not asked for: try again later."
            )
    return body


def gunzip(body: bytes, *, limit: int = MAX_DECODED) -> bytes:
    """All members of a gzip file; bytes behind the last member are ignored, as other programs do.

    Raises as `decode` does.
    """
    if not body:
        return body
    if not is_gzip(body):
        raise _broken()
    unpacked = bytearray()
    while is_gzip(body):
        unpacker = zlib.decompressobj(_GZIP)
        _unpack(unpacker, body, unpacked, limit)
        body = unpacker.unused_data
    return bytes(unpacked)


def is_gzip(body: bytes) -> bool:
    """Whether a file is gzipped, whatever its headers say (sitemaps often are)."""
    return body.startswith(_GZIP_MAGIC)


def _inflate(body: bytes, limit: int) -> bytes:
    """`deflate` is a zlib stream by the standard, and a bare one from some servers."""
    if not body:
        return body
    unpacked = bytearray()
    is_zlib = body[0] & 0x0F == 8 and len(body) > 1 and (body[0] << 8 | body[1]) % 31 == 0
    _unpack(zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS), body, unpacked, limit)
    return bytes(unpacked)


def _unpack(unpacker: zlib._Decompress, body: bytes, unpacked: bytearray, limit: int) -> None:
    """Appends one stream to `unpacked` in steps, so that a bomb never needs more memory than the limit and a step."""
    pending = body
    while not unpacker.eof:
        try:
            step = unpacker.decompress(pending, _STEP)
        except zlib.error:
            raise _broken() from None
        unpacked += step
        if len(unpacked) > limit:
            raise FollowError(
                "too-big", f"The answer unpacks to more than {limit // 1_000_000} MB: follow a smaller feed or page."
            )
        pending = unpacker.unconsumed_tail
        if not step and not pending and not unpacker.eof:
            raise _broken()


def _broken() -> FollowError:
    return FollowError("server-error", "The answer came packed, but broken: try again later.")
