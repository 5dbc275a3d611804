"""The demo's newsstand, polled: its reports of one event are one story, and what repeats is counted once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor

import pytest
from pytest_django import Settings

from kawaraban.desk import network, sources
from kawaraban.desk.models import Article, Placing, Source, Story
from kawaraban.desk.pipeline import progress, run_once
from kawaraban.newsstand import Newsstand, Piece
from tests.servers import LOOPBACK

pytestmark = pytest.mark.django_db

WIRE, DENIAL = "northwire-depot-blast", "vta-mid-otverg"
OWN = ("courier-duty-doctor", DENIAL)


@pytest.fixture
def newsstand(settings: Settings, pool: Executor) -> Iterator[Newsstand]:
    """A desk that follows every outlet of the newsstand and has read what they published."""
    settings.ALLOW_NETS, settings.FETCH_GAP = LOOPBACK, 0.0
    with Newsstand(slow=False, still=True) as newsstand, network.fetcher() as fetcher:
        for outlet in newsstand.outlets:
            if not outlet.house.hostile:
                sources.follow(outlet.feed_address if outlet.house.account else outlet.address, fetcher)
        run_once(executor=pool)
        yield newsstand


def placing(newsstand: Newsstand, piece: str | Piece) -> Placing:
    one = newsstand.article(piece) if isinstance(piece, str) else piece
    address = newsstand.outlet(one.outlet).address + one.path
    return Placing.objects.select_related("story", "article").get(article__address=address)


def test_the_wire_story_is_many_reports_and_few_origins(newsstand: Newsstand) -> None:
    wire = placing(newsstand, WIRE)
    story = wire.story
    copies = [piece for piece in newsstand.articles if piece.copy_of == WIRE]
    assert len(copies) == 5
    for piece in copies:
        copy = placing(newsstand, piece)
        assert (copy.standing, copy.origin_id, copy.story_id) == ("copy", wire.article_id, story.pk), piece.id
        assert copy.evidence
    assert (wire.standing, wire.origin_id, wire.copy_of_id) == ("own", wire.article_id, None)
    for own in OWN:
        assert (placing(newsstand, own).standing, placing(newsstand, own).story_id) == ("own", story.pk), own
    there = Placing.objects.filter(story=story)
    assert story.reports == there.count() >= 8
    assert story.origins == there.filter(standing="own").count() <= story.reports - 5
    assert {"en", "ja", "ru", "zh"} == set(story.languages)
    assert story.headline_id == wire.article_id

    # No story has reports of two events, whoever shares their land, their paper and their day.
    events: dict[int, set[str]] = {}
    read = Article.objects.exclude(version=None).exclude(source__kind=Source.Kind.ACCOUNT)
    addresses = dict(read.values_list("address", "placing__story_id"))
    for piece in newsstand.articles:
        at = addresses.get(newsstand.outlet(piece.outlet).address + piece.path)
        if at is not None:
            events.setdefault(at, set()).add(piece.event)
    assert len(events) > 10
    assert [there for there in events.values() if len(there) > 1] == []

    # Every article that was read is in one story, and each story is shown by its latest report alone.
    assert set(read.values_list("pk", flat=True)) == set(Placing.objects.values_list("article_id", flat=True))
    latest = read.filter(is_latest=True).values_list("placing__story_id", flat=True)
    assert sorted(latest) == sorted(Story.objects.values_list("pk", flat=True))
    assert sum(Story.objects.values_list("reports", flat=True)) == read.count()
    assert progress().stories == 0

    # A post of a social account is read like any other page; it is no outlet's report.
    posts = Article.objects.filter(source__kind=Source.Kind.ACCOUNT).exclude(version=None)
    assert posts.exists()
    assert not Placing.objects.filter(article__in=posts).exists()
