"""What was found and decided when an article or the statement is another since: it stays, and the page says so."""

from __future__ import annotations

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from kawaraban.desk.checks import deciding, watching
from kawaraban.desk.checks.beginning import begin, restate
from kawaraban.desk.checks.watching import look_at_open_checks
from kawaraban.desk.models import Article, Capture, Check, Finding, Fingerprint, Paragraph, Version
from tests.check_cast import SAID, STATEMENT, TOLD, a_check, a_finding, a_report, printed, the_wire

pytestmark = pytest.mark.django_db

EDITED = "The blast at the Port Maren depot was sabotage, the interior minister claimed on Friday."
AWAY = "A ferry to the islands will run twice a day in winter."
ANOTHER = "The depot at Port Maren was blown up on purpose."


@pytest.fixture
def wire(db: None) -> Article:
    return the_wire()


@pytest.fixture
def check(wire: Article, owner: User) -> Check:
    return begin(STATEMENT, owner)


def edit(article: Article, *texts: str) -> None:
    """Another version comes, and its print with it."""
    capture = Capture.objects.create(
        article=article, address=article.address, final_address=article.address, captured_at=timezone.now(), status=200,
        digest="sha256:2", size=1, file=f"{article.pk}-2.warc.gz",
    )  # fmt: skip
    version = Version.objects.create(article=article, capture=capture, number=2, digest="2", title=article.title)
    Paragraph.objects.bulk_create(
        Paragraph(version=version, position=at, pid=f"p{at}", kind="p", text=text, digest="0")
        for at, text in enumerate(texts)
    )
    article.version = version
    article.save(update_fields=["version"])
    Fingerprint.objects.filter(article=article).delete()
    printed([article])


def sheet(desk: Client, check: Check) -> str:
    return " ".join(lxml.html.fromstring(desk.get(f"/desk/checks/{check.pk}/").content).text_content().split())


def test_a_proposal_is_found_anew_in_an_edited_article(check: Check, wire: Article) -> None:
    edit(wire, AWAY, EDITED)
    assert look_at_open_checks() == 0
    finding = check.findings.get()
    assert (finding.text, finding.pid, finding.version) == (EDITED, "p1", wire.version)


def test_a_proposal_goes_with_the_sentence_that_it_was_made_of(check: Check, wire: Article) -> None:
    Article.objects.filter(pk=wire.pk).update(title="Ferries in winter")
    wire.refresh_from_db()
    edit(wire, AWAY)
    look_at_open_checks()
    assert not check.findings.exists()


def test_what_a_person_decided_keeps_its_sentence_and_says_that_the_article_was_edited(
    check: Check, wire: Article, owner: User, desk: Client
) -> None:
    finding = deciding.decide(check, check.findings.get().pk, "attributes", owner)
    assert "edited since" not in sheet(desk, check)
    edit(wire, AWAY)
    look_at_open_checks()
    finding.refresh_from_db()
    assert (finding.text, finding.relation) == (SAID, "attributes")
    assert "This sentence does not stand there any more." in sheet(desk, check)


def test_a_sentence_that_an_edit_left_alone_is_said_to_stand(owner: User, desk: Client) -> None:
    check, article = a_check(owner), a_report("Northwire", TOLD)
    a_finding(check, article, "attributes", relation="attributes")
    edit(article, AWAY, TOLD)
    assert "This sentence stands as it did." in sheet(desk, check)


def test_many_new_articles_are_looked_through_by_the_index(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_FEW", 0)
    denial = "МИД Вардонии отверг утверждение, что взрыв на складе в Порт-Марене был диверсией."
    printed([a_report("Vardonia Telegraph", denial, language="ru", hours=3)])
    assert look_at_open_checks() == 1
    assert sorted(check.findings.values_list("proposed", flat=True)) == ["attributes", "denies"]


def test_a_decision_on_another_wording_says_so_until_it_is_made_anew(check: Check, owner: User, desk: Client) -> None:
    finding = deciding.decide(check, check.findings.get().pk, "attributes", owner)
    assert "earlier wording" not in sheet(desk, check)
    restate(check, ANOTHER, owner)
    said = sheet(desk, check)
    assert "1 decision was made of an earlier wording" in said
    assert f"Decided of the earlier wording: “{STATEMENT}”" in said
    deciding.decide(check, finding.pk, "states", owner)
    assert "earlier wording" not in sheet(desk, check)
    deciding.undo(check, owner)
    finding.refresh_from_db()
    assert (finding.relation, finding.decided_of) == ("attributes", STATEMENT)


def test_a_statement_said_again_as_it_was_has_its_decisions_back(check: Check, owner: User) -> None:
    finding = deciding.decide(check, check.findings.get().pk, "attributes", owner)
    restate(check, ANOTHER, owner)
    restate(check, STATEMENT, owner)
    finding.refresh_from_db()
    assert (finding.relation, finding.decided_of) == ("attributes", "")


def test_copies_that_are_but_related_stand_folded_under_their_origin(owner: User, desk: Client) -> None:
    check = a_check(owner)
    wire = a_report("Northwire", AWAY)
    copies = [a_report(f"Copy {n}", AWAY, hours=n, copy_of=wire) for n in (1, 2, 3)]
    other = a_report("Harbour Ledger", TOLD, hours=5)
    for article in (wire, *copies):
        a_finding(check, article, "related")
    a_finding(check, other, "attributes")
    page = lxml.html.fromstring(desk.get(f"/desk/checks/{check.pk}/").content)
    (folded,) = page.xpath('//details[summary[contains(., "3 more of the same origin")]]')
    shown = {int(row.get("id")[1:]) for row in page.xpath("//li[@data-row][not(ancestor::details)]")}
    under = {int(row.get("id")[1:]) for row in folded.xpath(".//li[@data-row]")}
    of = dict(Finding.objects.values_list("pk", "article"))
    assert {of[pk] for pk in shown} == {wire.pk, other.pk}
    assert {of[pk] for pk in under} == {copy.pk for copy in copies}
