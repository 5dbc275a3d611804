"""All reports of one call in stories: none is lost, and what comes out depends on nothing but what is given."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare.model import CopyLink, Evidence, Print
from kawaraban.compare.stories import Nearby, gather
from tests.compare_cast import NOON, direction, made

PLACES = ("dorvik vele hesby", "ulstad oen lindgard", "skarne torvald")


def fire(key: str, place_: int, hours: float = 0) -> Print:
    """A report on a fire in one of three places."""
    names = PLACES[place_]
    return made(
        key,
        "t",
        "a" * 40,
        "b" * 40,
        hours=hours,
        vectors=direction(place_, place_ + 10, place_ + 20),
        names=names,
        numbers=f"{1347 + place_} {8112 + place_}",
        words=f"fire {names}",
    )


reports = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans()), min_size=1, max_size=9)


@settings(max_examples=25, deadline=None)
@given(reports, st.integers())
def test_no_report_is_lost_and_the_order_of_input_says_nothing(given_: list[tuple[int, int, bool]], seed: int) -> None:
    there = [fire(f"k{at}", where, hours) for at, (where, hours, _) in enumerate(given_)]
    found = gather(there)
    keys = [key for group in found for key in group.keys]
    assert sorted(keys) == sorted(one.report.key for one in there)
    for group in found:
        assert set(group.why) == set(group.keys[1:])
    shuffled = list(there)
    Random(seed).shuffle(shuffled)
    assert gather(shuffled) == found


def test_a_thousand_copies_are_one_story() -> None:
    there = [fire(f"k{at:04}", 0, at / 100) for at in range(1000)]
    links = [CopyLink(f"k{at:04}", "k0000", (Evidence("overlap", "w", 0.9),), 0.9) for at in range(1, 1000)]
    (group,) = gather(there, links)
    assert len(group.keys) == 1000


def test_nearby_finds_by_vector_by_name_and_in_time_and_forgets() -> None:
    nearby: Nearby[str] = Nearby()
    for at in range(60):
        nearby.add(f"other{at}", made(f"other{at}", "t", "x" * 40, vectors=direction(500 + at, 600 + at)), NOON)
    nearby.add("mute", made("mute", names="dorvik vele hesby"), NOON)
    nearby.add("like", fire("like", 0), NOON)
    nearby.add("late", fire("late", 0), NOON.replace(year=2027))
    found = nearby.near(fire("new", 0), NOON)
    assert found[0] == "like"
    assert "mute" in found
    assert "late" not in found
    nearby.drop("like")
    assert "like" not in nearby.near(fire("new", 0), NOON)
    assert "late" in nearby.near(fire("new", 0), None)
    assert len(nearby) == 62
