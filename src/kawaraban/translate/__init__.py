"""translate: paragraphs -> paragraphs. Engines, memory, and the digest by which a text is known again."""

from kawaraban.translate.digest import normalised, text_digest
from kawaraban.translate.engines import engine, translate_texts
from kawaraban.translate.model import Engine, EngineChoice, MemoryPair, TranslateError, Translation
from kawaraban.translate.tmx import read_tmx, write_tmx

__all__ = [
    "Engine",
    "EngineChoice",
    "MemoryPair",
    "TranslateError",
    "Translation",
    "engine",
    "normalised",
    "read_tmx",
    "text_digest",
    "translate_texts",
    "write_tmx",
]
