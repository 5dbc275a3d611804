"""Names: which stand in a text, and whether one in Latin letters and one in katakana sound alike."""

from kawaraban.translate.names.finding import Name, names
from kawaraban.translate.names.sound import alike, similarity

__all__ = ["Name", "alike", "names", "similarity"]
