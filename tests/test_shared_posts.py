"""What others show of a shared post: the drawn card, the tags in its head, and its facts for machines."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

import feedparser
import lxml.html
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kawaraban.desk.models import Comment, Post
from kawaraban.publish import jsonld
from kawaraban.publish.card import HEIGHT, WIDTH, Card, draw, find_font
from kawaraban.publish.card.drawing import lines_of
from tests.blog_cast import TOKYO, a_draft, a_published_post, an_article, quoting, the_preferences

database = pytest.mark.django_db
EVENING = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)
CARD = Card("桟橋の火事、港の事務所と船会社の話が食い違う", "夜更けの外電", "宵待", "2026年11月21日（土）", "ja")


@pytest.fixture
def post(db: None) -> Post:
    the_preferences(public_address="https://yofuke.example")
    return a_published_post("桟橋の火事", quoting(an_article()), slug="x", category="ケルマール", at=EVENING)


def head(client: Client, post: Post) -> Any:
    return lxml.html.fromstring(client.get(post.get_absolute_url()).content.decode())


def test_a_post_says_what_it_is_to_who_shares_it(client: Client, post: Post) -> None:
    tree = head(client, post)
    said = {meta.get("property") or meta.get("name"): meta.get("content") for meta in tree.iter("meta")}
    assert (said["og:type"], said["og:title"]) == ("article", "桟橋の火事")
    assert said["og:url"] == "https://yofuke.example/2026/11/21/x/"
    assert said["article:section"] == "ケルマール"
    # The picture is only named where this machine can draw it.
    assert ("og:image" in said) is (find_font("ja") is not None)
    assert said["twitter:card"] == ("summary_large_image" if find_font("ja") else "summary")
    languages = {link.get("hreflang") for link in tree.xpath('//link[@rel="alternate" and @hreflang]')}
    assert languages == {"ja", "x-default"}


def test_machines_find_the_quotation_and_its_translation(client: Client, post: Post) -> None:
    data = json.loads(head(client, post).xpath('string(//script[@type="application/ld+json"])'))
    assert (data["@type"], data["headline"], data["inLanguage"]) == ("BlogPosting", "桟橋の火事", "ja")
    assert data["datePublished"] == "2026-11-21T23:20:00+09:00"
    assert data["publisher"]["name"] == "夜更けの外電"
    original, translation = data["hasPart"]
    assert original["@type"] == translation["@type"] == "Quotation"
    assert (original["inLanguage"], translation["inLanguage"]) == ("en", "ja")
    assert original["text"].startswith("Two boats burned.")
    assert translation["text"] == "船2隻が燃えた。"
    assert translation["translationOfWork"] == {"@id": original["@id"]}
    assert original["workTranslation"] == {"@id": translation["@id"]}
    assert original["citation"]["publisher"]["name"] == "Orlen Harbour Post"
    assert original["citation"]["url"].startswith("https://orlen.example/")
    assert original["citation"]["author"] == [{"@type": "Person", "name": "Ina Brook"}]


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_words_end_the_element_that_holds_the_facts(words: str) -> None:
    made = jsonld.script({"headline": f"</script><!--{words}"})
    assert not set(made) & set("<>&\u2028\u2029")
    json.loads(made)
    made.encode()


@database
def test_hostile_words_stay_words_in_the_facts(client: Client) -> None:
    hostile = '</script><script>alert("1")</script>'
    the_preferences()
    shared = a_published_post(hostile, quoting(an_article([(hostile, hostile)], title=hostile), "1"), at=EVENING)
    tree = head(client, shared)
    scripts = tree.xpath("//script[not(@src)]")
    assert [script.get("type") for script in scripts] == ["application/ld+json"]
    assert json.loads(scripts[0].text)["headline"] == hostile


def test_the_card_is_drawn_once_and_asked_for_by_condition(client: Client, post: Post) -> None:
    address = f"/card/{post.pk}.png"
    response = client.get(address)
    if find_font("ja") is None:
        assert response.status_code == 404
        return
    picture = Image.open(io.BytesIO(response.content))
    assert (response["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    the_preferences(blog_title="朝の外電")
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 200


@database
def test_a_draft_has_no_card(client: Client) -> None:
    the_preferences()
    assert client.get(f"/card/{a_draft().pk}.png").status_code == 404
    assert client.get("/card/999999.png").status_code == 404


def test_a_machine_without_letters_for_a_language_has_no_font_for_it() -> None:
    assert find_font("xx") is None
    assert find_font("ja:spacing=1 -f %{file}") is None


def test_a_title_is_broken_at_phrases_and_never_too_wide() -> None:
    font = find_font("ja")
    if font is None:
        return
    lines = lines_of(CARD.title, "ja", font, 64)
    assert "".join(lines) == CARD.title
    assert lines[0].endswith("、") or lines[0].endswith("と")
    assert len(lines_of("あ" * 100, "ja", font, 64)) > 5


@settings(max_examples=15)
@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=2))
def test_any_words_make_a_card(title: str, blog: str, seal: str) -> None:
    font = find_font("ja")
    if font is not None:
        picture = Image.open(io.BytesIO(draw(Card(title, blog, seal, "", "ja"), font)))
        assert picture.size == (WIDTH, HEIGHT)


@pytest.mark.parametrize("file", ["atom.xml", "rss.xml", "index.rdf", "feed.json"])
def test_comments_have_feeds_of_all_and_of_one_post(client: Client, post: Post, file: str) -> None:
    other = a_published_post("別の", slug="y", at=EVENING)
    Comment.objects.create(post=post, name="沖の人", text="**見ました**", state=Comment.State.PUBLISHED)
    Comment.objects.create(post=other, name="岸の人", text="岸から", state=Comment.State.PUBLISHED)
    Comment.objects.create(post=post, text="まだ", state=Comment.State.WAITING)
    everything = client.get(f"/comments/{file}").content.decode()
    of_one = client.get(f"{post.get_absolute_url()}comments/{file}").content.decode()
    assert "岸から" in everything
    assert "岸から" not in of_one
    for document in (everything, of_one):
        assert "沖の人 — 桟橋の火事" in document
        assert "見ました" in document
        assert "まだ" not in document
        assert file.endswith("json") or not feedparser.parse(document.encode()).bozo
    assert client.get(f"/2026/11/21/none/comments/{file}").status_code == 404
