"""What readers get of a kept article: the quoted paragraphs with their proof, and what became of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import lxml.html
import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk import publishing
from kawaraban.desk.models import Article, Correction, Post, Preferences, Tag
from tests.blog_cast import TOKYO, a_draft, a_published_post, a_version, an_article, quoting, the_owner, the_preferences
from tests.test_blog_pages import page, text

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)
TEXTS = (
    ("Two boats burned.", "船2隻が燃えた。"),
    ("The pier is shut.", ""),
    ("Nobody was quoted on this.", "誰も引いていない。"),
)


@pytest.fixture(autouse=True)
def preferences() -> Preferences:
    return the_preferences()


def quoted_post(article: Article, paragraphs: str = "1-2") -> Post:
    return a_published_post("港", f"まえがき\n\n{quoting(article, paragraphs)}", slug="minato", at=EVENING)


def kept_address(found: lxml.html.HtmlElement) -> str:
    (address,) = found.xpath('//main//*[@class="source"]//a[text()="保存した版"]/@href')
    return str(address)


def test_a_quotation_leads_to_the_version_that_was_kept(client: Client) -> None:
    article = an_article(TEXTS)
    post = quoted_post(article)
    for address in ("/", post.get_absolute_url()):
        assert kept_address(page(client, address)) == f"/quoted/{post.pk}/1/"
    kept = page(client, f"/quoted/{post.pk}/1/")
    facts = text(kept, "//dl/dd")
    assert facts[0] == "Orlen Harbour Post"
    assert facts[1] == article.address
    assert facts[2:4] == ["2026年11月21日 07:02", "2026年11月21日 07:12:00"]
    assert facts[4] == article.version.capture.digest
    assert kept.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_readers_get_what_was_quoted_and_not_the_rest_of_the_article(client: Client) -> None:
    article = an_article(TEXTS)
    post = quoted_post(article, "2")
    a_version(article, ["Six boats burned.", "The pier is open.", "Somebody was quoted."])
    said = client.get(f"/quoted/{post.pk}/1/").content.decode()
    assert "The pier is shut." in said
    for other in ("boats burned", "quoted on this", "Somebody was quoted"):
        assert other not in said


def test_two_versions_of_a_quoted_paragraph_stand_side_by_side_with_the_words_that_differ(client: Client) -> None:
    article = an_article(TEXTS)
    post = quoted_post(article)
    a_version(article, ["Six boats burned.", "The pier is shut."])
    (compare,) = page(client, post.get_absolute_url()).xpath('//*[@class="since"]/a')
    assert (compare.text, compare.get("href")) == ("二つの版を比べる", f"/quoted/{post.pk}/1/#compare")
    kept = page(client, f"/quoted/{post.pk}/1/")
    assert text(kept, '//*[@id="compare"]//*[@class="line"]/p') == ["Two boats burned.", "Six boats burned."]
    assert text(kept, '//*[@id="compare"]//mark') == ["Two", "Six"]
    assert len(kept.xpath('//*[@class="versions"]/li')) == 2
    assert text(kept, '//*[@class="versions"]/li[@class="here"]/b') == ["第1版"]


def test_a_quoted_paragraph_that_is_gone_is_said_to_be(client: Client) -> None:
    article = an_article(TEXTS)
    post = quoted_post(article)
    a_version(article, ["Two boats burned."])
    lines = text(page(client, f"/quoted/{post.pk}/1/"), '//*[@id="compare"]//*[@class="line"]/p')
    assert lines == ["The pier is shut.", "この段落はなくなりました。"]


def test_an_article_that_was_taken_down_or_has_left_the_desk_is_kept_all_the_same(client: Client) -> None:
    article = an_article(TEXTS)
    post = quoted_post(article)
    Article.objects.filter(pk=article.pk).update(gone_at=timezone.now())
    assert "開けなくなっていました" in client.get(f"/quoted/{post.pk}/1/").content.decode()
    post.quotations.update(article=None, version=None)
    assert "Two boats burned." in client.get(f"/quoted/{post.pk}/1/").content.decode()


def test_nothing_is_shown_of_a_draft_or_of_a_quotation_that_is_not_there(client: Client) -> None:
    post = quoted_post(an_article(TEXTS))
    assert client.get(f"/quoted/{post.pk}/2/").status_code == 404
    assert client.get(f"/quoted/{post.pk}/0/").status_code == 404
    publishing.withdraw(post)
    assert client.get(f"/quoted/{post.pk}/1/").status_code == 404


def test_a_feed_leads_to_the_kept_version_with_a_whole_address(client: Client) -> None:
    post = quoted_post(an_article(TEXTS))
    assert f"http://testserver/quoted/{post.pk}/1/" in client.get("/atom.xml").content.decode()


def test_corrections_stand_under_the_post_and_are_named_in_its_byline(client: Client) -> None:
    post = quoted_post(an_article(TEXTS))
    at = EVENING + timedelta(hours=9)
    Correction.objects.create(post=post, text="議事の公開は<24日>。", at=at, by=the_owner())
    found = page(client, post.get_absolute_url())
    assert text(found, '//*[@class="corrections"]/p') == ["追記 11月22日 08:20 議事の公開は<24日>。"]
    (byline,) = found.xpath('//article/*[@class="footer"]/a[contains(text(), "追記")]')
    assert found.xpath(f'//*[@id="{byline.get("href")[1:]}"]') != []


def test_a_post_says_how_to_cite_it(client: Client) -> None:
    post = quoted_post(an_article(TEXTS))
    cite = text(page(client, post.get_absolute_url()), '//*[@id="cite"]')
    assert cite == ["宵待「港」『夜更けの外電』2026年11月21日、http://testserver/2026/11/21/minato/"]


def related(client: Client, post: Post) -> list[str]:
    return text(page(client, post.get_absolute_url()), '//*[@class="related"]//li')


def test_posts_that_belong_together_say_why(client: Client) -> None:
    article, tag = an_article(TEXTS), Tag.objects.create(name="電力", slug="電力")
    post = a_published_post("マレン港の爆発", quoting(article), slug="a", at=EVENING)
    quoting_too = a_published_post("別の題", quoting(article, "3"), at=EVENING - timedelta(days=1))
    tagged = a_published_post("電気料金", at=EVENING - timedelta(days=400))
    alike = a_published_post("マレン港の入港料", at=EVENING - timedelta(days=2))
    a_published_post("なんの関わりもない", at=EVENING - timedelta(days=3))
    a_draft("マレン港の下書き", quoting(article))
    for one in (post, tagged):
        one.tags.add(tag)
    assert related(client, post) == [
        "11月20日別の題同じ記事 Orlen Harbour Post",
        "11月19日マレン港の入港料似た題 マレン港",
        "2025年10月17日電気料金同じタグ 電力",
    ]
    assert alike.title in related(client, post)[1]
    assert "マレン港の爆発" in related(client, quoting_too)[0]


def test_a_category_alone_makes_no_kin(client: Client) -> None:
    post = a_published_post("一", category="ケルマール", slug="a", at=EVENING)
    a_published_post("二", category="ケルマール", at=EVENING - timedelta(days=1))
    assert page(client, post.get_absolute_url()).xpath('//*[@class="related"]') == []


def test_of_many_kin_the_three_nearest_are_shown(client: Client) -> None:
    article = an_article(TEXTS)
    posts = [
        a_published_post(f"題{n}", quoting(article), slug=f"s{n}", at=EVENING - timedelta(days=n)) for n in range(20)
    ]
    assert [line[:11].split("題")[1][:2] for line in related(client, posts[0])] == ["1同", "2同", "3同"]
