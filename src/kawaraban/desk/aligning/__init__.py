"""The paste box: an original and a translation that a person has already, aligned, mended by hand, taken in.

`texts` cuts what was pasted into segments, `sheet` holds segments and links and all that a person may do to them,
`taking` puts what is right into the memory and beside the article.
"""

from kawaraban.desk.aligning.pairs import Pair
from kawaraban.desk.aligning.sheet import Row, Sheet
from kawaraban.desk.aligning.taking import Taken, take
from kawaraban.desk.aligning.texts import MAX_CHARACTERS, TextsError, aligned, by_language, segments

__all__ = [
    "MAX_CHARACTERS",
    "Pair",
    "Row",
    "Sheet",
    "Taken",
    "TextsError",
    "aligned",
    "by_language",
    "segments",
    "take",
]
