"""An export's bytes -> its lines of text, a block at a time, whatever encodings are mixed in it.

Exports name no encoding. What decodes as UTF-8 is UTF-8; the rest is cp932 or EUC-JP, told apart by which reading
takes the fewest bits (a reading full of kana is short, one full of half-width kana, rare kanji or broken bytes long).
Where no encoding explains a block, each line gets its own: the cheapest sequence of readings, where a change of
encoding costs too (Viterbi's algorithm), so that a line which could be either is read as its neighbours are.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import IO

from kawaraban.follow.charset import codec_of

#: Bytes of one line past which the rest of it is left out.
MAX_LINE = 32 << 20

_BLOCK = 1 << 18  # bytes decoded at a time
_SWITCH = 30.0  # bits that a change of encoding between two lines costs
_SCORED = 2_000  # bytes of a line that are looked at to tell its encoding
_UNLIKELY = 200.0  # bits that the other encodings cost where one is sure
_KANA_FOR_SURE = 4
_PROOF = 5.0  # bits by which three bytes that happen to be a character of UTF-8 speak for it
_BROKEN = 40.0  # bits that a character costs which nobody writes

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]+)")
_KANA = re.compile("[\u3041-\u30ff]")
#: What EUC-JP (half-width kana) and UTF-8 (its kana are 縺 繧 繝) look like when read as cp932.
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff縺繧繝]")
_THREE_BYTES = re.compile("[\u0800-\ufffc]")
_JAPANESE = ("utf-8", "cp932", "euc_jp")


class TextLines:
    """The lines of a file, without their ends (LF, CRLF and CR alike), each decoded as best it can be.

    Holds a block and a line in memory, never the file. While it is iterated, `take_damaged` answers for the lines that
    were handed on since it was last asked, and `number` says how many were handed on in all.
    """

    def __init__(self, file: IO[bytes], *, max_line: int = MAX_LINE):
        self.number = 0
        self._file = file
        self._max_line = max_line
        self._codec = "utf-8"  # what explained the last block best
        self._declared = ""
        self._damaged = ""
        self._cut = False

    def __iter__(self) -> Iterator[str]:
        for block in self._blocks():
            for line in self._decode(block):
                self.number += 1
                yield line

    def take_damaged(self) -> str:
        """The first line that could not be decoded whole, at most 200 characters; "" where all could."""
        damaged, self._damaged = self._damaged, ""
        return damaged

    def take_cut(self) -> bool:
        """Whether a line was longer than may be, and lost its rest."""
        cut, self._cut = self._cut, False
        return cut

    def _blocks(self) -> Iterator[list[bytes]]:
        """Whole lines, about a block of them at a time. An unended last line is a line; an empty one is none."""
        rest = self._head()
        skipping = False
        while more := self._file.read(_BLOCK):
            rest += more
            end = _last_end(rest)
            if not end:
                if len(rest) > self._max_line:
                    if not skipping:
                        yield [rest[: self._max_line]]
                    self._cut = skipping = True
                    rest = b""
                continue
            lines = _split(rest[:end])[:-1]
            rest = rest[end:]
            yield lines[1:] if skipping else lines
            skipping = False
        if rest and not skipping:
            lines = _split(rest)
            yield lines if lines[-1] else lines[:-1]

    def _head(self) -> bytes:
        head = b""
        while len(head) < 512 and (more := self._file.read(512 - len(head))):
            head += more
        head = head.removeprefix(codecs.BOM_UTF8)
        if declared := _DECLARED.match(head):
            codec = codec_of(declared[1].decode("ascii")) or ""
            self._declared = codec if codec not in _JAPANESE else ""
        return head

    def _decode(self, lines: list[bytes]) -> Iterator[str]:
        block = b"\n".join(lines)
        if block.isascii() and self._declared != "iso2022_jp":
            yield from block.decode("ascii").split("\n")
            return
        if (text := self._whole(block)) is not None:
            yield from text.split("\n")
            return
        for text in self._by_line(lines):
            if "\ufffd" in text and not self._damaged:
                self._damaged = _around(text)
            yield text

    def _whole(self, block: bytes) -> str | None:
        """The block in one encoding, where one explains it all."""
        text = _strict(block, "utf-8")
        if text is not None and (self._codec == "utf-8" or _KANA.search(text)):
            self._codec = "utf-8"
            return text
        if self._declared:
            return _strict(block, self._declared)
        text = _strict(block, "euc_jp")
        if text is not None and _KANA.search(text):  # cp932's own kana can't be read as EUC-JP
            self._codec = "euc_jp"
            return text
        text = _strict(block, "cp932")
        if text is not None and not _ODD.search(text):
            self._codec = "cp932"
            return text
        return None

    def _by_line(self, lines: Sequence[bytes]) -> list[str]:
        if self._declared:
            return [
                line.decode(self._declared, "replace") if (text := _strict(line, "utf-8")) is None else text
                for line in lines
            ]
        path = _cheapest(lines, self._codec)
        foreign = Counter(codec for line, codec in zip(lines, path, strict=True) if not line.isascii())
        self._codec = max(foreign, key=foreign.__getitem__, default=self._codec)
        return [_decoded(line, codec) for line, codec in zip(lines, path, strict=True)]


def _cheapest(lines: Sequence[bytes], before: str) -> list[str]:
    """The encoding of each line, such that all readings and all changes together cost least."""
    total = {codec: 0.0 if codec == before else _SWITCH for codec in _JAPANESE}
    came_from: list[dict[str, str]] = []
    for line in lines:
        best = min(total, key=total.__getitem__)
        switched = total[best] + _SWITCH
        came = {codec: codec if total[codec] <= switched else best for codec in _JAPANESE}
        came_from.append(came)
        total = {codec: min(total[codec], switched) for codec in _JAPANESE}
        if not line.isascii():
            sure = _sure(line)
            for codec in _JAPANESE:
                total[codec] += (codec != sure) * _UNLIKELY if sure else _bits(line[:_SCORED], codec)
    codec = min(total, key=total.__getitem__)
    path = []
    for came in reversed(came_from):
        path.append(codec)
        codec = came[codec]
    return path[::-1]


def _sure(line: bytes) -> str:
    """The encoding of a line that leaves no doubt, as most do: it can be read whole, with kana; else ""."""
    for codec in ("utf-8", "euc_jp", "cp932"):
        text = _strict(line, codec)
        if text is not None and len(_KANA.findall(text)) >= _KANA_FOR_SURE and not _ODD.search(text):
            return codec
    return ""


def _last_end(block: bytes) -> int:
    """Where the last whole line ends; 0 where none does. A CR at the very end may be half of a CRLF."""
    return block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, len(block) - 1) + 1


def _split(block: bytes) -> list[bytes]:
    # None of the encodings has these bytes inside a character.
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _strict(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        if codec != "euc_jp" or error.object[error.start] not in _EUC_ROWS_OF_WINDOWS:
            return None
    text = _euc(content)
    return None if "\ufffd" in text else text


def _decoded(content: bytes, codec: str) -> str:
    return _euc(content) if codec == "euc_jp" else content.decode(codec, "replace")


#: Rows of JIS X 0208 that only Windows fills (circled digits, units, more kanji): EUC-JP files hold them all the same.
_EUC_ROWS_OF_WINDOWS = frozenset([0xAD, *range(0xF9, 0xFD)])


def _euc(content: bytes) -> str:
    """EUC-JP with Windows' additions; what it has not becomes U+FFFD."""
    pieces = []
    while content:
        try:
            pieces.append(content.decode("euc_jp"))
            break
        except UnicodeDecodeError as error:
            pieces.append(content[: error.start].decode("euc_jp"))
            character = content[error.start : error.start + 2]
            known = _of_windows(character) if character[0] in _EUC_ROWS_OF_WINDOWS else None
            pieces.append(known or "\ufffd")
            content = content[error.start + (2 if known else max(1, error.end - error.start)) :]
    return "".join(pieces)


def _of_windows(character: bytes) -> str | None:
    """Two bytes of EUC-JP by way of cp932, whose rows stand in pairs (JIS X 0208, annex 1)."""
    if len(character) < 2 or not 0xA1 <= character[1] <= 0xFE:
        return None
    row, cell = character[0] - 0xA1, character[1] - 0xA1
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = cell + 0x9F if row % 2 else cell + 0x40 + (cell >= 63)
    return _strict(bytes([lead, trail]), "cp932")


def _bits(line: bytes, codec: str) -> float:
    text = _decoded(line, codec)
    bits = sum(_bits_of(character) * count for character, count in Counter(text).items())
    return bits - _PROOF * len(_THREE_BYTES.findall(text)) if codec == "utf-8" else bits


#: Up to which code point a character costs how many bits, roughly as often as Japanese blogs use it.
_COSTS: tuple[tuple[int, float], ...] = (
    (0x08, 20),
    (0x0A, 5),
    (0x1F, 20),
    (0x7E, 5),
    (0x9F, _BROKEN),
    (0x1FFF, 14),
    (0x2FFF, 13),
    (0x303F, 8),
    (0x3096, 6),
    (0x30FF, 8),
    (0x4DFF, 14),
    (0x9FFF, 0),  # kanji: by their level
    (0xABFF, 20),
    (0xD7A3, 14),
    (0xF8FF, _BROKEN),
    (0xFF00, 18),
    (0xFF60, 9),
    (0xFF65, 15),  # half-width ideographic comma and middle dot: the first bytes of EUC-JP's kana
    (0xFF9F, 9),
    (0xFFFF, _BROKEN),
    (0x10FFFF, 16),
)


@cache
def _bits_of(character: str) -> float:
    code = ord(character)
    if 0x4E00 <= code <= 0x9FFF:
        return _bits_of_kanji(character)
    return next(bits for last, bits in _COSTS if code <= last)


def _bits_of_kanji(character: str) -> float:
    """JIS X 0208's first level (to lead byte 0x98) is what people write; the second is rare, the rest rarer."""
    try:
        lead = character.encode("cp932")[0]
    except UnicodeEncodeError:
        return 18
    return 11 if lead <= 0x98 else 16


def _around(text: str) -> str:
    start = max(0, text.index("\ufffd") - 100)
    return text[start : start + 200]
