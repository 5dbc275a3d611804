"""The sheet of the paste box: whatever a person does, every segment stays in exactly one pair."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk.aligning import Pair, Sheet, by_language, segments

SOURCE = ("One. Two.", "Three.", "Four.", "Five.")
TARGET = ("一。二。", "三。", "四。", "五。")


def sheet(links: str = "0=0@90 1=1@90 2=2@90 3=3@90", moved: str = "") -> Sheet:
    return Sheet.parse("\n".join(SOURCE), "\n".join(TARGET), links, moved)


def told(of: Sheet) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(pair.source, pair.target) for pair in of.pairs]


def whole(of: Sheet) -> None:
    assert sorted(at for pair in of.pairs for at in pair.source) == list(range(len(of.source)))
    assert sorted(at for pair in of.pairs for at in pair.target) == list(range(len(of.target)))


NUMBERS = st.integers(-2, 6)
ACTS: list[Callable[..., Sheet]] = [
    Sheet.join, Sheet.split, Sheet.unlink, Sheet.toggle, Sheet.put_in_step,
]  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(ACTS), NUMBERS) | st.tuples(st.just(Sheet.link), NUMBERS, NUMBERS), max_size=8)
)
def test_no_act_loses_or_doubles_a_segment(acts: list[tuple[Callable[..., Sheet], int]]) -> None:
    of = sheet("0=0@90 1=@0 2=2@80 =1@0 3=@0 =3@0", "1=3@90|3=1@85")
    for act, *numbers in acts:
        of = act(of, *numbers)
        whole(of)
        assert told(Sheet.parse(of.source_text, of.target_text, of.links_text, of.moved_text)) == told(of)


@given(st.text(alphabet="0123456789,=@!-| x", max_size=60), st.text(alphabet="0123456789,=@|", max_size=30))
def test_a_form_that_says_nonsense_still_makes_a_whole_sheet(links: str, moved: str) -> None:
    whole(sheet(links, moved))


def test_a_pair_is_joined_with_the_next_and_split_again() -> None:
    joined = sheet().join(1)
    assert told(joined) == [((0,), (0,)), ((1, 2), (1, 2)), ((3,), (3,))]
    assert told(joined.split(1)) == told(sheet())


def test_a_segment_moves_to_the_pair_above() -> None:
    assert told(sheet().move("target", 1, -1)) == [((0,), (0, 1)), ((1,), ()), ((2,), (2,)), ((3,), (3,))]


def test_a_segment_that_stands_alone_joins_the_pair_of_the_other() -> None:
    of = sheet("0=0@90 1=1@90 2=@0 3=3@90 =2@0")
    assert ((1, 2), (1,)) in told(of.link(2, 1))
    assert ((2,), (2,)) in told(of.link(2, 2))
    assert ((3,), (2, 3)) in told(of.link(3, 2))


def test_two_segments_that_are_linked_elsewhere_leave_their_pairs() -> None:
    assert told(sheet().link(1, 2)) == [((0,), (0,)), ((), (1,)), ((1,), (2,)), ((2,), ()), ((3,), (3,))]


def test_a_segment_is_cut_into_its_sentences_and_the_others_keep_their_places() -> None:
    of = sheet().cut("source", 0).cut("target", 0)
    assert of.source == ("One.", "Two.", "Three.", "Four.", "Five.")
    assert told(of.split(0)) == [((at,), (at,)) for at in range(5)]


def test_a_block_out_of_step_is_linked_as_proposed() -> None:
    of = sheet("0=0@90 1=@0 =1@0 2=@0 =2@0 3=3@90", "1=2@90|2=1@88")
    assert [row.block for row in of.rows()].count(None) == 2
    mended = of.put_in_step()
    assert sorted(told(mended)) == [((0,), (0,)), ((1,), (2,)), ((2,), (1,)), ((3,), (3,))]
    assert mended.moved == ()
    assert not any(pair.doubtful for pair in mended.pairs)
    assert len(of.put_in_step(0).moved) == 1


def test_a_pair_that_is_left_out_is_not_taken() -> None:
    assert [pair.source for pair in sheet().toggle(2).taken] == [(0,), (1,), (3,)]


def test_what_stands_alone_on_the_right_comes_behind_what_it_follows_there() -> None:
    assert told(sheet("0=0@90 1=3@90 2=@0 3=@0")) == [
        ((0,), (0,)), ((), (1,)), ((), (2,)), ((1,), (3,)), ((2,), ()), ((3,), ()),
    ]  # fmt: skip


def test_a_link_under_three_quarters_is_doubtful_until_a_person_made_it() -> None:
    of = sheet("0=0@74 1=1@75")
    assert [pair.doubtful for pair in of.pairs[:2]] == [True, False]
    assert not Pair((0,), (0,), 0.1, by_hand=True).doubtful


def test_lines_are_paragraphs_and_blank_ones_are_none() -> None:
    assert segments("One.  Two.\r\n\r\n\u3000\nThree.", "paragraph") == ["One. Two.", "Three."]
    assert segments("One. Two.\n三。四。", "sentence") == ["One.", "Two.", "三。", "四。"]


def test_an_old_post_is_parted_by_language() -> None:
    post = (
        "https://maren-herald.example/1.html\nThe harbour of Maren opened on Friday.\nマレンの港は金曜日に開いた。\n"
        "Fishermen had waited for three weeks.\n\n漁師たちは3週間待っていた。\n以上。"
    )
    assert by_language(post, "en", "ja") == (
        "The harbour of Maren opened on Friday.\nFishermen had waited for three weeks.",
        "マレンの港は金曜日に開いた。\n漁師たちは3週間待っていた。\n以上。",
    )
