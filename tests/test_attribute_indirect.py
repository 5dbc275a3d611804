"""English claims without quotation marks: clauses, asides, infinitives, nouns, passives."""

from __future__ import annotations

import pytest

from tests.claims_cast import only, told


@pytest.mark.parametrize(
    "text, source, cue, content, rule",
    [
        ("The ministry said that the road was open.", "The ministry", "said", "the road was open", "said-that"),
        ("The road was open, the ministry said.", "the ministry", "said", "The road was open", "said-that"),
        ("The mayor promised to open the road.", "The mayor", "promised", "to open the road", "said-to-do"),
        ("Vardonia denied any involvement.", "Vardonia", "denied", "any involvement", "said-it"),
        ("The mayor complained about the smoke.", "The mayor", "complained", "the smoke", "spoke-of"),
        ("According to the paper, the mill is sold.", "the paper", "According to", "the mill is sold", "according-to"),
        ("The duke is said to have left the island.", "", "is said", "The duke … to have left", "said-to-be"),
        ("Vardonia has reportedly moved two brigades.", "", "reportedly", "moved two brigades", "reportedly"),
    ],
)
def test_a_claim_says_how_it_was_found(text: str, source: str, cue: str, content: str, rule: str) -> None:
    claim = only(text)
    assert (claim.source, claim.cue, claim.claim.rule) == (source, cue, rule)
    assert content in claim.content


@pytest.mark.parametrize(
    "text, cue",
    [
        ("The ministry said in a statement that the road was open.", "said in a statement"),
        ("Renko was quoted as saying that nothing had happened.", "was quoted as saying"),
        ("The ministry has not denied that the road was closed.", "has not denied"),
        ("The general made the claim that the bridge had fallen.", "made the claim"),
    ],
)
def test_a_cue_holds_what_belongs_to_it(text: str, cue: str) -> None:
    assert cue in [claim.cue for claim in told(text)]


def test_a_noun_of_saying_keeps_its_owner() -> None:
    claim = next(claim for claim in told("The unions' claim that wages were late is old.") if claim.cue == "claim")
    assert (claim.source, claim.claim.rule, claim.claim.stance) == ("The unions'", "claim-that", "alleges")


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was built in 1971 and has carried eleven million people.",
        "Don't forget that the clocks go back on Sunday.",
        "Work on the tunnel is going according to plan.",
        "The witness, who asked not to be named, left the town.",
        "The neighbours offered to send firefighters.",
        "The road will say goodbye to its last tram.",
    ],
)
def test_what_nobody_said_is_no_claim(text: str) -> None:
    assert told(text) == []


def test_thoughts_and_looks_are_acts_of_their_own() -> None:
    text = "The captain believes that the ship is lost. The harbour seems to be empty."
    assert told(text) == []
    assert {claim.claim.act for claim in told(text, acts=("thought", "appearance"))} == {"thought", "appearance"}


@pytest.mark.parametrize(
    "text",
    [
        "The general ordered his troops to withdraw from the ridge.",
        "The minister told the band to stop.",
        "The minister claimed credit for the bridge.",
        "The storm claimed 14 lives.",
        "The council called an emergency meeting.",
        "The army denied the rebels access to the road.",
        "They attacked the convoy on Monday.",
        "The company recalled 12,000 heaters.",
        "The mayor complained on Monday.",
    ],
)
def test_a_deed_or_an_order_is_no_claim(text: str) -> None:
    assert [claim for claim in told(text) if claim.content] == []


def test_what_is_attacked_for_something_or_called_something_is_told_of() -> None:
    assert only("The leader attacked his rival for his silence.").content == "his rival for his silence"
    assert only("She called her vote for the war a mistake.").content == "her vote for the war a mistake"


def test_two_words_of_saying_are_two_claims_though_the_parser_joins_them() -> None:
    denied, admitted = told("She denied that the grain terminal was hit but admitted that the quay was.")
    assert (denied.content, denied.claim.stance) == ("that the grain terminal was hit", "denies")
    assert (admitted.source, admitted.content, admitted.claim.stance) == ("She", "that the quay was", "reveals")


@pytest.mark.parametrize("dateline", ["PORT MAREN (KNA) — ", "KELMAR, November 20 — ", "PORT MAREN, Nov. 20 (KNA) - "])
def test_a_dateline_is_no_part_of_what_was_said(dateline: str) -> None:
    assert only(f"{dateline}Two ships collided, the coast guard said.").content == "Two ships collided"
