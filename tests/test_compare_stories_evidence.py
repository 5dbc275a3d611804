"""What two reports must have in common to be on one event: never one weak kind of evidence alone."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from kawaraban.compare.stories.evidence import Evidence
from kawaraban.compare.stories.weights import likelihood

NOTHING = Evidence(**dict.fromkeys((field.name for field in fields(Evidence)), 0.0))
SHARES = st.floats(0.0, 1.0)


def test_two_numbers_that_happen_to_be_the_same_make_no_story() -> None:
    assert likelihood(replace(NOTHING, numbers=1.0, days=1.0)) == 0.0


def test_a_country_that_both_name_makes_no_story() -> None:
    assert likelihood(replace(NOTHING, names=1.0, days=1.0)) == 0.0


def test_names_and_numbers_together_may_make_one() -> None:
    assert likelihood(replace(NOTHING, names=1.0, numbers=1.0)) > 0.9


@given(told=SHARES, names=SHARES, numbers=SHARES, words=SHARES)
def test_more_in_common_never_speaks_against(told: float, names: float, numbers: float, words: float) -> None:
    less = replace(NOTHING, told=told, names=names, numbers=numbers, words=words)
    more = replace(less, numbers=min(1.0, numbers + 0.1), names=min(1.0, names + 0.1))
    assert likelihood(more) >= likelihood(less)


@given(told=SHARES, names=SHARES, numbers=SHARES, words=SHARES)
def test_the_same_said_of_another_place_is_another_event(
    told: float, names: float, numbers: float, words: float
) -> None:
    found = replace(NOTHING, told=told, names=names, numbers=numbers, words=words, elsewhere=1.0)
    assert likelihood(found) == 0.0
