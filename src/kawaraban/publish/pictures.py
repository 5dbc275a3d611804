"""Pictures as a blog may show them: of a kind that browsers draw, within bounds, without what a camera wrote into them.

What tells where and by whom a picture was taken (EXIF, XMP, IPTC, comments) is cut out of the file segment by segment,
so that its pixels, colours and animation stay byte for byte. Only a JPEG that a camera turned on its side is encoded
anew, upright.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}

_FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
_ORIENTATION = 0x0112
_QUALITY = 92
#: the chunks of a PNG that are drawn (https://www.w3.org/TR/png-3/#4Concepts.FormatTypes), its animation's among them
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP"),
    *(b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_WEBP_EXIF_XMP = 0b00001100  # flags of VP8X (https://developers.google.com/speed/webp/docs/riff_container)


class PictureError(Exception):
    """`reason` is one of "kind" (not a picture that browsers draw), "size", "pixels", "broken"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """`width` and `height` in pixels, as a browser shows it."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        return TYPES[self.media_type]


def clean_picture(data: bytes) -> CleanPicture:
    """The picture without what a camera or a program wrote about it. What it is, its bytes say, not its name.

    Raises PictureError: for SVG too, which can hold scripts.
    """
    if len(data) > MAX_BYTES:
        raise PictureError("size")
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "GIF", "WEBP")) as image:
            return _cleaned(image, data)
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureError("pixels") from error
    except UnidentifiedImageError as error:
        raise PictureError("kind") from error
    except Exception as error:  # a decoder fed hostile bytes fails in any way
        raise PictureError("broken") from error


def _cleaned(image: Image.Image, data: bytes) -> CleanPicture:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureError("pixels")
    media_type = _FORMATS[image.format or ""]
    turned = media_type == "image/jpeg" and image.getexif().get(_ORIENTATION, 1) != 1
    image.load()  # to the last pixel: a file that ends early is found out here
    if turned:
        upright = ImageOps.exif_transpose(image)
        out = io.BytesIO()
        upright.save(out, "JPEG", quality=_QUALITY, icc_profile=image.info.get("icc_profile"), exif=b"")
        width, height = upright.size
        data = out.getvalue()
    stripped = _STRIPPERS[media_type](data)
    # A decoder passes over what is damaged between two blocks, where the cutting ends: what is left may be no picture.
    try:
        with Image.open(io.BytesIO(stripped), formats=("JPEG", "PNG", "GIF", "WEBP")) as left:
            size = left.size
    except UnidentifiedImageError as error:
        raise PictureError("broken") from error
    if size != (width, height):
        raise PictureError("broken")
    return CleanPicture(stripped, media_type, width, height)


def _strip_jpeg(data: bytes) -> bytes:
    """Without application segments but those of JFIF, colour profile and Adobe's transform, and without comments."""
    out, at = [data[:2]], 2
    while at + 4 <= len(data):
        marker = data[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == 0xD9:
            out.append(data[at : at + 2])
            return b"".join(out)
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        if _is_kept_jpeg(marker, data[at + 4 : at + 18]):
            out.append(data[at:end])
        at = end
    return b"".join([*out, b"\xff\xd9"])


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is none of a scan's own (stuffing, restarts)."""
    while 0 <= (found := data.find(b"\xff", at)) < len(data) - 1:
        following = data[found + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at = found + 2
        elif following == 0xFF:
            at = found + 1
        else:
            return found
    return len(data)


def _is_kept_jpeg(marker: int, head: bytes) -> bool:
    if marker == 0xE2:
        return head.startswith(b"ICC_PROFILE\0")
    return marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _strip_png(data: bytes) -> bytes:
    out, at = [data[:8]], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if kind == b"iCCP":
            out.append(_unnamed_profile(data[at + 8 : end - 4]))
        elif kind in _PNG_KEPT:
            out.append(data[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(out)


def _unnamed_profile(content: bytes) -> bytes:
    """The colour profile's chunk under a name that tells nothing."""
    content = b"ICC" + content[content.index(b"\0") :]
    return struct.pack(">I", len(content)) + b"iCCP" + content + struct.pack(">I", zlib.crc32(b"iCCP" + content))


def _strip_gif(data: bytes) -> bytes:
    """Without comments and the extensions of programs, but the one that says how often an animation runs."""
    at = 13 + _table_length(data[10])
    out = [data[:at]]
    while at < len(data) and data[at] in (0x21, 0x2C):
        start, drawn = at, data[at] == 0x2C
        label = data[at + 1 : at + 14]
        at += 10 + _table_length(data[at + 9]) + 1 if drawn else 2
        while data[at]:
            at += data[at] + 1
        at += 1
        if drawn or label[0] == 0xF9 or label[2:] == b"NETSCAPE2.0":
            out.append(data[start:at])
    return b"".join([*out, b"\x3b"])


def _table_length(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _strip_webp(data: bytes) -> bytes:
    out, at = [b"WEBP"], 12
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + length + length % 2]
        at += len(chunk)
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_EXIF_XMP]) + chunk[9:]
        if kind in _WEBP_KEPT:
            out.append(chunk)
    content = b"".join(out)
    return b"RIFF" + len(content).to_bytes(4, "little") + content


_STRIPPERS = {
    "image/jpeg": _strip_jpeg,
    "image/png": _strip_png,
    "image/gif": _strip_gif,
    "image/webp": _strip_webp,
}
