"""What is translated when: headlines at once, a text when it is opened or ahead by rule, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from kawaraban.desk import engines, rendering
from kawaraban.desk.models import Article, EnginePause, EngineUse, LeftOut, Preferences, Rendering, Source, Stage
from kawaraban.desk.models import Term as TermRow
from kawaraban.desk.pipeline import progress, render_again, run_once
from kawaraban.desk.pipeline.readying import AskStep, ReadyStep
from kawaraban.desk.pipeline.step import Done
from kawaraban.translate import TranslateError
from tests.desk_cast import an_article
from tests.translation_servers import LibreTranslate, OpenAI, Refusal, Says, TranslationServer

pytestmark = pytest.mark.django_db
FERRY, TIDE, QUAY = "The ferry was late again.", "The tide was very high.", "The quay stayed closed on Monday."


@pytest.fixture
def server() -> Iterator[TranslationServer]:
    with LibreTranslate({FERRY: "フェリーはまた遅れた。"}) as server:
        choose(server)
        yield server


@pytest.fixture(scope="module")
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def choose(server: TranslationServer, **more: object) -> None:
    preferences = Preferences.load()
    preferences.engines = {"en-ja": engines.entry_of(server.choice("en", "ja", **more))}
    preferences.save()


def run(executor: Executor) -> None:
    """Renders what is due: the pipeline's own steps, without those that fetch and read."""
    run_once(lambda fetcher: [ReadyStep(), AskStep()], executor=executor)


def rendered(article: Article) -> list[str]:
    return sorted(Rendering.objects.filter(article=article).values_list("pid", flat=True))


def test_headlines_are_translated_at_once_and_texts_when_opened(
    server: TranslationServer, threads: Executor, desk: Client
) -> None:
    article = an_article("Ferry late at Maren", [FERRY, TIDE])
    run(threads)
    assert server.asked == ["Ferry late at Maren"]
    article.refresh_from_db()
    assert (article.stage, article.wanted_at) == (Stage.READY, None)
    desk.get(f"/desk/articles/{article.pk}/")
    article.refresh_from_db()
    assert (article.stage, article.wanted_at is not None) == (Stage.READ, True)
    run(threads)
    assert rendered(article) == ["p0", "p1", "title"]
    assert server.asked[1:] == [FERRY, TIDE]
    opened = article.wanted_at
    desk.get(f"/desk/articles/{article.pk}/")
    article.refresh_from_db()
    assert (article.stage, article.wanted_at) == (Stage.READY, opened), "opened again, it asks for nothing"


def test_an_article_that_is_not_read_yet_keeps_its_time(threads: Executor) -> None:
    later = timezone.now() + timedelta(hours=1)
    article = an_article()
    Article.objects.update(stage=Stage.LISTED, due_at=later)
    rendering.open_article(article, "ja")
    article.refresh_from_db()
    assert (article.stage, article.due_at, article.wanted_at is not None) == (Stage.LISTED, later, True)


@pytest.mark.parametrize("rule", ["everything", "one source"])
def test_a_rule_has_texts_translated_before_anybody_opens_them(
    server: TranslationServer, threads: Executor, rule: str
) -> None:
    article = an_article("Ferry late at Maren", [FERRY])
    if rule == "everything":
        Preferences.objects.update(ahead=True)
    else:
        source = Source.objects.create(
            outlet=article.outlet, name="A", kind="feed", address="http://a.example/f", ahead=True
        )
        Article.objects.filter(pk=article.pk).update(source=source)
    run(threads)
    assert rendered(article) == ["p0", "title"]
    article.refresh_from_db()
    assert article.stage == Stage.READY
    assert article.seen_at is None


def test_what_somebody_opened_comes_first_then_headlines_the_newest_first_then_texts_ahead(
    server: TranslationServer, threads: Executor
) -> None:
    an_article("Old news", ["Ahead by rule, it can wait."], hours=0)
    an_article("New news of the quay", [TIDE], hours=2)
    opened = an_article("Opened by somebody", [FERRY], hours=1)
    Article.objects.filter(pk=opened.pk).update(seen_at=timezone.now(), wanted_at=timezone.now())
    Preferences.objects.update(ahead=True)
    run(threads)
    assert server.asked[:4] == ["Opened by somebody", FERRY, "New news of the quay", "Old news"]
    assert set(server.asked[4:]) == {TIDE, "Ahead by rule, it can wait."}


def test_the_same_paragraph_is_never_translated_twice(server: TranslationServer, threads: Executor) -> None:
    first = an_article("Ferry late at Maren", [FERRY, TIDE, FERRY])
    second = an_article("Ferry late at Maren", [FERRY, QUAY])
    rendering.open_article(first, "ja")
    rendering.open_article(second, "ja")
    run(threads)
    third = an_article("Another headline", [QUAY, TIDE])
    rendering.open_article(third, "ja")
    run(threads)
    assert sorted(server.asked) == sorted({"Ferry late at Maren", "Another headline", FERRY, TIDE, QUAY})
    assert [rendered(article) for article in (first, second, third)] == [
        ["p0", "p1", "p2", "title"],
        ["p0", "p1", "title"],
        ["p0", "p1", "title"],
    ]
    assert Rendering.objects.get(article=first, pid="p2").text == "フェリーはまた遅れた。"
    assert Rendering.objects.get(article=third, pid="p1").engine == "libretranslate"


def test_another_engine_leaves_what_is_there_until_it_is_asked_for_anew(
    server: TranslationServer, threads: Executor, desk: Client, owner: User
) -> None:
    article = an_article("Ferry late at Maren", [FERRY, TIDE, QUAY])
    rendering.open_article(article, "ja")
    run(threads)
    rendering.save(article, "p1", "ja", "潮位がとても高かった。", owner)
    rendering.approve(article, "p2", "ja", owner)
    with OpenAI({FERRY: "その渡し船はまた遅れた。"}) as other:
        choose(other)
        render_again()
        run(threads)
        assert other.asked == []
        assert "OpenAI" in desk.get(f"/desk/articles/{article.pk}/").content.decode()
        desk.post(f"/desk/articles/{article.pk}/again/")
        run(threads)
        assert sorted(other.asked) == sorted(["Ferry late at Maren", FERRY])
    found = {one.pid: one for one in Rendering.objects.filter(article=article)}
    assert (found["p0"].text, found["p0"].engine, found["p0"].again) == ("その渡し船はまた遅れた。", "openai", False)
    assert found["p0"].revisions.get().engine == "libretranslate"
    assert found["p1"].text == "潮位がとても高かった。"
    assert (found["p2"].engine, found["p2"].state) == ("libretranslate", "approved")


def test_one_part_can_be_asked_for_anew(server: TranslationServer, threads: Executor, desk: Client) -> None:
    article = an_article("Ferry late at Maren", [FERRY, TIDE])
    rendering.open_article(article, "ja")
    run(threads)
    server.dictionary[TIDE] = "潮はとても高かった。"
    address = f"/desk/articles/{article.pk}/text/p1/"
    page = desk.post(address, {"do": "again"}, headers={"HX-Request": "true"}).content.decode()
    assert "data-takes" in page
    run(threads)
    assert server.asked.count(TIDE) == 2
    assert server.asked.count(FERRY) == 1
    assert Rendering.objects.get(pid="p1").text == "潮はとても高かった。"


def test_a_server_that_is_down_is_left_alone_and_blocks_nothing(server: TranslationServer, threads: Executor) -> None:
    articles = [an_article(f"Headline number {number} of the day") for number in range(30)]
    server.always(Refusal(503))
    run(threads)
    pause = EnginePause.objects.get()
    assert (pause.problem, pause.failures) == ("server-error", 1)
    assert len(server.asked) == 3, "one call, tried three times, for thirty articles"
    assert not Article.objects.exclude(due_at=pause.until).exists()
    assert (progress().total_waiting, progress().later) == (0, 30)
    EnginePause.objects.update(until=timezone.now())
    Article.objects.update(due_at=timezone.now())
    run(threads)
    pause.refresh_from_db()
    assert pause.failures == 2
    assert pause.until - timezone.now() > timedelta(minutes=3), "the pauses grow"
    server.always(None)
    EnginePause.objects.update(until=timezone.now())
    Article.objects.filter(pk=articles[0].pk).update(due_at=timezone.now())
    run(threads)
    assert not EnginePause.objects.exists()
    assert Rendering.objects.count() == 30, "what waited is due as soon as one works"
    assert not Article.objects.exclude(stage=Stage.READY).exists()


def test_a_new_article_does_not_wake_a_server_that_rests(server: TranslationServer, threads: Executor) -> None:
    server.always(Refusal(429, headers={"Retry-After": "7200"}))
    an_article("First headline")
    run(threads)
    asked = len(server.asked)
    article = an_article("Second headline", [FERRY])
    rendering.open_article(article, "ja")
    run(threads)
    assert len(server.asked) == asked
    pause = EnginePause.objects.get()
    assert timedelta(hours=1.9) < pause.until - timezone.now() <= timedelta(hours=2), "as long as it asked for"


def test_the_article_page_says_why_nothing_comes_and_can_ask_at_once(
    server: TranslationServer, threads: Executor, desk: Client
) -> None:
    server.always(Refusal(403))
    article = an_article("Ferry late at Maren", [FERRY])
    run(threads)
    page = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "does not accept the key" in page
    assert "Try now" in page
    server.always(None)
    desk.post(f"/desk/articles/{article.pk}/again/")
    run(threads)
    assert rendered(article) == ["p0", "title"]
    assert "does not accept the key" not in desk.get(f"/desk/articles/{article.pk}/").content.decode()


def test_a_text_left_out_is_not_asked_for_again_until_a_person_does(
    server: TranslationServer, threads: Executor, desk: Client
) -> None:
    article = an_article("Ferry late at Maren", [FERRY, QUAY])
    rendering.open_article(article, "ja")
    server.always(Says(lambda text: text if text == QUAY else server.rendered(text)))
    run(threads)
    assert rendered(article) == ["p0", "title"]
    assert LeftOut.objects.get().fault == "untranslated"
    assert server.asked.count(QUAY) == 2
    article.refresh_from_db()
    assert article.stage == Stage.READY
    assert "the original came back" in desk.get(f"/desk/articles/{article.pk}/").content.decode()
    server.always(None)
    Article.objects.update(stage=Stage.READ)
    run(threads)
    assert server.asked.count(QUAY) == 2
    desk.post(f"/desk/articles/{article.pk}/text/p1/", {"do": "again"})
    run(threads)
    assert rendered(article) == ["p0", "p1", "title"]
    assert not LeftOut.objects.exists()


def test_what_it_cost_is_written_down_with_what_it_made(threads: Executor) -> None:
    with OpenAI() as server:
        choose(server, options={"price": "2", "currency": "USD"})
        article = an_article("Ferry late at Maren", [FERRY, TIDE])
        rendering.open_article(article, "ja")
        run(threads)
        an_article("Another headline")
        run(threads)
    use = EngineUse.objects.get()
    assert (use.texts, use.tokens, use.cost, use.currency) == (4, 200, Decimal("0.0004"), "USD")
    assert use.characters == sum(map(len, ["Ferry late at Maren", FERRY, TIDE, "Another headline"]))
    assert (use.engine, use.model, use.day) == ("openai", server.model, timezone.localdate())


def test_the_glossarys_terms_and_the_neighbours_go_with_a_text(threads: Executor) -> None:
    TermRow.objects.create(source_language="en", target_language="ja", source="Port Maren", target="ポート・マレン")
    TermRow.objects.create(source_language="en", target_language="ja", source="glacier", target="氷河")
    with OpenAI() as server:
        choose(server)
        article = an_article("Storm over Port Maren", [FERRY, TIDE])
        rendering.open_article(article, "ja")
        run(threads)
        sent = {server.texts(call.body)[0]: call.body["messages"][-1]["content"] for call in server.calls}
    assert "Port Maren = ポート・マレン" in sent["Storm over Port Maren"]
    assert "氷河" not in "".join(sent.values())
    assert FERRY in sent["Storm over Port Maren"]
    assert TIDE in sent[FERRY]


def test_a_long_article_comes_in_pieces_that_are_seen_as_they_are_done(
    server: TranslationServer, threads: Executor, desk: Client
) -> None:
    article = an_article("A long report", [f"Paragraph {number} says what was said." for number in range(20)])
    desk.get(f"/desk/articles/{article.pk}/")
    (task,) = rendering.engine_tasks([Article.objects.get()])
    assert (len(task.parts), task.more) == (8, True)
    page = desk.get(f"/desk/articles/{article.pk}/translating/").content.decode()
    assert "21 parts to go" in page
    assert "every 2s" in page
    run(threads)
    page = desk.get(f"/desk/articles/{article.pk}/translating/").content.decode()
    assert "parts to go" not in page
    assert page.count("hx-swap-oob") == 21
    assert "every 2s" not in page
    later = f"?since={timezone.now().timestamp() + 60}"
    assert "hx-swap-oob" not in desk.get(f"/desk/articles/{article.pk}/translating/{later}").content.decode()


def test_an_article_opened_while_its_headline_is_at_work_is_not_forgotten(server: TranslationServer) -> None:
    article = an_article("Ferry late at Maren", [FERRY])
    step = AskStep()
    (task,) = step.due(50, [], [])
    rendering.open_article(article, "ja")
    step.commit([Done(task, task.call(*task.args))])
    article.refresh_from_db()
    assert article.stage == Stage.READ
    assert [part.args[1].texts for part in step.due(50, [], [])] == [(FERRY,)]


def test_a_server_rests_for_one_failure_however_many_articles_failed_at_once(server: TranslationServer) -> None:
    for number in range(3):
        an_article(f"Headline number {number} of the day")
    step = AskStep()
    tasks = step.due(50, [], [])
    step.commit([Done(task, error=TranslateError("no-answer", "It took too long.")) for task in tasks])
    assert [pause.failures for pause in EnginePause.objects.all()] == [1]
