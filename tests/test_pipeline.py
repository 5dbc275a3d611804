"""From a source to a text that can be searched, and what happens when pages change, go, or can't be had."""

from __future__ import annotations

from concurrent.futures import Executor
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kawaraban.desk import captures, search
from kawaraban.desk.models import (
    Article,
    Capture,
    EnginePause,
    MemoryEntry,
    Poll,
    Preferences,
    Rendering,
    Source,
    Stage,
    Version,
)
from kawaraban.desk.pipeline import progress, render_again, run_once
from kawaraban.translate import text_digest
from tests.press import Press, page

pytestmark = pytest.mark.django_db


def make_due() -> None:
    Article.objects.filter(revisit_at__isnull=False).update(revisit_at=timezone.now() - timedelta(seconds=1))
    Source.objects.update(next_poll_at=timezone.now() - timedelta(seconds=1))


def test_what_a_source_lists_is_kept_read_and_searchable(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Maren opens its harbour", ["The harbour minister cut a ribbon."])
    press.publish("/2.html", "Bridge closed", ["The bridge is closed."])
    press.follow()
    summary = run_once(executor=pool)
    articles = list(Article.objects.order_by("address"))
    assert [(a.stage, a.title, a.language) for a in articles] == [
        (Stage.READY, "Maren opens its harbour", "en"),
        (Stage.READY, "Bridge closed", "en"),
    ]
    assert summary.steps == {"poll": 1, "keep": 2, "read": 2, "print": 2, "place": 2, "attribute": 2, "tell": 1}
    article = articles[0]
    assert article.version.paragraphs.first().text == "The harbour minister cut a ribbon."
    assert captures.page_in(captures.store().read(article.capture.file), article.capture.digest).content
    assert [hit.article_id for hit in search.search("harbour minister").hits] == [article.pk]
    assert list(Poll.objects.values_list("outcome", "new")) == [("new", 2)]


def test_a_second_run_adds_nothing(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Maren opens its harbour", etag='"1"')
    press.follow()
    run_once(executor=pool)
    make_due()
    run_once(executor=pool)
    assert (Article.objects.count(), Capture.objects.count(), Version.objects.count()) == (1, 1, 1)
    assert press.site.last("/1.html").headers["If-None-Match"] == '"1"'
    assert list(Poll.objects.order_by("pk").values_list("outcome", flat=True)) == ["new", "unchanged"]


def test_a_changed_title_in_the_feed_is_no_new_article(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Maren opens its harbour")
    press.follow()
    run_once(executor=pool)
    press.items.clear()
    press.publish("/1.html", "Maren opens its harbour at last")
    make_due()
    run_once(executor=pool)
    assert Article.objects.count() == 1


def test_a_silent_edit_makes_a_version_and_the_rendering_stale(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Ferry accident", ["Two people were hurt, the police of Maren said.", "It was foggy."])
    press.follow()
    run_once(executor=pool)
    article = Article.objects.get()
    before = list(article.version.paragraphs.values_list("pid", flat=True))
    for paragraph in article.version.paragraphs.all()[:2]:
        article.renderings.create(
            pid=paragraph.pid, language="ja", text="訳", state="edited", maker="person", source_digest=paragraph.digest
        )
    press.serve("/1.html", "Ferry accident", ["Twelve people were hurt, the police of Maren said.", "It was foggy."])
    make_due()
    run_once(executor=pool)
    article.refresh_from_db()
    assert (article.version.number, article.captures.count(), article.stage) == (2, 2, Stage.READY)
    assert article.edited_at is not None
    assert list(article.version.paragraphs.values_list("pid", flat=True)) == before
    assert list(Rendering.objects.order_by("pk").values_list("state", flat=True)) == ["stale", "edited"]
    assert [hit.article_id for hit in search.search("twelve").hits] == [article.pk]
    assert search.search('"two people"').total == 0


def test_a_page_that_changed_around_the_article_is_kept_but_is_no_version(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Ferry accident", ["Two people were hurt."])
    press.follow()
    run_once(executor=pool)
    press.site.answer(
        "/1.html",
        page("Ferry accident", ["Two people were hurt."]).replace("Home", "Front page"),
        content_type="text/html; charset=utf-8",
    )
    make_due()
    run_once(executor=pool)
    article = Article.objects.get()
    assert (article.captures.count(), article.versions.count(), article.edited_at) == (2, 1, None)


def test_an_article_taken_down_keeps_its_text(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Ferry accident")
    press.follow()
    run_once(executor=pool)
    press.site.answer("/1.html", status=410)
    make_due()
    run_once(executor=pool)
    article = Article.objects.get()
    assert article.gone_at is not None
    assert (article.stage, article.version.number) == (Stage.READY, 1)


def test_not_found_once_may_be_a_bad_minute(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Ferry accident")
    press.follow()
    run_once(executor=pool)
    for gone in (False, True):
        press.site.answer("/1.html", status=404)
        make_due()
        run_once(executor=pool)
        assert (Article.objects.get().gone_at is not None) is gone
    press.serve("/1.html", "Ferry accident")
    make_due()
    run_once(executor=pool)
    assert Article.objects.get().gone_at is None


def test_an_article_that_moved_is_followed_to_its_new_address(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Ferry accident")
    press.serve("/new/1.html", "Ferry accident")
    press.site.redirect("/1.html", press.site.at("/new/1.html"), 301)
    press.follow()
    run_once(executor=pool)
    article = Article.objects.get()
    assert article.moved_to == article.capture.final_address == press.site.at("/new/1.html")
    assert article.stage == Stage.READY


def test_a_page_that_fails_stays_listed_with_what_the_feed_said(press: Press, pool: Executor) -> None:
    address = press.publish("/1.html", "Ferry accident")
    press.publish("/2.html", "Weather")
    press.site.answer("/1.html", status=500)
    press.follow()
    summary = run_once(executor=pool)
    article = Article.objects.get(address=address)
    assert (article.stage, article.problem, article.attempts) == (Stage.LISTED, "server-error", 1)
    assert (article.title, article.summary) == ("Ferry accident", "Ferry accident, in short.")
    assert article.due_at > timezone.now()
    assert Article.objects.filter(stage=Stage.READY).count() == 1
    assert len(summary.failures()) == 1
    assert [hit.article_id for hit in search.search("ferry accident").hits] == [article.pk]


def test_a_host_that_asks_to_wait_is_left_alone_for_so_long(press: Press, pool: Executor) -> None:
    for number in range(4):
        press.publish(f"/{number}.html", f"Story {number}")
        press.site.answer(f"/{number}.html", status=429, retry_after="120")
    press.follow()
    run_once(executor=pool)
    due = list(Article.objects.values_list("due_at", flat=True))
    assert min(due) > timezone.now() + timedelta(seconds=100)
    assert sum(path.endswith(".html") for path in press.site.paths) == 1


def test_a_source_that_fails_is_asked_again_less_and_less_often_but_always(press: Press, pool: Executor) -> None:
    source = press.follow()
    press.site.answer("/feed", status=500)
    waits = []
    for _ in range(9):
        make_due()
        run_once(executor=pool)
        source.refresh_from_db()
        waits.append((source.next_poll_at - timezone.now()).total_seconds())
    assert source.failures == 9
    assert waits[0] < 70
    assert sorted(waits[:6]) == waits[:6]
    assert 70_000 < waits[-1] < 100_000
    press._list()
    make_due()
    run_once(executor=pool)
    source.refresh_from_db()
    assert (source.failures, source.problem) == (0, "")


def test_no_article_on_the_page_is_said_once_and_not_tried_for_ever(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Nothing")
    press.site.answer("/1.html", "<html><body><p>.</p></body></html>", content_type="text/html")
    press.follow()
    run_once(executor=pool)
    article = Article.objects.get()
    assert (article.stage, article.problem, article.due_at) == (Stage.KEPT, "not-an-article", None)
    assert article.problem_detail.endswith(".")
    assert Capture.objects.count() == 1


def test_the_memory_renders_what_it_knows(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Ferry accident", ["Two people were hurt."])
    for source, target in (("Ferry accident", "フェリー事故"), ("Two people were hurt.", "二人が負傷した。")):
        MemoryEntry.objects.create(
            source_language="en",
            target_language="ja",
            source_text=source,
            target_text=target,
            source_digest=text_digest(source),
        )
    press.follow()
    run_once(executor=pool)
    assert set(Rendering.objects.values_list("text", "state", "maker")) == {
        ("フェリー事故", "approved", "memory"),
        ("二人が負傷した。", "approved", "memory"),
    }
    assert [hit.kind for hit in search.search("負傷").hits] == ["rendering"]


def test_an_engine_that_fails_leaves_an_article_to_read_and_a_reason(
    press: Press, pool: Executor, tmp_path: Path
) -> None:
    preferences = Preferences.load()
    preferences.engines = {"en-ja": {"engine": "firefox", "folder": str(tmp_path / "nowhere")}}
    preferences.save()
    press.publish("/1.html", "Ferry accident")
    press.follow()
    summary = run_once(executor=pool)
    assert [line.partition(":")[0] for line in summary.failures()] == ["firefox"]
    article = Article.objects.get()
    assert (article.stage, article.problem) == (Stage.READ, ""), "it is no fault of the article's"
    pause = EnginePause.objects.get()
    assert (pause.problem, pause.failures) == ("no-folder", 1)
    assert article.due_at == pause.until
    assert search.search("ferry").total == 1


def test_what_the_memory_learns_later_is_put_beside_what_was_read_before(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Ferry accident")
    press.follow()
    run_once(executor=pool)
    assert not Rendering.objects.exists()
    MemoryEntry.objects.create(
        source_language="en",
        target_language="ja",
        source_text="Ferry accident",
        target_text="フェリー事故",
        source_digest=text_digest("Ferry accident"),
    )
    assert render_again() == 1
    run_once(executor=pool)
    assert [r.text for r in Rendering.objects.all()] == ["フェリー事故"]
    assert Article.objects.get().stage == Stage.READY


def test_progress_tells_what_waits(press: Press, pool: Executor) -> None:
    press.publish("/1.html", "Ferry accident")
    press.follow()
    assert (progress().sources_due, progress().done_today) == (1, 0)
    run_once(executor=pool)
    after = progress()
    assert (after.sources_due, after.total_waiting, after.done_today, after.seconds_left) == (0, 0, 1, 0.0)


def test_fifty_articles_cost_few_queries(press: Press, pool: Executor, django_assert_max_num_queries) -> None:
    for number in range(50):
        press.publish(f"/{number}.html", f"Story {number}", [f"Text {number} of the day."])
    press.follow()
    with django_assert_max_num_queries(2000):  # every step looks for work after each batch: a slow machine looks more
        run_once(executor=pool)
    assert Article.objects.filter(stage=Stage.READY).count() == 50
