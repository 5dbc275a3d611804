"""English parses: the small model of a package, run with numpy alone.

spaCy, for which the model was made, takes seconds to be loaded, and at every text time for what no rule asks. Here are
the steps that the rules need, a file each: cut into words, know each word, look around it, hang them on each other.
The tests hold every word of many texts to spaCy's own answer.
"""

from __future__ import annotations

from kawaraban.attribute.parser.english import EnglishParser

__all__ = ["EnglishParser"]
