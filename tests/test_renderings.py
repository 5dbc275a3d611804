"""Renderings: what the memory, an engine and a person make of a paragraph, and how each is taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model

from kawaraban.desk import memory, rendering
from kawaraban.desk.models import Article, Capture, MemoryEntry, Outlet, Paragraph, Preferences, Rendering, Version
from kawaraban.desk.rendering import RenderingError
from kawaraban.desk.search import search
from kawaraban.translate import EngineChoice, MemoryPair, Translation, text_digest

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)
FIRST, SECOND = "The mayor of Orrin denied the report.", "Two people were hurt, officials said."


@pytest.fixture
def person():
    return get_user_model().objects.create_user("hana")


@pytest.fixture
def article():
    outlet = Outlet.objects.create(name="Orrin Courier", host="orrin.example")
    article = Article.objects.create(
        outlet=outlet, address="https://orrin.example/1", language="en", title="Bridge shut"
    )
    new_version(article, [("p1", FIRST), ("p2", SECOND)])
    return article


def new_version(article: Article, paragraphs: list[tuple[str, str]], title: str = "Bridge shut") -> None:
    number = article.versions.count() + 1
    capture = Capture.objects.create(
        article=article, address=article.address, final_address=article.address, captured_at=NOON, status=200,
        digest=f"sha256:{number}", size=1, file=f"{article.pk}-{number}.warc.gz",
    )  # fmt: skip
    version = Version.objects.create(article=article, capture=capture, number=number, digest=str(number), title=title)
    Paragraph.objects.bulk_create(
        Paragraph(version=version, position=at, pid=pid, kind="p", text=text, digest=text_digest(text))
        for at, (pid, text) in enumerate(paragraphs)
    )
    article.version = version
    article.save()


def state_of(article: Article, pid: str) -> tuple[str, str, str]:
    found = Rendering.objects.get(article=article, pid=pid, language="ja")
    return found.text, found.state, found.maker


def load(source: str, target: str) -> None:
    memory.load([MemoryPair("en", "ja", source, target, "tmx: hana.tmx", NOON)])


def machine(article: Article, text: str = "機械の訳。") -> None:
    choice = EngineChoice("firefox", "en", "ja", "models/en-ja")
    task = rendering.EngineTask(article.pk, "ja", choice, tuple(rendering.parts(article)))
    made = [Translation(text, "engine", "firefox", "en-ja") for _ in task.job.texts]
    rendering.store_translations(task, made)


def test_the_same_text_in_the_memory_gives_an_approved_rendering_that_says_where_it_is_from(article):
    load("The mayor  of Orrin\u3000denied the report.", "オリン市長は報道を否定した。")
    assert rendering.render_from_memory([article]) == 1
    found = Rendering.objects.get(article=article, pid="p1")
    assert (found.text, found.state, found.maker, found.model) == (
        "オリン市長は報道を否定した。", "approved", "memory", "tmx: hana.tmx",
    )  # fmt: skip
    assert rendering.render_from_memory([article]) == 0, "a second run finds nothing to do"


def test_the_memory_replaces_what_an_engine_made_but_never_what_a_person_wrote(article, person):
    machine(article)
    rendering.save(article, "p2", "ja", "人の訳。", person)
    load(FIRST, "否定した。")
    load(SECOND, "二人。")
    assert rendering.render_from_memory([article]) == 1
    assert state_of(article, "p1") == ("否定した。", "approved", "memory")
    assert state_of(article, "p2") == ("人の訳。", "edited", "person")


def test_an_engine_never_overwrites_a_person_or_the_memory(article, person):
    load(FIRST, "否定した。")
    rendering.render_from_memory([article])
    rendering.save(article, "p2", "ja", "人の訳。", person)
    machine(article)
    assert state_of(article, "p1")[2] == "memory"
    assert state_of(article, "p2")[2] == "person"
    assert state_of(article, "title") == ("機械の訳。", "machine", "engine")


def test_an_engine_is_given_only_the_parts_that_nobody_rendered(article, person, tmp_path):
    assert rendering.engine_tasks([article]) == [], "no engine is set up"
    Preferences.load()
    Preferences.objects.update(engines={"en-ja": {"engine": "firefox", "folder": str(tmp_path)}})
    rendering.save(article, "p1", "ja", "人の訳。", person)
    (task,) = rendering.engine_tasks([article])
    assert [part.pid for part in task.parts] == ["title"], "nobody opened it yet"
    rendering.open_article(article, "ja")
    (task,) = rendering.engine_tasks([article])
    assert [part.pid for part in task.parts] == ["title", "p2"]
    assert task.job.around == (("", FIRST), (FIRST, "")), "its neighbours, rendered or not"
    assert task.choice == EngineChoice("firefox", "en", "ja", str(tmp_path))


def test_a_translation_of_a_text_that_was_edited_meanwhile_is_not_stored(article):
    task = rendering.EngineTask(article.pk, "ja", EngineChoice("firefox", "en", "ja"), tuple(rendering.parts(article)))
    new_version(article, [("p1", FIRST), ("p2", "Twelve people were hurt, officials said.")])
    made = [Translation("訳。", "engine", "firefox", "en-ja") for _ in task.job.texts]
    assert rendering.store_translations(task, made) == 2
    assert not Rendering.objects.filter(pid="p2").exists()


def test_what_a_person_saves_is_edited_and_can_be_found(article, person):
    machine(article)
    rendering.save(article, "p1", "ja", " 市長は報道を否定した。 ", person)
    assert state_of(article, "p1") == ("市長は報道を否定した。", "edited", "person")
    assert [hit.article_id for hit in search("否定した").hits] == [article.pk]
    rendering.save(article, "p1", "ja", "市長は報道を否定した。", person)
    assert Rendering.objects.get(pid="p1").revisions.count() == 1, "the same text again is no change"


def test_an_approved_rendering_joins_the_memory_and_undo_takes_it_out_again(article, person):
    rendering.save(article, "p1", "ja", "市長は報道を否定した。", person)
    rendering.approve(article, "p1", "ja", person)
    assert state_of(article, "p1")[1] == "approved"
    entry = MemoryEntry.objects.get()
    assert (entry.source_text, entry.target_text) == (FIRST, "市長は報道を否定した。")
    rendering.undo(article, "p1", "ja", person)
    assert state_of(article, "p1") == ("市長は報道を否定した。", "edited", "person")
    assert not MemoryEntry.objects.exists()
    assert rendering.undo(article, "p1", "ja", person) is None
    assert not Rendering.objects.exists()
    assert search("否定した").total == 0
    with pytest.raises(RenderingError):
        rendering.undo(article, "p1", "ja", person)


def test_undoing_an_approval_restores_the_pair_that_it_replaced(article, person):
    load(FIRST, "訳例の訳。")
    rendering.render_from_memory([article])
    rendering.save(article, "p1", "ja", "よりよい訳。", person)
    rendering.approve(article, "p1", "ja", person)
    assert MemoryEntry.objects.get().target_text == "よりよい訳。"
    rendering.undo(article, "p1", "ja", person)
    entry = MemoryEntry.objects.get()
    assert (entry.target_text, entry.origin, entry.made_at, entry.rendering) == (
        "訳例の訳。",
        "tmx: hana.tmx",
        NOON,
        None,
    )
    rendering.undo(article, "p1", "ja", person)
    assert state_of(article, "p1") == ("訳例の訳。", "approved", "memory")


def test_undoing_an_older_approval_leaves_the_newer_one_of_another_article_alone(article, person):
    other = Article.objects.create(
        outlet=article.outlet, address="https://orrin.example/2", language="en", title="Copy"
    )
    new_version(other, [("q1", FIRST)])
    rendering.save(article, "p1", "ja", "一つめ。", person)
    rendering.approve(article, "p1", "ja", person)
    rendering.save(other, "q1", "ja", "二つめ。", person)
    rendering.approve(other, "q1", "ja", person)
    rendering.undo(article, "p1", "ja", person)
    assert MemoryEntry.objects.get().target_text == "二つめ。"
    rendering.undo(other, "q1", "ja", person)
    assert not MemoryEntry.objects.exists(), "the first approval was taken back too"


def test_undo_walks_back_through_a_second_approval(article, person):
    for text in ("一。", "二。"):
        rendering.save(article, "p1", "ja", text, person)
        rendering.approve(article, "p1", "ja", person)
    seen = []
    while Rendering.objects.exists():
        seen.append((*state_of(article, "p1")[:2], [e.target_text for e in MemoryEntry.objects.all()]))
        rendering.undo(article, "p1", "ja", person)
    assert seen == [
        ("二。", "approved", ["二。"]),
        ("二。", "edited", ["一。"]),
        ("一。", "approved", ["一。"]),
        ("一。", "edited", []),
    ]
    assert not MemoryEntry.objects.exists()


def test_an_edited_original_makes_its_rendering_stale_and_keeps_the_text(article, person):
    rendering.save(article, "p1", "ja", "否定した。", person)
    rendering.save(article, "p2", "ja", "二人がけが。", person)
    rendering.approve(article, "p2", "ja", person)
    new_version(article, [("p1", FIRST), ("p2", "Twelve people were hurt, officials said.")])
    assert rendering.mark_stale([article]) == 1
    assert state_of(article, "p1")[1] == "edited"
    assert state_of(article, "p2") == ("二人がけが。", "stale", "person")
    new_version(article, [("p1", FIRST), ("p2", SECOND)])
    assert rendering.mark_stale([article]) == 1
    assert state_of(article, "p2") == ("二人がけが。", "approved", "person"), "the outlet took its edit back"


def test_a_stale_rendering_is_settled_by_saving_or_approving_it(article, person):
    rendering.save(article, "p2", "ja", "二人がけが。", person)
    new_version(article, [("p2", "Twelve people were hurt, officials said.")])
    rendering.mark_stale([article])
    rendering.save(article, "p2", "ja", "十二人がけが。", person)
    assert state_of(article, "p2")[1] == "edited"
    rendering.undo(article, "p2", "ja", person)
    assert state_of(article, "p2")[:2] == ("二人がけが。", "stale"), "undo does not undo what the outlet did"
    rendering.approve(article, "p2", "ja", person)
    assert state_of(article, "p2")[1] == "approved"


def test_an_engine_does_its_own_stale_rendering_again_but_keeps_a_persons(article, person):
    machine(article)
    rendering.save(article, "p1", "ja", "人の訳。", person)
    new_version(article, [("p1", FIRST + " Twice."), ("p2", SECOND + " Today.")])
    rendering.mark_stale([article])
    machine(article, "新しい訳。")
    assert state_of(article, "p1") == ("人の訳。", "stale", "person")
    assert state_of(article, "p2") == ("新しい訳。", "machine", "engine")


def test_a_text_saved_for_an_original_that_changed_under_ones_eyes_is_stale(article, person):
    seen = text_digest(SECOND)
    new_version(article, [("p1", FIRST), ("p2", "Twelve people were hurt, officials said.")])
    rendering.save(article, "p2", "ja", "二人がけが。", person, seen=seen)
    assert state_of(article, "p2")[1] == "stale"
    with pytest.raises(RenderingError, match=r"changed|変"):
        rendering.approve(article, "p2", "ja", person, seen=seen)


@pytest.mark.parametrize("pid, text", [("p1", "  "), ("nowhere", "訳。")])
def test_what_cannot_be_saved_is_refused_in_one_sentence(article, person, pid, text):
    with pytest.raises(RenderingError) as refused:
        rendering.save(article, pid, "ja", text, person)
    assert str(refused.value)
    assert not Rendering.objects.exists()


def test_headlines_come_in_one_query(article, person, django_assert_num_queries):
    rendering.save(article, "title", "ja", "橋、通行止め", person)
    with django_assert_num_queries(1):
        found = rendering.headlines([article.pk], "ja")
    assert found[article.pk].text == "橋、通行止め"


def test_many_articles_are_rendered_from_memory_in_a_handful_of_queries(article, django_assert_max_num_queries):
    articles = [article]
    for number in range(20):
        more = Article.objects.create(
            outlet=article.outlet, address=f"https://orrin.example/m{number}", language="en", title="More"
        )
        new_version(more, [("p1", FIRST), ("p2", SECOND)])
        articles.append(more)
    load(FIRST, "否定した。")
    Preferences.load()  # made when they are first asked for
    with django_assert_max_num_queries(19):
        assert rendering.render_from_memory(articles, "ja") == 21
