"""A rendering, or a passage of it, that still stands in the original's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawaraban.translate.proof.model import Check, Finding, Segment, Span

_LATIN_WORD = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*+"
_CYRILLIC_WORD = r"[Ѐ-ӿ][Ѐ-ӿ'’-]*+"
_GAP = r"[\s,.;:!?0-9%$€£“”\"‘’'()–—-]{1,6}+"

#: Passages in the script of a language, or (without the group) a single word of it. Words that stand alone match too,
#: and nothing is given back: else a word of 100,000 letters would be begun at each of them.
_PASSAGES = {
    "latin": re.compile(rf"{_LATIN_WORD}({_GAP}{_LATIN_WORD})*+"),
    "cyrillic": re.compile(rf"{_CYRILLIC_WORD}({_GAP}{_CYRILLIC_WORD})*+"),
    "cjk": re.compile(r"([぀-ヿ㐀-鿿々、。「」ー]{6,})"),
}
_SCRIPTS = {"ja": "cjk", "zh": "cjk", "ru": "cyrillic", "uk": "cyrillic", "bg": "cyrillic", "sr": "cyrillic"}
_PLAIN = re.compile(r"(?<![^\s(\[“\"‘'—–-])[^\W\d_A-ZА-ЯЁÀ-Þ][^\W\d_]+", re.UNICODE)
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[぀-ヿ]")
_OWN = {
    "cjk": re.compile(r"[぀-ヿ㐀-鿿]"),
    "cyrillic": re.compile(r"[Ѐ-ӿ]"),
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
}
_QUOTED = {"(": ")", "（": "）", "「": "」", "『": "』", "“": "”", '"': '"', "《": "》", "[": "]"}
_FEW, _MANY = 3, 6  # ordinary words of another script in a row: perhaps a title, surely no title


def find(segment: Segment) -> Iterator[Finding]:
    if segment.source_language == segment.target_language:
        return
    whole = (0, len(segment.target))
    if _is_source(segment):
        yield Finding("source", (0, len(segment.source)), whole)
        return
    script, other = (_SCRIPTS.get(language, "latin") for language in (segment.target_language, segment.source_language))
    if script != other:
        yield from _foreign(segment, script, other)
    elif segment.target_language == "ja" and len(segment.target) >= 15 and not _KANA.search(segment.target):
        yield Finding("passage", None, whole)  # no Japanese sentence of that length is without kana


def _is_source(segment: Segment) -> bool:
    """Whether the rendering is the original itself, and that is more than a name or an acronym."""
    if not _PLAIN.search(segment.source) and not _OWN["cjk"].search(segment.source):
        return False
    source, target = segment.source.casefold(), segment.target.casefold()
    if source.split() == target.split():
        return True
    return abs(len(source) - len(target)) <= 3 and _LETTERS.findall(source) == _LETTERS.findall(target)


def _foreign(segment: Segment, script: str, other: str) -> Iterator[Finding]:
    """Passages in the script of the original, and no letter of the rendering's own."""
    if not _OWN[other].search(segment.target):
        return
    written = _OWN[script].search(segment.target)
    for match in _PASSAGES[other].finditer(segment.target):
        if match[1] is None:
            continue
        words = len(match[0]) // 4 if other == "cjk" else len(_PLAIN.findall(match[0]))
        if words < _FEW:
            continue
        quoted = _is_quoted(segment.target, match.span())
        if words >= _MANY and not (quoted and words < 2 * _MANY):
            yield Finding("passage", _place(segment.source, match[0]), match.span())
        elif not quoted or not written:
            severity = "warning" if written else "error"
            yield Finding("passage", _place(segment.source, match[0]), match.span(), severity=severity)  # type: ignore[arg-type]


def _place(source: str, passage: str) -> Span | None:
    at = source.find(passage)
    return (at, at + len(passage)) if at >= 0 else None


def _is_quoted(text: str, span: Span) -> bool:
    """In brackets or quotation marks: a title, or words quoted as they were said."""
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip(" .,!?")
    return bool(before) and _QUOTED.get(before[-1]) == after[:1]


CHECK = Check(
    id="untranslated",
    kind="untranslated",
    severity="error",
    label={"en": "Not translated", "ja": "訳していない"},
    messages={
        "source": {
            "en": "The rendering is the original itself: translate it.",
            "ja": "訳文が原文のままです。訳してください。",
        },
        "passage": {
            "en": "This passage still stands in the original's language: translate it.",
            "ja": "この部分が原文の言語のままです。訳してください。",
        },
    },
    find=find,
)
