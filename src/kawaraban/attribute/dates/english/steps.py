"""Rules for what is counted: last week, three days ago, two weeks, every year, now."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.attribute.dates.english.counting import duration, half_of, number_of, steps_of, unit_of
from kawaraban.attribute.dates.english.grammar import Hit, Rule, rule
from kawaraban.attribute.dates.partial import Anchor, Partial, Piece, Step
from kawaraban.attribute.dates.reckoning import length
from kawaraban.attribute.dates.words import words_of

_SMALL = ("second", "minute", "hour")
_CLAUSE_ENDS = frozenset(("", "\n", *'.,;:”")(—!?', "and", "but", "when", "as", "because"))


def _step(hit: Hit, count: int, anchor: Anchor = "published") -> Piece | None:
    unit = unit_of(hit)
    if unit in _SMALL:
        return None
    return Piece(hit.span(), Partial(step=Step(unit, count, anchor)))


def _last(hit: Hit) -> Piece | None:
    """Last week is a week; "the last week" may be any."""
    if unit_of(hit) == "day" and not hit.has("text"):
        return None
    return _step(hit, -1, "text" if hit.has("text") else "published")


def _past(hit: Hit) -> Piece | None:
    """The past year: a length that ends now; but the last quarter is a quarter."""
    if unit_of(hit) == "quarter" and not hit.has("n"):
        return _step(hit, -1)
    return duration(hit)


def _this_past(hit: Hit) -> Piece | None:
    """This past weekend is the last one; this past week a length, as "the past week" is."""
    if unit_of(hit) == "weekend":
        return Piece(hit.span(), Partial(weekend=True, lean=-1))
    return duration(hit)


def _next(hit: Hit) -> Piece | None:
    text = hit.has("text") or unit_of(hit) == "day"
    return _step(hit, 1, "text" if text else "published")


def _this(hit: Hit) -> Piece | None:
    if unit_of(hit) in (*_SMALL, "day") and not hit.has("bounds"):
        return None
    return _step(hit, 0)


def _of_the(hit: Hit) -> Piece | None:
    """ "The year" alone says little; beside a quarter, or in "the end of the year", it is this one."""
    if unit_of(hit) == "day":
        return _step(hit, 0, "text") if hit.has("in_the") else None
    return _step(hit, 0)


def _the_unit(hit: Hit) -> Piece | None:
    found = _of_the(hit)
    return Piece(found.span, found.partial, weak=True) if found and unit_of(hit) == "year" else None


def _weekend(hit: Hit) -> Piece | None:
    return Piece(hit.span(), Partial(weekend=True)) if unit_of(hit) == "weekend" else None


def _ago(hit: Hit) -> Piece | None:
    count = steps_of(hit)
    if count is None:
        return Piece(hit.span(), value="PAST_REF") if hit.has("few") else None
    return Piece(hit.span(), Partial(step=Step(unit_of(hit), -count)))


def _long_ago(hit: Hit) -> Piece:
    return Piece(hit.span(), value="PAST_REF")


def _half_ago(hit: Hit) -> Piece | None:
    steps: dict[str, Step] = {"year": Step("month", -6), "decade": Step("year", -5), "century": Step("year", -50)}
    step = steps.get(unit_of(hit))
    return Piece(hit.span(), Partial(step=step)) if step else None


def _from_text(hit: Hit) -> Piece | None:
    """Two days later, a year earlier: from the last day named; a length where it ends somewhere else."""
    count = steps_of(hit)
    beyond = hit.after() == "than" or (hit.has("open") and hit.after() not in _CLAUSE_ENDS)
    if count is None or beyond or unit_of(hit) in _SMALL:
        found = duration(hit)
        if found and (hit.has("open") or beyond):
            return Piece((found.span[0], hit.span("u")[1]), type="DURATION", value=found.value)
        return found
    return Piece(hit.span(), Partial(step=Step(unit_of(hit), count if hit.has("later") else -count, "text")))


def _the_before(hit: Hit) -> Piece | None:
    if hit.after() not in _CLAUSE_ENDS or unit_of(hit) in _SMALL:
        return None
    return _step(hit, 1 if hit.has("later") else -1, "text")


def _two_days_off(hit: Hit) -> Piece | None:
    """The day before yesterday, the day after tomorrow."""
    shift = hit.value("day") or 0
    if unit_of(hit) != "day" or shift == 0 or (shift > 0) != hit.has("later"):
        return None
    return Piece(hit.span(), Partial(step=Step("day", 2 * shift)))


def _same(hit: Hit) -> Piece | None:
    return _step(hit, 0, "text")


def _length(hit: Hit) -> Piece | None:
    found = duration(hit)
    if found is None or (hit.has("ordinal") and unit_of(hit) != "year"):
        return None
    return found


def _one(hit: Hit) -> Piece | None:
    """ "A year" is a length after "for", a set after a number ("$5 a year"), else it depends on the unit."""
    before, unit = hit.before(), unit_of(hit)
    lean = words_of("en")["lean"]
    if before in lean["one_after"].split() or hit.has("approx") or hit.after() in ("after", "before", "of", "'", "’"):
        return duration(hit) if hit.after() != "of" or before in lean["one_after"].split() else None
    if _counted(hit):
        return Piece(hit.span(), type="SET", value=length(unit, "1"))
    return duration(hit) if unit not in ("second", "minute", "day", "quarter") else None


def _counted(hit: Hit) -> bool:
    before = hit.before()
    things = words_of("en")["lean"]["counted_things"].split()
    if before.isdigit() or before.replace(",", "").isdigit() or before in ("million", "billion", *things):
        return True
    return before.endswith("s") and any(hit.before(back)[:1].isdigit() for back in (2, 3))


def _bare(hit: Hit) -> Piece | None:
    """Weeks, years: of no number; only where a word before says that it is a length."""
    lean = words_of("en")["lean"]["lengths_after"].split()
    if hit.after() in ("before", "after", "later", "earlier") and unit_of(hit) not in ("quarter", "weekend"):
        return Piece(hit.span(), type="DURATION", value=length(unit_of(hit), "X"))
    if hit.before() not in lean or (hit.before() in ("of", "by", "last", "in") and unit_of(hit) in _SMALL):
        return None
    if hit.before() == "of" and hit.before(2) not in ("couple", "tens", "hundreds", "matter", "after", "dozens"):
        return None
    if unit_of(hit) in ("quarter", "second", "minute"):
        return None
    return Piece(hit.span(), type="DURATION", value=length(unit_of(hit), "X"))


def _old(hit: Hit) -> Piece | None:
    return duration(hit) if unit_of(hit) not in _SMALL else None


def _long(hit: Hit) -> Piece:
    count = "X" if hit.tokens("u")[0].text.endswith("s") else "1"
    return Piece(hit.span(), type="DURATION", value=length(unit_of(hit), count))


def _every(hit: Hit) -> Piece | None:
    number = number_of(hit) if hit.has("n") else 2 if hit.has("other") else 1
    if number is None:
        return None
    if hit.word("u") == "fortnight":
        number = 2
    return Piece(hit.span(), type="SET", value=length(unit_of(hit), f"{number:g}"))


def _times(hit: Hit) -> Piece:
    return Piece(hit.span(), type="SET", value=length(unit_of(hit), "1"))


def _day(hit: Hit) -> Piece:
    return Piece(hit.span(), Partial(step=Step("day", hit.value("d") or 0)))


def _reference(hit: Hit) -> Piece:
    return Piece(hit.span(), value=hit.word("r"))


def _set(hit: Hit) -> Piece:
    return Piece(hit.span(), type="SET", value=hit.word("s"))


def _to_come(hit: Hit) -> Piece:
    """In the coming years; recent weeks."""
    return Piece(hit.span(), value="FUTURE_REF" if hit.has("coming") else "PAST_REF")


def _to_be(hit: Hit) -> Piece:
    return Piece(hit.span(), value="FUTURE_REF")


def _that_was(hit: Hit) -> Piece | None:
    """In the past; "past the gate" and "the past tense" are something else."""
    return Piece(hit.span(), value="PAST_REF") if hit.before() == "in" and hit.after() in _CLAUSE_ENDS else None


def _at_present(hit: Hit) -> Piece | None:
    if hit.has("u") and hit.word("u") != "day":
        return None
    return Piece(hit.span(), value="PRESENT_REF")


def rules() -> Iterator[Rule]:
    some = "(NUMBER|MANY)"
    one = "(article)"
    counted = f"({some}|{one})"
    yield rule("PRE (<text: the>? <text: previous>|last) UNIT", _last)
    yield rule("PRE (the)? <text: previous> <u: unit>", _last)
    yield rule("PRE last <u: unit>", _last)
    yield rule("ALMOST the (past|last) ALMOST UNIT", _past)
    yield rule(f"ALMOST (the)? (past|last|next|coming|previous|following) ALMOST {some} (hyphen)? UNIT", _past)
    yield rule("PRE next <u: unit>", _next)
    yield rule("PRE (the)? <text: following|next> <u: unit>", _next)
    yield rule("PRE (the)? coming <u: unit>", _next)
    yield rule("PRE this <u: unit>", _this)
    yield rule("(the)? <bounds: bounds> of the <u: unit>", _of_the)
    yield rule("<in_the: earlier|later|partly> (in|on) the <u: unit>", _of_the)
    yield rule("<u: unit> (hyphen)? bounds", _of_the)
    yield rule("(of)? (the|this) <u: unit>", _the_unit)
    yield rule("(the|this|that|last) <u: unit>", _weekend)
    yield rule(f"ALMOST {counted} (hyphen)? UNIT ((and)? (article)? <half: half>)? ago", _ago)
    yield rule("ALMOST (article)? half (article)? (hyphen)? <u: unit> ago", _half_ago)
    yield rule("units ago", _long_ago)
    yield rule("(this|these) past <u: unit>", _this_past)
    yield rule(f"ALMOST {counted} UNIT (earlier|<later: later>)", _from_text)
    yield rule(f"ALMOST {counted} UNIT <open: before>", _from_text)
    yield rule(f"ALMOST {counted} UNIT <open: <later: after>>", _from_text)
    yield rule(f"ALMOST {counted} UNIT <later: from> ref", _from_now)
    yield rule("the <u: unit> (before|<later: after>)", _the_before)
    yield rule("the <u: unit> (before|<later: after>) <day: day>", _two_days_off)
    yield rule("((the|that)? same|that) <u: unit>", _same)
    yield rule(f"ALMOST {some} (hyphen)? UNIT ((hyphen)? long)?", _length)
    yield rule("ALMOST <n: (article)? num> (and (article)? <half: half>) (hyphen)? UNIT", _length)
    yield rule("<approx: approx>? article <u: unit>", _one)
    yield rule("ALMOST article <u: unit> and (article)? <half: half>", duration)
    yield rule("ALMOST (article)? half (article|the)? (hyphen)? <u: unit>", half_of)
    yield rule("<u: units>", _bare)
    yield rule(f"ALMOST {counted} (hyphen)? UNIT (hyphen)? old", _old)
    yield rule("<u: unit|units> (hyphen)? long", _long)
    yield rule("every (<other: other>|NUMBER)? UNIT", _every)
    yield rule("(num)? times (article|per|every) <u: unit>", _times)
    yield rule("per <u: unit>", _times)
    yield rule("<d: day>", _day)
    yield rule("<r: ref>", _reference)
    yield rule("<s: set>", _set)
    yield rule("(the)? (recent|<coming: coming>) units", _to_come)
    yield rule("the past", _that_was)
    yield rule("the (near)? future", _to_be)
    yield rule("at (the)? present", _at_present)
    yield rule("these <u: units>", _at_present)


def _from_now(hit: Hit) -> Piece | None:
    count = steps_of(hit)
    return Piece(hit.span(), Partial(step=Step(unit_of(hit), count))) if count else None
