"""Chains of sources in English: what one says on the word of another, nearest to the speaker first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kawaraban.newsstand.press import pieces
from tests.claims_cast import told


@pytest.mark.parametrize(
    "text, source, via",
    [
        (
            "Local media reported, citing an unnamed security source, that a boat had been seen.",
            "an unnamed security source",
            ["Local media"],
        ),
        (
            "Evening Ilmar, quoting an intelligence source, said the general was under house arrest.",
            "an intelligence source",
            ["Evening Ilmar"],
        ),
        (
            "The Ledger, which cited two officials, said the talks had collapsed.",
            "two officials",
            ["The Ledger"],
        ),
        (
            "There were reports that, according to defence sources, the submarine had been damaged.",
            "defence sources",
            ["reports"],
        ),
        (
            "Ilmaria Today said there were reports that, according to defence sources, the submarine had been damaged.",
            "defence sources",
            ["reports", "Ilmaria Today"],
        ),
        (
            "Renko was quoted by the agency as saying that the ship was lost.",
            "Renko",
            ["the agency"],
        ),
    ],
)
def test_the_way_a_claim_came_is_told(text: str, source: str, via: list[str]) -> None:
    claim = next(claim for claim in told(text) if claim.source == source)
    assert [one.text for one in claim.claim.via] == via
    assert [text[slice(*one.span)] for one in claim.claim.via] == via
    assert claim.claim.stance == "reported"


def test_what_a_company_says_by_its_engineers_is_one_claim_and_no_hearsay() -> None:
    (claim,) = told("The company said that, according to its engineers, the crack was old.")
    assert (claim.source, claim.claim.stance) == ("its engineers", "says")
    assert [one.text for one in claim.claim.via] == ["The company"]


def test_who_speaks_of_their_own_words_is_no_chain() -> None:
    claims = told("Ilse Torvald said that she had told the police that the boat was grey.")
    assert all(claim.claim.via == () for claim in claims)


def test_the_newsstands_chained_hearsay_came_by_two() -> None:
    (piece,) = (one for one in pieces(datetime(2026, 11, 22, tzinfo=UTC)) if "chained hearsay" in one.specimens)
    chained = [claim for claim in told("\n\n".join(piece.editions[0].paragraphs)) if len(claim.claim.via) == 2]
    assert [(claim.source, [via.text for via in claim.claim.via]) for claim in chained] == [
        ("defence sources", ["reports", "Evening Ilmar"])
    ]
