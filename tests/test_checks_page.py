"""The pages of checks: begun from a field, decided row by row, judged, put in a post; all without a script."""

from __future__ import annotations

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client

from kawaraban.desk.checks import deciding, judging, watching
from kawaraban.desk.models import (
    Check,
    CheckRecord,
    Collected,
    Finding,
    Judgement,
    Membership,
    MemoryEntry,
    Post,
    SocialPost,
    Source,
    Term,
)
from kawaraban.translate import text_digest
from tests.check_cast import STATEMENT, a_check, a_finding, a_report, the_blast
from tests.desk_cast import an_outlet

pytestmark = pytest.mark.django_db


@pytest.fixture
def blast(owner: User) -> Check:
    return the_blast(owner)


def page(desk: Client, address: str) -> lxml.html.HtmlElement:
    answer = desk.get(address)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content)


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    assert "Paste above what somebody claims" in text_of(page(desk, "/desk/checks/"))


def test_pasting_a_statement_begins_a_check(desk: Client) -> None:
    answer = desk.post("/desk/checks/", {"text": f"  “{STATEMENT}”  "})
    check = Check.objects.get()
    assert answer["Location"] == f"/desk/checks/{check.pk}/"
    assert (check.statement, check.language, check.state) == (STATEMENT, "en", "open")
    assert "Nothing was found in 0 articles" in text_of(page(desk, answer["Location"]))


@pytest.mark.parametrize("text", ["", "   ", "「」", "爆発", "Sabotage", "\0"])
def test_nothing_and_one_word_are_answered_in_one_sentence(desk: Client, text: str) -> None:
    answer = desk.post("/desk/checks/", {"text": text})
    assert answer.status_code == 422
    (said,) = lxml.html.fromstring(answer.content).xpath('//*[@id="what-wrong"]')
    assert said.text_content().endswith(".")
    assert not Check.objects.exists()


def test_what_is_shared_from_a_phone_lies_in_the_field(desk: Client) -> None:
    sheet = page(desk, "/desk/checks/?title=Harbour&text=The+pier+is+shut.&url=")
    assert sheet.get_element_by_id("what").text == "The pier is shut."
    sheet = page(desk, "/desk/checks/?url=https%3A%2F%2Fsocial.example%2F%40minato%2F1&title=x")
    assert sheet.get_element_by_id("what").text == "https://social.example/@minato/1"
    assert not Check.objects.exists()


def test_a_post_of_several_statements_is_kept_and_each_can_be_checked(desk: Client) -> None:
    text = "The blast killed 12 people. The interior ministry confirmed that it was sabotage."
    answer = desk.post("/desk/checks/", {"text": text}, follow=True)
    kept = SocialPost.objects.get()
    assert kept.text == text
    sheet = lxml.html.fromstring(answer.content)
    assert len(sheet.xpath('//ol[@class="statements"]/li')) == len(kept.statements) == 2
    one = kept.statements[0]
    desk.post("/desk/checks/", {"text": one["text"], "post": kept.pk, "start": one["start"], "end": one["end"]})
    check = Check.objects.get()
    assert (check.post, check.start, check.end) == (kept, one["start"], one["end"])
    sheet = page(desk, f"/desk/checks/{check.pk}/")
    assert text_of(sheet.xpath('//ol[@class="statements"]/li')[0]).endswith("this check")
    assert len(sheet.xpath('//ol[@class="statements"]//form')) == 1


def test_rows_stand_by_origin_and_the_undecided_last(desk: Client, blast: Check) -> None:
    sheet = page(desk, f"/desk/checks/{blast.pk}/")
    outlets = [text_of(b) for b in sheet.xpath('//li[contains(@class, "finding")]/p[@class="outlet"]/b')]
    assert outlets == ["Northwire", "Radio Sorenia", "Vardonia Telegraph", "Harbour Ledger"]
    assert [text_of(dt) for dt in sheet.xpath('//dl[@class="so-far"]//dt')] == ["0", "1", "1", "1"]
    assert "1 undecided" in text_of(sheet.get_element_by_id("undecided"))


def test_the_machines_word_is_dashed_and_a_persons_solid_and_both_stay(desk: Client, blast: Check) -> None:
    finding = Finding.objects.get(of=blast, proposed="denies")
    desk.post(f"/desk/checks/{blast.pk}/findings/{finding.pk}/", {"relation": "related"})
    row = page(desk, f"/desk/checks/{blast.pk}/").get_element_by_id(f"f{finding.pk}")
    classes = {button.get("value"): button.get("class").split() for button in row.xpath('.//p[@class="five"]/button')}
    assert list(classes) == ["states", "attributes", "denies", "repeats", "related"]
    assert classes["denies"] == ["denies", "by-machine"]
    assert classes["related"] == ["related", "by-person"]


def test_an_origin_with_two_articles_counts_once(desk: Client, owner: User) -> None:
    check = a_check(owner)
    wire = a_report("Northwire", "The blast was sabotage, the minister said.")
    copy = a_report("Radio Sorenia", "The blast was sabotage, the minister said on Friday.", copy_of=wire)
    for article in (wire, copy):
        a_finding(check, article, "attributes", relation="attributes")
    assert [text_of(dt) for dt in page(desk, f"/desk/checks/{check.pk}/").xpath("//dt")[:4]] == ["0", "1", "0", "0"]


def test_what_nobody_can_tell_the_origin_of_is_not_counted(desk: Client, owner: User) -> None:
    check = a_check(owner)
    article = a_report("Northwire", "The blast was sabotage, the minister said.", standing="unknown")
    a_finding(check, article, "attributes", relation="attributes")
    sheet = page(desk, f"/desk/checks/{check.pk}/")
    assert [text_of(dt) for dt in sheet.xpath('//dl[@class="so-far"]//dt')] == ["0", "0", "0", "0", "1"]
    assert "of unknown origin" in text_of(sheet.xpath('//dl[@class="so-far"]')[0])


def test_the_result_calls_outlets_as_the_glossary_does(desk: Client, blast: Check) -> None:
    address = f"/desk/checks/{blast.pk}/"
    assert desk.get(address).context["notes"]["denies"] == "Vardonia Telegraph"
    language = desk.get(address).context["language"]
    Term.objects.create(
        kind=Term.Kind.OUTLET,
        source_language="en",
        target_language=language,
        source="Vardonia Telegraph",
        target="ヴァルドニア電信",
    )
    assert desk.get(address).context["notes"]["denies"] == "ヴァルドニア電信"


def test_a_decision_and_a_removal_can_be_undone(desk: Client, blast: Check, owner: User) -> None:
    undecided = Finding.objects.get(of=blast, relation="")
    deciding.decide(blast, undecided.pk, "denies", owner)
    desk.post(f"/desk/checks/{blast.pk}/findings/{undecided.pk}/", {"do": "remove"})
    assert "Harbour Ledger" not in text_of(page(desk, f"/desk/checks/{blast.pk}/"))
    desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "undo"})
    undecided.refresh_from_db()
    assert (undecided.relation, undecided.removed_at) == ("denies", None)
    desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "undo"})
    undecided.refresh_from_db()
    assert undecided.relation == ""


def test_a_judgement_is_signed_with_what_it_rested_on(desk: Client, blast: Check) -> None:
    desk.post(f"/desk/checks/{blast.pk}/judgement/", {"words": "Only one says it.", "state": "closed"})
    signed = Judgement.objects.get()
    assert signed.counts["attributes"] == 1
    assert [one["outlet"] for one in signed.findings] == [
        "Northwire", "Radio Sorenia", "Vardonia Telegraph", "Harbour Ledger",
    ]  # fmt: skip
    blast.refresh_from_db()
    assert blast.state == "closed"


def test_a_later_judgement_follows_and_the_earlier_stays(desk: Client, blast: Check, owner: User) -> None:
    judging.sign(blast, "Too early to say.", "", "open", owner)
    desk.post(f"/desk/checks/{blast.pk}/judgement/", {"words": "Denied since.", "state": "open"})
    told = text_of(page(desk, f"/desk/checks/{blast.pk}/").get_element_by_id("judge"))
    assert told.index("Denied since.") < told.index("Too early to say.")


def test_a_judgement_without_words_keeps_the_reasons_that_were_typed(desk: Client, blast: Check) -> None:
    answer = desk.post(f"/desk/checks/{blast.pk}/judgement/", {"words": " ", "reasons": "Because."})
    assert answer.status_code == 422
    sheet = lxml.html.fromstring(answer.content)
    assert "Write your judgement in words first" in text_of(sheet)
    assert sheet.get_element_by_id("reasons").text == "Because."
    assert not Judgement.objects.exists()


def test_a_check_goes_into_a_new_post_or_lies_at_hand(desk: Client, blast: Check) -> None:
    answer = desk.post(f"/desk/checks/{blast.pk}/post/")
    post = Post.objects.get()
    assert post.body.strip() == f":::check {blast.key}\n:::"
    assert answer["Location"] == f"/desk/posts/{post.pk}/"
    assert STATEMENT in text_of(page(desk, answer["Location"]).xpath('//section[@class="check-box"]')[0])
    Collected.objects.all().delete()
    desk.post(f"/desk/checks/{blast.pk}/post/", {"post": "hand"})
    assert Collected.objects.get().of == blast
    other = Post.objects.create(title="Other", author=post.author, signature="x")
    beside = desk.get(f"/desk/posts/{other.pk}/beside/").content.decode()
    assert f'data-kind="check" data-block="{blast.key}"' in beside


def test_changing_the_statement_keeps_what_was_decided(desk: Client, blast: Check) -> None:
    desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "restate", "statement": "The depot was blown up on purpose."})
    blast.refresh_from_db()
    assert blast.statement == "The depot was blown up on purpose."
    assert sorted(blast.findings.values_list("relation", flat=True)) == ["attributes", "denies", "repeats"]


@pytest.mark.parametrize("settled", ["signed", "published"])
def test_another_statement_takes_no_judgement_and_no_box_with_it(
    desk: Client, blast: Check, owner: User, settled: str
) -> None:
    if settled == "signed":
        judging.sign(blast, "Nobody has shown it.", "", "open", owner)
    else:
        post = Post.objects.create(title="Blast", author=owner, signature="x")
        CheckRecord.objects.create(post=post, key=blast.key, position=0, of=blast, frozen={})
    said = "The depot was not blown up on purpose."
    answer = desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "restate", "statement": said})
    other = Check.objects.exclude(pk=blast.pk).get()
    assert answer["Location"] == f"/desk/checks/{other.pk}/"
    assert (other.statement, other.judgements.count()) == (said, 0)
    blast.refresh_from_db()
    assert blast.statement == STATEMENT


def test_a_statement_that_cannot_be_checked_stays_in_its_field(desk: Client, blast: Check) -> None:
    typed = "so many words " * 40
    answer = desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "restate", "statement": typed})
    assert answer.status_code == 422
    assert lxml.html.fromstring(answer.content).get_element_by_id("statement").text == typed


def test_widening_to_the_beginning_of_the_calendar_looks_at_everything(desk: Client, blast: Check) -> None:
    answer = desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "widen", "day": "0001-01-01"})
    assert answer.status_code == 302
    assert watching.look_at_open_checks() == 0


def test_a_place_outside_its_post_is_none(desk: Client) -> None:
    desk.post("/desk/checks/", {"text": "The blast killed 12 people. The ministry confirmed that it was sabotage."})
    kept = SocialPost.objects.get()
    fields = {"text": "The blast killed 12 people.", "post": kept.pk, "start": 3, "end": 10**17}
    assert desk.post("/desk/checks/", fields).status_code == 302
    assert Check.objects.get().start is None


def test_undo_takes_back_ones_own_and_nothing_that_others_decided(desk: Client, blast: Check, owner: User) -> None:
    other = User.objects.create_user("other")
    mine, theirs, both = Finding.objects.filter(of=blast)[:3]
    deciding.decide(blast, mine.pk, "related", owner)
    deciding.decide(blast, both.pk, "states", owner)
    deciding.decide(blast, both.pk, "denies", other)
    deciding.decide(blast, theirs.pk, "states", other)
    for _ in range(2):
        desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "undo"})
    found = {finding.pk: finding.relation for finding in Finding.objects.filter(of=blast)}
    assert (found[mine.pk], found[theirs.pk], found[both.pk]) == (mine.relation, "states", "denies")
    undone = deciding.undo(blast, other)
    assert undone is not None and (undone.pk, undone.relation) == (theirs.pk, theirs.relation)


def test_widening_looks_further_back_step_by_step(desk: Client, blast: Check) -> None:
    days = []
    for _ in range(3):
        desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "widen"})
        blast.refresh_from_db()
        days.append(blast.first_day)
    assert days == sorted(days, reverse=True)
    desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "widen", "day": "2020-02-30"})
    desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "widen", "day": "2999-01-01"})


def test_nonsense_is_not_found(desk: Client, blast: Check) -> None:
    finding = Finding.objects.filter(of=blast)[0]
    for address, fields in (
        (f"/desk/checks/{blast.pk}/findings/{finding.pk}/", {"relation": "proves"}),
        (f"/desk/checks/{blast.pk}/findings/999999/", {"relation": "denies"}),
        (f"/desk/checks/{blast.pk}/change/", {"do": "believe"}),
        ("/desk/checks/999999/judgement/", {"words": "x"}),
    ):
        assert desk.post(address, fields).status_code == 404


def test_a_contributor_checks_too(desk: Client, client: Client, blast: Check) -> None:
    reader = User.objects.create_user("reader")
    Membership.objects.create(person=reader, role="contributor")
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/desk/checks/{blast.pk}/").status_code == 200
    assert client.post("/desk/checks/", {"text": STATEMENT}).status_code == 302


def test_nobody_without_a_role_sees_a_check(client: Client, blast: Check) -> None:
    assert client.get(f"/desk/checks/{blast.pk}/").status_code == 302
    assert "sign-in" in client.get("/desk/checks/")["Location"]


def test_a_statement_is_given_its_words_in_another_language(desk: Client, blast: Check) -> None:
    Source.objects.create(outlet=an_outlet(), name="VTA", address="https://vta.example/feed", language="ru")
    sheet = page(desk, f"/desk/checks/{blast.pk}/")
    assert sheet.get_element_by_id("in-ru").value == ""
    assert not sheet.xpath('//*[@id="in-en"]')  # its own
    words = "Взрыв в Порт-Марене был диверсией."
    answer = desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "reword", "in-ru": words, "in-ja": ""})
    assert answer.status_code == 302
    blast.refresh_from_db()
    assert blast.queries == {"en": STATEMENT, "ru": words}
    assert blast.statement == STATEMENT
    assert words in text_of(page(desk, f"/desk/checks/{blast.pk}/"))
    answer = desk.post(f"/desk/checks/{blast.pk}/change/", {"do": "reword", "in-ru": "взрыв"})
    assert answer.status_code == 422
    assert lxml.html.fromstring(answer.content).get_element_by_id("in-ru").value == "взрыв"
    blast.refresh_from_db()
    assert blast.queries["ru"] == words


def test_a_statement_is_looked_for_in_the_words_that_the_memory_has(desk: Client) -> None:
    words = "マレン港の爆発は破壊工作だった。"
    MemoryEntry.objects.create(
        source_digest=text_digest(STATEMENT), source_language="en", target_language="ja",
        source_text=STATEMENT, target_text=words,
    )  # fmt: skip
    desk.post("/desk/checks/", {"text": STATEMENT})
    assert Check.objects.get().queries == {"en": STATEMENT, "ja": words}
