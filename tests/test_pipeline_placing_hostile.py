"""Bad input on its way through the pipeline: sensible stories, nobody its own original, and no more work than it is."""

from __future__ import annotations

from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from kawaraban.desk.models import Article, Fingerprint, Placing, Story
from kawaraban.desk.pipeline.placing import PlaceStep
from kawaraban.desk.pipeline.printing import PrintStep
from kawaraban.desk.stories import gathering
from tests.test_pipeline_placing import BLAST, FERRY, a_report, done, here, place_all, placing

pytestmark = pytest.mark.django_db

BLAST_JA = (
    "ポート・マーレンの燃料基地で金曜日の夜に爆発があり、2人が死亡したとケルマール内務省が発表した。",
    "港の東埠頭の火災は6時間燃え続け、140人の消防隊員が消し止めた。",
    "市議会によると、スカルネ地区の住民約1400人が夜のうちに学校へ避難した。",
)
OWN = (
    "In Ostern the blast at the depot was heard as a dull roll of thunder, fishermen on the pier told this newspaper.",
    "Marta Holm was mending nets when her windows shook, and she counted eleven ships that turned back to sea.",
    "The harbour master of Ostern, Jon Vik, opened his sheds to forty lorries that could not unload in the south.",
    "By Saturday noon the price of diesel on the island had risen by a fifth, and two of five stations were dry.",
    "Schools will close on Monday because the boilers have oil for three days, the island council decided.",
    "The council asked the mainland for a tanker; an answer is expected before the week is over.",
    "Nobody on the island was hurt, the clinic said, though a dozen people came in with burning eyes.",
)


def is_forest() -> bool:
    """Whether everybody's original leads to one who copies nobody, and that one is its origin."""
    above = dict(Placing.objects.values_list("article_id", "copy_of_id"))
    for article, origin in Placing.objects.values_list("article_id", "origin_id"):
        path = [article]
        while (original := above.get(path[-1])) is not None:
            if original in path:
                return False
            path.append(original)
        if path[-1] != origin:
            return False
    return True


def test_copies_by_the_hundred_are_one_story_of_one_origin_and_each_is_held_against_few() -> None:
    wire = a_report()
    for number in range(120):
        a_report(BLAST[: 2 + number % 3], hours=number % 40)
    printing, step, most = PrintStep(), PlaceStep(), 0
    while Article.objects.filter(fingerprint=None).exists():
        here(printing)
    while tasks := step.due(50, (), ()):
        most = max(most, *(len(task.args[0].there) for task in tasks))
        step.commit([done(task) for task in tasks])
    story = Story.objects.get()
    assert (story.reports, story.origins, story.unknown, story.headline) == (121, 1, 0, wire)
    assert is_forest()
    assert most <= 16 * (gathering.NEAR + gathering.SHARERS) + 120


def test_who_quotes_another_whole_beside_much_of_its_own_is_no_copy(pool: Executor) -> None:
    wire = a_report()
    quoting = a_report((*OWN[:4], "Northwire wrote: “" + " ".join(BLAST) + "”", *OWN[4:]), "Thunder on the island", 3)
    place_all(pool)
    assert (placing(wire).standing, placing(quoting).standing) == ("own", "own")
    assert placing(quoting).copy_of is None
    assert is_forest()


def test_a_text_in_two_languages_is_placed_beside_both(pool: Executor) -> None:
    wire, mixed = a_report(), a_report((*BLAST[:2], *BLAST_JA), "Port Maren ポート・マーレン", hours=1)
    whole = a_report(tuple(f"{one} {other}" for one, other in zip(BLAST, BLAST_JA, strict=False)), hours=2)
    Article.objects.filter(pk=mixed.pk).update(language="ja")
    Article.objects.filter(pk=whole.pk).update(language="")
    place_all(pool)
    assert placing(wire).standing == "own"
    assert {placing(one).story_id for one in (wire, mixed, whole)} == {placing(wire).story_id}
    assert is_forest()


@pytest.mark.parametrize(
    "published",
    [datetime(1, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)],
)
def test_a_time_that_can_not_be_holds_nothing_up(pool: Executor, published: datetime) -> None:
    odd, ferry = a_report(), a_report(FERRY, "No ferry to Ostern", hours=1)
    Article.objects.filter(pk=odd.pk).update(published_at=published)
    assert place_all(pool) == {"print": 2, "place": 2}
    later = a_report(hours=2)
    assert place_all(pool) == {"print": 1, "place": 1}
    assert is_forest()
    assert placing(ferry).story.reports == 1
    assert Fingerprint.objects.get(article=odd).at <= timezone.now() + timedelta(days=1)
    # It has the same text, whatever it says of the day.
    assert placing(later).story_id == placing(odd).story_id
