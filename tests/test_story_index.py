"""A print is kept without its text and comes back whole; the index has what is placed around a time, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare import Report, prints
from kawaraban.desk.models import Fingerprint
from kawaraban.desk.stories.index import Index
from kawaraban.desk.stories.packing import pack, unpack
from tests.desk_cast import DAY, an_article
from tests.story_cast import a_report

TEXT = (
    "An explosion at a fuel depot in Port Maren killed two people on Friday, the interior ministry said.",
    "“This was sabotage,” the minister claimed. About 1,400 residents were moved to schools overnight.",
)
SETS = ("words", "names", "numbers", "dates", "keys", "quotations", "credits", "sentences")


def report(key: str = "1", paragraphs: tuple[str, ...] = TEXT, language: str = "en") -> Report:
    return Report(key, language, "Blast at Port Maren", paragraphs, DAY, DAY)


@given(
    paragraphs=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=3).map(tuple),
    language=st.sampled_from(["en", "ja", "xx", ""]),
)
@settings(max_examples=15)
def test_a_print_comes_back_as_it_was(paragraphs: tuple[str, ...], language: str) -> None:
    of = report(paragraphs=paragraphs, language=language)
    (one,) = prints([of])
    packed = pack(one)
    again = unpack(packed.data, packed.vectors, of)
    assert [getattr(again, name) for name in SETS] == [getattr(one, name) for name in SETS]
    assert (again.vectors is None) == (one.vectors is None or not len(one.vectors))
    if again.vectors is not None:
        assert np.array_equal(again.vectors, one.vectors)


def a_print(hours: float = 0, *, placed: bool = True) -> Fingerprint:
    article = a_report("The Maren Herald", paragraphs=TEXT, hours=hours)
    packed = pack(prints([report(str(article.pk))])[0])
    return Fingerprint.objects.create(
        article=article,
        version=article.version,
        rules=1,
        at=article.sort_at,
        language="en",
        lead=packed.lead,
        terms=packed.terms,
        data=packed.data,
        vectors=packed.vectors,
        placed_at=timezone.now() if placed else None,
    )


@pytest.mark.django_db
def test_what_is_placed_around_a_time_is_held() -> None:
    near, far, unplaced = a_print(), a_print(hours=24 * 60), a_print(placed=False)
    index = Index()
    index.reach([DAY])
    asked = prints([report("0")])[0]
    assert index.near(asked, DAY, 10) == [near.article_id]
    index.reach([far.at])
    assert index.near(asked, far.at, 10) == [far.article_id]
    unplaced.placed_at = timezone.now()
    unplaced.save()
    index.reach([DAY])
    assert set(index.near(asked, DAY, 10)) == {near.article_id, unplaced.article_id}
    assert len(index) == 3


@pytest.mark.django_db
def test_a_report_is_not_near_itself_and_what_is_gone_is_let_go() -> None:
    one, other = a_print(), a_print(hours=1)
    index = Index()
    index.reach([DAY])
    asked = prints([report(str(one.article_id))])[0]
    assert index.near(asked, DAY, 10) == [other.article_id]
    index.drop([other.article_id])
    assert index.near(asked, DAY, 10) == []


@pytest.mark.django_db
def test_nothing_that_is_held_is_read_again(django_assert_max_num_queries) -> None:
    for hour in range(3):
        a_print(hours=hour)
    index = Index()
    index.reach([DAY, DAY + timedelta(hours=1)])
    with django_assert_max_num_queries(1) as queries:
        index.reach([DAY])
    assert "data" not in queries.captured_queries[0]["sql"]


@pytest.mark.django_db
def test_an_article_of_long_ago_has_its_own_days_and_none_between() -> None:
    """A page that says it is of the year 1 costs no reading of all that was placed since."""
    now, between, old = a_print(), a_print(hours=-24 * 400), a_print(hours=-24 * 9000)
    first = datetime(1, 1, 1, tzinfo=UTC)
    index = Index()
    index.reach([DAY, old.at, first])
    assert len(index) == 2
    asked = prints([report("0")])[0]
    assert index.near(asked, DAY, 10) == [now.article_id]
    assert index.near(asked, old.at, 10) == [old.article_id]
    assert index.near(asked, first, 10) == []
    index.reach([between.at])
    assert index.near(asked, between.at, 10) == [between.article_id]
    assert len(index) == 3


@pytest.mark.django_db
def test_what_is_asked_for_now_is_held_where_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kawaraban.desk.stories.index.MOST", 2)
    early, late = [a_print(hours=hour).article_id for hour in range(2)], a_print(hours=24 * 60)
    index = Index()
    index.reach([DAY, late.at])
    assert len(index) == 3
    index.reach([DAY])
    asked = prints([report("0")])[0]
    assert sorted(index.near(asked, DAY, 10)) == early
    assert index.near(asked, late.at, 10) == []


@pytest.mark.django_db
def test_an_edited_article_is_found_by_what_it_says_now() -> None:
    one = a_print()
    index = Index()
    index.reach([DAY])
    ferry = report("0", ("The ferry from Kirs to Ostern will not sail this winter, islanders heard on Monday.",))
    asked = prints([replace(ferry, title="No ferry")])[0]
    packed = pack(asked)
    one.version = an_article("Another").version
    one.lead, one.terms, one.placed_at = packed.lead, packed.terms, timezone.now()
    one.save()
    index.reach([DAY])
    assert len(index) == 1
    before = prints([report()])[0]
    assert all(index.rarity([asked]).counts[f"n:{name}"] == 1 for name in asked.names)
    assert not any(f"n:{name}" in index.rarity([before]).counts for name in before.names - asked.names)


@pytest.mark.django_db
def test_what_is_large_lies_behind_what_an_index_reads() -> None:
    """SQLite reads a row from its beginning: with the vectors before them, the others would be read through these."""
    with connection.cursor() as cursor:
        columns = [
            column.name for column in connection.introspection.get_table_description(cursor, Fingerprint._meta.db_table)
        ]
    assert columns[-2:] == ["data", "vectors"]
