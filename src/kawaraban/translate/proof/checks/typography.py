"""How Japanese is set: full stops and quotation marks, the widths of characters, spaces. Every finding has its fix."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kawaraban.translate.proof.model import Check, Finding, Segment

_JAPANESE = "ぁ-んァ-ヴー一-鿿々〆"
# What is looked for stands first in each pattern, and what stands before it is looked at then: that is quick.
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("stop", re.compile("。(?=[」』])"), ""),
    ("comma", re.compile(rf"[,，](?<=[{_JAPANESE}」』）].)(?![0-9０-９])"), "、"),
    ("period", re.compile(rf"[.．](?<=[{_JAPANESE}」』）].)(?![.．A-Za-z0-9])"), "。"),
    ("mark", re.compile(rf"!(?<=[{_JAPANESE}].)(?![!?A-Za-z])"), "！"),
    ("mark", re.compile(rf"\?(?<=[{_JAPANESE}].)(?![!?A-Za-z])"), "？"),
    ("space", re.compile(r" (?<!  ) ++(?=\S)"), " "),
    ("space", re.compile(r"[ 　](?<=[。、].)(?=\S)"), ""),
    ("space", re.compile(r" (?<=[ぁ-ん一-鿿] )(?=[ぁ-ん一-鿿])"), ""),
    ("dash", re.compile(r"[-‐−–](?<=[ァ-ヴ].)(?=[ァ-ヴぁ-ん]|$)"), "ー"),
    ("twice", re.compile("。{2,}|、{2,}"), ""),
)
_HALF_KANA = re.compile(r"[｡-ﾟ]+")
_WIDE_DIGITS, _NARROW_DIGITS = re.compile(r"[０-９]+"), re.compile(r"[0-9]{2,}|(?<![A-Za-z])[0-9](?![A-Za-z])")
_WIDE_LETTERS, _NARROW_LETTERS = re.compile(r"[Ａ-Ｚａ-ｚ]+"), re.compile(r"[A-Za-z]+")


def find(segment: Segment) -> Iterator[Finding]:
    if segment.target_language != "ja":
        return
    found = [*_set(segment), *_widths(segment.target)]
    yield from sorted(found, key=lambda finding: finding.target_span or (0, 0))


def _set(segment: Segment) -> Iterator[Finding]:
    for message, pattern, right in _RULES:
        for match in pattern.finditer(segment.target):
            fix = match[0][0] if message == "twice" else right
            yield Finding(message, target_span=match.span(), values={"wrong": match[0]}, fix=fix)
    for match in _HALF_KANA.finditer(segment.target):
        wide = unicodedata.normalize("NFKC", match[0])
        yield Finding("kana", target_span=match.span(), values={"wrong": match[0]}, fix=wide)


def _widths(text: str) -> Iterator[Finding]:
    """Digits, or letters, of both widths in one text: the rarer width is taken for the slip."""
    for wide, narrow in ((_WIDE_DIGITS, _NARROW_DIGITS), (_WIDE_LETTERS, _NARROW_LETTERS)):
        full, half = list(wide.finditer(text)), list(narrow.finditer(text))
        if not full or not half:
            continue
        fewer = full if len(full) <= len(half) else half
        for match in fewer:
            other = unicodedata.normalize("NFKC", match[0]) if fewer is full else _widened(match[0])
            yield Finding("width", target_span=match.span(), values={"wrong": match[0]}, fix=other)


def _widened(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


CHECK = Check(
    id="typography",
    kind="typography",
    severity="warning",
    label={"en": "How it is set", "ja": "組み方"},
    messages={
        "stop": {
            "en": "Newspapers set no 。 before a closing bracket.",
            "ja": "閉じ括弧の前の句点は、新聞の書き方では付けません。",
        },
        "comma": {"en": "A Western comma: Japanese sets 、.", "ja": "読点が「{wrong}」です。「、」にそろえます。"},
        "period": {"en": "A Western full stop: Japanese sets 。.", "ja": "句点が「{wrong}」です。「。」にそろえます。"},
        "mark": {"en": "“{wrong}” is set full width in Japanese.", "ja": "「{wrong}」は全角にします。"},
        "space": {"en": "A space that Japanese does not set.", "ja": "不要な空白があります。"},
        "dash": {"en": "“{wrong}” stands where a long vowel is meant.", "ja": "長音が「{wrong}」になっています。"},
        "twice": {"en": "“{wrong}”: one is enough.", "ja": "「{wrong}」と句読点が重なっています。"},
        "kana": {"en": "Half-width kana: “{wrong}”.", "ja": "半角カナ「{wrong}」があります。"},
        "width": {
            "en": "“{wrong}” has another width than the rest of the text.",
            "ja": "「{wrong}」の全角と半角が、ほかとそろっていません。",
        },
    },
    find=find,
)
