"""Language tags as memories and models write them, folded to the two letters of ISO 639-1."""

from __future__ import annotations

# ISO 639-2 codes (both sets where they differ) of languages that news is written and translated in.
_THREE_LETTERS = {
    "ara": "ar", "bul": "bg", "ces": "cs", "cze": "cs", "chi": "zh", "zho": "zh", "deu": "de", "ger": "de", "dut": "nl",
    "nld": "nl", "ell": "el", "gre": "el", "eng": "en", "est": "et", "fas": "fa", "per": "fa", "fin": "fi", "fra": "fr",
    "fre": "fr", "heb": "he", "hun": "hu", "ita": "it", "jpn": "ja", "kat": "ka", "geo": "ka", "kor": "ko", "lav": "lv",
    "lit": "lt", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr",
    "ukr": "uk", "vie": "vi",
}  # fmt: skip


def two_letters(tag: str) -> str:
    """ "en-US", "EN_gb" and "eng" -> "en"; "" for what is no language tag. Script and region are dropped."""
    primary = tag.strip().replace("_", "-").split("-", 1)[0].lower()
    primary = _THREE_LETTERS.get(primary, primary)
    return primary if len(primary) in {2, 3} and primary.isascii() and primary.isalpha() else ""
