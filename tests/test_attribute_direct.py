"""English claims in quotation marks: who spoke, wherever the verb stands and however far the quotation goes on."""

from __future__ import annotations

import pytest

from tests.claims_cast import only, told


@pytest.mark.parametrize(
    "text, source, cue",
    [
        ("“The quay is closed,” the harbour master said.", "the harbour master", "said"),
        ("“The quay is closed,” said the harbour master.", "the harbour master", "said"),
        ('"The quay is closed," the harbour master said.', "the harbour master", "said"),
        ("The harbour master said: “The quay is closed.”", "The harbour master", "said"),
        ("“Is the quay closed?” Ilse Torvald asked.", "Ilse Torvald", "asked"),
    ],
)
def test_the_verb_may_stand_before_or_after_the_quotation(text: str, source: str, cue: str) -> None:
    claim = only(text)
    assert (claim.source, claim.cue, claim.claim.quotation) == (source, cue, "direct")
    assert "quay" in claim.content


def test_a_verb_inside_the_quotation_parts_it_in_two() -> None:
    claim = only("“The bridge is safe,” said Ilse Torvald, “but it must be watched.”")
    assert claim.source == "Ilse Torvald"
    assert claim.content == "“The bridge is safe,” … “but it must be watched.”"
    assert len(claim.claim.content) == 2


def test_a_quotation_in_the_next_sentence_goes_on_from_the_one_before() -> None:
    claim = only("“The ferry is old,” the captain said. “It will not last another winter.”")
    assert claim.content == "“The ferry is old,” … “It will not last another winter.”"


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    claim = only(
        "“The first storm took the pier,” the mayor said. “The second took the road.\n\n“Nobody waits for the third.”"
    )
    assert "Nobody waits for the third" in claim.content
    assert claim.source == "the mayor"


def test_words_of_the_article_around_the_quoted_ones_make_it_mixed() -> None:
    claim = only("The union said the offer was “a slap with a wet glove” and would be sent back.")
    assert (claim.source, claim.claim.quotation) == ("The union", "mixed")


def test_a_fragment_in_quotation_marks_is_the_outlets_distance_and_no_claim() -> None:
    assert told("The town has closed its so-called “party quay” to cars.") == []


def test_what_a_quotation_says_somebody_said_is_the_speakers_word() -> None:
    claim = only("“The minister said the road was open, and it was not,” the driver said.")
    assert claim.source == "the driver"


def test_a_label_with_a_colon_names_who_speaks() -> None:
    claim = only("TORVALD: The border stays open to lorries.")
    assert (claim.source, claim.cue, claim.claim.rule) == ("TORVALD", ":", "label")


@pytest.mark.parametrize("heading", ["CONFIRMED", "Breaking", "FACT CHECK", "Editor’s note", "Read more"])
def test_a_heading_with_a_colon_names_nobody(heading: str) -> None:
    assert told(f"{heading}: The ferry to Lowen sails again from Monday.") == []
    assert told(f"The harbour was quiet.\n\n{heading}: The ferry to Lowen sails again from Monday.") == []


def test_who_is_named_behind_a_heading_still_speaks() -> None:
    claim = only("CONFIRMED: The ferry sails again from Monday, the port said.")
    assert (claim.source, claim.content) == ("the port", "The ferry sails again from Monday")
