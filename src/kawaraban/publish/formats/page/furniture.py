"""Lines that hosts put around posts: navigation, buttons, side bars, forms. By what they say, in Japanese and English.

All functions take text as `line.folded` leaves it.
"""

from __future__ import annotations

import re

from kawaraban.publish.formats.page.dates import day_between, month_said
from kawaraban.publish.formats.page.words import says

_ARROWS = re.compile(r"^[<«‹≪←]|[>»›≫→]$")
_LONGEST = 160  # code points of a row of links to other pages
_LONGEST_HEADING = 40


def is_turn(text: str) -> bool:
    """Navigation: to other pages, days, months; alone or in a row between bars."""
    if len(text) > _LONGEST:
        return False
    if month_said(text) or day_between(text):
        return True
    parts = [part.strip() for part in text.split("|") if part.strip()]
    if len(parts) == 1:
        return says("turn", parts[0]) and not parts[0].isdigit()
    known = [says("turn", part) for part in parts]
    return any(known) and all(one or _ARROWS.search(part) for one, part in zip(known, parts, strict=True))


def is_furniture(text: str) -> bool:
    """A line that is no post's, wherever it stands."""
    return says("button", text) or is_turn(text) or says("sidebar", text)


def ends_posts(text: str) -> bool:
    """A heading of a side bar, or a form, behind which no post follows."""
    return says("sidebar", text) or says("form", text)


def begins_comments(text: str) -> bool:
    """The heading above a post's comments."""
    return len(text) <= _LONGEST_HEADING and says("comments", text)


def begins_trackbacks(text: str) -> bool:
    """The heading above a post's trackbacks, or their address."""
    return says("trackbacks", text)


def ends_comments(text: str) -> bool:
    """What follows the comments: the form for a new one, trackbacks, a side bar."""
    return ends_posts(text) or begins_trackbacks(text) or is_turn(text)
