"""The memory takes in files of pairs: in batches, as often as one likes, and never against a person's approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from kawaraban.desk import memory, rendering
from kawaraban.desk.models import Article, MemoryEntry, Outlet, Paragraph, Rendering
from kawaraban.translate import MemoryPair, TranslateError, text_digest
from tests.desk_cast import an_article

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)


def pairs(count: int, target: str = "訳") -> Iterator[MemoryPair]:
    for number in range(count):
        yield MemoryPair("en", "ja", f"Text {number}.", f"{target}{number}。", "tmx: m.tmx", NOON)


def test_a_file_is_taken_in_by_batches_with_its_progress_told() -> None:
    told: list[int] = []
    assert memory.load(pairs(1203), progress=told.append) == memory.Loaded(pairs=1203, stored=1203)
    assert told == [500, 1000, 1203]
    found = memory.lookup({text_digest("Text  7.")}, "ja")[("en", text_digest("Text 7."))]
    assert (found.target_text, found.origin, found.made_at) == ("訳7。", "tmx: m.tmx", NOON)


def test_loading_again_changes_nothing_and_a_newer_file_wins() -> None:
    memory.load(pairs(20))
    before = list(MemoryEntry.objects.order_by("id").values())
    memory.load(pairs(20))
    assert list(MemoryEntry.objects.order_by("id").values()) == before
    memory.load(pairs(20, "新訳"))
    assert MemoryEntry.objects.filter(target_text__startswith="新訳").count() == 20


def test_of_two_pairs_for_one_text_in_a_file_the_later_stands() -> None:
    memory.load([*pairs(1, "先"), *pairs(1, "後")])
    assert MemoryEntry.objects.get().target_text == "後0。"


def test_a_persons_approval_stands_against_a_file() -> None:
    outlet = Outlet.objects.create(name="Orrin Courier", host="orrin.example")
    article = Article.objects.create(outlet=outlet, address="https://orrin.example/1", language="en", title="Bridge")
    approved = Rendering.objects.create(
        article=article, pid="p1", language="ja", text="人の訳。", state="approved", maker="person",
        source_digest=text_digest("Text 3."),
    )  # fmt: skip
    memory.remember(approved, article, "Text 3.")
    assert memory.load(pairs(5)) == memory.Loaded(pairs=5, stored=4, kept=1)
    assert MemoryEntry.objects.get(source_digest=text_digest("Text 3.")).target_text == "人の訳。"


def test_a_dry_run_counts_and_stores_nothing() -> None:
    assert memory.load(pairs(7), dry_run=True) == memory.Loaded(pairs=7, stored=7)
    assert not MemoryEntry.objects.exists()


def test_what_came_before_the_damage_is_stored_and_the_damage_told() -> None:
    def damaged() -> Iterator[MemoryPair]:
        yield from pairs(607)
        raise TranslateError("not-tmx", "This is no TMX file.")

    assert memory.load(damaged()) == memory.Loaded(pairs=607, stored=607, trouble="This is no TMX file.")
    assert MemoryEntry.objects.count() == 607


def test_what_a_person_corrected_or_deleted_stands_against_a_file(owner: User) -> None:
    memory.load(pairs(4))
    corrected, deleted = MemoryEntry.objects.order_by("pk")[:2]
    memory.correct(corrected, "直した訳。", owner)
    memory.delete(deleted)
    assert memory.load(pairs(4)).kept == 2
    assert memory.lookup([text_digest("Text 0.")], "ja")[("en", text_digest("Text 0."))].target_text == "直した訳。"
    assert memory.lookup([text_digest("Text 1.")], "ja") == {}
    assert {pair.source for pair in memory.pairs()} == {"Text 0.", "Text 2.", "Text 3."}


def test_corrections_and_deletions_are_taken_back_one_after_the_other(owner: User) -> None:
    memory.load(pairs(1))
    entry = MemoryEntry.objects.get()
    memory.correct(entry, "一度目。", owner)
    memory.correct(entry, "二度目。", owner)
    memory.delete(entry)
    texts = []
    for _ in range(4):
        memory.take_back(entry)
        entry.refresh_from_db()
        texts.append((entry.target_text, entry.deleted_at))
    assert texts == [("二度目。", None), ("一度目。", None), ("訳0。", None), ("訳0。", None)]
    assert (entry.person, entry.made_at) == (None, NOON)


def test_approving_a_text_whose_pair_was_deleted_brings_the_pair_back_and_undoing_takes_it_away_again(
    owner: User,
) -> None:
    article = an_article(paragraphs=["Text 0."])
    memory.load(pairs(1))
    memory.delete(MemoryEntry.objects.get())
    Paragraph.objects.update(digest=text_digest("Text 0."))
    rendering.save(article, "p0", "ja", "承認した訳。", owner)
    rendering.approve(article, "p0", "ja", owner)
    assert [pair.target for pair in memory.pairs()] == ["承認した訳。"]
    rendering.undo(article, "p0", "ja", owner)
    assert list(memory.pairs()) == []
