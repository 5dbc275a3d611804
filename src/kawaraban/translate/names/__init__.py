"""Names: which stand in a text, and whether one in Latin letters and one in katakana sound alike."""

from kawaraban.translate.names.sound import similarity

__all__ = ["similarity"]
