"""From texts to stories: prints made once, articles placed beside those that are there, and judged again."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kawaraban import compare
from kawaraban.desk.models import Article, Fingerprint, FingerprintKey, Outlet, Placing, Source, Stage, Story, Version
from kawaraban.desk.pipeline import progress, run_once
from kawaraban.desk.pipeline.placing import PlaceStep
from kawaraban.desk.pipeline.printing import PrintStep
from kawaraban.desk.pipeline.step import Done, Task
from kawaraban.desk.pipeline.work import place_reports, print_reports
from kawaraban.desk.stories.copying import say_copy, say_own
from kawaraban.desk.stories.splitting import split
from tests.claim_cast import edit
from tests.desk_cast import an_article, an_editor
from tests.dying import print_or_die

pytestmark = pytest.mark.django_db

BLAST = (
    "An explosion at a fuel depot in Port Maren killed two people on Friday night, the Kelmari interior ministry said.",
    "The fire on the city's eastern quay burned for six hours before 140 firefighters brought it under control.",
    "Port director Anders Lohm said the eastern quay would stay closed until the end of next week.",
    "About 1,400 residents of the Skarne district were moved to schools overnight, the city council said.",
)
FERRY = (
    "The ferry from Kirs to Ostern will not sail this winter, the island council decided on Monday evening.",
    "Councillors said that the boat, which was built in 1961, needs a new engine and a new hull before spring.",
    "Islanders will be flown to the mainland by a small plane that seats nine people, twice a day.",
)
_hosts = count(1)


def a_report(
    paragraphs: Sequence[str] = BLAST, title: str = "Blast at Port Maren kills two", hours: int = 0
) -> Article:
    """An article of an outlet of its own, that has been read."""
    article = an_article(title, paragraphs, hours=hours)
    number = next(_hosts)
    article.outlet = Outlet.objects.create(host=f"paper{number}.example", name=f"Paper {number}")
    article.stage, article.listed_at = Stage.READY, article.sort_at
    article.save()
    return article


def place_all(pool: Executor) -> dict[str, int]:
    return run_once(lambda fetcher: [PrintStep(), PlaceStep()], executor=pool).steps


def placing(article: Article) -> Placing:
    return Placing.objects.select_related("story").get(article=article)


def here(step: PrintStep | PlaceStep, call: Any = None) -> list[int]:
    """Does what is due once, in this process."""
    return step.commit([done(task, call) for task in step.due(50, (), ())])


def done(task: Task, call: Any = None) -> Done:
    try:
        return Done(task, (call or task.call)(*task.args))
    except Exception as error:
        return Done(task, error=error)


def test_copies_and_another_event(pool: Executor) -> None:
    wire, copy, ferry = a_report(), a_report(BLAST[:3], hours=1), a_report(FERRY, "No ferry to Ostern", hours=2)
    assert place_all(pool) == {"print": 3, "place": 3}
    assert (placing(copy).standing, placing(copy).copy_of_id, placing(copy).origin_id) == ("copy", wire.pk, wire.pk)
    assert placing(copy).evidence[0]["kind"] == "overlap"
    story = placing(wire).story
    assert (placing(copy).story, story.reports, story.origins, story.owners) == (story, 2, 1, 2)
    assert (story.headline, story.languages) == (wire, {"en": 2})
    assert placing(ferry).story.reports == 1
    assert set(Article.objects.filter(is_latest=True)) == {copy, ferry}
    assert place_all(pool) == {}
    assert progress().stories == 0


def test_who_comes_later_but_was_first_is_the_origin(pool: Executor) -> None:
    copy, copied_again = a_report(BLAST[:3], hours=3), a_report(BLAST[:3], hours=4)
    place_all(pool)
    assert placing(copied_again).origin_id == copy.pk
    wire = a_report()
    place_all(pool)
    assert [placing(one).origin_id for one in (wire, copy, copied_again)] == [wire.pk] * 3
    assert (placing(copy).standing, placing(copy).copy_of_id) == ("copy", wire.pk)
    story = placing(wire).story
    assert (story.reports, story.origins, story.headline) == (3, 1, wire)


def test_an_article_from_the_future_is_nobodys_original(pool: Executor) -> None:
    wire = a_report()
    prophet = a_report(hours=1)
    Article.objects.filter(pk=prophet.pk).update(published_at=timezone.now() + timedelta(days=400))
    place_all(pool)
    assert placing(prophet).origin_id == wire.pk
    assert Fingerprint.objects.get(article=prophet).at == prophet.listed_at


def test_an_edited_article_is_judged_again(pool: Executor) -> None:
    wire, copy = a_report(), a_report(hours=1)
    place_all(pool)
    copy.title = "No ferry to Ostern"
    version = edit(copy, [(f"p{number}", text) for number, text in enumerate(FERRY)])
    assert place_all(pool) == {"print": 1, "place": 1}
    assert (placing(copy).version, placing(copy).standing) == (version, "own")
    assert placing(copy).story != placing(wire).story
    assert dict(Story.objects.values_list("pk", "reports")) == {placing(wire).story_id: 1, placing(copy).story_id: 1}
    assert set(Version.objects.values_list("printed", flat=True)) == {compare.RULES}
    assert Fingerprint.objects.count() == 2


def test_a_copy_keeps_the_version_that_it_was_made_from(pool: Executor) -> None:
    wire, copy = a_report(), a_report(BLAST[:3], hours=1)
    place_all(pool)
    first = wire.version
    assert (placing(wire).copied_version, placing(copy).copied_version) == (None, first)
    later = edit(wire, [(f"p{number}", text) for number, text in enumerate((*BLAST, FERRY[2]))])
    place_all(pool)
    assert (placing(copy).copy_of, placing(copy).copied_version) == (wire, first)
    Version.objects.update(printed=compare.RULES - 1)
    place_all(pool)
    assert placing(copy).copied_version == first
    edit(copy, [(f"p{number}", text) for number, text in enumerate((*BLAST[:2], FERRY[2]))])
    place_all(pool)
    assert (placing(copy).copy_of, placing(copy).copied_version) == (wire, later)


def test_newer_rules_make_every_print_again_and_move_nothing(pool: Executor) -> None:
    wire, copy = a_report(), a_report(hours=1)
    place_all(pool)
    before = (placing(wire).story_id, placing(copy).origin_id)
    Version.objects.update(printed=compare.RULES - 1)
    assert place_all(pool) == {"print": 2, "place": 2}
    assert (placing(wire).story_id, placing(copy).origin_id) == before
    assert Story.objects.count() == 1


def test_what_a_person_split_stays_split(pool: Executor) -> None:
    wire, copy = a_report(), a_report(hours=1)
    place_all(pool)
    decision = split(placing(wire).story_id, {copy.pk}, an_editor())
    Version.objects.update(printed=compare.RULES - 1)
    place_all(pool)
    assert placing(copy).story_id == decision.story_id != placing(wire).story_id


def test_what_a_person_said_of_a_copy_stays(pool: Executor) -> None:
    wire, copy = a_report(), a_report(hours=1)
    place_all(pool)
    person = an_editor()
    say_own(copy.pk, person)
    Version.objects.update(printed=compare.RULES - 1)
    place_all(pool)
    assert (placing(copy).standing, placing(copy).origin_id, placing(copy).story.origins) == ("own", copy.pk, 2)
    say_copy(wire.pk, copy.pk, person)
    Version.objects.update(printed=compare.RULES - 1)
    place_all(pool)
    assert (placing(wire).copy_of_id, placing(wire).origin_id, placing(copy).standing) == (copy.pk, copy.pk, "own")


def test_a_persons_word_breaks_a_circle_with_the_machines(pool: Executor) -> None:
    wire, copy = a_report(), a_report(hours=1)
    place_all(pool)
    say_copy(wire.pk, copy.pk, an_editor())
    Version.objects.update(printed=compare.RULES - 1)
    place_all(pool)
    assert (placing(wire).copy_of_id, placing(copy).copy_of_id, placing(copy).standing) == (copy.pk, None, "own")


def test_posts_of_social_accounts_have_no_place(pool: Executor) -> None:
    post = a_report()
    post.source = Source.objects.create(
        outlet=post.outlet, name="@observer", kind="account", address="https://quay.example"
    )
    post.save()
    assert progress().stories == 0
    assert place_all(pool) == {}
    assert not Version.objects.filter(printed=0).exists()


@pytest.mark.parametrize("paragraphs", [(), ("…",), ("No.",)])
def test_a_text_without_words_is_a_story_by_itself(pool: Executor, paragraphs: Sequence[str]) -> None:
    a_report()
    empty = a_report(paragraphs, "")
    Article.objects.filter(pk=empty.pk).update(language="", published_at=None, gone_at=timezone.now())
    assert place_all(pool) == {"print": 2, "place": 2}
    assert placing(empty).story.reports == 1


def test_an_article_that_was_edited_meanwhile_is_not_stored() -> None:
    article = a_report()
    step = PrintStep()
    (task,) = step.due(50, (), ())
    edit(article, [("p0", FERRY[0])])
    assert step.commit([done(task)]) == []
    here(PrintStep())
    placing_step = PlaceStep()
    (task,) = placing_step.due(50, (), ())
    edit(article, [("p0", FERRY[1])])
    here(PrintStep())
    assert placing_step.commit([done(task)]) == []
    assert not Placing.objects.exists()
    here(PlaceStep())
    assert placing(article).version_id == article.version_id


def test_what_a_person_does_meanwhile_is_not_overwritten() -> None:
    one, other = a_report(), a_report(hours=1)
    here(PrintStep())
    here(PlaceStep())
    a_report(hours=2)
    here(PrintStep())
    step = PlaceStep()
    (task,) = step.due(50, (), ())
    made = split(placing(one).story_id, {other.pk}, an_editor()).story_id
    assert step.commit([done(task)]) == []
    assert placing(other).story_id == made
    assert len(here(PlaceStep())) == 1


def test_killed_before_storing_nothing_is_there_and_all_is_done_again(pool: Executor) -> None:
    a_report(), a_report(hours=1)
    here(PrintStep())
    step = PlaceStep()
    tasks = step.due(50, (), ())
    del step  # the process ends between judging and storing
    assert len(tasks) == 1
    assert (Placing.objects.count(), Story.objects.count()) == (0, 0)
    assert place_all(pool) == {"place": 2}
    assert (Placing.objects.count(), Story.objects.count()) == (2, 1)


def test_two_pipelines_at_once_place_nothing_twice() -> None:
    a_report(), a_report(hours=1)
    here(PrintStep())
    one, other = PlaceStep(), PlaceStep()
    tasks = [step.due(50, (), ())[0] for step in (one, other)]
    assert len(one.commit([done(tasks[0])])) == 2
    assert other.commit([done(tasks[1])]) == []
    assert (Placing.objects.count(), Story.objects.count()) == (2, 1)


def test_a_text_that_fails_is_found_out_and_left_out() -> None:
    bad = a_report(("The rules said: boom.",))
    good = [a_report(hours=hour) for hour in range(2)]

    def printed(reports: Any) -> Any:
        if any("boom" in text for report in reports for text in report.paragraphs):
            raise RuntimeError("boom")
        return print_reports(reports)

    step = PrintStep()
    while step.due(50, (), ()):
        here(step, printed)
    assert set(Fingerprint.objects.values_list("article_id", flat=True)) == {one.pk for one in good}
    bad.version.refresh_from_db()
    assert bad.version.printed == compare.RULES


def test_what_can_not_be_judged_stands_by_itself() -> None:
    bad, good = a_report(FERRY, "boom"), a_report(hours=1)
    here(PrintStep())

    def judged(work: Any) -> Any:
        if any(comes.print.report.title == "boom" for comes in work.new):
            raise RuntimeError("boom")
        return place_reports(work)

    step = PlaceStep()
    while Fingerprint.objects.filter(placed_at=None).exists():
        here(step, judged)
    assert (placing(bad).standing, placing(bad).story.reports, placing(bad).story.origins) == ("unknown", 1, 0)
    assert placing(good).standing == "own"


def test_short_of_memory_it_rests_and_gives_nothing_up() -> None:
    a_report()
    here(PrintStep())

    def short(work: Any) -> Any:
        raise MemoryError

    step = PlaceStep()
    assert here(step, short) == []
    assert step.due(50, (), ()) == []
    assert len(here(PlaceStep())) == 1


def test_what_needs_more_memory_than_there_is_holds_up_the_others_for_a_while_only() -> None:
    big, small = a_report(), a_report(FERRY, "No ferry to Ostern", hours=2)
    here(PrintStep())

    def short(work: Any) -> Any:
        if any(one.key == str(big.pk) for one in work.new):
            raise MemoryError
        return place_reports(work)

    step = PlaceStep()
    placed: list[int] = []
    for _ in range(20):
        step._rests_until = 0.0  # the minute is over
        if tasks := step.due(50, (), ()):
            placed += step.commit([done(task, short) for task in tasks])
    assert placed == [big.pk, small.pk]
    assert (placing(big).standing, placing(small).standing) == ("unknown", "own")


class _Deadly(PrintStep):
    """With a text among its texts that ends the process that reads it."""

    def task(self, texts: Any) -> Task:
        return replace(super().task(texts), call=print_or_die)


def test_a_text_that_ends_its_worker_is_found_out_and_left_out() -> None:
    bad = a_report(("The minister said it was deadly.",))
    good = [a_report(hours=hour) for hour in range(2)]
    run_once(lambda fetcher: [_Deadly()])
    assert set(Fingerprint.objects.values_list("article_id", flat=True)) == {one.pk for one in good}
    bad.version.refresh_from_db()
    assert bad.version.printed == compare.RULES


def test_many_copies_cost_no_more_than_a_few() -> None:
    """Of a wire story's copies a bounded number is looked at: the queries for one more stay what they were."""
    wire = a_report()
    here(PrintStep())
    here(PlaceStep())
    print_ = Fingerprint.objects.get()
    keys = list(print_.keys.values_list("key", flat=True))
    for hour in range(150):
        copy = a_report(hours=1 + hour % 60)
        one = Fingerprint.objects.create(
            article=copy, version=copy.version, rules=print_.rules, at=copy.sort_at, language="en", lead=print_.lead,
            terms=print_.terms, data=print_.data, vectors=print_.vectors, placed_at=timezone.now(),
        )  # fmt: skip
        FingerprintKey.objects.bulk_create(FingerprintKey(fingerprint=one, key=key) for key in keys)
        Placing.objects.create(
            article=copy, version=copy.version, story=placing(wire).story, standing="copy", copy_of=wire, origin=wire
        )
    Version.objects.exclude(article__placing=None).update(printed=compare.RULES)
    first = a_report(hours=-1)
    here(PrintStep())
    step = PlaceStep()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        (task,) = step.due(50, (), ())
        assert len(task.args[0].there) < 100
        step.commit([done(task)])
    assert len(queries) < 60
    assert Placing.objects.filter(origin=first, standing="copy").count() == 151
    story = placing(first).story
    assert (story.reports, story.origins, story.headline) == (152, 1, first)
