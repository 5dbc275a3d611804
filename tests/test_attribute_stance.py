"""How an English article stands to what it reports: the six stances, negation, hearsay."""

from __future__ import annotations

import pytest

from tests.claims_cast import only, told


@pytest.mark.parametrize(
    "verb, stance",
    [
        ("said", "says"), ("added", "says"), ("warned", "says"), ("insisted", "insists"), ("stressed", "insists"),
        ("reiterated", "insists"), ("claimed", "alleges"), ("alleged", "alleges"), ("contended", "alleges"),
        ("revealed", "reveals"), ("confirmed", "reveals"), ("admitted", "reveals"), ("denied", "denies"),
    ],
)  # fmt: skip
def test_a_verb_has_its_stance(verb: str, stance: str) -> None:
    assert only(f"The ministry {verb} that the valve had been replaced.").claim.stance == stance


def test_a_denial_denied_lets_the_content_stand() -> None:
    claim = only("The ministry did not deny that the valve was old.")
    assert (claim.cue, claim.claim.stance) == ("did not deny", "says")


@pytest.mark.parametrize(
    "text", ["Vardonia did not say who was behind it.", "The ministry has not confirmed the loss."]
)
def test_what_was_not_said_is_silence_and_no_speech(text: str) -> None:
    assert told(text) == []
    (claim,) = told(text, acts=("silence",))
    assert claim.claim.stance == "says"


@pytest.mark.parametrize(
    "text",
    [
        "Local media said that the festival had been called off.",
        "The paper reported that the mill had been sold.",
        "The duke is said to have left the island.",
        "Vardonia has reportedly moved two brigades.",
        "There were rumours that the king would abdicate.",
    ],
)
def test_what_media_or_nobody_tells_is_hearsay(text: str) -> None:
    assert "reported" in [claim.claim.stance for claim in told(text)]


def test_what_an_office_reported_is_its_own_word() -> None:
    assert only("The statistics office reported that prices had fallen.").claim.stance == "says"
