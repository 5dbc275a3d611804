"""Origins: from links between pairs, whatever they are, a forest; and what cannot be told is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare.copies import origins
from kawaraban.compare.model import CopyLink, Credit, Evidence, Print
from tests.compare_cast import made

KEYS = "abcdefgh"


def link(copy: str, original: str, score: float = 1.0) -> CopyLink:
    return CopyLink(copy, original, (Evidence("overlap", "The pier is closed.", score),), score)


def report(key: str, hours: float = 0, outlet: str = "", credits: tuple[Credit, ...] = ()) -> Print:
    one = made(key, key, "The pier is closed.", hours=hours)
    return replace(one, report=replace(one.report, outlet=outlet), credits=credits)


def test_copies_of_copies_go_back_to_one_root() -> None:
    found = origins([report("c", 2), report("a"), report("b", 1)], [link("c", "b"), link("b", "a")])
    assert {key: (one.root, one.copy_of, one.standing) for key, one in found.items()} == {
        "a": ("a", None, "own"),
        "b": ("a", "a", "copy"),
        "c": ("a", "b", "copy"),
    }


def test_a_copy_is_of_whom_it_has_most_from_and_of_the_first_where_that_is_equal() -> None:
    press = [report("first"), report("second", 1), report("copy", 2)]
    assert origins(press, [link("copy", "first", 0.6), link("copy", "second", 0.9)])["copy"].copy_of == "second"
    assert origins(press, [link("copy", "second", 0.99), link("copy", "first", 0.98)])["copy"].copy_of == "first"


def test_whom_it_credits_counts_for_more_than_a_little_more_text() -> None:
    credit = Credit("Northwire", "dateline", "PORT MAREN (Northwire) —", 0)
    press = [report("wire", 1, "Northwire"), report("sister", 0, "Brenn Daily"), report("copy", 2, credits=(credit,))]
    assert origins(press, [link("copy", "sister", 0.95), link("copy", "wire", 0.8)])["copy"].copy_of == "wire"
    assert origins(press, [link("copy", "sister", 0.95), link("copy", "wire", 0.3)])["copy"].copy_of == "sister"


def test_whose_agency_is_not_here_is_of_unknown_origin_and_its_copies_are_one_group() -> None:
    credit = (Credit("Reuters", "dateline", "(Reuters) -", 0),)
    found = origins([report("a", credits=credit), report("b", 1, credits=credit)], [link("b", "a")])
    assert [(found[key].standing, found[key].root) for key in "ab"] == [("unknown", "a"), ("copy", "a")]
    assert found["a"].evidence == (Evidence("credit", "(Reuters) -", 1.0),)


def test_an_agencys_own_dateline_and_a_mere_mention_leave_a_report_its_own() -> None:
    dateline = Credit("Northwire", "dateline", "PORT MAREN (Northwire) —", 0)
    mention = Credit("Reuters", "mention", "told Reuters", 3)
    found = origins([report("a", outlet="Northwire", credits=(dateline, mention))], [])
    assert (found["a"].standing, found["a"].evidence) == ("own", ())


def test_media_that_are_not_named_make_the_origin_unknown_and_nobody_one_group() -> None:
    credit = (Credit("", "credit", "according to reports", 0),)
    found = origins([report("a", credits=credit), report("b", 1, credits=credit)], [])
    assert [(one.standing, one.root) for one in found.values()] == [("unknown", "a"), ("unknown", "b")]


def test_who_has_no_text_is_of_unknown_origin() -> None:
    assert origins([made("a", "A headline")], [])["a"].standing == "unknown"


def test_links_to_reports_that_are_not_here_or_to_itself_are_passed_over() -> None:
    found = origins([report("a")], [link("a", "gone"), link("gone", "a"), link("a", "a")])
    assert found["a"].copy_of is None


def test_a_chain_of_thousands_is_followed_to_its_root() -> None:
    press = [report(f"{at:05}", at) for at in range(3000)]
    links = [link(f"{at:05}", f"{at - 1:05}") for at in range(1, 3000)]
    assert {one.root for one in origins(press, links).values()} == {"00000"}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.floats(0, 1, allow_nan=False)), max_size=40),
    st.lists(st.integers(-3, 3) | st.none(), min_size=len(KEYS), max_size=len(KEYS)),
    st.randoms(use_true_random=False),
)
def test_any_links_give_a_forest_which_their_order_does_not_change(
    pairs: list[tuple[str, str, float]], hours: list[int | None], chance: object
) -> None:
    press = []
    for key, hour in zip(KEYS, hours, strict=True):
        one = report(key, hour or 0)
        press.append(one if hour is not None else replace(one, report=replace(one.report, published=None)))
    links = [link(*pair) for pair in {pair[:2]: pair for pair in pairs}.values()]
    found = origins(press, links)
    for key, one in found.items():
        seen = [key]
        while (up := found[seen[-1]].copy_of) is not None:
            assert up not in seen
            seen.append(up)
        assert one.root == seen[-1]
        assert one.standing == ("copy" if one.copy_of else "own")
        assert one.copy_of is None or any((each.copy, each.original) == (key, one.copy_of) for each in links)
    chance.shuffle(links)
    assert origins(press[::-1], links) == found


def test_a_copy_found_again_later_does_not_move_what_was_there() -> None:
    press = [report("a"), report("b", 1)]
    before = origins(press, [link("b", "a")])
    late = report("c", 48)
    late = replace(late, report=replace(late.report, captured=late.report.published + timedelta(days=1)))
    after = origins([*press, late], [link("b", "a"), link("c", "b", 0.9), link("c", "a", 0.7)])
    assert {key: after[key] for key in before} == before
    assert after["c"].copy_of == "b"
