"""Which way a Japanese sentence points at a date: the predicate that comes first behind it."""

from __future__ import annotations

import re
from functools import cache

from kawaraban.attribute.dates.words import words_of

_REACH = 80  # code points
_END = re.compile(r"[。！？\n]")
_PAST = r"(?P<past>(?:[っいしきちりぎみびんれせげけべめてえじ]た|んだ|だった|なかった)(?![めちびりらいだ])|ていな)"
#: A verb's plain form at the end of a clause or before a noun; not である, ている, による.
_PLAIN = r"[ぁ-ん一-龠](?<!てい)(?<!であ)(?<!とい)(?<!によ)[るうくぐすつぬぶむ](?=[。、」]|こと|ため|[一-龠])"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"{_PAST}|(?P<future>{words_of('ja')['lean']['future']}|{_PLAIN})")


def lean(text: str, end: int) -> int:
    """1 future, -1 past, 0 where nothing says, for words that end at a code point."""
    stop = _END.search(text, end, end + _REACH)
    match = _pattern().search(text, end, stop.end() if stop else end + _REACH)
    if match is None:
        return 0
    return -1 if match["past"] else 1
