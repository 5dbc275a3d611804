"""Which character set a page or a feed is in: what its first bytes, the server, the page and the bytes themselves say.

The labels are those of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels): a label
that names a subset is read as the superset that pages really use (shift_jis as windows-31j, gb2312 as GB 18030,
iso-8859-1 as windows-1252). Its order (byte order mark, header, meta) is kept, but a declaration is believed only if
the bytes decode with it: half of the garbled Japanese on the web is declared wrongly.
"""

from __future__ import annotations

import codecs
import re

_META_BYTES = 4096  # browsers look for <meta charset> in the first 1,024; pages with long heads put it later
_SAMPLE_BYTES = 200_000  # what is enough to tell one character set from another

# Python's codec name -> the codec that is right for what pages so labelled hold.
_CODECS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "shift_jisx0213": "cp932",
    "shift_jis_2004": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "koi8-r": "koi8_u",  # differs only in box drawing, which the Ukrainian letters replaced
    "utf-16": "utf-8",  # a page whose <meta> could be read as ASCII is not UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-8-sig": "utf-8",
}
_AS_THEY_ARE = frozenset(
    "utf-8 cp932 euc_jp iso2022_jp gb18030 hz cp949 big5hkscs cp866 cp874 koi8_u mac-roman mac-cyrillic "
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 "
    "iso8859-15 iso8859-16".split()
)
# Labels of the standard that Python's registry doesn't have.
_LABELS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "windows-949": "cp949",
    "ks_c_5601-1989": "cp949",
    "csksc56011987": "cp949",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "koi8-ru": "koi8_u",
    "koi": "koi8_u",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "utf8mb4": "utf-8",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_GUESSES = ["cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1251", "koi8_r", "cp1252", "cp1250", "cp1253", "cp1254"]

# What stands in EUC-KR where EUC-JP has the first kana, up to ば: letters that Koreans laugh and weep with (ㅋ, ㅠ).
_LAST_LIKE_JAMO = "ば"
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_META = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([^\s\"'/>;?]+)", re.IGNORECASE)
_TAGS = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def decode(content: bytes, content_type: str = "") -> str:
    """The page's text. Never fails: what no character set explains becomes U+FFFD."""
    name, content = charset_of(content, content_type)
    return content.decode(name, "replace")


def to_utf8(content: bytes, content_type: str = "") -> bytes:
    """The same text in UTF-8, without a byte order mark."""
    return decode(content, content_type).encode("utf-8", "replace")


def charset_of(content: bytes, content_type: str = "") -> tuple[str, bytes]:
    """(name of the Python codec to decode with, the content without its byte order mark)."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name, content[len(mark) :]
    sample = content[:_SAMPLE_BYTES]
    declared = list(filter(None, (codec_of(label) for label in _declarations(sample, content_type))))
    if not sample.isascii() and _decodes(sample, "utf-8"):
        # Other character sets make valid UTF-8 by accident only in a few letters, declared or not.
        return "utf-8", content
    if sample.isascii() and b"\x1b$" in sample:
        return "iso2022_jp", content
    for name in declared:
        if _decodes(sample, name):
            return name, content
    for name in (*declared, "utf-8"):
        if _nearly_decodes(sample, name):
            return name, content
    return _guess(sample) or "cp1252", content


def codec_of(label: str) -> str | None:
    """The Python codec for a label as servers and pages write it; None if it names no character set of the web."""
    label = label.strip().lower()
    if label in _LABELS:
        return _LABELS[label]
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _CODECS.get(name, name)
    return name if name in _AS_THEY_ARE else None


def _declarations(sample: bytes, content_type: str) -> list[str]:
    found = [match.group(1) for match in _PARAMETER.finditer(content_type)]
    found += [match.group(1).decode("ascii", "replace") for match in _META.finditer(sample[:_META_BYTES])]
    return found


def _decodes(sample: bytes, name: str) -> bool:
    try:
        # Not final: the sample may end in the middle of a character.
        codecs.getincrementaldecoder(name)().decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes) -> str | None:
    """By the letters' frequencies, without the mark-up, which is ASCII and says nothing."""
    from charset_normalizer import from_bytes

    text = b" ".join(_TAGS.sub(b" ", sample).split())
    if text.isascii():
        return "utf-8" if sample.isascii() else None
    best = from_bytes(text, cp_isolation=_GUESSES).best()
    name = codec_of(best.encoding) if best is not None else None
    return "euc_jp" if name == "cp949" and _is_kana(text) else name


def _is_kana(text: bytes) -> bool:
    """Whether what passes for Korean is Japanese in EUC-JP, as short texts do.

    Japanese has a third or more of its letters in kana; where those stand, Korean has single letters, Greek, and
    letters that nobody wrote for five hundred years, and its syllables elsewhere (KS X 1001, rows 4, 5 and 16 to 40).
    """
    try:
        letters = [letter for letter in codecs.getincrementaldecoder("euc_jp")().decode(text) if not letter.isascii()]
    except UnicodeDecodeError:
        return False
    kana = [letter for letter in letters if "\u3041" <= letter <= "\u30f6"]
    return len(kana) * 3 >= len(letters) and any(letter > _LAST_LIKE_JAMO for letter in kana)


def _nearly_decodes(sample: bytes, name: str) -> bool:
    """Whether no more than a few bytes are broken, as after a cut in the middle of a character: they spoil no page."""
    text = sample.decode(name, "replace")
    foreign = sum(not character.isascii() for character in text)
    return text.count("\ufffd") * 50 <= foreign
