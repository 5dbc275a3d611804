"""Claims are found by who said them, how and when, under every name of the speaker."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk import rows, search
from kawaraban.desk.models import Claim, Speaker
from kawaraban.desk.search.claims import STANCES, asked_of_claims, find_claims, names_like
from kawaraban.desk.sentences import DeskTrouble
from tests.claim_cast import a_read_article


def found(query: str) -> list[str]:
    asked = asked_of_claims(query)
    assert asked is not None
    return [claim.cue_text for claim in find_claims(asked)]


@pytest.mark.django_db
def test_a_speaker_is_found_by_a_part_of_the_name_and_a_stance() -> None:
    a_read_article()
    assert found("speaker:torvald") == ["claimed"]
    assert found('speaker:"Ilse Torvald" stance:denies') == []
    assert found("stance:denies") == ["denied"]
    assert found("言い方：否定") == ["denied"]
    assert found("stance:denies,alleges") == ["claimed", "denied"]


@pytest.mark.django_db
def test_a_speaker_is_found_under_every_name_that_was_joined() -> None:
    a_read_article()
    Speaker.objects.create(language="ja", name="イルセ・トルヴァル", joined=Speaker.objects.get(name="Ilse Torvald"))
    assert found("話し手:トルヴァル") == ["claimed"]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["торвальд", "ТОРВАЛЬД", "Ильсе торвальд", "tor.*"])
def test_a_name_is_found_in_small_letters_of_any_script_and_to_the_letter(words: str) -> None:
    Speaker.objects.create(name="Ильсе Торвальд", language="ru")
    assert names_like(words).exists() is ("*" not in words)


@pytest.mark.django_db
def test_days_are_within_and_may_be_months_and_years() -> None:
    article = a_read_article()
    Claim.objects.filter(article=article, stance="denies").update(said_on=date(2026, 3, 31))
    Claim.objects.exclude(stance="denies").update(said_on=date(2025, 12, 1))
    assert found("on:2026-03") == found("since:2026-03-31 until:2026-03-31") == found("on:2026") == ["denied"]
    assert found("until:2025") == ["claimed", "said"]
    assert found("since:2026-04") == []


@pytest.mark.django_db
def test_words_beside_narrow_to_articles_that_have_them() -> None:
    article = a_read_article()
    search.index_article(article)
    assert found("stance:denies quay") == ["denied"]
    assert found("stance:denies comet") == []


@pytest.mark.django_db
def test_what_a_person_took_back_is_not_found() -> None:
    a_read_article()
    Claim.objects.filter(stance="denies").update(is_withdrawn=True)
    assert found("stance:denies") == []


def test_a_query_for_texts_asks_nothing_of_claims() -> None:
    assert asked_of_claims("harbour fire") is None
    assert asked_of_claims("a loudspeaker:yes") is None


@pytest.mark.parametrize(
    "odd", ["stance:shouts", "since:yesterday", "on:2026-13", "until:2026-02-30", "stance:", "speaker:"]
)
def test_what_is_not_understood_is_said(odd: str) -> None:
    asked = asked_of_claims(f"{odd} stance:denies")
    assert asked is not None
    assert asked.odd == (odd,)
    assert asked.stances == ("denies",)


@given(st.text())
def test_no_text_is_too_odd_to_ask(text: str) -> None:
    asked = asked_of_claims(f"stance:{text}")
    assert asked is not None
    assert set(asked.stances) <= set(STANCES)


@pytest.mark.django_db
def test_the_command_prints_claims_as_rows() -> None:
    article = a_read_article()
    (row,) = rows.found("speaker:torvald", 10)
    assert row["article"] == article.pk
    assert row["snippet"] == "that the blast in Port Maren was sabotage"
    assert row["claim"]["speaker"] == "Ilse Torvald"
    assert row["claim"]["stance"] == "alleges"
    with pytest.raises(DeskTrouble, match="stance:shouts is not understood"):
        list(rows.found("stance:shouts", 10))


@pytest.mark.django_db
def test_the_page_lists_claims_newest_first_and_leads_to_them(desk: Client, django_assert_max_num_queries) -> None:
    article = a_read_article()
    with django_assert_max_num_queries(9):
        page = desk.get("/desk/search/", {"q": "stance:denies"}).content.decode()
    claim = Claim.objects.get(stance="denies")
    assert f"/desk/articles/{article.pk}/#claim-{claim.pk}" in page
    assert "any involvement" in page
    assert "not understood" in desk.get("/desk/search/", {"q": "stance:shouts"}).content.decode()
