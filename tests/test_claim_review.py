"""ClaimReview for machines: only where somebody gave a judgement, in their words, and without an invented number."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client

from kawaraban.desk import publishing
from kawaraban.desk.checks import judging
from kawaraban.desk.models import Check, Post, Preferences, SocialPost
from kawaraban.publish import Blog, CheckBox, CheckNews, CheckSource
from kawaraban.publish import Post as Told
from kawaraban.publish.jsonld import claim_reviews, script
from tests.check_cast import STATEMENT, the_blast

TOKYO = timezone(timedelta(hours=9))
AT = datetime(2026, 11, 21, 23, 14, tzinfo=TOKYO)
BLOG = Blog("夜更けの外電", "", "https://yofuke.example", "ja", "宵待")
BOX = CheckBox(
    key="c58", statement="爆発は破壊工作だった", language="ja", readers="ja", states=0, attributes=1, denies=0,
    repeats=0, undecided=0,
    sources=(CheckSource("attributes", "Northwire", "https://northwire.example/1", "Sabotage.", "en"),),
    at=AT, is_open=True, words="まだ\n判断しない。", reasons="点検の記録がない。", signature="宵待", signed_at=AT,
    said_by="みなと速報",
    said_at="https://social.example/@minato/1138", said_on=AT,
)  # fmt: skip


def told(*boxes: CheckBox) -> Told:
    return Told(7, "/2026/11/21/maren/", "マレン港", "", "宵待", "ja", AT, AT, checks=boxes)


def test_a_judgement_is_written_in_its_own_words() -> None:
    (review,) = claim_reviews(BLOG, told(BOX))
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "爆発は破壊工作だった"
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "まだ 判断しない。"}
    assert review["reviewBody"] == "まだ\n判断しない。\n\n点検の記録がない。"
    assert (review["author"]["name"], review["datePublished"]) == ("宵待", "2026-11-21T23:14:00+09:00")
    assert review["url"] == "https://yofuke.example/2026/11/21/maren/"
    assert review["itemReviewed"]["author"] == {"@type": "Person", "name": "みなと速報"}
    assert review["itemReviewed"]["appearance"]["url"] == "https://social.example/@minato/1138"
    assert review["citation"] == ["https://northwire.example/1"]


def test_a_judgement_that_was_amended_after_publication_is_the_one_that_is_told() -> None:
    later = AT + timedelta(days=2)
    amended = CheckNews(words="点検の記録が出た。破壊工作ではなかった。", signature="管理人", signed_at=later)
    (review,) = claim_reviews(BLOG, told(replace(BOX, news=amended)))
    assert review["reviewRating"]["alternateName"] == review["reviewBody"] == amended.words
    assert (review["author"]["name"], review["datePublished"]) == ("管理人", "2026-11-23T23:14:00+09:00")
    counted = CheckNews(attributes=1)  # more origins, and no new judgement
    assert claim_reviews(BLOG, told(replace(BOX, news=counted))) == claim_reviews(BLOG, told(BOX))


def test_no_number_is_invented() -> None:
    assert "ratingValue" not in json.dumps(claim_reviews(BLOG, told(BOX)))


def test_without_a_judgement_there_is_none() -> None:
    assert claim_reviews(BLOG, told(replace(BOX, words="", signed_at=None))) == []
    assert claim_reviews(BLOG, told()) == []


def test_what_nobody_knows_is_left_out() -> None:
    (review,) = claim_reviews(BLOG, told(replace(BOX, said_by="", said_at="", said_on=None, reasons="", sources=())))
    assert review["itemReviewed"] == {"@type": "Claim", "text": "爆発は破壊工作だった", "inLanguage": "ja"}
    assert "citation" not in review


def test_hostile_words_end_no_script() -> None:
    hostile = replace(BOX, words="</script><script>alert(1)</script>", said_at="javascript:alert(1)")
    made = script(claim_reviews(BLOG, told(hostile)))
    assert "</script>" not in made
    assert "javascript:" not in made


def structured(client: Client, post: Post) -> Any:
    page = lxml.html.fromstring(client.get(post.get_absolute_url()).content)
    (found,) = page.xpath('//script[@type="application/ld+json"]')
    return json.loads(found.text_content())


def published(check: Check, owner: User) -> Post:
    Preferences.objects.update(language="ja", signature="宵待")
    post = publishing.new_post(owner, body=f":::check {check.key}\n:::\n")
    return publishing.publish(publishing.save(post, replace(publishing.working(post), title="マレン港")))


@pytest.mark.django_db
def test_the_page_of_a_judged_check_has_it(client: Client, owner: User) -> None:
    check = the_blast(owner)
    check.post = SocialPost.objects.create(
        address="https://social.example/@minato/1138", text=STATEMENT, author="Minato", digest="sha256:0"
    )
    check.save()
    judging.sign(check, "Nobody says it in their own words.", "", "open", owner)
    posting, review = structured(client, published(check, owner))
    assert posting["@type"] == "BlogPosting"
    assert (review["@type"], review["claimReviewed"]) == ("ClaimReview", STATEMENT)
    assert review["itemReviewed"]["author"]["name"] == "Minato"


@pytest.mark.django_db
def test_the_page_of_a_check_that_nobody_judged_has_none(client: Client, owner: User) -> None:
    assert structured(client, published(the_blast(owner), owner))["@type"] == "BlogPosting"
