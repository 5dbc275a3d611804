"""A person puts claims right, adds and withdraws them, undoes it; and what they said survives newer rules."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kawaraban import attribute
from kawaraban.desk.claims import correcting
from kawaraban.desk.models import Article, Claim, Membership, Source, Speaker, Stage, Version
from kawaraban.desk.pipeline import run_once
from kawaraban.desk.pipeline.attributing import AttributeStep
from tests.claim_cast import BLAST, a_read_article, edit, read_claims
from tests.desk_cast import an_editor
from tests.press import Press

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Iterator[Article]:
    article = a_read_article()
    Article.objects.filter(pk=article.pk).update(stage=Stage.READY)
    return article


def fields_of(claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.pk,
        "speaker": claim.speaker.name if claim.speaker else "",
        "stance": claim.stance,
        "cue": claim.cue_text,
        "content": claim.content_text,
    }


def post(client: Client, article: Article, do: str, **fields: Any) -> Any:
    return client.post(f"/desk/articles/{article.pk}/claims/", {"do": do} | fields)


def correct(client: Client, article: Article, claim: Claim, **fields: Any) -> Claim:
    answer = post(client, article, "correct", **(fields_of(claim) | fields))
    assert answer.status_code == 302
    return Claim.objects.get(pk=claim.pk)


def test_a_claim_is_put_right(desk: Client, article: Article) -> None:
    before = article.claims.first()
    now = correct(desk, article, before, speaker="Pavel Renko", stance="insists", content="the blast")
    start = BLAST[0].index("the blast")
    assert (now.speaker.name, now.stance, now.maker, now.person.username) == (
        "Pavel Renko",
        "insists",
        "person",
        "owner",
    )
    assert (now.content, now.cue) == ([["p0", start, start + len("the blast")]], before.cue)
    assert now.replaces == before.mark


def test_what_is_not_changed_keeps_its_place(desk: Client, article: Article) -> None:
    before = article.claims.first()
    now = correct(desk, article, before, stance="insists")
    assert (now.source, now.cue, now.content, now.speaker) == (
        before.source,
        before.cue,
        before.content,
        before.speaker,
    )


def test_of_words_that_stand_twice_those_that_were_selected_are_taken(desk: Client) -> None:
    article = a_read_article(("The mayor said the quay was shut and the quay was dark.",))
    text = article.version.paragraphs.get().text
    second = text.rindex("the quay")
    claim = correct(desk, article, article.claims.first(), content="the quay", content_at=f"p0:{second}")
    assert claim.content == [["p0", second, second + 8]]


def test_who_is_meant_is_marked_in_the_text_and_named_by_it(desk: Client, article: Article) -> None:
    start = BLAST[1].index("Vardonia")
    claim = correct(
        desk, article, article.claims.first(), speaker="", source="Vardonia", source_at=f"p1:{start}", via=""
    )
    assert (claim.source, claim.source_text) == ([["p1", start, start + len("Vardonia")]], "Vardonia")
    assert claim.speaker is not None and claim.speaker.name == "Vardonia"


def test_without_a_name_the_words_for_the_speaker_name_nobody(desk: Client, article: Article) -> None:
    claim = correct(desk, article, article.claims.first(), speaker="", unnamed="on", source="Vardonia")
    assert (claim.speaker, claim.is_unnamed, claim.source_text) == (None, True, "Vardonia")


def test_the_chain_is_told_a_source_a_line_and_undone_with_the_rest(desk: Client, article: Article) -> None:
    before = article.claims.first()
    claim = correct(desk, article, before, via="two officials\r\n\r\n the Ledger ")
    assert claim.via == [{"text": "two officials"}, {"text": "the Ledger"}]
    page = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "← two officials" in page and "← the Ledger" in page
    post(desk, article, "undo", claim=claim.pk)
    assert Claim.objects.get(pk=claim.pk).via == before.via


def test_a_chain_without_end_is_refused(desk: Client, article: Article) -> None:
    claim = article.claims.first()
    answer = post(desk, article, "correct", **(fields_of(claim) | {"via": "\n".join("abcdefghi")}))
    assert (answer.status_code, Claim.objects.get(pk=claim.pk).maker) == (409, "machine")
    assert "Name at most 8 sources" in answer.content.decode()


def test_what_a_person_told_of_the_speaker_survives_reading_again(desk: Client, article: Article) -> None:
    start = BLAST[1].index("Vardonia")
    correct(desk, article, article.claims.first(), speaker="", source="Vardonia", via="the Ledger")
    edit(article, [("p0", BLAST[0]), ("p1", f"On Saturday, {BLAST[1]}")])
    read_claims(article)
    claim = article.claims.get(maker="person")
    moved = start + len("On Saturday, ")
    assert (claim.source, claim.via) == ([["p1", moved, moved + len("Vardonia")]], [{"text": "the Ledger"}])
    assert claim.speaker is not None and claim.speaker.name == "Vardonia"


def test_words_that_the_original_has_not_are_refused(desk: Client, article: Article) -> None:
    claim = article.claims.first()
    answer = post(desk, article, "correct", **(fields_of(claim) | {"content": "the moon"}))
    assert answer.status_code == 409
    assert "“the moon” is nowhere in the original" in answer.content.decode()
    assert Claim.objects.get(pk=claim.pk).maker == "machine"


def test_a_claim_is_added(desk: Client, article: Article) -> None:
    post(desk, article, "add", speaker="", unnamed="on", stance="reported", cue="", content="any involvement")
    added = article.claims.get(stance="reported")
    assert (added.maker, added.is_unnamed, added.speaker, added.content[0][0]) == ("person", True, None, "p1")
    assert added.said_on == article.published_at.date()


def test_changes_are_undone_one_after_the_other(desk: Client, article: Article) -> None:
    machine = article.claims.values().first()
    claim = article.claims.first()
    correct(desk, article, claim, stance="insists")
    post(desk, article, "withdraw", claim=claim.pk)
    assert Claim.objects.get(pk=claim.pk).is_withdrawn
    post(desk, article, "undo", claim=claim.pk)
    back = Claim.objects.get(pk=claim.pk)
    assert (back.is_withdrawn, back.stance, back.maker) == (False, "insists", "person")
    post(desk, article, "undo", claim=claim.pk)
    assert article.claims.values().first() == machine
    assert post(desk, article, "undo", claim=claim.pk).status_code == 409


def test_an_added_claim_is_gone_when_undone(desk: Client, article: Article) -> None:
    post(desk, article, "add", stance="says", content="any involvement")
    post(desk, article, "undo", claim=article.claims.get(maker="person").pk)
    assert not article.claims.filter(maker="person").exists()


def test_undone_after_an_edit_the_text_is_gone_through_again(desk: Client, article: Article) -> None:
    claim = correct(desk, article, article.claims.first(), stance="insists")
    edit(article, [("p0", f"On Saturday, {BLAST[0]}")])
    read_claims(article)
    post(desk, article, "undo", claim=claim.pk)
    assert not article.claims.exists()
    assert Version.objects.get(pk=article.version_id).attributed == 0


def test_what_is_told_of_a_text_that_was_left_behind_meanwhile_stands_in_the_new_one(article: Article) -> None:
    opened = Article.objects.get(pk=article.pk)
    edit(article, [("p0", f"On Saturday, {BLAST[0]}")])
    read_claims(article)
    told = correcting.told_of({"stance": "insists", "content": "the blast"})
    added = correcting.add(opened, told, an_editor())
    assert (added.version_id, opened.version_id) == (article.version_id, article.version_id)


def test_undone_a_claim_is_its_speakers_again_though_nobody_knew_the_name_any_more(
    desk: Client, article: Article
) -> None:
    first = article.claims.first()
    correct(desk, article, first, speaker="Pavel Renko")
    assert not Speaker.objects.filter(name="Ilse Torvald").exists()
    post(desk, article, "undo", claim=first.pk)
    assert Claim.objects.get(pk=first.pk).speaker.name == "Ilse Torvald"
    assert not Speaker.objects.filter(name="Pavel Renko").exists()


def test_a_claim_that_was_found_anew_meanwhile_says_so(desk: Client, article: Article) -> None:
    claim = article.claims.first()
    read_claims(article)
    answer = post(desk, article, "correct", **fields_of(claim))
    assert answer.status_code == 409
    assert "gone through again" in answer.content.decode()


def test_the_page_shows_what_was_put_right_withdrawn_and_lost(desk: Client, article: Article) -> None:
    first, second, third = article.claims.all()
    correct(desk, article, first, speaker="Pavel Renko")
    post(desk, article, "withdraw", claim=second.pk)
    correct(desk, article, third, stance="insists")
    edit(article, [("p0", BLAST[0]), ("p1", BLAST[1])])
    read_claims(article)
    page = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "Pavel Renko" in page
    assert "Held to be no claim" in page
    assert "No longer in the original" in page
    assert page.count('class="cue alleges"') == 1
    assert 'class="cue denies"' not in page


def test_htmx_gets_the_panel_and_the_texts(desk: Client, article: Article) -> None:
    claim = article.claims.first()
    answer = desk.post(
        f"/desk/articles/{article.pk}/claims/", {"do": "withdraw", "claim": claim.pk}, headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert 'id="said"' in html
    assert 'data-do="undo"' in html
    assert 'id="of-p0"' in html
    assert "cue alleges" not in html


@pytest.mark.parametrize("role", [None, Membership.Role.CONTRIBUTOR, Membership.Role.EDITOR])
def test_who_has_a_role_may_put_claims_right(client: Client, article: Article, role: str | None) -> None:
    person = an_editor()
    Membership.objects.filter(person=person).delete()
    if role:
        Membership.objects.create(person=person, role=role)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = post(client, article, "withdraw", claim=article.claims.first().pk)
    assert answer.status_code == (302 if role else 403)
    assert article.claims.filter(is_withdrawn=True).exists() is bool(role)


def test_a_correction_survives_an_edit_by_the_outlet_and_newer_rules(
    desk: Client, press: Press, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.publish("/1.html", "Blast in Port Maren", BLAST)
    press.follow()
    run_once(executor=pool)
    article = Article.objects.get()
    mine = correct(desk, article, article.claims.get(stance="alleges"), stance="insists", speaker="I. Torvald")
    press.serve("/1.html", "Blast in Port Maren", (f"On Saturday, {BLAST[0]}", *BLAST[1:]))
    Article.objects.update(revisit_at=timezone.now() - timedelta(seconds=1))
    Source.objects.update(next_poll_at=timezone.now() - timedelta(seconds=1))
    run_once(executor=pool)
    article.refresh_from_db()
    assert article.version.number == 2
    monkeypatch.setattr(attribute, "RULES", attribute.RULES + 1)
    assert run_once(lambda fetcher: [AttributeStep()], executor=pool).steps == {"attribute": 1}
    kept = article.claims.get(maker="person")
    assert (kept.pk, kept.stance, kept.speaker.name) == (mine.pk, "insists", "I. Torvald")
    assert (kept.version, kept.is_lost) == (article.version, False)
    assert not article.claims.filter(stance="alleges").exists()
