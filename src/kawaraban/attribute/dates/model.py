"""What `dates` gives: words for a time, with their TIMEX3 value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kawaraban.attribute.model import Span

Type = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that name a time. `value` is TIMEX3's (TimeML 1.2.1): as fine as the words are, X where they don't say."""

    span: Span
    text: str
    type: Type
    value: str
