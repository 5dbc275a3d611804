"""Who is behind an English claim: the words that name them, and whom those words mean."""

from __future__ import annotations

import pytest

from tests.claims_cast import only, told


@pytest.mark.parametrize(
    "text, source",
    [
        ("Interior Minister Ilse Torvald said that the border was open.", "Interior Minister Ilse Torvald"),
        ("Port Maren's mayor, Oda Brekke, said that the quay was closed.", "Port Maren's mayor, Oda Brekke"),
        ("The claim was denied by the harbour master.", "the harbour master"),
    ],
)
def test_titles_and_affiliations_belong_to_the_source(text: str, source: str) -> None:
    assert only(text).source == source


def test_a_who_belongs_to_the_source_that_it_stands_for() -> None:
    claim = told("A driver who said that the road was open was wrong.")[0]
    assert (claim.source, claim.claim.speaker) == ("A driver who", "A driver")


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("Ilse Torvald said that it rained. She added that it would stop.", "Ilse Torvald"),
        ("Oda Brekke arrived on Monday. “I am late,” she said.", "Oda Brekke"),
        ("Interior Minister Ilse Torvald said that it rained. Torvald added that it would stop.", "Ilse Torvald"),
        ("Interior Minister Ilse Torvald came to Brenn. The minister said that it rained.", "Ilse Torvald"),
        ("Ilmaria's foreign minister, Pavel Kerst, came late. He said that it rained.", "Pavel Kerst"),
        ("The dockers' union called a strike. The union said that it would last.", "The dockers' union"),
        ("The Harbour Ledger saw the draft. The paper said that it was short.", "The Harbour Ledger"),
    ],
)
def test_short_words_mean_who_was_named_before(text: str, speaker: str) -> None:
    assert told(text)[-1].claim.speaker == speaker


def test_he_and_she_are_kept_apart() -> None:
    claims = told(
        "Chairwoman Ada Lund said that it rained. Chairman Olaf Berg said that it snowed. She added that it was cold."
    )
    assert claims[-1].claim.speaker == "Ada Lund"


def test_a_name_said_once_is_its_own_speaker() -> None:
    assert only("Northwire said that it rained.").claim.speaker == "Northwire"


@pytest.mark.parametrize(
    "source, unnamed",
    [
        ("Officials", True),
        ("Two port officials", True),
        ("A source close to the talks", True),
        ("Residents", True),
        ("The interior ministry", False),
        ("Lawyers for the men", False),
        ("Ilse Torvald", False),
    ],
)
def test_sources_that_give_no_name_are_marked(source: str, unnamed: bool) -> None:
    assert only(f"{source} said that the valve had been leaking.").claim.unnamed is unnamed


def test_where_nobody_is_named_the_words_are_the_outlets_own_report() -> None:
    claim = only("The duke is said to have left the island.").claim
    assert (claim.source, claim.speaker, claim.unnamed) == ((), "", False)


def test_he_is_who_was_named_in_full_though_a_title_and_a_surname_stand_nearer() -> None:
    far = " and ".join(f"had mended the lamp of ward {number}" for number in range(1, 12))
    text = f"“It shook,” said Dr. Henrik Saal, who {far}. Nine died, Dr. Saal told the Courier. Two slept, he said."
    assert [claim.claim.speaker.removeprefix("Dr. ") for claim in told(text)] == ["Henrik Saal"] * 3
