"""The glossary: terms, where they stand in a text, and what is made of them in a rendering."""

from kawaraban.translate.glossary.finding import occurrences
from kawaraban.translate.glossary.model import Term, TermKind
from kawaraban.translate.glossary.rendering import Applied, Change, apply, rendered

__all__ = ["Applied", "Change", "Term", "TermKind", "apply", "occurrences", "rendered"]
