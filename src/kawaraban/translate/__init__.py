"""translate: paragraphs -> paragraphs. Engines, memory, glossary, alignment and proof.

`engines/` make a translation, `glossary/` holds it to the house's terms, `align/` finds which segments of two texts
belong together, `proof/` tells what was lost on the way. A text is known again by its digest.
"""

from kawaraban.translate.digest import normalised, text_digest
from kawaraban.translate.engines import engine, translate_job
from kawaraban.translate.model import Engine, EngineChoice, Job, MemoryPair, Spent, TranslateError, Translation
from kawaraban.translate.tmx import read_tmx, tmx_pieces, write_tmx

__all__ = [
    "Engine",
    "EngineChoice",
    "Job",
    "MemoryPair",
    "Spent",
    "TranslateError",
    "Translation",
    "engine",
    "normalised",
    "read_tmx",
    "text_digest",
    "tmx_pieces",
    "translate_job",
    "write_tmx",
]
