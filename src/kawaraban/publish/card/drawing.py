"""The card: title at the left, broken at phrases, and the blog's name upright in its ruled frame with the seal."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache

import budoux
from PIL import Image, ImageDraw, ImageFont

from kawaraban.publish.card.fonts import Font

WIDTH, HEIGHT = 1200, 630
# The sheet's tokens, light
_PAPER, _INK, _INK_2, _RULE, _SEAL, _ON_SEAL = "#f7f3ea", "#1d1b16", "#504b3e", "#aea48c", "#b3342b", "#fbf7ee"
_LEFT, _TEXT_WIDTH, _TOP, _BOTTOM = 72, 800, 96, 500
_SIZES = (72, 64, 56, 48, 42, 36)
_FRAME = (944, 72, 1128, 558)
_LONGEST = 200  # characters of a title that are drawn
_LEADING = 1.42
#: Signs that lie down when a line stands up, and those that move into the cell's upper right corner.
_TURNED = frozenset("ー－―—–-~〜～…‥（）()「」『』【】［］[]〈〉《》＝=：:；;｜|→←")
_CORNER = frozenset("、。，．")
_LATIN_PHRASE = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it. `seal` has one or two characters; `day` is written out in the blog's language."""

    title: str
    blog: str
    seal: str
    day: str
    language: str


def draw(card: Card, font: Font) -> bytes:
    """The card as PNG. Raises OSError where the font's file can't be read."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((_LEFT, 52, _LEFT + _TEXT_WIDTH, 55), fill=_INK)  # 4 and 1: the day
    pen.rectangle((_LEFT, 60, _LEFT + _TEXT_WIDTH, 60), fill=_INK)
    _draw_title(pen, _printable(" ".join(card.title.split()))[:_LONGEST], card.language, font)
    pen.rectangle((_LEFT, 524, _LEFT + _TEXT_WIDTH, 524), fill=_RULE)
    pen.text((_LEFT, 560), card.day, font=_face(font, 30), fill=_INK_2, anchor="ls")
    _draw_plate(image, pen, card, font)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def lines_of(title: str, language: str, font: Font, size: int) -> list[str]:
    """The title in lines no wider than their place, broken between phrases, within one only where it must be."""
    face = _face(font, size)
    lines: list[str] = [""]
    for phrase in _phrases(title, language):
        for piece in _fitting(phrase, face):
            if lines[-1] and face.getlength((lines[-1] + piece).rstrip()) > _TEXT_WIDTH:
                lines.append("")
            lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _draw_title(pen: ImageDraw.ImageDraw, title: str, language: str, font: Font) -> None:
    for size in _SIZES:
        lines = lines_of(title, language, font, size)
        room = int((_BOTTOM - _TOP) / (size * _LEADING))
        if len(lines) <= room:
            break
    if len(lines) > room:
        lines = [*lines[: room - 1], lines[room - 1][:-1] + "…"]
    face = _face(font, size)
    for number, line in enumerate(lines):
        pen.text((_LEFT, _TOP + number * size * _LEADING), line, font=face, fill=_INK, anchor="la")


def _phrases(title: str, language: str) -> list[str]:
    if language.startswith("ja"):
        return list(_japanese().parse(title)) if title else []
    return _LATIN_PHRASE.findall(title)


def _fitting(phrase: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """A phrase whole, or where it alone is too wide in pieces that are not."""
    pieces = [""]
    for character in phrase:
        if pieces[-1] and face.getlength(pieces[-1] + character) > _TEXT_WIDTH:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _draw_plate(image: Image.Image, pen: ImageDraw.ImageDraw, card: Card, font: Font) -> None:
    left, top, right, bottom = _FRAME
    pen.rectangle(_FRAME, outline=_INK, width=4)
    pen.rectangle((left + 9, top + 9, right - 9, bottom - 9), outline=_INK, width=1)
    seal = _printable(card.seal)[:2].strip()
    side = 56
    seal_top = bottom - 34 - side * max(1, len(seal))
    center = (left + right) // 2
    if seal:
        pen.rectangle((center - side // 2, seal_top, center + side // 2, bottom - 34), fill=_SEAL)
        _draw_upright(image, seal, font, 38, _ON_SEAL, center, seal_top, side)
    name = _printable("".join(card.blog.split()))
    room = seal_top - 24 - (top + 34)
    size = max(16, min(88, room // max(1, len(name))))
    _draw_upright(image, name[: room // size], font, size, _INK, center, top + 34, size)


def _draw_upright(
    image: Image.Image, text: str, font: Font, size: int, colour: str, center: int, top: int, step: int
) -> None:
    """Characters one under the other; each in a cell of its own, so that it can be turned or moved in it."""
    face = _face(font, size)
    for number, character in enumerate(text):
        cell = Image.new("L", (step, step), 0)
        at = (step * 1.1, -step * 0.1) if character in _CORNER else (step / 2, step / 2)
        anchor = "rt" if character in _CORNER else "mm"
        ImageDraw.Draw(cell).text(at, character, font=face, fill=255, anchor=anchor)
        if character in _TURNED:
            cell = cell.transpose(Image.Transpose.ROTATE_270)
        image.paste(colour, (center - step // 2, top + number * step), cell)


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())


@cache
def _japanese() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@cache
def _face(font: Font, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font.file, size, index=font.index, layout_engine=ImageFont.Layout.BASIC)
