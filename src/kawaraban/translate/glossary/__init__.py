"""The glossary: terms, where they stand in a text, and what is made of them in a rendering."""

from kawaraban.translate.glossary.model import Term, TermKind

__all__ = ["Term", "TermKind"]
