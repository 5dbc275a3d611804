"""Stories gone through by the pipeline: what their reports claim, and where they differ."""

from __future__ import annotations

from concurrent.futures import Executor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kawaraban.desk.claims import correcting
from kawaraban.desk.models import Article, Placing, Story
from kawaraban.desk.pipeline import run_once
from kawaraban.desk.pipeline.placing import PlaceStep
from kawaraban.desk.pipeline.printing import PrintStep
from kawaraban.desk.pipeline.step import Done
from kawaraban.desk.pipeline.telling import TellStep
from kawaraban.desk.pipeline.work import tell_stories
from tests.claim_cast import read_claims
from tests.desk_cast import an_editor
from tests.story_cast import a_report

pytestmark = pytest.mark.django_db

WIRE = (
    "An explosion at a fuel depot in Port Maren killed 12 people on Tuesday, the Kelmari interior ministry said.",
    "Interior Minister Ilse Torvald claimed that the explosion in Port Maren was an act of sabotage.",
    "About 1,400 residents of the Skarne district in Port Maren were moved to schools overnight.",
)
OLD = (WIRE[0].replace("12 people", "two people"), *WIRE[1:])


FERRY = (
    "The ferry from Kirs to Ostern will not sail this winter, the island council decided on Monday evening.",
    "Councillor Mira Dahl claimed that the boat, which was built in 1961, needs a new engine before spring.",
    "Islanders will be flown to the mainland by a small plane that seats nine people, twice a day.",
)


def the_blast() -> list[Article]:
    reports = [a_report("Northwire", "Blast at Port Maren fuel depot kills 12", WIRE)]
    reports.append(a_report("Radio Sorenia", "Two dead in Port Maren fuel depot blast", OLD, hours=1))
    for report in reports:
        read_claims(report)
    return reports


def the_ferry() -> list[Article]:
    reports = [a_report(outlet, "No ferry to Ostern this winter", FERRY, hours=2) for outlet in ("Ostern Post", "Bay")]
    for report in reports:
        read_claims(report)
    return reports


def gone_through(pool: Executor) -> Story:
    run_once(lambda fetcher: [PrintStep(), PlaceStep(), TellStep()], executor=pool)
    return Story.objects.get()


def test_a_story_is_told_by_what_its_reports_claim(pool: Executor) -> None:
    wire, radio = the_blast()
    story = gone_through(pool)
    assert story.told_at is not None
    sabotage = next(row for row in story.claims if "sabotage" in row["text"])
    assert sabotage["speaker"] == "Ilse Torvald"
    assert {int(key): cell["stands"] for key, cell in sabotage["cells"].items()} == {
        wire.pk: "attributes",
        radio.pk: "attributes",
    }
    (cell,) = {cell["pid"] for cell in sabotage["cells"].values()}
    assert cell == "p1"
    killed = next(one for one in story.differences if one["what"]["en"] in ("killed", "dead"))
    assert {value["number"]: value["articles"] for value in killed["values"]} == {"12": [wire.pk], "2": [radio.pk]}


def test_a_claim_that_a_person_withdraws_leaves_the_table(pool: Executor) -> None:
    wire, radio = the_blast()
    gone_through(pool)
    person = an_editor()
    for report in (wire, radio):
        claim = report.claims.get(content_text__contains="sabotage")
        correcting.withdraw(report, claim.pk, person)
    assert not [row for row in gone_through(pool).claims if "sabotage" in row["text"] and row["speaker"]]


def test_nothing_is_told_while_a_report_waits_for_its_claims(pool: Executor) -> None:
    wire, _ = the_blast()
    wire.version.attributed = 0
    wire.version.save()
    assert gone_through(pool).told_at is None
    read_claims(wire)
    assert gone_through(pool).told_at is not None


def test_what_changed_meanwhile_is_gone_through_again(pool: Executor) -> None:
    the_blast()
    gone_through(pool)
    Story.objects.update(told_at=None, claims=[])
    step = TellStep()
    (task,) = step.due(5, (), ())
    Placing.objects.filter(standing="copy").update(standing="own")
    step.commit([Done(task, tell_stories(*task.args))])
    assert Story.objects.get().told_at is None
    assert step.due(5, (), ())


def test_a_story_that_can_not_be_told_keeps_its_reports(pool: Executor) -> None:
    the_blast()
    gone_through(pool)
    Story.objects.update(told_at=None)
    step = TellStep()
    (task,) = step.due(5, (), ())
    step.commit([Done(task, error=ValueError("broken"))])
    story = Story.objects.get()
    assert story.told_at is not None
    assert story.reports == 2


def two_stories(pool: Executor) -> tuple[Story, Story]:
    """The ferry's, which comes first, and the blast's, both to be gone through."""
    blast, ferry = the_blast()[0], the_ferry()[0]
    run_once(lambda fetcher: [PrintStep(), PlaceStep()], executor=pool)
    return Story.objects.get(placings__article=ferry), Story.objects.get(placings__article=blast)


def test_several_stories_are_gone_through_at_once(pool: Executor) -> None:
    ferry, blast = two_stories(pool)
    step = TellStep()
    (task,) = step.due(5, (), ())
    assert step.due(5, (task.key,), ()) == []
    assert step.commit([Done(task, tell_stories(*task.args))]) == [ferry.pk, blast.pk]
    for story, said in ((ferry, "engine"), (blast, "sabotage")):
        story.refresh_from_db()
        assert any(said in row["text"] for row in story.claims)
    assert step.due(5, (), ()) == []


def test_a_story_that_can_not_be_told_takes_nothing_from_the_others_of_its_task(pool: Executor) -> None:
    ferry, blast = two_stories(pool)
    step = TellStep()
    for _ in range(4):
        for task in step.due(5, (), ()):
            is_bad = any(kept.report.title.startswith("No ferry") for story in task.args[0] for kept in story)
            step.commit([Done(task, error=ValueError("broken")) if is_bad else Done(task, tell_stories(*task.args))])
    ferry.refresh_from_db()
    blast.refresh_from_db()
    assert (ferry.told_at is not None, ferry.claims) == (True, [])
    assert any("sabotage" in row["text"] for row in blast.claims)


def test_telling_more_stories_asks_no_more_queries(pool: Executor) -> None:
    ferry, _ = two_stories(pool)
    ferry.told_at = ferry.first_at
    ferry.save()
    with CaptureQueriesContext(connection) as one:
        TellStep().due(5, (), ())
    Story.objects.update(told_at=None)
    with CaptureQueriesContext(connection) as two:
        TellStep().due(5, (), ())
    assert len(two) == len(one)
