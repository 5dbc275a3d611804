"""Which characters the bytes of a feed or a page stand for, whatever their labels say."""

from __future__ import annotations

import codecs
import re

#: Labels that servers write for a wider set than they name, as browsers read them (https://encoding.spec.whatwg.org/).
_WIDER = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "tis-620": "cp874",
}
#: Codecs of Python that no page is in; some take very long on long input.
_NEVER = frozenset({"utf_7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"})
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_CONTENT = re.compile(
    rb"(?:<\?xml[^>]{0,100}encoding|<meta[^>]{0,200}charset)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def to_utf8(content: bytes, content_type: str | None) -> bytes:
    """The same text in UTF-8, without a byte order mark; characters that are broken become U+FFFD.

    Bytes that are valid UTF-8 are that: no text of another kind is by chance, while many servers label theirs wrongly.
    Else the Content-Type header's charset holds, then what the content says of itself.
    """
    if content.startswith(_MARKS):
        return content.decode("utf-16", "replace").encode("utf-8", "replace")
    content = content.removeprefix(codecs.BOM_UTF8)
    if not content.isascii() and _is_utf8(content):
        return content
    own = _IN_CONTENT.search(content[:2048])
    header = _IN_HEADER.search(content_type or "")
    for label in (header[1] if header else "", own[1].decode("ascii", "replace") if own else ""):
        name = _codec(label)
        if name is not None:
            return content.decode(name, "replace").encode("utf-8", "replace")
    return content.decode("utf-8", "replace").encode("utf-8")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(label: str) -> str | None:
    name = _WIDER.get(label.lower(), label.lower())
    try:
        found = codecs.lookup(name)
        b"a".decode(found.name, "replace")  # LookupError where it is no codec for text
    except (LookupError, ValueError):
        return None
    return None if found.name.replace("-", "_") in _NEVER else found.name
