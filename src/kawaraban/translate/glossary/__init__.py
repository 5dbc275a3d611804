"""The glossary: terms, where they stand in a text, what is made of them in a rendering, and the files they come in."""

from kawaraban.translate.glossary.csv import write_csv
from kawaraban.translate.glossary.files import GlossaryError, PassedOver
from kawaraban.translate.glossary.finding import occurrences
from kawaraban.translate.glossary.model import Term, TermKind
from kawaraban.translate.glossary.reading import read_terms
from kawaraban.translate.glossary.rendering import Applied, Change, apply, rendered
from kawaraban.translate.glossary.tbx import write_tbx

__all__ = [
    "Applied",
    "Change",
    "GlossaryError",
    "PassedOver",
    "Term",
    "TermKind",
    "apply",
    "occurrences",
    "read_terms",
    "rendered",
    "write_csv",
    "write_tbx",
]
