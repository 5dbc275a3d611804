"""Claims as they are found -> rows with their speakers; read again, what people said of them stays."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from kawaraban import attribute
from kawaraban.desk.models import Claim, Speaker, Version
from kawaraban.desk.speakers import joining
from kawaraban.desk.speakers.looking import look_at_new_names
from tests.claim_cast import BLAST, a_read_article, edit, read_claims

pytestmark = pytest.mark.django_db


def test_a_claim_keeps_its_words_and_where_they_stand() -> None:
    article = a_read_article()
    first = article.claims.first()
    assert (first.speaker.name, first.speaker.role, first.stance) == ("Ilse Torvald", "Interior Minister", "alleges")
    assert (first.cue_text, first.content_text) == ("claimed", "that the blast in Port Maren was sabotage")
    pid, start, end = first.cue[0]
    assert (pid, BLAST[0][start:end]) == ("p0", "claimed")
    assert [claim.cue[0][0] for claim in article.claims.all()] == ["p0", "p1", "p2"]
    assert Version.objects.get(pk=article.version_id).attributed == attribute.RULES


def test_a_speaker_is_made_once_for_a_name_in_a_language() -> None:
    a_read_article()
    a_read_article(("Ilse Torvald said that the quay would open on Friday.",))
    torvald = Speaker.objects.get(name="Ilse Torvald")
    assert (torvald.language, torvald.role, torvald.claims.count()) == ("en", "Interior Minister", 2)


def test_a_claim_is_of_the_day_it_was_made() -> None:
    article = a_read_article(("Ilse Torvald said on Thursday that the quay was shut.", BLAST[1]))
    assert [(claim.when_text, f"{claim.said_on}") for claim in article.claims.all()] == [
        ("Thursday", "2026-11-19"),
        ("", "2026-11-21"),
    ]


def test_read_again_a_text_has_the_same_claims() -> None:
    article = a_read_article()
    before = list(article.claims.values_list("mark", "position"))
    read_claims(article)
    assert list(article.claims.values_list("mark", "position")) == before


def test_an_edited_text_has_the_claims_of_its_new_version_alone() -> None:
    article = a_read_article()
    edit(article, [("p0", BLAST[0]), ("p9", "Northwire reporters insisted that they saw two boats.")])
    found = read_claims(article)
    assert {claim.version_id for claim in found} == {article.version_id}
    assert [claim.stance for claim in found] == ["alleges", "insists"]


def a_correction(claim: Claim, **fields: object) -> Claim:
    for name, value in ({"maker": "person", "replaces": claim.mark} | fields).items():
        setattr(claim, name, value)
    claim.save()
    return claim


def test_what_a_person_put_right_is_found_again_where_its_words_moved() -> None:
    article = a_read_article()
    mine = a_correction(article.claims.first(), stance="insists")
    edit(article, [("n1", "It was dark."), ("p0", f"On Saturday, {BLAST[0]}"), ("p1", BLAST[1])])
    found = read_claims(article)
    kept = next(claim for claim in found if claim.maker == "person")
    assert (kept.pk, kept.stance, kept.is_lost, kept.version_id) == (mine.pk, "insists", False, article.version_id)
    pid, start, end = kept.cue[0]
    assert (pid, f"On Saturday, {BLAST[0]}"[start:end]) == ("p0", "claimed")
    assert [claim.stance for claim in found] == ["insists", "denies"]


def test_what_a_person_withdrew_does_not_come_back() -> None:
    article = a_read_article()
    a_correction(article.claims.first(), is_withdrawn=True)
    found = read_claims(article)
    assert [(claim.stance, claim.is_withdrawn) for claim in found] == [
        ("alleges", True),
        ("denies", False),
        ("says", False),
    ]


def test_of_words_that_are_told_twice_the_other_stays_where_one_was_withdrawn() -> None:
    article = a_read_article(('"No," Pavel Renko said. It was dark. "No," Pavel Renko said.',))
    first, second = article.claims.all()
    a_correction(second, is_withdrawn=True)
    assert [(claim.cue, claim.is_withdrawn) for claim in read_claims(article)] == [
        (first.cue, False),
        (second.cue, True),
    ]


def test_newer_rules_that_cut_a_claim_otherwise_bring_none_that_was_put_right() -> None:
    article = a_read_article()
    a_correction(article.claims.first(), mark="another", replaces="what the older rules found")
    assert [claim.maker for claim in read_claims(article)] == ["person", "machine", "machine"]


def test_a_persons_claim_whose_words_are_gone_is_lost_and_kept() -> None:
    article = a_read_article()
    first = article.version_id
    a_correction(article.claims.first(), stance="insists")
    edit(article, [("p1", BLAST[1])])
    lost = next(claim for claim in read_claims(article) if claim.maker == "person")
    assert (lost.is_lost, lost.version_id, lost.stance) == (True, first, "insists")
    edit(article, [("p7", BLAST[0])])
    back = next(claim for claim in read_claims(article) if claim.maker == "person")
    assert (back.is_lost, back.cue[0][0], back.version_id) == (False, "p7", article.version_id)


def test_a_persons_claim_in_a_heading_moves_with_the_text() -> None:
    article = a_read_article()
    article.version.paragraphs.filter(pid="p1").update(kind="h")
    mine = a_correction(article.claims.get(stance="denies"), replaces="")
    edit(article, [("p0", BLAST[0]), ("p1", BLAST[1])]).paragraphs.filter(pid="p1").update(kind="h")
    read_claims(article)
    mine.refresh_from_db()
    assert (mine.is_lost, mine.version_id, mine.position) == (False, article.version_id, 1)


def test_a_speaker_who_says_nothing_any_more_is_taken_away_with_all_names() -> None:
    article = a_read_article()
    torvald = Speaker.objects.get(name="Ilse Torvald")
    Speaker.objects.create(name="イルセ・トルヴァル", language="ja")
    look_at_new_names()
    edit(article, [("p2", BLAST[2])])
    read_claims(article)
    assert not Speaker.objects.filter(pk=torvald.pk).exists()
    assert list(Speaker.objects.values_list("name", flat=True)) == ["Anders Lohm"]


def test_a_silent_name_stays_while_another_of_the_speakers_names_speaks_or_a_person_joined_it(owner: User) -> None:
    article = a_read_article()
    torvald, lohm = Speaker.objects.get(name="Ilse Torvald"), Speaker.objects.get(name="Anders Lohm")
    kana = Speaker.objects.create(name="イルセ・トルヴァル", language="ja")
    look_at_new_names()
    other = a_read_article(("It was dark.", "Pavel Renko said that it was dark."))
    other.claims.update(speaker=kana)
    joining.join(lohm, Speaker.objects.create(name="A. Lohm", language="en"), owner)
    edit(article, [("p1", BLAST[1])])
    read_claims(article)
    assert set(Speaker.objects.filter(pk__in=[torvald.pk, lohm.pk])) == {torvald, lohm}


def test_who_stands_between_is_told_by_name_though_the_text_says_she() -> None:
    article = a_read_article(
        (
            "“There was a smell of fuel,” said Marta Quill, who lives opposite the gate of the depot. "
            "She said she had telephoned the port twice and had been told that a valve was being seen to.",
        )
    )
    chains = [claim.via for claim in article.claims.all() if claim.via]
    assert chains == [[{"text": "Marta Quill"}]]
