"""What is missing where a statement was held against the desk: codes with what a sentence needs."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kawaraban.compare.relating.missing import Found, Missing, missing


def codes(*found: Found) -> list[str]:
    return [one.code for one in missing(found)]


STATES = Found("states", "northwire", "Kelmar", "coop", asked=True)


def test_nothing_found_is_said_so() -> None:
    assert missing([]) == missing([Found("related", "a"), Found("repeats", "b")]) == [Missing("nothing")]


def test_what_is_only_denied_is_said_so_with_how_many_deny_it() -> None:
    assert missing([Found("denies", "a"), Found("denies", "a"), Found("denies", "b")]) == [Missing("only-denied", 2)]


def test_one_origin_is_named_however_many_reports_it_has() -> None:
    found = [STATES, Found("attributes", "northwire", speakers=("Ilse Torvald",))]
    assert missing(found) == [Missing("one-origin", 1, ("northwire",))]


def test_several_origins_of_one_country_or_owner_are_named() -> None:
    other = Found("states", "courier", "Kelmar", "coop")
    assert missing([STATES, other]) == [
        Missing("one-owner", 2, ("coop",)),
        Missing("one-country", 2, ("Kelmar",)),
    ]
    assert codes(STATES, Found("states", "ilmar", "Ilmaria", "state")) == []


def test_a_country_that_is_not_known_may_be_another() -> None:
    assert codes(STATES, Found("states", "courier")) == []


def test_claims_alone_are_no_voice_of_their_own() -> None:
    torvald = [Found("attributes", name, name, name, speakers=("Ilse Torvald",), asked=True) for name in "ab"]
    assert missing(torvald) == [Missing("no-own-voice", 2), Missing("one-speaker", 2, ("Ilse Torvald",))]
    keel = Found("attributes", "c", "c", "c", speakers=("Sana Keel",))
    assert codes(*torvald, keel) == ["no-own-voice"]


def test_sources_without_a_name_are_said_with_who_stands_between() -> None:
    found = [Found("attributes", name, name, name, unnamed=True, via=("Evening Ilmar",), asked=True) for name in "ab"]
    assert missing(found)[-1] == Missing("only-unnamed", 2, ("Evening Ilmar",))


def test_nobody_was_asked_unless_somebody_denies_or_declines() -> None:
    said = [Found("states", name, name, name) for name in "ab"]
    assert codes(*said) == ["no-denial-asked"]
    assert codes(*said, Found("denies", "c")) == []
    assert codes(*said, Found("related", "a", asked=True)) == []


def test_an_origin_that_nobody_can_tell_counts_for_nothing() -> None:
    found = [STATES, Found("states"), Found("attributes")]
    assert missing(found) == [Missing("one-origin", 1, ("northwire",)), Missing("unknown-origin", 2)]


anything = st.builds(
    Found,
    st.sampled_from(["states", "attributes", "denies", "repeats", "related"]),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "x", "y"]),
    st.sampled_from(["", "o"]),
    st.sampled_from([(), ("p",), ("p", "q")]),
    st.booleans(),
    st.sampled_from([(), ("v",)]),
    st.booleans(),
)


@given(st.lists(anything, max_size=8), st.randoms())
def test_the_order_of_the_findings_changes_nothing(found: list[Found], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert missing(shuffled) == missing(found)
    assert len(codes(*found)) == len(set(codes(*found)))
