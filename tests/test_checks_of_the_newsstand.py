"""The demo's fediverse post, checked: what ten papers have is one origin's, and denials are found in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from kawaraban.desk import network, sources
from kawaraban.desk.checks import deciding
from kawaraban.desk.checks import posts as social
from kawaraban.desk.checks.background import Background
from kawaraban.desk.checks.beginning import Origin, begin
from kawaraban.desk.checks.counting import findings_of, result_of
from kawaraban.desk.checks.missing import missing_from
from kawaraban.desk.pipeline import run_once
from kawaraban.newsstand import Newsstand
from tests.servers import LOOPBACK

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

POST, ORIGIN = "quayside-1002", "ilmar-proekt-plana"


@pytest.fixture
def newsstand(settings: Settings, tmp_path: Path, pool: Executor) -> Iterator[Newsstand]:
    """A desk that follows every outlet of the newsstand and has read what they published."""
    settings.ALLOW_NETS, settings.FETCH_GAP, settings.CAPTURES = LOOPBACK, 0.0, str(tmp_path)
    with Newsstand(slow=False, still=True) as newsstand, network.fetcher() as fetcher:
        for outlet in newsstand.outlets:
            if not outlet.house.hostile:
                sources.follow(outlet.feed_address if outlet.house.account else outlet.address, fetcher)
        run_once(executor=pool)
        yield newsstand


def test_the_posts_claim_is_one_origins_and_is_denied_in_two_languages(newsstand: Newsstand, owner: User) -> None:
    post = social.post_of(newsstand.outlet("quayside").address + newsstand.article(POST).path, owner)
    assert post is not None
    assert post.file
    one = post.statements[0]
    assert one["text"] == "there IS a draft peace plan"
    check = begin(one["text"], owner, Origin(post=post, start=one["start"], end=one["end"]))

    pieces = {newsstand.outlet(piece.outlet).address + piece.path: piece for piece in newsstand.articles}
    found = {pieces[finding.article.address].id: finding for finding in findings_of(check)}
    assert found[ORIGIN].says in ("states", "attributes")
    denying = {key: finding.article.language for key, finding in found.items() if finding.says == "denies"}
    assert set(denying.values()) == {"en", "ru"}
    assert all(pieces[found[key].article.address].denies == ORIGIN for key in denying)
    assert len({finding.article.language for finding in found.values()}) >= 4

    # A person goes through them: who only repeats the paper is no second origin.
    for finding in found.values():
        piece = pieces[finding.article.address]
        deciding.decide(check, finding.pk, "repeats" if piece.repeats or piece.copy_of else finding.says, owner)
    findings = findings_of(check)
    result = result_of(findings)
    assert len(result.states) + len(result.attributes) == 1
    assert (*result.states, *result.attributes)[0].pk == found[ORIGIN].pk
    assert len(result.denies) == len(denying) >= 2
    assert len(result.repeats) >= 3
    assert "one-origin" in [lack.code for lack in missing_from(result, Background.of(findings))]
