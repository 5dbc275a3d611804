"""The glossary on the desk: its terms as the stations take them, how they are kept, and those that are suggested."""

from kawaraban.desk.glossary.keeping import GlossaryTrouble, Loaded, delete, keep, load, restore
from kawaraban.desk.glossary.terms import as_term, outlet_names, terms_between

__all__ = ["GlossaryTrouble", "Loaded", "as_term", "delete", "keep", "load", "outlet_names", "restore", "terms_between"]
