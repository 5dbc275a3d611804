"""Rules for times of day: 3:15 p.m., noon, 1430 GMT, Friday morning."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.attribute.dates.english.grammar import Hit, Rule, rule
from kawaraban.attribute.dates.partial import Clock, Partial, Piece, Step
from kawaraban.attribute.dates.zones import offsets_of, zone_pattern

_BEFORE_CLOCK = frozenset("at by from to until till around about between before after since on and or , ( - –".split())


def _clock(hit: Hit) -> Piece | None:
    """A clock's time with its half of the day and its zone, where they are named."""
    written = _written(hit)
    if written is None:
        return None
    hour, minute, second = written
    half = hit.tokens("half")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0].text.startswith("p") else 0)
    start, end = hit.span()
    zone = zone_pattern("en").match(hit.row.text, end)
    bare = not half and not hit.has("oclock")
    if bare and not zone and hit.before() not in _BEFORE_CLOCK:
        return None
    offsets = offsets_of(zone[1], "en") if zone else ()
    return Piece((start, zone.end() if zone else end), Partial(clock=Clock(hour, minute, second, offsets)))


def _written(hit: Hit) -> tuple[int, int, int | None] | None:
    if hit.has("c"):
        parts = [int(part) for part in hit.word("c").split(":")]
        return parts[0], parts[1], parts[2] if len(parts) > 2 else None
    token = hit.tokens("h")[0]
    if token.value is None or isinstance(token.value, str):
        return None
    whole, point, minutes = token.text.partition(".")
    if not point:
        return int(token.value), 0, None
    return (int(whole), int(minutes), None) if len(minutes) == 2 and minutes < "60" else None


def _noon(hit: Hit) -> Piece:
    start, end = hit.span()
    zone = zone_pattern("en").match(hit.row.text, end)
    offsets = offsets_of(zone[1], "en") if zone else ()
    return Piece((start, zone.end() if zone else end), Partial(clock=Clock(hit.value("n") or 0, offsets=offsets)))


def _part(hit: Hit) -> Piece:
    """This morning, last night, that night; "the night" and "morning" count beside a day alone."""
    part = hit.word("p")
    if hit.has("every"):
        return Piece(hit.span(), type="SET", value=f"XXXX-XX-XXT{part}")
    step = None
    if hit.has("this"):
        step = Step("day", 0)
    elif hit.has("last"):
        step = Step("day", -1)
    elif hit.has("text"):
        step = Step("day", 0, "text")
    elif hit.has("previous"):
        step = Step("day", -1, "text")
    elif hit.has("next"):
        step = Step("day", 1, "text")
    return Piece(hit.span(), Partial(step=step, part=part), weak=step is None and not hit.has("into"))


def _small_hours(hit: Hit) -> Piece | None:
    """The early hours of Tuesday are Tuesday's morning, not its night."""
    return Piece(hit.span(), Partial(part="MO"), weak=True) if hit.word("u") == "hour" else None


def rules() -> Iterator[Rule]:
    yield rule("<c: clock> (hyphen)? <half: ampm>?", _clock)
    yield rule("<h: num> (hyphen)? <half: ampm>", _clock)
    yield rule("<h: num> <oclock: oclock>", _clock)
    yield rule("<h: year|num>", _military)
    yield rule("<n: noon>", _noon)
    yield rule("<p: night>", _night)
    yield rule(
        "(<every: every>|<this: this>|<last: last>|<text: that|same>|the same|(the)? <previous: previous>"
        "|(the)? <next: next|following>)? (partly)? (hyphen)? <p: part>",
        _part,
    )
    yield rule("(partly)? <into: in> the (partly)? <p: part>", _part)
    yield rule("(in)? the (partly)? (hyphen)? <p: part> (of)?", _part)
    yield rule("(in)? the (partly) <u: units> (of)?", _small_hours)


def _military(hit: Hit) -> Piece | None:
    """1430 GMT: four digits and a zone."""
    token = hit.tokens("h")[0]
    if len(token.text) != 4 or not token.text.isdigit():
        return None
    start, end = hit.span()
    zone = zone_pattern("en").match(hit.row.text, end)
    if zone is None or zone[1].lower() == "local":
        return None
    offsets = offsets_of(zone[1], "en")
    return Piece((start, zone.end()), Partial(clock=Clock(int(token.text[:2]), int(token.text[2:]), offsets=offsets)))


def _night(hit: Hit) -> Piece:
    """Tonight, and overnight: the night before, where nothing else is said."""
    back = -1 if hit.tokens("p")[0].text == "overnight" else 0
    return Piece(hit.span(), Partial(step=Step("day", back), part="NI"))
