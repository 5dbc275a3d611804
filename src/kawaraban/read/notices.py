"""Lines inside an article's text that are not a part of it: appeals, locks, headings of lists of other articles.

What they say is data, by language, in `notices.toml`; all languages are looked for at once, because pages mix them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Notice = Literal["locked", "notice", "more"]

_LONGEST = 240  # characters; a sentence of the article that happens to begin so is longer, or in doubt stays
_LONGEST_MORE = 60
_MARKS = " \t\u3000>＞»›・•*-–—|"


def notice_in(text: str) -> Notice | None:
    """What kind of notice a block is, None for the article's own text."""
    if len(text) > _LONGEST:
        return None
    shown = text.strip(_MARKS)
    locked, notice, more = _patterns()
    if locked.match(shown):
        return "locked"
    if notice.match(shown):
        return "notice"
    if len(shown) <= _LONGEST_MORE and more.fullmatch(shown):
        return "more"
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    languages = tomllib.loads(files("kawaraban.read").joinpath("notices.toml").read_text("utf-8")).values()
    locked, notice, more = (
        re.compile("|".join(f"(?:{line})" for data in languages for line in data.get(kind, ())), re.IGNORECASE)
        for kind in ("locked", "notice", "more")
    )
    return locked, notice, more
