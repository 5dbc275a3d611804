"""Numbers and units of English times."""

from __future__ import annotations

from kawaraban.attribute.dates.english.grammar import Hit
from kawaraban.attribute.dates.partial import Piece
from kawaraban.attribute.dates.reckoning import Unit, length

_UNITS: dict[str, tuple[Unit, int]] = {"fortnight": ("week", 2)}
_SMALLEST = 9_999  # more of a unit is a number of something else, or nobody's business to count


def unit_of(hit: Hit, name: str = "u") -> Unit:
    word = hit.word(name)
    return _UNITS[word][0] if word in _UNITS else word  # type: ignore[return-value]  # words/en.toml holds units alone


def number_of(hit: Hit) -> float | None:
    """The number of part `n`: "twenty-five", "a hundred", "2.5"; None where it is none that a time has."""
    total: float = 0
    current: float = 0
    for token in hit.tokens("n"):
        if not isinstance(token.value, int | float):
            continue
        if token.value in (100, 1000, 12) and not token.text[0].isdigit():
            current = (current or 1) * token.value
        elif current and token.text[0].isdigit():
            return None
        else:
            total, current = (total + current, token.value) if current >= 20 else (total, current + token.value)
    found = total + current
    if hit.has("half"):
        found += 0.5
    if hit.word("u") == "fortnight":
        found *= 2
    return found if 0 < found <= _SMALLEST else None


def steps_of(hit: Hit) -> int | None:
    """How many whole units: one for "a", none where it is "a few", or half of something."""
    if hit.has("few"):
        return None
    if hit.has("n"):
        found = number_of(hit)
        return int(found) if found is not None and found == int(found) else None
    return 2 if hit.word("u") == "fortnight" else 1


def duration(hit: Hit) -> Piece | None:
    """The length of time of a hit with a number `n`, `few`, `half` or one of its unit `u`."""
    count = "X"
    if hit.has("n"):
        number = number_of(hit)
        if number is None:
            return None
        count = f"{number:g}"
    elif not hit.has("few") and not hit.tokens("u")[0].text.endswith("s"):
        count = "1.5" if hit.has("half") else "2" if hit.word("u") == "fortnight" else "1"
    return Piece(hit.span(), type="DURATION", value=length(unit_of(hit), count))


def half_of(hit: Hit) -> Piece:
    """Half an hour, half a year; half a decade."""
    unit = unit_of(hit)
    value = {
        "hour": "PT30M",
        "minute": "PT30S",
        "day": "PT12H",
        "year": "P6M",
        "decade": "P5Y",
        "century": "P50Y",
    }.get(unit, length(unit, "0.5"))
    return Piece(hit.span(), type="DURATION", value=value)
