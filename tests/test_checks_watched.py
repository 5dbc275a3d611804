"""Open checks are looked at again when articles come: a new origin and a denial are news, once; a copy is none."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kawaraban.desk.checks import watching
from kawaraban.desk.checks.beginning import begin
from kawaraban.desk.checks.watching import look_at_open_checks
from kawaraban.desk.models import Article, Check, CheckNews
from tests.check_cast import STATEMENT, a_check, a_report, printed, the_wire

pytestmark = pytest.mark.django_db

SAID_TOO = "The blast at the Port Maren depot was sabotage, the harbour police chief said on Friday."
DENIED = "МИД Вардонии отверг утверждение, что взрыв на складе в Порт-Марене был диверсией."


@pytest.fixture
def wire(db: None) -> Article:
    return the_wire()


@pytest.fixture
def check(wire: Article, owner: User) -> Check:
    return begin(STATEMENT, owner)


def arrives(*articles: Article) -> int:
    printed(articles)
    return look_at_open_checks()


def kinds() -> list[str]:
    return list(CheckNews.objects.order_by("pk").values_list("kind", flat=True))


def test_what_stood_there_from_the_start_is_no_news(check: Check) -> None:
    assert check.findings.count() == 1
    assert look_at_open_checks() == 0
    assert kinds() == []


def test_a_new_origin_and_a_denial_are_news_once(check: Check) -> None:
    assert arrives(a_report("Harbour Ledger", SAID_TOO, hours=2)) == 1
    assert arrives(a_report("Vardonia Telegraph", DENIED, language="ru", hours=3)) == 1
    assert kinds() == ["origin", "denial"]
    assert look_at_open_checks() == 0
    assert arrives() == 0


def test_a_copy_is_found_and_is_no_news(check: Check, wire: Article) -> None:
    copy = a_report("Radio Sorenia", "The blast at the Port Maren depot was sabotage.", hours=1, copy_of=wire)
    assert arrives(copy) == 0
    assert check.findings.get(article=copy).proposed == "repeats"


def test_what_has_nothing_to_do_with_it_is_not_found(check: Check) -> None:
    assert arrives(a_report("Harbour Ledger", "A ferry to the islands will run twice a day in winter.")) == 0
    assert check.findings.count() == 1


def test_a_closed_check_is_let_be(check: Check) -> None:
    Check.objects.update(state="closed")
    assert arrives(a_report("Harbour Ledger", SAID_TOO, hours=2)) == 0
    assert check.findings.count() == 1


def test_what_a_person_decided_stays_through_every_look(check: Check, owner: User) -> None:
    check.findings.update(relation="repeats")
    arrives(a_report("Harbour Ledger", SAID_TOO, hours=2))
    assert check.findings.order_by("pk")[0].relation == "repeats"


def test_the_list_and_the_bar_tell_of_news_until_the_check_is_opened(check: Check, desk: Client) -> None:
    arrives(a_report("Vardonia Telegraph", DENIED, language="ru", hours=3))
    page = desk.get("/desk/checks/").content.decode()
    assert "A denial has come" in page
    assert 'Checks <span class="count">1</span>' in page
    assert "A denial has come" in desk.get(f"/desk/checks/{check.pk}/").content.decode()
    assert "A denial has come" not in desk.get("/desk/checks/").content.decode()
    assert watching.see(check) == []


def test_a_check_that_cannot_be_looked_at_keeps_no_other_waiting(
    check: Check, caplog: pytest.LogCaptureFixture
) -> None:
    broken = a_check(statement="Maren opened its harbour on Friday.")
    Check.objects.filter(pk=broken.pk).update(queries=["no table"], looked_to=None)
    assert arrives(a_report("Vardonia Telegraph", DENIED, language="ru", hours=6)) == 1
    assert f"in looking at check {broken.pk} again" in caplog.text
