"""On a story's page: reports split off, stories merged, copies settled by a person, and all of it undone."""

from __future__ import annotations

import pytest
from django.test import Client

from kawaraban.desk.models import CopyDecision, Placing
from tests.desk_cast import an_editor
from tests.story_cast import a_report, a_story

pytestmark = pytest.mark.django_db


def test_chosen_reports_become_a_story_of_their_own_and_come_back(desk: Client) -> None:
    wire, other = a_report("Northwire"), a_report("Maren Courier", "Bridge closed", hours=1)
    story = a_story([wire, other])
    desk.post(f"/desk/stories/{story.pk}/by-hand/", {"do": "split", "article": other.pk})
    assert Placing.objects.get(article=other).story_id != story.pk
    html = desk.get(f"/desk/stories/{story.pk}/").content.decode()
    assert "Split off" in html
    desk.post(f"/desk/stories/{story.pk}/by-hand/", {"do": "undo"})
    assert Placing.objects.get(article=other).story_id == story.pk
    assert "Split off" not in desk.get(f"/desk/stories/{story.pk}/").content.decode()


def test_stories_of_the_same_days_can_be_merged(desk: Client) -> None:
    one, other = a_story([a_report("Northwire")]), a_story([a_report("Maren Courier", "The quay burns", hours=1)])
    assert "The quay burns" in desk.get(f"/desk/stories/{one.pk}/?by-hand").content.decode()
    desk.post(f"/desk/stories/{one.pk}/by-hand/", {"do": "merge", "story": other.pk})
    assert set(Placing.objects.values_list("story_id", flat=True)) == {one.pk}


def test_a_report_is_settled_as_a_copy_and_as_its_own(desk: Client) -> None:
    wire, radio = a_report("Northwire"), a_report("Radio Sorenia", hours=1)
    story = a_story([wire, radio])
    address = f"/desk/stories/{story.pk}/by-hand/"
    desk.post(address, {"do": "copy", "article": radio.pk, "original": wire.pk})
    assert Placing.objects.get(article=radio).copy_of == wire
    desk.post(address, {"do": "own", "article": radio.pk})
    assert Placing.objects.get(article=radio).standing == "own"
    desk.post(address, {"do": "undo"})
    assert Placing.objects.get(article=radio).copy_of == wire


def test_nothing_chosen_is_said_in_a_sentence(desk: Client) -> None:
    story = a_story([a_report("Northwire"), a_report("Radio Sorenia", hours=1)])
    answer = desk.post(f"/desk/stories/{story.pk}/by-hand/", {"do": "own"}, follow=True)
    assert "Choose the reports first." in answer.content.decode()
    answer = desk.post(f"/desk/stories/{story.pk}/by-hand/", {"do": "split"}, follow=True)
    assert "Choose the reports that are on another event." in answer.content.decode()


def test_what_can_not_be_said_of_all_the_chosen_is_said_of_none(desk: Client) -> None:
    radio, wire = a_report("Radio Sorenia"), a_report("Northwire", hours=1)
    story = a_story([radio, wire])
    copy = {"do": "copy", "article": [radio.pk, wire.pk], "original": wire.pk}
    answer = desk.post(f"/desk/stories/{story.pk}/by-hand/", copy, follow=True)
    assert "Choose the report that it copies, of the same story." in answer.content.decode()
    assert not Placing.objects.filter(copy_of=wire).exists()
    assert not CopyDecision.objects.exists()


def test_what_cannot_be_is_left_as_it_is(desk: Client) -> None:
    story = a_story([a_report("Northwire"), a_report("Radio Sorenia", hours=1)])
    for wrong in (
        {},
        {"do": "nothing"},
        {"do": "merge", "story": "x"},
        {"do": "undo"},
        {"do": "copy", "article": "9" * 30},
    ):
        assert desk.post(f"/desk/stories/{story.pk}/by-hand/", wrong).status_code == 302
    assert Placing.objects.filter(story=story).count() == 2


def test_a_contributor_looks_and_does_not_settle(desk: Client, client: Client) -> None:
    story = a_story([a_report("Northwire"), a_report("Radio Sorenia", hours=1)])
    desk.post(f"/desk/stories/{story.pk}/by-hand/", {"do": "own", "article": story.headline_id})
    person = an_editor()
    person.membership.role = "contributor"
    person.membership.save()
    client.force_login(person)
    html = client.get(f"/desk/stories/{story.pk}/?by-hand").content.decode()
    assert "Settled" in html
    assert 'value="undo"' not in html
    assert 'id="by-hand"' not in html
    assert client.post(f"/desk/stories/{story.pk}/by-hand/", {"do": "split"}).status_code == 403
