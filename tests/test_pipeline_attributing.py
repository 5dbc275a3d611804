"""From a text to its claims: in order, for every text that has rules, and no text keeps the others waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kawaraban import attribute
from kawaraban.desk.claims.correcting import add, correct, told_of
from kawaraban.desk.models import NO_CLAIMS, Article, Preferences, Stage, Version
from kawaraban.desk.pipeline import attributing, progress, run_once
from kawaraban.desk.pipeline.attributing import AttributeStep
from kawaraban.desk.pipeline.step import Done, Task
from tests.claim_cast import BLAST, a_read_article, edit
from tests.desk_cast import an_article, an_editor
from tests.dying import attribute_or_die
from tests.press import Press

pytestmark = pytest.mark.django_db


def ready(article: Article) -> Article:
    Article.objects.filter(pk=article.pk).update(stage=Stage.READY)
    return article


def attribute_all(pool: Executor) -> dict[str, int]:
    return run_once(lambda fetcher: [AttributeStep()], executor=pool).steps


def stances(article: Article) -> list[str]:
    return list(article.claims.values_list("stance", flat=True))


def test_a_page_that_is_polled_ends_with_its_claims(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Blast in Port Maren", BLAST)
    press.follow()
    summary = run_once(executor=pool)
    article = Article.objects.get()
    assert summary.steps["attribute"] == 1
    assert stances(article)[:3] == ["alleges", "denies", "says"]
    assert progress().claims == 0


def test_several_articles_are_one_task(pool: Executor) -> None:
    articles = [ready(an_article(paragraphs=BLAST)) for _ in range(5)]
    assert progress().claims == 5
    assert [len(task.row) for task in AttributeStep().due(50, (), ())] == [5]
    assert attribute_all(pool) == {"attribute": 5}
    assert [stances(article) for article in articles] == [["alleges", "denies", "says"]] * 5


def test_a_language_without_rules_is_done_with(pool: Executor) -> None:
    other = ready(an_article(language="xx"))
    english = ready(an_article(paragraphs=BLAST))
    attribute_all(pool)
    assert set(Version.objects.values_list("attributed", flat=True)) == {attribute.RULES}
    assert (stances(other), len(stances(english))) == ([], 3)


def test_what_a_person_told_in_a_language_without_rules_goes_on_to_the_next_version(pool: Executor) -> None:
    article = ready(an_article(paragraphs=["aa bb"], language="xx"))
    told = told_of({"speaker": "Aa", "stance": "says", "content": "bb"})
    mine = add(article, told, an_editor())
    attribute_all(pool)
    now = edit(article, [("p0", "cc aa bb")])
    attribute_all(pool)
    mine.refresh_from_db()
    assert (mine.version_id, mine.content, mine.is_lost) == (now.pk, [["p0", 6, 8]], False)


def test_newer_rules_read_every_text_again(pool: Executor) -> None:
    article = ready(a_read_article())
    article.claims.all().delete()
    assert attribute_all(pool) == {}
    Version.objects.update(attributed=attribute.RULES - 1)
    assert attribute_all(pool) == {"attribute": 1}
    assert len(stances(article)) == 3


def test_only_the_version_that_stands_is_read(pool: Executor) -> None:
    article = ready(an_article(paragraphs=BLAST))
    edit(article, [("p1", BLAST[1])])
    assert attribute_all(pool) == {"attribute": 1}
    assert stances(article) == ["denies"]
    assert not Version.objects.exclude(attributed=attribute.RULES).exists()


def test_headlines_come_first(pool: Executor) -> None:
    an_article(paragraphs=BLAST)  # its headline waits for an engine
    assert attribute_all(pool) == {}
    Article.objects.update(due_at=timezone.now() + timedelta(hours=1))
    assert attribute_all(pool) == {"attribute": 1}


def test_what_an_engine_elsewhere_translates_holds_nothing_up(pool: Executor) -> None:
    Preferences.load()
    Preferences.objects.update(engines={"en-ja": {"engine": "libretranslate", "url": "http://127.0.0.1:1"}})
    an_article(paragraphs=BLAST)
    assert attribute_all(pool) == {"attribute": 1}


def test_an_article_that_was_edited_meanwhile_is_read_anew(pool: Executor) -> None:
    article = ready(an_article(paragraphs=BLAST))
    step = AttributeStep()
    (task,) = step.due(50, (), ())
    edit(article, [("p1", BLAST[1])])
    assert step.commit([done(task)]) == []
    assert stances(article) == []
    assert progress().claims == 1


def done(task: Task, call: Callable[..., Any] | None = None) -> Done:
    try:
        return Done(task, (call or task.call)(*task.args))
    except Exception as error:
        return Done(task, error=error)


def fails_at(words: str, error: BaseException) -> Callable[..., Any]:
    """`attribute_texts` on a machine where the text with these words is too much."""

    def call(texts: Sequence[str], *args: Any) -> Any:
        if any(words in text for text in texts):
            raise error
        return attributing.attribute_texts(texts, *args)

    return call


def rounds(step: AttributeStep, call: Callable[..., Any]) -> int:
    """Does what is due until nothing is; answers in how many rounds."""
    number = 0
    while tasks := step.due(50, (), ()):
        step.commit([done(task, call) for task in tasks])
        number += 1
        assert number < 50
    return number


def test_a_text_that_fails_is_found_out_and_left_out() -> None:
    bad = ready(an_article(paragraphs=("The rules said: boom.",)))
    good = [ready(an_article(paragraphs=BLAST)) for _ in range(3)]
    rounds(AttributeStep(), fails_at("boom", RuntimeError("boom")))
    assert [len(stances(article)) for article in good] == [3, 3, 3]
    assert stances(bad) == []
    bad.version.refresh_from_db()
    assert (bad.version.attributed, bad.version.warnings) == (attribute.RULES, [NO_CLAIMS])


def test_a_text_that_is_given_up_keeps_no_claim_of_the_text_before_it() -> None:
    article = ready(a_read_article())
    first = article.claims.first()
    mine = correct(article, first.pk, told_of({"stance": "insists", "content": first.content_text}), an_editor())
    now = edit(article, [("p0", BLAST[0]), ("p1", "The rules said: boom.")])
    rounds(AttributeStep(), fails_at("boom", RuntimeError("boom")))
    now.refresh_from_db()
    assert (now.attributed, now.warnings) == (attribute.RULES, [NO_CLAIMS])
    assert [(claim.pk, claim.version_id) for claim in article.claims.all()] == [(mine.pk, now.pk)]


def test_short_of_memory_it_rests_and_gives_nothing_up() -> None:
    ready(an_article(paragraphs=BLAST))
    step = AttributeStep()
    assert rounds(step, fails_at("blast", MemoryError())) == 1
    assert progress().claims == 1
    assert rounds(AttributeStep(), attributing.attribute_texts) == 1
    assert progress().claims == 0


class _Deadly(AttributeStep):
    """With a text among its texts that ends the process that reads it."""

    def task(self, some: Any) -> Task:
        return replace(super().task(some), call=attribute_or_die)


def test_a_text_that_ends_its_worker_is_found_out_and_left_out() -> None:
    bad = ready(an_article(paragraphs=("The minister said it was deadly.",)))
    good = [ready(an_article(paragraphs=BLAST)) for _ in range(3)]
    run_once(lambda fetcher: [_Deadly()])
    assert [len(stances(article)) for article in good] == [3, 3, 3]
    assert stances(bad) == []
    bad.version.refresh_from_db()
    assert bad.version.warnings == [NO_CLAIMS]
