"""A post keeps the facts about its outlets as they stood on the day it was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kawaraban.desk import publishing
from kawaraban.desk.models import Article, OutletFact, Post, Preferences
from kawaraban.desk.outlets.changing import Names, Said, enter, new_profile
from kawaraban.desk.outlets.changing import replace as replace_fact
from kawaraban.desk.quoting import append, blocks_for, quotations_of
from kawaraban.publish import OutletFacts, SaidOfOutlet, freeze, show_quotation, thaw
from tests.desk_cast import an_article

pytestmark = pytest.mark.django_db


def said(kind: str, value: str, ja: str = "") -> Said:
    return Said(kind, "Imprint", "https://paper.example/about", date(2026, 9, 12), value=value, value_ja=ja)


@pytest.fixture
def article(owner: User) -> Article:
    Preferences.objects.update_or_create(pk=1, defaults={"language": "ja", "welcomed": True})
    article = an_article()
    profile = new_profile(Names("The Paper"), [article.outlet.host], owner)
    for one in (said("country", "Kelmar", "ケルマール"), said("form", "cooperative")):
        enter(profile, one, owner)
    return article


def quoting(article: Article) -> str:
    assert article.version is not None
    pids = [article.version.paragraphs.order_by("position").values_list("pid", flat=True)[0]]
    return append("", blocks_for(article, pids))


def published(article: Article, owner: User) -> Post:
    post = publishing.new_post(owner, body=quoting(article))
    post.title = "A post"
    post.save()
    return publishing.publish(post)


def reads(client: Client, post: Post) -> str:
    return str(client.get(post.get_absolute_url()).content.decode())


def test_the_line_stands_under_the_quotation_with_its_month(article: Article, owner: User, client: Client) -> None:
    page = reads(client, published(article, owner))
    assert '<span class="of-outlet">ケルマール・協同組合（2026年9月確認）</span>' in page
    assert "2026年9月に確認した事実。投稿の日のまま残します。" in page
    assert 'href="https://paper.example/about"' in page


def test_it_stays_as_it_was_when_a_fact_changes(article: Article, owner: User, client: Client) -> None:
    post = published(article, owner)
    replace_fact(OutletFact.objects.get(kind="form"), said("form", "private"), owner)
    assert "ケルマール・協同組合" in reads(client, post)
    post = publishing.save(post, replace(publishing.working(post), title="Another title"))
    post = publishing.publish(post)
    assert "ケルマール・協同組合" in reads(client, post)  # an update does not write it over
    later = published(article, owner)
    assert "ケルマール・民間（2026年9月確認）" in reads(client, later)


def test_nothing_is_said_of_an_outlet_that_nobody_looked_up(owner: User, client: Client) -> None:
    Preferences.objects.update_or_create(pk=1, defaults={"language": "ja", "welcomed": True})
    page = reads(client, published(an_article(), owner))
    assert "of-outlet" not in page and "facts-behind" not in page


def test_a_frozen_quotation_keeps_them_whole(article: Article) -> None:
    (quotation,) = quotations_of(quoting(article), Preferences.load()).values()
    assert quotation.outlet_facts is not None
    assert thaw(freeze(quotation)) == quotation
    older = freeze(quotation)
    del older["outlet_facts"]  # published before there was a registry
    assert thaw(older).outlet_facts is None


def test_what_a_source_wrote_is_escaped(article: Article) -> None:
    (quotation,) = quotations_of(quoting(article), Preferences.load()).values()
    hostile = SaidOfOutlet("owner", "<script>", "<b>", "javascript:alert(1)")
    facts = OutletFacts("<script>alert(1)</script>", date(2026, 9, 12), (hostile,))
    assert "<script>" not in show_quotation(replace(quotation, outlet_facts=facts))
