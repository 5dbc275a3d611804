"""The blog as a visitor has it: days, archives, categories, permalinks, feeds, and as few queries as can be."""

from __future__ import annotations

from datetime import datetime, timedelta

import feedparser
import lxml.html
import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk import naming, publishing
from kawaraban.desk.blog import changes
from kawaraban.desk.models import Category, Comment, Post, Preferences, QuotationRecord
from kawaraban.desk.publishing import working
from tests.blog_cast import (
    TOKYO,
    a_draft,
    a_published_post,
    a_version,
    an_article,
    quoting,
    the_owner,
    the_preferences,
)

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)


@pytest.fixture(autouse=True)
def preferences() -> Preferences:
    return the_preferences()


def page(client: Client, address: str, status: int = 200) -> lxml.html.HtmlElement:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return lxml.html.fromstring(response.content.decode())


def text(element: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in element.xpath(path)]


def test_a_blog_without_posts_says_so(client: Client) -> None:
    assert text(page(client, "/"), "//h1") == ["まだ何も公開されていません"]
    assert not page(client, "/").xpath("//main//a")


def test_a_blog_without_posts_tells_its_owner_what_to_do(desk: Client) -> None:
    assert page(desk, "/").xpath("//main//a/@href") == ["/desk/"]


@pytest.mark.parametrize(("address", "words"), [("/archive/", "最初の投稿"), ("/category/", "まだありません")])
def test_a_list_without_posts_says_so(client: Client, address: str, words: str) -> None:
    assert any(words in found for found in text(page(client, address), "//main//p"))


def test_the_icon_is_found_by_programs_that_read_no_page(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("seal.svg")


def test_the_footer_is_the_one_that_readers_know(client: Client) -> None:
    post = a_published_post(category="ケルマール", at=EVENING)
    Comment.objects.create(post=post, text="公開", state="published")
    Comment.objects.create(post=post, text="まだ", state="waiting")
    Comment.objects.create(post=post, text="断", state="declined")
    assert text(page(client, "/"), '//main//*[@class="footer"]') == [
        "posted by 宵待 at 23:20 | Comment(1) | ケルマール"
    ]


def test_a_post_without_category_has_none_in_its_footer(client: Client) -> None:
    a_published_post(at=EVENING)
    assert text(page(client, "/"), '//main//*[@class="footer"]') == ["posted by 宵待 at 23:20 | Comment(0)"]


def test_the_front_page_is_the_newest_day(client: Client) -> None:
    a_published_post("前の日", at=EVENING - timedelta(days=1))
    a_published_post("夕方", at=EVENING - timedelta(hours=4))
    a_published_post("夜", at=EVENING)
    a_draft("下書き")
    front = page(client, "/")
    assert text(front, "//h1") == ["11月21日"]
    assert text(front, '//*[@class="when"]') == ["土曜日2026年（令和8年）"]
    assert text(front, "//article/h2") == ["夜", "夕方"]
    assert text(page(client, "/2026/11/20/"), "//article/h2") == ["前の日"]


def test_a_day_belongs_to_the_blogs_zone_and_not_to_the_servers(client: Client) -> None:
    a_published_post("真夜中", at=datetime(2026, 11, 22, 0, 5, tzinfo=TOKYO))
    assert text(page(client, "/2026/11/22/"), "//article/h2") == ["真夜中"]


@pytest.mark.parametrize(
    "address",
    ["/2026/11/22/", "/2026/13/01/", "/2026/02/30/", "/2026/10/", "/0000/00/", "/2026/11/21/none/", "/category/none/"],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    a_published_post(at=EVENING)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/?page=2", "/?page=x", "/?page=0", "/?page=99999999", "/search/?q=a&page=-1"])
def test_a_page_of_a_list_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    a_published_post(at=EVENING)
    assert client.get(address).status_code == 404


def test_a_month_lists_its_posts_and_its_neighbours(client: Client) -> None:
    for days, title in ((0, "十一月"), (30, "十月"), (60, "九月")):
        a_published_post(title, at=EVENING - timedelta(days=days))
    month = page(client, "/2026/10/")
    assert text(month, "//main//li/a[1]") == ["十月"]
    assert text(month, "//main/nav/a") == ["← 2026年9月", "すべての月", "2026年11月 →"]
    assert text(page(client, "/archive/"), "//main//li") == ["11月1", "10月1", "9月1"]


def test_a_category_lists_its_posts_and_has_feeds_of_its_own(client: Client) -> None:
    a_published_post("港", category="ケルマール", slug="minato", at=EVENING)
    a_published_post("電気", category="ソレニア", at=EVENING - timedelta(hours=1))
    found = page(client, "/category/ケルマール/")
    assert text(found, "//main//li/a[1]") == ["港"]
    atom = feedparser.parse(client.get("/category/ケルマール/atom.xml").content)
    assert [entry.title for entry in atom.entries] == ["港"]
    assert text(page(client, "/category/"), "//main//li") == ["ケルマール1", "ソレニア1"]


def test_the_calendar_leads_to_the_days_that_have_posts(client: Client) -> None:
    a_published_post(at=EVENING)
    a_published_post(at=EVENING - timedelta(days=7))
    cells = page(client, "/").xpath('//section[@class="calendar"]//td/a')
    assert [(cell.text, cell.get("href"), cell.get("aria-current")) for cell in cells] == [
        ("14", "/2026/11/14/", None),
        ("21", "/2026/11/21/", "date"),
    ]


def test_a_permalink_has_its_neighbours_and_the_quoted_outlets(client: Client) -> None:
    a_published_post("前", slug="a", at=EVENING - timedelta(days=3))
    a_published_post("今", quoting(an_article()), slug="b", at=EVENING)
    a_published_post("後", slug="c", at=EVENING + timedelta(days=1))
    found = page(client, "/2026/11/21/b/")
    assert text(found, '//nav[@class="neighbours"]/a') == ["← 前 11月18日 23:20前", "次 11月22日 23:20 →後"]
    assert text(found, '//*[@class="outlets"]/li') == ["Orlen Harbour Postorlen.example"]
    assert found.xpath('//link[@rel="canonical"]/@href') == ["http://testserver/2026/11/21/b/"]
    assert found.xpath('//*[@class="quotation"]//*[@lang="en"]')


def test_a_former_address_leads_to_the_new_one(client: Client) -> None:
    post = a_published_post(slug="old")
    old = post.get_absolute_url()
    publishing.save(post, publishing.Working(post.title, post.body, None, "new", "宵待"))
    publishing.publish(post)
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, old.replace("old", "new"))


def test_a_withdrawn_post_is_gone_from_every_page(client: Client) -> None:
    post = a_published_post("消える題", category="ケルマール")
    address = post.get_absolute_url()
    Comment.objects.create(post=post, text="声", state="published")
    publishing.withdraw(post)
    for place in (address, "/category/ケルマール/", "/", "/atom.xml", "/rss.xml", "/search/?q=消える題", "/archive/"):
        assert "消える題" not in client.get(place).content.decode().replace('value="消える題"', "").replace(
            "<title>消える題", ""
        )


def test_what_an_outlet_changed_later_is_said_without_touching_the_post(client: Client) -> None:
    article = an_article()
    post = a_published_post(body=quoting(article), slug="x", at=EVENING)
    html = post.html
    a_version(article, ["Six boats burned.", "The pier is shut."])
    assert "原文はその後変更されました。" in client.get("/2026/11/21/x/").content.decode()
    article.gone_at = timezone.now()
    article.save()
    changes.articles_changed([article.pk])
    assert "原文は取り下げられました。" in client.get("/2026/11/21/x/").content.decode()
    post.refresh_from_db()
    assert post.html == html


@pytest.mark.parametrize("feed", ["/atom.xml", "/rss.xml"])
def test_feeds_hold_the_whole_text_with_its_quotations(client: Client, feed: str) -> None:
    a_published_post("港", f"まえがき。\n\n{quoting(an_article())}", category="ケルマール", at=EVENING)
    parsed = feedparser.parse(client.get(feed).content, sanitize_html=False)
    assert not parsed.bozo
    entry = parsed.entries[0]
    assert "まえがき。" in entry.content[0].value
    assert "船2隻が燃えた。" in entry.content[0].value
    assert "Two boats burned." in entry.content[0].value
    assert entry.published_parsed[:5] == (2026, 11, 21, 14, 20)


@pytest.mark.parametrize("address", ["/", "/2026/11/21/x/", "/2026/11/", "/atom.xml", "/rss.xml", "/category/"])
def test_a_page_that_did_not_change_is_not_sent_again(client: Client, address: str) -> None:
    a_published_post(body=quoting(an_article()), slug="x", category="ケルマール", at=EVENING)
    first = client.get(address)
    by_tag = Client().get(address, headers={"If-None-Match": first["ETag"]})
    by_time = Client().get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_time.status_code == 304


@pytest.mark.parametrize("address", ["/", "/2026/11/21/x/", "/atom.xml"])
def test_a_page_that_changed_is_sent_again(client: Client, address: str) -> None:
    article = an_article()
    post = a_published_post(body=quoting(article), slug="x", at=EVENING)
    tag = client.get(address)["ETag"]
    a_version(article, ["Six boats burned.", "The pier is shut."])
    second = client.get(address, headers={"If-None-Match": tag})
    assert second.status_code == 200
    publishing.save(post, publishing.Working("別の題", "", None, "x", "宵待"))
    publishing.publish(post)
    assert client.get(address, headers={"If-None-Match": second["ETag"]}).status_code == 200


def test_visitors_search_published_posts_only(client: Client) -> None:
    a_published_post("灯台の鍵", slug="key", at=EVENING)
    a_draft("灯台の秘密")
    an_article([("灯台", "")], language="ja")
    found = page(client, "/search/?q=灯台")
    assert text(found, '//*[@class="hits"]//h2') == ["灯台の鍵"]
    assert text(found, '//*[@class="hits"]//mark')[0] == "灯台"
    assert text(page(client, "/search/?q=ない言葉"), '//*[@class="nothing"]') != []
    assert client.get("/search/?q=%00%27%22&page=1").status_code == 200


def test_hostile_words_are_words_on_every_page(client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    the_preferences(blog_title=hostile[:60], blog_tagline=hostile)
    article = an_article([(hostile, hostile)], title=hostile)
    post = a_published_post(hostile, f"{hostile}\n\n{quoting(article, '1')}", category=hostile, at=EVENING)
    Comment.objects.create(post=post, name=hostile, text=hostile, state="published")
    category = Category.objects.get()
    for address in (
        "/",
        post.get_absolute_url(),
        "/2026/11/",
        "/archive/",
        "/category/",
        f"/category/{category.slug}/",
        f"/search/?q={hostile}",
        "/search/?q=script",
    ):
        tree = page(client, address)
        running = tree.xpath('//script[not(@type="application/ld+json")]')
        assert all((script.get("src") or "").startswith("/static/") and not script.text for script in running)
        assert tree.xpath("//@onload | //@onerror") == []


def test_the_pages_follow_the_readers_language_whatever_the_browser_asks(client: Client) -> None:
    the_preferences(language="en")
    a_published_post(at=EVENING)
    response = client.get("/", headers={"Accept-Language": "ja"})
    tree = lxml.html.fromstring(response.content.decode())
    assert tree.get("lang") == "en"
    assert text(tree, "//h1") == ["21 November"]
    assert text(tree, '//*[@class="when"]') == ["Saturday2026"]


def test_the_owner_is_shown_a_line_that_visitors_are_not(client: Client) -> None:
    post = a_published_post(at=EVENING)
    assert page(client, "/").xpath('//*[contains(@class, "owner")]') == []
    client.force_login(the_owner())
    response = client.get(post.get_absolute_url())
    assert "宵待として見ています" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


def many_posts(count: int) -> None:
    """Posts as years of a busy blog leave them, with quotations and long texts, five a day."""
    article = an_article()
    a_version(article, ["Six boats burned.", "The pier is shut."])
    model = a_published_post("題", f"{'長い文。' * 500}\n\n{quoting(article)}", category="ケルマール", at=EVENING)
    record = model.quotations.get()
    categories = [naming.category_named(f"分類{n}") for n in range(20)]
    posts = []
    for n in range(count):
        at = EVENING - timedelta(minutes=288 * (n + 1))
        posts.append(
            Post(
                title=f"題{n}",
                slug=f"p{n}",
                body=model.body,
                html=model.html,
                author=model.author,
                signature="宵待",
                state="published",
                published_at=at,
                changed_at=at,
                day=at.date(),
                category=categories[n % 20],
            )
        )
    Post.objects.bulk_create(posts)
    QuotationRecord.objects.bulk_create(
        QuotationRecord(post=post, key=record.key, position=0, article=article, frozen=record.frozen) for post in posts
    )
    Comment.objects.bulk_create(Comment(post=post, text="声", state="published") for post in posts[:500])


ADDRESSES = ["/", "/2026/11/20/", "/2026/11/", "/category/分類3/", "/archive/", "/category/", "/search/?q=題5"]
FEEDS = ["/atom.xml", "/rss.xml"]


@pytest.mark.parametrize("reader", ["visitor", "owner"])
def test_no_list_needs_more_than_twelve_queries_no_post_more_than_fifteen_and_none_sixty_kilobytes(
    client: Client, reader: str, django_assert_max_num_queries: object
) -> None:
    many_posts(300)
    post = Post.objects.get(slug="p3")
    a_version(an_article(), ["x"])
    if reader == "owner":
        client.force_login(the_owner())
    for address in [*ADDRESSES, *FEEDS, post.get_absolute_url()]:
        # A post's own page also has its tags, corrections and related posts.
        with django_assert_max_num_queries(15 if "/p3/" in address else 12, info=address):  # type: ignore[operator]
            response = client.get(address)
        assert response.status_code == 200
        if not address.endswith(".xml"):
            assert len(response.content) < 60_000, address


def test_a_page_asks_nothing_of_anybody_else(client: Client) -> None:
    post = a_published_post("題", f"![絵](https://tracker.example/a.png)\n\n{quoting(an_article())}", at=EVENING)
    for address in ("/", post.get_absolute_url()):
        tree = page(client, address)
        assert tree.xpath("//iframe | //img") == []
        assert all(source.startswith("/static/") for source in tree.xpath("//script/@src"))
        assert all(href.startswith("/static/") for href in tree.xpath('//link[@rel="stylesheet" or @rel="icon"]/@href'))


def test_working_text_is_no_part_of_what_readers_see(client: Client) -> None:
    post = a_published_post("題", at=EVENING)
    publishing.save(post, publishing.Working("書きかけの題", "書きかけ", None, "", "宵待"))
    assert working(Post.objects.get()).title == "書きかけの題"
    assert "書きかけ" not in client.get("/").content.decode()
