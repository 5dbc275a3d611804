"""Two people, two tabs, and the pipeline at the same paragraph at the same moment: nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from kawaraban.desk import memory, rendering
from kawaraban.desk.models import Article, MemoryEntry, Outlet, Rendering, RenderingRevision
from kawaraban.translate import EngineChoice, MemoryPair, Translation
from tests.test_renderings import FIRST, SECOND, new_version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person():
    return get_user_model().objects.create_user("hana")


@pytest.fixture
def article():
    outlet = Outlet.objects.create(name="Orrin Courier", host="orrin.example")
    article = Article.objects.create(outlet=outlet, address="https://orrin.example/1", language="en")
    new_version(article, [("p1", FIRST), ("p2", SECOND)])
    return article


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Runs each in a thread and a connection of its own, all starting together."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [future.result() for future in [threads.submit(one, act) for act in acts]]


def saving(article: Article, text: str, person: object) -> Callable[[], object]:
    return lambda: rendering.save(article, "p1", "ja", text, person)


def test_of_six_saves_at_once_one_stands_and_the_others_are_its_past(article, person) -> None:
    texts = {f"訳{number}。" for number in range(6)}
    at_once(*[saving(article, text, person) for text in texts])
    standing = Rendering.objects.get(article=article, pid="p1")
    past = set(RenderingRevision.objects.filter(rendering=standing).values_list("text", flat=True))
    assert past | {standing.text} == texts
    assert len(past) == 5


def test_the_pipeline_and_a_person_at_once_leave_the_persons_text_standing(article, person) -> None:
    memory.load([MemoryPair("en", "ja", FIRST, "訳例の訳。")])
    task = rendering.EngineTask(article.pk, "ja", EngineChoice("firefox", "en", "ja"), tuple(rendering.parts(article)))
    made = [Translation("機械の訳。", "engine", "firefox", "en-ja") for _ in task.job.texts]
    for number in range(5):
        at_once(
            saving(article, f"人の訳{number}。", person),
            lambda: rendering.store_translations(task, made),
            lambda: rendering.render_from_memory([article], "ja"),
        )
        standing = Rendering.objects.get(article=article, pid="p1")
        assert (standing.text, standing.maker) == (f"人の訳{number}。", "person")
        Rendering.objects.all().delete()


def test_two_approvals_of_one_text_at_once_give_one_pair_with_the_other_behind_it(article, person) -> None:
    other = Article.objects.create(outlet=article.outlet, address="https://orrin.example/2", language="en")
    new_version(other, [("p1", FIRST)])
    for each, text in ((article, "一。"), (other, "二。")):
        rendering.save(each, "p1", "ja", text, person)
    at_once(*[lambda each=each: rendering.approve(each, "p1", "ja", person) for each in (article, other)])
    entry = MemoryEntry.objects.get()
    assert {entry.target_text, *(before["target_text"] for before in entry.replaced)} == {"一。", "二。"}


def test_a_save_and_a_new_version_at_once_never_leave_a_wrong_text_unmarked(article, person) -> None:
    from django.db import transaction

    def read_again(text: str) -> None:
        with transaction.atomic():
            locked = Article.objects.select_for_update().get(pk=article.pk)
            new_version(locked, [("p1", text)])
            rendering.mark_stale([locked])

    for number in range(5):
        seen = rendering.parts(Article.objects.get(pk=article.pk))[1].digest
        at_once(
            lambda number=number, seen=seen: rendering.save(article, "p1", "ja", f"訳{number}。", person, seen=seen),
            lambda number=number: read_again(f"{FIRST} {number}"),
        )
        standing = Rendering.objects.get(article=article, pid="p1")
        assert (standing.text, standing.state) == (f"訳{number}。", "stale")
