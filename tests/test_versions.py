"""Two versions of a text: which paragraph is which, and what changed in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.keep import carry_ids, changed_spans, changed_words, edits

LEAD = "Two people were hurt when a crane fell in the harbour of Oste on Friday, police said."
NEXT = "The crane had been inspected in the spring, according to the port authority."
LAST = "Work on the quay was stopped until further notice."


def numbered(*texts: str) -> list[tuple[str, str]]:
    return [(f"p{n}", text) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("At least 2 people died.", "At least 12 people died.", (("2 people", "12 people"),)),
        ("死者は2人に上った。", "死者は12人に上った。", (("2人", "12人"),)),
        ("損失は1,000億円に達した。", "損失は1,200億円に達した。", (("1,000億", "1,200億"),)),
        ("The minister denied it.", "The minister confirmed it.", (("denied", "confirmed"),)),
        ("町長は辞任を否定した。", "町長は辞任を認めた。", (("否定し", "認め"),)),
        ("市长否认了报道。", "市长承认了报道。", (("否", "承"),)),
        ("He spoke on Monday.", "He spoke at length on Monday.", (("", "at length"),)),
        ("Погибли 2 человека.", "Погибли 12 человек.", (("2 человека", "12 человек"),)),
        ("It cost 3.5 million.", "It cost 3.8 million.", (("3.5 million", "3.8 million"),)),
        ("Same text.", "Same text.", ()),
    ],
)
def test_the_smallest_words_that_changed(before: str, after: str, words: tuple[tuple[str, str], ...]) -> None:
    assert changed_words(before, after) == words


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_outside_of_the_changed_spans_both_texts_are_the_same(before: str, after: str) -> None:
    rest, at = "", 0
    for (start, end), (new_start, new_end) in changed_spans(before, after):
        rest += before[at:start] + after[new_start:new_end]
        at = end
    assert rest + before[at:] == after


def test_the_span_of_a_changed_sign_is_where_it_stands() -> None:
    assert changed_spans("船の火事の話", "船の火事と話") == (((4, 5), (4, 5)),)


def test_a_number_that_changed_is_marked_with_what_it_counts() -> None:
    assert changed_spans("けが人は2人。", "けが人は12人。") == (((4, 6), (4, 7)),)
    assert changed_spans("2 boats burned.", "6 boats burned.") == (((0, 7), (0, 7)),)


def test_an_edited_paragraph_keeps_its_id() -> None:
    old = numbered(LEAD, NEXT, LAST)
    new = [("x1", LEAD.replace("Two", "Twelve")), ("x2", "Ministers met in the evening."), ("x3", NEXT), ("x4", LAST)]
    assert carry_ids(old, new) == ["p1", "x2", "p2", "p3"]


def test_a_paragraph_that_moved_keeps_its_id() -> None:
    assert carry_ids(numbered(LEAD, NEXT, LAST), [("a", NEXT), ("b", LAST), ("c", LEAD)]) == ["p2", "p3", "p1"]


def test_an_id_that_an_older_paragraph_holds_is_not_given_twice() -> None:
    old = [("a", LEAD), ("b", NEXT)]
    assert carry_ids(old, [("b", LEAD), ("a", "Quite another sentence."), ("c", NEXT)]) == ["a", "a.2", "b"]


def test_edits_are_changes_additions_and_removals_in_reading_order() -> None:
    old = numbered(LEAD, NEXT, LAST)
    new = [("p1", LEAD.replace("Two", "Twelve")), ("p9", "Ministers met in the evening."), ("p3", LAST)]
    found = edits(old, new)
    assert [(edit.kind, edit.pid) for edit in found] == [("changed", "p1"), ("removed", "p2"), ("added", "p9")]
    assert found[0].words == (("Two", "Twelve"),)
    assert found[1].before == NEXT
    assert found[2].after == "Ministers met in the evening."


def test_white_space_is_no_edit() -> None:
    assert edits(numbered(LEAD), numbered("  " + LEAD.replace(" ", "\n"))) == []


def test_an_edit_names_three_changes_at_most() -> None:
    (edit,) = edits(numbered("a one b two c three d four e five"), numbered("a 1 b 2 c 3 d 4 e 5"))[:1] or [None]
    assert edit is None or len(edit.words) <= 3


def test_a_page_rewritten_whole_is_compared_in_bounds() -> None:
    old = numbered(*(f"Old sentence number {n} about something." for n in range(1500)))
    new = numbered(*(f"Fresh paragraph {n} on another thing entirely." for n in range(1500)))
    assert len(edits(old, new)) == 3000
    long = "word " * 20_000
    assert len(edits(numbered(long), numbered(long + "more"))) == 1


_TEXT = st.sampled_from(
    [
        LEAD,
        NEXT,
        LAST,
        LEAD.replace("Two", "12"),
        "町議会は港の拡張計画を可決した。",
        "町議会は港の拡張計画を否決した。",
        "A.",
        "B.",
    ]
) | st.text(max_size=30)
_VERSION = st.lists(_TEXT, max_size=8).map(lambda texts: numbered(*texts))


@given(_VERSION, _VERSION)
def test_ids_stay_unique_and_equal_texts_keep_theirs(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    ids = carry_ids(old, new)
    assert len(ids) == len(new) == len(set(ids))
    assert carry_ids(old, old) == [pid for pid, _ in old]


@given(_VERSION, _VERSION)
def test_edits_lead_from_one_version_to_the_other(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    texts = sorted(" ".join(text.split()) for _, text in old)
    for edit in edits(old, new):
        if edit.before is not None:
            texts.remove(" ".join(edit.before.split()))
        if edit.after is not None:
            texts.append(" ".join(edit.after.split()))
    assert sorted(texts) == sorted(" ".join(text.split()) for _, text in new)


@given(st.text(max_size=80), st.text(max_size=80))
def test_changed_words_stand_in_their_texts(before: str, after: str) -> None:
    for old, new in changed_words(before, after):
        assert old in before
        assert new in after
        assert old != new
