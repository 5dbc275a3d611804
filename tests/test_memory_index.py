"""The index of similar texts: finds what holding every pair against the text finds, and can't be lost for good."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from kawaraban.desk import memory, similar
from kawaraban.desk.models import MemoryEntry
from kawaraban.translate import MemoryPair
from kawaraban.translate.memory import Segment, Tail, Text, hits, marks, merge_segments, propose, write_segment
from tools.bench import prose

LANGUAGES = ("en", "ja", "ru", "zh")


def text_of(random: Random, language: str) -> str:
    return prose.paragraph(random, language)


def edited(random: Random, text: str) -> str:
    """The text with a word (or some characters) of it put elsewhere, and a number changed."""
    parts = text.split(" ") if " " in text else [text[n : n + 3] for n in range(0, len(text), 3)]
    parts.insert(random.randrange(len(parts)), parts.pop(random.randrange(len(parts))))
    return (" " if " " in text else "").join(parts).replace("1", "2", 1)


@pytest.fixture
def index(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[similar.SimilarTexts]:
    """An index that writes a file for every twenty entries."""
    settings.DATA = tmp_path
    monkeypatch.setattr(similar, "BUILD_AT", 30)
    monkeypatch.setattr(similar, "KEPT_BACK", 10)
    monkeypatch.setattr(similar, "UNIT", 20)
    monkeypatch.setattr(memory, "INDEX_EVERY", 1)
    return similar.similar_texts()


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "memory-index").glob("*.pairs"))


def loaded(count: int, language: str = "en", start: int = 0) -> list[MemoryPair]:
    pairs = [
        MemoryPair(language, "fr", f"{text_of(Random(n), language)} {n}", f"T{n}") for n in range(start, start + count)
    ]
    memory.load(pairs)
    return pairs


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_every_pair_held_against_a_text_would_find_is_found(language: str, tmp_path: Path) -> None:
    random = Random(7)
    pairs = [MemoryPair(language, "fr", text_of(random, language), str(n)) for n in range(900)]
    texts = [Text(n, n, language, pair.source) for n, pair in enumerate(pairs)]
    segment = write_segment(tmp_path / "a.pairs", texts[:600], 0, 599)
    tail = Tail()
    tail.add(texts[600:])
    as_good = 0
    for _ in range(30):
        asked = edited(random, random.choice(pairs).source)
        sought = marks(asked, language)
        proposed = [
            *propose([segment], sought, len(asked), postings=3000, limit=48),
            *propose([tail], sought, len(asked), postings=3000, limit=48),
        ]
        best, found = hits(asked, pairs, limit=1), hits(asked, [pairs[n] for n in proposed], limit=1)
        as_good += not best or (bool(found) and found[0].score >= best[0].score - 0.01)
    assert as_good >= 29


@given(st.lists(st.text(max_size=40), min_size=2, max_size=12), st.integers(0, 12))
def test_two_segments_made_one_propose_what_both_did(texts: list[str], cut: int) -> None:
    rows = [Text(n + 1, n, "en", text) for n, text in enumerate(texts)]
    cut = max(1, min(cut, len(rows) - 1))
    with tempfile.TemporaryDirectory() as folder:
        one = write_segment(Path(folder) / "1", rows[:cut], 0, cut)
        other = write_segment(Path(folder) / "2", rows[cut:], cut, len(rows))
        both = merge_segments(Path(folder) / "3", one, other)
        assert (both.after, both.upto, len(both)) == (0, len(rows), len(rows))
        for text in texts:
            sought = marks(text, "en")
            apart = propose([one, other], sought, len(text), postings=999, limit=99)
            assert {*propose([both], sought, len(text), postings=999, limit=99)} == {*apart}


@given(st.text(max_size=80))
def test_any_text_has_marks_that_ascend_and_differ_between_languages(text: str) -> None:
    found = marks(text, "en-ja").tolist()
    assert found == sorted(set(found))
    assert not found or found != marks(text, "ru-ja").tolist()


@pytest.mark.parametrize("content", [b"", b"KWBMEM2\n", b"no index" * 40, b"KWBMEM2\n" + b"\xff" * 400])
def test_a_file_that_is_no_segment_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pairs"
    path.write_bytes(content)
    with pytest.raises(ValueError):
        Segment(path)


@pytest.mark.django_db
def test_an_approved_pair_is_found_by_the_very_next_look_up(index: similar.SimilarTexts) -> None:
    assert memory.suggest("The old lighthouse of Vell was lit again.", "en", "fr") == []
    memory.load([MemoryPair("en", "fr", "The old lighthouse of Vell was lit on Monday.", "Le phare.")])
    (hit,) = memory.suggest("The old lighthouse of Vell was lit again.", "en", "fr")
    assert hit.target == "Le phare."
    assert memory.suggest("The old lighthouse of Vell was lit again.", "en", "ja") == []
    MemoryEntry.objects.all().delete()
    assert memory.suggest("The old lighthouse of Vell was lit again.", "en", "fr") == []


@pytest.mark.django_db
def test_many_pairs_go_into_files_and_the_last_ones_stay_out_of_them(
    index: similar.SimilarTexts, tmp_path: Path
) -> None:
    pairs = loaded(100) + loaded(100, start=100)
    while index.build():
        pass
    assert files(tmp_path)
    assert len(files(tmp_path)) < 8
    upto = max(Segment(path).upto for path in files(tmp_path))
    assert 10 <= MemoryEntry.objects.filter(pk__gt=upto).count() < 30
    for pair in pairs[::9]:
        assert memory.suggest(f"{pair.source} And more.", "en", "fr")[0].target == pair.target


@pytest.mark.django_db
def test_a_look_up_asks_the_database_a_handful_of_questions_however_many_pairs_there_are(
    index: similar.SimilarTexts,
) -> None:
    pairs = loaded(120)
    memory.suggest(pairs[0].source, "en", "fr")
    with CaptureQueriesContext(connection) as queries:
        assert memory.suggest(f"{pairs[3].source} And more.", "en", "fr")
    assert len(queries) <= 3


@pytest.mark.django_db
@pytest.mark.parametrize("damage", ["lost", "torn", "one lost", "half written"])
def test_an_index_that_is_lost_or_torn_is_made_again(index: similar.SimilarTexts, tmp_path: Path, damage: str) -> None:
    pairs = loaded(100)
    while index.build():
        pass
    for path in files(tmp_path)[:: 1 if damage in {"lost", "torn"} else 2]:
        if damage == "half written":
            path.with_name(f".{path.name}.1").write_bytes(path.read_bytes()[:50])
        if damage == "torn":
            path.write_bytes(path.read_bytes()[:-40])
        else:
            path.unlink()
    fresh = similar.SimilarTexts(tmp_path / "memory-index")
    while fresh.build():
        pass
    for pair in pairs[::7]:
        key = MemoryEntry.objects.get(source_text=pair.source).pk
        assert key in fresh.proposals(pair.source, "en", "fr")


@pytest.mark.django_db
def test_files_of_another_database_are_not_believed(index: similar.SimilarTexts, tmp_path: Path) -> None:
    loaded(60)
    index.build()
    assert files(tmp_path)
    MemoryEntry.objects.update(stamp=1)  # as after a restored backup: the same ids, other texts
    fresh = similar.SimilarTexts(tmp_path / "memory-index")
    fresh.proposals("The ferry", "en", "fr")
    assert files(tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_what_this_one_stored_and_wrote(index: similar.SimilarTexts, tmp_path: Path) -> None:
    pairs = loaded(70)
    other = similar.SimilarTexts(tmp_path / "memory-index")  # what it knows is its own, as in a process of its own
    assert other.proposals(pairs[5].source, "en", "fr")
    more = loaded(70, start=70)
    while index.build():
        pass
    key = MemoryEntry.objects.get(source_text=more[-1].source).pk
    assert key in other.proposals(more[-1].source, "en", "fr")


@pytest.mark.django_db(transaction=True)
def test_look_ups_of_many_threads_agree_while_pairs_come_in(index: similar.SimilarTexts) -> None:
    pairs = loaded(60)
    wrong: list[str] = []

    def ask(start: int) -> None:
        try:
            for pair in pairs[start::4]:
                found = memory.suggest(pair.source, "en", "fr")
                if not found or found[0].target != pair.target:
                    wrong.append(pair.source)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    loaded(60, start=60)
    for thread in threads:
        thread.join()
    assert wrong == []
