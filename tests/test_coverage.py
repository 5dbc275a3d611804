"""Other coverage: what else there is on an article's event, beside it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.desk_cast import an_article
from tests.story_cast import a_report, a_story

pytestmark = pytest.mark.django_db


def test_an_article_shows_the_other_reports_of_its_story(desk: Client) -> None:
    wire = a_report("Northwire", rendering="マレン港で爆発")
    radio = a_report("Radio Sorenia", "Twelve dead in Kelmar port blast", hours=1)
    story = a_story([wire, radio], {radio.pk: wire})
    html = desk.get(f"/desk/articles/{radio.pk}/").content.decode()
    assert f"/desk/stories/{story.pk}/" in html
    assert "マレン港で爆発" in html
    assert "97% the same text" in html


def test_an_article_by_itself_has_no_other_coverage(desk: Client) -> None:
    alone = an_article()
    a_story([alone])
    assert "Other coverage" not in desk.get(f"/desk/articles/{alone.pk}/").content.decode()


def test_a_story_of_many_reports_is_named_with_how_many_more_there_are(desk: Client) -> None:
    wire = a_report("Northwire")
    copies = [a_report(f"Paper {number}", hours=number) for number in range(1, 12)]
    a_story([wire, *copies], {copy.pk: wire for copy in copies})
    html = desk.get(f"/desk/articles/{wire.pk}/").content.decode()
    assert "5 more reports" in html
