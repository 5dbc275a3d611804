"""A person's words on stories hold before what is found; what comes out depends on nothing but what is given."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare.model import CopyLink, Evidence, Print
from kawaraban.compare.stories import Member, Nearby, gather, place
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


def grouped(*args: object) -> list[set[str]]:
    return [set(group.keys) for group in gather(*args)]  # type: ignore[arg-type]


def test_what_a_person_took_apart_stays_apart() -> None:
    there = [fire("a", 0), fire("b", 0, 1), fire("c", 0, 2)]
    assert grouped(there) == [{"a", "b", "c"}]
    assert grouped(there, (), (), [("b", "a"), ("b", "c")]) == [{"a", "c"}, {"b"}]


def test_what_a_person_put_together_is_together_and_says_so() -> None:
    there = [fire("a", 0), fire("b", 1, 1), fire("c", 1, 2)]
    first, second = gather(there, together=[("a", "c")])
    assert (first.keys, second.keys) == (("a", "c"), ("b",))
    assert [why.kind for why in first.why["c"]] == ["person"]


def test_a_copy_taken_apart_by_a_person_does_not_join() -> None:
    there = [fire("a", 0), fire("b", 0, 1)]
    link = CopyLink("b", "a", (Evidence("overlap", "words", 0.9),), 0.9)
    assert grouped(there, [link]) == [{"a", "b"}]
    assert grouped(there, [link], (), [("a", "b")]) == [{"a"}, {"b"}]


def test_apart_holds_where_a_person_said_both() -> None:
    there = [fire("a", 0), fire("b", 0, 1)]
    assert grouped(there, (), [("a", "b")], [("a", "b")]) == [{"a"}, {"b"}]


def test_who_is_put_with_another_keeps_apart_from_whom_that_one_was_taken() -> None:
    there = [fire("a", 0), fire("b", 1, 1), fire("c", 0, 2)]
    assert grouped(there, (), [("b", "c")], [("a", "b")]) == [{"a"}, {"b", "c"}]


def test_a_story_that_a_person_took_a_report_out_of_is_passed_over() -> None:
    assert place(fire("b", 0, 1), [Member(4, fire("a", 0))]) is not None
    assert place(fire("b", 0, 1), [Member(4, fire("a", 0))], apart={4}) is None


def test_keys_that_are_not_there_are_no_obstacle() -> None:
    assert grouped([fire("a", 0)], (), [("a", "gone"), ("x", "y")], [("gone", "a")]) == [{"a"}]


reports = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans()), min_size=1, max_size=9)
pairs = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3)


@settings(max_examples=25, deadline=None)
@given(reports, pairs, pairs, st.integers())
def test_no_report_is_lost_and_the_order_of_input_says_nothing(
    given_: list[tuple[int, int, bool]], together: list[tuple[int, int]], apart: list[tuple[int, int]], seed: int
) -> None:
    there = [fire(f"k{at}", where, hours) for at, (where, hours, _) in enumerate(given_)]
    put = [(f"k{one}", f"k{other}") for one, other in together if one != other]
    taken = [(f"k{one}", f"k{other}") for one, other in apart if one != other]
    found = gather(there, (), put, taken)
    keys = [key for group in found for key in group.keys]
    assert sorted(keys) == sorted(one.report.key for one in there)
    for group in found:
        assert not [pair for pair in taken if set(pair) <= set(group.keys)]
        assert set(group.why) == set(group.keys[1:])
    shuffled = list(there)
    Random(seed).shuffle(shuffled)
    assert gather(shuffled, (), put[::-1], taken[::-1]) == found


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
    assert (len(nearby), "like" in nearby) == (62, False)
