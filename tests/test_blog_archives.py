"""The blog by year, author and tag, and its pages about itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from kawaraban.desk.models import Post, Preferences, Tag
from tests.blog_cast import TOKYO, a_draft, a_published_post, the_preferences
from tests.test_blog_pages import page, text

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)


@pytest.fixture(autouse=True)
def preferences() -> Preferences:
    return the_preferences()


def tagged(post: Post, *names: str) -> Post:
    for name in names:
        post.tags.add(Tag.objects.get_or_create(name=name, slug=name)[0])
    return post


def test_a_year_has_its_months_with_counts_and_a_way_to_each_day(client: Client) -> None:
    for days in (0, 1, 40, 400):
        a_published_post(f"{days}日前", at=EVENING - timedelta(days=days))
    year = page(client, "/2026/")
    assert text(year, "//main//h1") == ["2026年"]
    assert text(year, '//main//*[@class="when"]') == ["令和8年"]
    assert text(year, "//main//section/h2") == ["10月 投稿1本", "11月 投稿2本"]
    assert year.xpath("//main//section/h2/a/@href") == ["/2026/10/", "/2026/11/"]
    assert year.xpath("//main//td/a/@href") == ["/2026/10/12/", "/2026/11/20/", "/2026/11/21/"]
    assert year.xpath("//main/nav/a/@href") == ["/2025/", "/archive/"]


def test_the_archive_and_a_month_lead_to_the_year(client: Client) -> None:
    a_published_post(at=EVENING)
    assert "/2026/" in page(client, "/archive/").xpath("//main//h2/a/@href")
    assert "/2026/" in page(client, "/2026/11/").xpath("//main//header//a/@href")


@pytest.mark.parametrize("name", ["宵待", "A/B", "半角 と　全角", "50%", "a?b#c", "../etc"])
def test_a_footer_leads_to_all_posts_under_that_name(client: Client, name: str) -> None:
    mine = a_published_post("わたしの", at=EVENING)
    a_published_post("ほかの人の", at=EVENING)
    Post.objects.filter(pk=mine.pk).update(signature=name)
    Post.objects.exclude(pk=mine.pk).update(signature="別人")
    addresses = page(client, mine.get_absolute_url()).xpath('//main//*[@rel="author"]/@href')
    if name == "../etc":
        # A browser takes the dots out of a path before it asks; the page itself answers all the same.
        addresses = ["/author/../etc/"]
    found = page(client, addresses[0])
    assert text(found, "//main//h1") == [" ".join(name.split())]
    assert text(found, "//main//li/a[1]") == ["わたしの"]


def test_a_post_that_nobody_signed_has_a_page_all_the_same(client: Client) -> None:
    post = a_published_post(at=EVENING)
    Post.objects.update(signature="")
    assert page(client, post.get_absolute_url()).xpath('//main//*[@rel="author"]') == []


def test_a_tag_lists_its_published_posts_and_the_post_leads_there(client: Client) -> None:
    post = tagged(a_published_post("港", slug="minato", at=EVENING), "マレン港", "電力")
    tagged(a_published_post("電気", at=EVENING - timedelta(days=1)), "電力")
    tagged(a_draft("下書き"), "電力", "秘密")
    links = page(client, post.get_absolute_url()).xpath('//main//*[@rel="tag"]')
    assert [link.text for link in links] == ["マレン港", "電力"]
    assert text(page(client, links[1].get("href")), "//main//li/a[1]") == ["港", "電気"]
    assert text(page(client, "/tag/"), "//main//li") == ["電力2", "マレン港1"]


def test_a_list_of_tags_without_any_says_so(client: Client) -> None:
    assert "タグのある投稿はまだありません。" in text(page(client, "/tag/"), "//main//p")


@pytest.mark.parametrize("address", ["/2025/", "/0000/", "/author/誰か/", "/tag/ない/"])
def test_an_archive_of_nothing_is_not_found(client: Client, address: str) -> None:
    a_published_post(at=EVENING)
    assert client.get(address).status_code == 404


def test_the_page_about_the_blog_has_the_owners_words_or_good_ones_of_its_own(client: Client) -> None:
    a_published_post(at=EVENING)
    said = text(page(client, "/about/"), '//*[@class="text page"]/p')
    assert said[0] == "「夜更けの外電」は、海のむこうの報道を読むブログです。"
    the_preferences(about="わたしは**港町**に住む。\n\n<script>x</script>")
    shown = page(client, "/about/")
    assert text(shown, '//*[@class="text page"]//strong') == ["港町"]
    assert shown.xpath("//main//script") == []
    assert text(shown, '//*[@class="counts"]/li')[0] == "宵待投稿1本"


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "原文と訳を、段落ごとに並べる"), ("en", "Original and translation")]
)
def test_how_we_check_is_said_in_the_blogs_language(client: Client, language: str, words: str) -> None:
    the_preferences(language=language)
    assert any(found.startswith(words) for found in text(page(client, "/how-we-check/"), '//*[@class="text page"]/h2'))


def test_how_we_check_can_be_the_owners_own(client: Client) -> None:
    the_preferences(how_we_check="# 三つの約束")
    assert text(page(client, "/how-we-check/"), '//*[@class="text page"]/h2') == ["三つの約束"]


@pytest.mark.parametrize("address", ["/2026/", "/author/宵待/", "/tag/電力/", "/tag/", "/about/", "/how-we-check/"])
def test_these_pages_are_small_and_ask_little(
    client: Client, address: str, django_assert_max_num_queries: object
) -> None:
    for days in range(90):
        tagged(a_published_post(f"{days}", at=EVENING - timedelta(days=days)), "電力")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        response = client.get(address)
    assert response.status_code == 200
    assert len(response.content) < 60_000
    assert Client().get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_an_address_with_nothing_offers_a_search_and_the_newest_posts(client: Client) -> None:
    for days in range(7):
        a_published_post(f"{days}日前", at=EVENING - timedelta(days=days))
    found = page(client, "/2026/11/21/maren-port/", status=404)
    assert text(found, "//main//h1") == ["このアドレスにはページがありません"]
    assert text(found, "//main//li/a") == [f"{days}日前" for days in range(5)]
    assert found.xpath("//main//form/@action") == ["/search/"]
    assert found.xpath("//main//input/@value") == ["maren port"]
    assert found.xpath('//meta[@name="robots"]/@content') == ["noindex"]


@pytest.mark.parametrize("address", ["/desk/articles/999/", "/apple-touch-icon.png"])
def test_the_desk_and_programs_get_the_plain_page(desk: Client, address: str) -> None:
    found = desk.get(address, headers={"Accept": "image/*" if address.endswith("png") else "text/html"})
    assert found.status_code == 404
    assert b"data-sheet" not in found.content
    assert 'class="plate"' not in found.content.decode()


def test_the_texts_of_both_pages_are_written_in_settings(desk: Client, client: Client) -> None:
    texts = {"about": "港町から。", "how_we_check": "# 三つの約束"}
    assert desk.post("/desk/settings/blog-pages/", texts)["Location"] == "/desk/settings/#blog-pages"
    assert text(page(client, "/about/"), '//*[@class="text page"]/p') == ["港町から。"]
    assert text(page(client, "/how-we-check/"), '//*[@class="text page"]/h2') == ["三つの約束"]
    assert "港町から。" in text(page(desk, "/desk/settings/"), "//textarea")


def test_a_text_without_measure_is_shown_again_with_the_reason(desk: Client) -> None:
    response = desk.post("/desk/settings/blog-pages/", {"about": "あ" * 50_001, "how_we_check": "残る"})
    assert response.status_code == 422
    assert "longer than 50,000 characters" in response.content.decode()
    assert "残る" in response.content.decode()
    assert Preferences.load().how_we_check == ""
