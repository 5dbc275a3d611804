"""Rules for what the calendar names: days, weekdays, months, years, quarters, seasons, decades."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.attribute.dates.english.grammar import Hit, Rule, rule
from kawaraban.attribute.dates.partial import Clock, Partial, Piece, Step
from kawaraban.attribute.dates.reckoning import day_of
from kawaraban.attribute.dates.words import words_of

_LEANS = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}
_SEASONS_OF = frozenset(("season", "school", "academic", "fiscal", "campaign"))


def _day(hit: Hit) -> Piece | None:
    day = hit.value("d")
    if day is None or not 1 <= day <= 31 or _counts(hit, "d"):
        return None
    return Piece(hit.span(), Partial(month=hit.value("m"), day=day, year=hit.value("y"), weekday=None))


def _counts(hit: Hit, name: str) -> bool:
    """Whether the number counts the things behind it: "on May 3 15 people", "May 5 percent"."""
    after = hit.after()
    return hit.row.tokens[hit.last] == hit.tokens(name)[0] and after in words_of("en")["lean"]["counted_things"].split()


def _days(hit: Hit) -> list[Piece] | None:
    """May 11-12, 2022; 3 and 4 May: two days."""
    first, second = hit.value("d"), hit.value("e")
    month, year = hit.value("m"), hit.value("y")
    if first is None or second is None or not (1 <= first <= 31 and 1 <= second <= 31):
        return None
    if hit.has("loose") and (_counts(hit, "e") or (hit.after().isalpha() and hit.after().endswith("s"))):
        return None
    pieces = []
    for name, day in (("d", first), ("e", second)):
        pieces.append((hit.span(name), Partial(month=month, day=day, year=year)))
    start, end = hit.span()
    one = (start, max(pieces[0][0][1], hit.span("m")[1] if hit.span("m")[0] < pieces[0][0][0] else 0))
    return [Piece(one, pieces[0][1]), Piece((pieces[1][0][0], end), pieces[1][1])]


def _month(hit: Hit) -> Piece | None:
    if hit.has("every"):
        return Piece(hit.span(), type="SET", value=f"XXXX-{hit.value('m'):02d}")
    step = Step("year", 0) if hit.has("this") else None
    return Piece(hit.span(), Partial(month=hit.value("m"), year=hit.value("y"), step=step, lean=_lean(hit)))


def _lean(hit: Hit) -> int | None:
    found = hit.tokens("lean")
    if not found:
        return None
    word = found[0].text
    classes = words_of("en")["classes"]
    return next((lean for name, lean in _LEANS.items() if word in classes[name].split()), None)


def _weekday(hit: Hit) -> Piece:
    weekday = hit.value("w")
    if hit.has("every"):
        return Piece(hit.span(), type="SET", value=f"XXXX-WXX-{weekday}")
    step = Step("week", 0) if hit.has("this") else None
    return Piece(hit.span(), Partial(weekday=weekday, step=step, lean=_lean(hit)))


def _weekdays(hit: Hit) -> Piece:
    return Piece(hit.span(), type="SET", value=f"XXXX-WXX-{hit.value('w')}")


def _year(hit: Hit) -> Piece:
    return Piece(hit.span(), Partial(year=hit.value("y")))


def _fiscal(hit: Hit) -> Piece:
    """Accounts need not follow the calendar: FY2025 says so. Without a year it is the one of publication."""
    if hit.has("y"):
        return Piece(hit.span(), Partial(year=hit.value("y"), fiscal=1))
    return Piece(hit.span(), Partial(step=Step("year", _lean(hit) or 0), fiscal=1))


def _year_and_more(hit: Hit) -> Piece | None:
    """2005-06: a month, but a season's two years where a season follows."""
    year, more = hit.value("y"), hit.value("more")
    text = hit.tokens("more")[0].text
    if year is None or more is None or len(text) != 2:
        return None
    if hit.after() not in _SEASONS_OF and 1 <= more <= 12:
        return Piece(hit.span(), Partial(year=year, month=more))
    return Piece(hit.span(), Partial(year=year)) if more == (year + 1) % 100 else None


def _iso(hit: Hit) -> Piece:
    written = hit.word("i")
    year, month, day = (int(part) for part in written[:10].split("-"))
    clock = Clock(int(written[11:13]), int(written[14:16])) if len(written) > 10 else None
    return Piece(hit.span(), Partial(year=year, month=month, day=day, clock=clock))


def _slashed(hit: Hit) -> Piece | None:
    """06/11/2026: the day first, as most countries write it, the month where no calendar has the day."""
    one, two, year = (int(part) for part in hit.word("s").replace(".", "/").split("/"))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    if "." in hit.word("s") and day_of(year, two, one) is None:
        return None
    if day_of(year, two, one) is None:
        one, two = two, one
    return Piece(hit.span(), Partial(year=year, month=two, day=one))


def _decade(hit: Hit) -> Piece:
    """The 1990s are 199; of "the nineties" those of the last century, but for the twenties."""
    found = hit.tokens("d")[0].value
    return Piece(hit.span(), value=found if isinstance(found, str) else f"{20 if found == 2 else 19}{found}")


def _century(hit: Hit) -> Piece | None:
    number = hit.value("o")
    if hit.word("u") != "century" or number is None or not 1 <= number <= 22:
        return None
    return Piece(hit.span(), value=f"{number - 1:02d}")


def _quarter(hit: Hit) -> Piece | None:
    number = hit.value("o")
    if hit.word("u") != "quarter" or number is None or number > 4 or hit.after() == "final":
        return None
    return Piece(hit.span(), Partial(quarter=number, lean=_lean(hit)))


def _half(hit: Hit) -> Piece | None:
    number = hit.value("o")
    return Piece(hit.span(), Partial(half=number), weak=True) if number in (1, 2) else None


def _season(hit: Hit) -> Piece | None:
    season = hit.word("s")
    if hit.has("every"):
        return Piece(hit.span(), type="SET", value=f"XXXX-{season}")
    plain = hit.tokens("s")[0].text
    told = hit.has("lean") or hit.has("this")
    if plain in ("fall", "spring") and not told and not _is_season(hit, plain):
        return None
    if not told and hit.before() not in words_of("en")["lean"]["season_after"].split() and not hit.has("the"):
        return Piece(hit.span(), Partial(season=season), weak=True)
    step = Step("year", 0) if hit.has("this") else None
    return Piece(hit.span(), Partial(season=season, step=step, lean=_lean(hit)))


def _is_season(hit: Hit, plain: str) -> bool:
    """Whether "fall" and "spring" are a season: in the fall of 2019, in spring."""
    if hit.after() in ("of", "and") or hit.after().isdigit() or hit.before() == "in":
        return True
    return plain == "spring" and hit.has("the")


def _holiday(hit: Hit) -> Piece:
    return Piece(hit.span(), Partial(holiday=hit.word("h")))


def _on_the(hit: Hit) -> Piece | None:
    """On the 19th: a day where nothing follows that it could count."""
    day = hit.value("o")
    digits = hit.tokens("o")[0].text[0].isdigit()
    if not digits or day is None or not 1 <= day <= 31 or hit.after() not in (".", ",", ";", "", "\n", "at", "and"):
        return None
    return Piece(hit.span("o"), Partial(day=day))


def rules() -> Iterator[Rule]:
    lean = "<lean: last|previous|next|coming|following>"
    yield rule("PRE <m: month> (the)? <d: num|ord> (YEAR)?", _day)
    yield rule("PRE (the)? <d: num|ord> (of)? <m: month> (YEAR)?", _day)
    yield rule("<m: month> <d: num|ord> (hyphen|<loose: and|to|comma>) <e: num|ord> (YEAR)?", _days)
    yield rule("(the)? <d: num|ord> (hyphen|<loose: and|to|comma>) (the)? <e: num|ord> (of)? <m: month> (YEAR)?", _days)
    yield rule("PRE <m: month> (comma|of)? <y: year>", _month)
    yield rule(f"(<every: every>|<this: this>|(the)? {lean})? PRE <m: month>", _month)
    yield rule(f"(<every: every>|<this: this>|(the)? {lean})? PRE <w: weekday>", _weekday)
    yield rule("(the)? (partly|earlier|later) (on)? <w: weekday>", _weekday)
    yield rule("<w: weekdayplural>", _weekdays)
    yield rule("PRE <y: year>", _year)
    yield rule(f"PRE (the|this|{lean}){{0,2}} fiscal (unit)? <y: year>", _fiscal)
    yield rule(f"PRE (the|<this: this>){{0,2}} ({lean})? fiscal unit", _fiscal)
    yield rule("<y: year> hyphen <more: num>", _year_and_more)
    yield rule("<i: iso>", _iso)
    yield rule("<s: slashed>", _slashed)
    yield rule("(the)? PRE <d: decade>", _decade)
    yield rule("(the)? PRE <o: ord> (hyphen)? <u: unit|units>", _century)
    yield rule(f"PRE (the)? ({lean})? <o: ord> (hyphen)? (fiscal)? <u: unit>", _quarter)
    yield rule("PRE <o: quarterid>", lambda hit: Piece(hit.span(), Partial(quarter=hit.value("o"))))
    yield rule("(the)? <o: ord> half (of)?", _half)
    yield rule(f"(<every: every>|<this: this>|<the: the>? {lean}|<the: the>)? PRE <s: season>", _season)
    yield rule("<h: holiday>", _holiday)
    yield rule("on the <o: ord>", _on_the)
