"""What a check finds: sentences in other languages, by words and by vectors, and how they stand to the statement."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from kawaraban.desk.checks.beginning import Origin, begin
from kawaraban.desk.models import Article, Check, Finding, SocialPost
from tests.check_cast import STATEMENT, a_report, printed

pytestmark = pytest.mark.django_db

SHIP = "A ferry to the islands will run twice a day in winter."


@pytest.fixture
def blast(db: None) -> dict[str, Article]:
    """The blast as five outlets in four languages have it, and something else."""
    wire = a_report("Northwire", "The blast at the Port Maren depot was sabotage, Interior Minister Ilse Torvald said.")
    reports = {
        "wire": wire,
        "copy": a_report("Radio Sorenia", "The blast at the Port Maren depot was sabotage.", hours=1, copy_of=wire),
        "russian": a_report(
            "Vardonia Telegraph",
            "МИД Вардонии отверг утверждение, что взрыв на складе в Порт-Марене был диверсией.",
            language="ru",
            hours=2,
        ),
        "japanese": a_report(
            "Tosho Times",
            "マレン港の貯蔵施設の爆発は破壊工作だったと、トルヴァル内相が述べた。",
            language="ja",
            hours=3,
        ),
        "other": a_report("Harbour Ledger", SHIP, hours=4),
    }
    printed(reports.values())
    return reports


def found(check: Check) -> dict[str, Finding]:
    return {finding.article.outlet.name: finding for finding in check.findings.select_related("article__outlet")}


def test_a_post_tells_what_its_statement_was_said_of(blast: dict[str, Article], owner: User) -> None:
    toll = a_report("Evening Ilmar", "Two dead in Kelmar port blast", hours=5)
    printed([toll])
    text = "【速報】ケルマールの港で爆発、12人が死亡。"
    start = text.index("12人")
    post = SocialPost.objects.create(text=text, language="ja", digest="0")
    alone = begin("12人が死亡した", owner)
    told = begin("12人が死亡した", owner, Origin(post=post, start=start, end=len(text) - 1))
    assert "Evening Ilmar" not in found(alone)
    assert found(told)["Evening Ilmar"].proposed == "states"
    assert found(told)["Evening Ilmar"].numbers == [["12人", "Two dead"]]


def test_sentences_are_found_in_every_language(blast: dict[str, Article], owner: User) -> None:
    check = begin(STATEMENT, owner)
    by_outlet = found(check)
    assert {"Northwire", "Radio Sorenia", "Vardonia Telegraph", "Tosho Times"} <= by_outlet.keys()
    assert "Harbour Ledger" not in by_outlet
    assert by_outlet["Northwire"].proposed == "attributes"
    assert by_outlet["Tosho Times"].proposed == "attributes"
    assert by_outlet["Vardonia Telegraph"].proposed == "denies"
    assert check.articles == 5
