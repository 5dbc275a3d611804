"""Named time zones: how far east of Greenwich they are."""

from __future__ import annotations

import re
from functools import cache

from kawaraban.translate.moments import minutes_of
from kawaraban.translate.moments.tables import zones


@cache
def zone_pattern(language: str) -> re.Pattern[str]:
    """A zone's name as the table has it; in English with the space before it, in Japanese with the の behind."""
    names = "|".join(re.escape(name) for name in sorted(zones(language), key=len, reverse=True))
    if language == "ja":
        return re.compile(rf"({names})(?:の|・)?", re.IGNORECASE)
    return re.compile(rf"[ \n]?({names})(?![\w])(?: time(?![\w]))?", re.IGNORECASE)


def offsets_of(name: str, language: str) -> tuple[int, ...]:
    """Minutes east; none for "local time". Two, the summer's last, where the name does not say which: ET, not EST."""
    minutes = minutes_of(zones(language)[name.lower()])
    told = name.upper()
    if len(minutes) < 2:
        return minutes
    if told.endswith(("EDT", "CDT", "MDT", "PDT", "CEST", "EEST")) or "夏" in name:
        return minutes[1:]
    return minutes[:1] if told.endswith(("ST", "CET", "EET", "標準時")) else minutes
