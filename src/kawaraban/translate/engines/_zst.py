"""How large a zstd file can become, told from its blocks' heads without unpacking it (RFC 8878, section 3.1)."""

from __future__ import annotations

_MAGIC = 0xFD2FB528
_SKIPPABLE = 0x184D2A50  # to …5F
_BLOCK = 128 * 1024  # bytes, the most that a packed block becomes
_RAW, _RLE, _PACKED = 0, 1, 2
_DICTIONARY = (0, 1, 2, 4)  # bytes of its id, by the descriptor's lowest two bits
_CONTENT = (0, 2, 4, 8)  # bytes of the content's size, by the highest two


def at_most(content: bytes) -> int:
    """Bytes that the frames of a zstd file unpack to, or more. Raises ValueError where it is none, or breaks off."""
    place = size = 0
    while place < len(content):
        magic = _number(content, place, 4)
        if magic & ~0xF == _SKIPPABLE:
            place += 8 + _number(content, place + 4, 4)
        elif magic == _MAGIC:
            place, more = _frame(content, place + 4)
            size += more
        else:
            raise ValueError("no zstd frame")
    if place != len(content):
        raise ValueError("the last frame breaks off")
    return size


def _frame(content: bytes, place: int) -> tuple[int, int]:
    """Where the frame ends whose descriptor stands here, and what its blocks unpack to at most."""
    descriptor = _number(content, place, 1)
    single, checksum = descriptor & 0x20, descriptor & 0x04
    place += 1 + (not single) + _DICTIONARY[descriptor & 3] + (_CONTENT[descriptor >> 6] or bool(single))
    size, last = 0, False
    while not last:
        head = _number(content, place, 3)
        last, kind, length = bool(head & 1), head >> 1 & 3, head >> 3
        place += 3 + (1 if kind == _RLE else length)
        size += length if kind in (_RAW, _RLE) else _BLOCK
        if kind not in (_RAW, _RLE, _PACKED):
            raise ValueError("an unknown kind of block")
    return place + (4 if checksum else 0), size


def _number(content: bytes, place: int, length: int) -> int:
    some = content[place : place + length]
    if len(some) < length:
        raise ValueError("the frame breaks off")
    return int.from_bytes(some, "little")
