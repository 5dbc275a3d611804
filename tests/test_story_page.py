"""A story's page: reports in the order they came, who copied whom, and what each says of a claim."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kawaraban.desk.models import Article, Placing, Story
from tests.claim_cast import edit
from tests.story_cast import a_report, a_story

pytestmark = pytest.mark.django_db


def the_blast() -> tuple[Story, list[Article]]:
    """Northwire, who copied it, and a report of its own."""
    wire = a_report("Northwire", hours=0, rendering="マレン港の燃料貯蔵施設で爆発、12人死亡と内務省")
    radio = a_report("Radio Sorenia", "Twelve dead in Kelmar port blast", hours=1)
    today = a_report("Ilmaria Today", "Диверсия в порту Кельмара", language="ru", hours=2)
    courier = a_report("Maren Courier", "Night of fire on the eastern quay", hours=3)
    story = a_story(
        [wire, radio, today, courier],
        {radio.pk: wire, today.pk: radio},
        differences=[{"what": {"en": "killed", "ja": "死者"}, "values": [
            {"text": "12 people", "number": "12", "articles": [wire.pk, courier.pk]},
            {"text": "2 people", "number": "2", "articles": [radio.pk, today.pk]}]}],
        claims=[{"claim": None, "text": "The explosion was an act of sabotage", "language": "en",
                 "speaker": "Ilse Torvald", "unnamed": False, "cells": {
                     str(wire.pk): {"stands": "attributes", "stance": "alleges", "pid": "p0"},
                     str(radio.pk): {"stands": "attributes", "stance": "says", "pid": "p0"},
                     str(today.pk): {"stands": "states", "pid": "p0", "numbers": "2人のまま"},
                     str(courier.pk): {"stands": "denies", "pid": "p0"}}}],
    )  # fmt: skip
    return story, [wire, radio, today, courier]


def test_reports_stand_in_the_order_they_came_with_whom_they_follow(desk: Client) -> None:
    story, (wire, radio, today, courier) = the_blast()
    response = desk.get(f"/desk/stories/{story.pk}/")
    assert [line.report.article for line in response.context["lines"]] == [wire, radio, today, courier]
    html = response.content.decode()
    assert "マレン港" in html
    assert "← Radio Sorenia" in html
    assert "97% the same text" in html


def test_the_drawing_has_a_line_an_outlet_and_an_arrow_a_copy(desk: Client) -> None:
    story, (wire, radio, today, courier) = the_blast()
    drawing = desk.get(f"/desk/stories/{story.pk}/").context["drawing"]
    strokes = {stroke.report.article: stroke for stroke in drawing.strokes}
    assert [stroke.report.article for stroke in drawing.strokes] == [wire, radio, today, courier]
    assert strokes[wire].from_y is None
    assert strokes[radio].from_y == strokes[wire].y
    assert strokes[today].from_y == strokes[radio].y
    assert strokes[wire].x < strokes[radio].x < strokes[today].x < strokes[courier].x


def test_the_table_counts_origins_alone(desk: Client) -> None:
    story, _ = the_blast()
    (row,) = desk.get(f"/desk/stories/{story.pk}/").context["table"].rows
    assert [cell.stands for cell in row.cells] == ["attributes", "attributes", "states", "denies"]
    assert row.among_origins == [("attributes", 1), ("denies", 1)]


def test_the_same_words_of_one_speaker_are_one_row(desk: Client) -> None:
    story, (wire, radio, _, courier) = the_blast()
    (row,) = story.claims
    again = {**row, "cells": {str(courier.pk): {"stands": "states", "pid": "p0"}}}
    story.claims = [
        {**row, "cells": {str(wire.pk): row["cells"][str(wire.pk)]}},
        {**again, "speaker": "Pavel Renko"},
        {**row, "cells": {str(radio.pk): row["cells"][str(radio.pk)]}},
    ]
    story.save()
    one, other = desk.get(f"/desk/stories/{story.pk}/").context["table"].rows
    assert [cell.stands for cell in one.cells] == ["attributes", "attributes", "", ""]
    assert [cell.stands for cell in other.cells] == ["", "", "", "states"]


def test_a_report_that_is_silent_says_nothing(desk: Client) -> None:
    story, (wire, *_) = the_blast()
    story.claims[0]["cells"] = {str(wire.pk): {"stands": "states"}}
    story.save()
    (row,) = desk.get(f"/desk/stories/{story.pk}/").context["table"].rows
    assert [cell.stands for cell in row.cells] == ["states", "", "", ""]


def test_opening_a_story_marks_its_reports_read(desk: Client) -> None:
    story, _ = the_blast()
    desk.get(f"/desk/stories/{story.pk}/")
    assert not Article.objects.filter(seen_at=None).exists()


def test_a_story_of_a_hundred_copies_costs_no_more_queries_than_one_of_four(desk: Client) -> None:
    story, _ = the_blast()
    with CaptureQueriesContext(connection) as few:
        desk.get(f"/desk/stories/{story.pk}/")
    wire = a_report("Northwire", hours=0)
    copies = [a_report(f"Paper {number}", hours=number / 10) for number in range(100)]
    large = a_story([wire, *copies], {copy.pk: wire for copy in copies})
    with CaptureQueriesContext(connection) as many:
        response = desk.get(f"/desk/stories/{large.pk}/")
    assert len(many) <= len(few)
    assert len(few) <= 30
    assert "41 more copies are not listed here." in response.content.decode()


def test_of_a_report_that_is_edited_without_end_the_latest_edits_stand_there(desk: Client) -> None:
    story, (wire, *_) = the_blast()
    for number in range(30):
        edit(wire, [("p0", f"An explosion at a fuel depot killed {number} people.")])
    Article.objects.filter(pk=wire.pk).update(edited_at=timezone.now())
    reports = desk.get(f"/desk/stories/{story.pk}/").context["reports"]
    assert [edit.step.version.number for edit in reports[0].edits] == list(range(21, 32))


def test_an_origin_that_can_not_be_told_says_whom_it_credits(desk: Client) -> None:
    story, (_, radio, *_) = the_blast()
    Placing.objects.filter(article=radio).update(
        standing="unknown", copy_of=None, credits=[{"name": "Interline", "kind": "dateline", "text": "(Interline)"}]
    )
    assert "origin unknown; credits Interline" in desk.get(f"/desk/stories/{story.pk}/").content.decode()


def test_a_story_that_is_not_there_is_not_found(desk: Client) -> None:
    assert desk.get("/desk/stories/999/").status_code == 404
