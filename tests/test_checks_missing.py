"""What is missing from a check is told from whole reports, not from the sentences that were found alone."""

from __future__ import annotations

import pytest

from kawaraban.desk.checks.background import Background
from kawaraban.desk.checks.counting import findings_of, result_of
from kawaraban.desk.checks.missing import missing_from
from kawaraban.desk.models import Article, Check, Paragraph
from tests.check_cast import a_check, a_finding, a_report

pytestmark = pytest.mark.django_db


def told_by(article: Article) -> Check:
    check = a_check()
    a_finding(check, article, "attributes", relation="attributes")
    return check


def lacks(check: Check) -> set[str]:
    findings = findings_of(check)
    return {lack.code for lack in missing_from(result_of(findings), Background.of(findings))}


def test_nobody_is_said_to_have_been_asked_where_no_report_tells_of_it() -> None:
    report = a_report("Northwire", "Kelmar's interior minister claimed that the blast was sabotage.")
    assert "no-denial-asked" in lacks(told_by(report))


def test_somebody_was_asked_where_a_report_says_so_further_down() -> None:
    report = a_report("Northwire", "Kelmar's interior minister claimed that the blast was sabotage.")
    Paragraph.objects.create(
        version=report.version, position=1, pid="p1", kind="p", digest="x",
        text="Vardonia's foreign ministry declined to comment.",
    )  # fmt: skip
    assert "no-denial-asked" not in lacks(told_by(report))
