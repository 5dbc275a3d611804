"""The addresses of an old blog are answered with 301, and cost pages that exist nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kawaraban.desk import publishing
from kawaraban.desk.models import Category, Post, Redirect
from kawaraban.desk.moving.redirects import path_of
from kawaraban.desk.moving.taking.opening import Opened, Part
from kawaraban.desk.moving.taking.undoing import undo
from kawaraban.newsstand import blogger
from kawaraban.publish import Blog
from kawaraban.publish.formats import ForeignPost, wxr
from tests.blog_cast import the_owner, the_preferences
from tests.moving_cast import a_file, entry, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    the_preferences()
    new = publishing.new_post(the_owner(), body="Fees rise.")
    return publishing.publish(new)


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("/article/4471.html", "/article/4471.html"),
        ("https://yofuke.example/article/4471.html", "/article/4471.html?from=rss"),
        ("/entry/%E6%B8%AF", "/entry/%E6%B8%AF"),
        ("/entry/港", "/entry/%E6%B8%AF/"),
        ("https://yofuke.example/?p=12", "/?p=12"),
        ("https://yofuke.example/?p=12", "/?utm_source=x&p=12"),
        ("/index.php?eid=7", "/index.php?eid=7"),
        ("/archives/202202-1.html", "/archives/202202-4.html"),
    ],
)
def test_an_old_address_leads_to_the_post(client: Client, post: Post, kept: str, asked: str) -> None:
    Redirect.objects.create(path=path_of(kept), post=post)
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, post.get_absolute_url())


def test_an_old_address_may_lead_to_an_archive(client: Client, post: Post) -> None:
    Redirect.objects.create(path="/category/31-1.html", target="/category/kelmar/")
    assert client.get("/category/31-2.html")["Location"] == "/category/kelmar/"


def test_the_address_of_a_post_that_was_withdrawn_is_not_found(client: Client, post: Post) -> None:
    Redirect.objects.create(path="/article/1.html", post=post)
    publishing.withdraw(post)
    assert client.get("/article/1.html").status_code == 404


def test_what_nobody_knows_is_not_found(client: Client, post: Post) -> None:
    assert client.get("/article/9.html").status_code == 404
    assert client.get("/?p=99").status_code == 200
    assert client.get("/article/" + "9" * 3000).status_code == 404


def test_a_page_that_exists_asks_for_no_old_address(client: Client, post: Post) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(post.get_absolute_url()).status_code == 200
    assert not [query for query in asked.captured_queries if "desk_redirect" in query["sql"]]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("mailto:a@b.example", ""),
        ("", ""),
        ("http://[::1", ""),
        ("https://yofuke.example", "/"),
        ("https://yofuke.example/a#b", "/a"),
        ("page.html", ""),
    ],
)
def test_what_is_no_address_of_a_blog_is_kept_under_nothing(address: str, path: str) -> None:
    assert path_of(address) == path


#: Links as they stand in saved pages of hosts: what is asked, and where it is answered to.
ARCHIVES = [
    ("/archives/202202-1.html", "/2022/02/"),
    ("/archives/202202-3.html", "/2022/02/"),
    ("/archives/202202-12.html", "/2022/02/"),
    ("/archives/202202.html", "/2022/02/"),
    ("/archives/2022-02.html", "/2022/02/"),
    ("/archives/2022-02.html?p=2", "/2022/02/"),
    ("/archive/202202-2.html", "/2022/02/"),
    ("/archive/2022/02", "/2022/02/"),
    ("/archives/2022/02/", "/2022/02/"),
    ("/blog-date-202202.html", "/2022/02/"),
    ("/2022/02/index.html", "/2022/02/"),
    ("/archives/20220217.html", "/2022/02/17/"),
    ("/archives/20220217-1.html", "/2022/02/17/"),
    ("/archives/2022-02-17.html", "/2022/02/17/"),
    ("/archive/2022/02/17", "/2022/02/17/"),
    ("/blog-date-20220217.html", "/2022/02/17/"),
]


@pytest.mark.parametrize(("asked", "place"), ARCHIVES)
def test_a_months_and_a_days_archive_lead_on_however_the_host_wrote_them(
    client: Client, tmp_path: Path, asked: str, place: str
) -> None:
    the_preferences()
    taken(a_file(tmp_path, entry()))
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, place)


@pytest.mark.parametrize("asked", ["/archives/202203-1.html", "/archives/20220218.html", "/archives/99999999.html"])
def test_archives_of_days_that_brought_nothing_are_not_found(client: Client, tmp_path: Path, asked: str) -> None:
    the_preferences()
    taken(a_file(tmp_path, entry()))
    assert client.get(asked).status_code == 404


PAGE = """<html><head><title>波止場通信</title></head><body><div class="blog"><h2>2022年02月17日</h2>
<h3><a href="{post}">マレン港の入港料</a></h3><p>港湾局は料金を上げると述べた。</p>
<p>posted by 宵待 at 22:47| <a href="{post}#comment">Comment(0)</a> |
<a href="{category}">ケルマール</a></p></div></body></html>"""


@pytest.mark.parametrize(
    ("post", "category", "asked"),
    [
        ("/article/4471.html", "/category/2210-1.html", "/category/2210-1.html"),
        ("/article/4471.html", "/category/2210-3.html", "/category/2210-7.html"),
        ("/archives/51.html", "https://yofuke.example/archives/cat_31.html", "/archives/cat_31.html"),
        ("/blog/entry/51", "/category/%E3%82%B1%E3%83%AB/", "/category/%E3%82%B1%E3%83%AB/"),
        ("/blog-entry-51.html", "/blog-category-4.html", "/blog-category-4.html"),
    ],
)  # fmt: skip
def test_a_category_leads_on_from_where_the_saved_page_links_it(
    client: Client, tmp_path: Path, post: str, category: str, asked: str
) -> None:
    the_preferences()
    path = tmp_path / "20220217.html"
    path.write_text(PAGE.format(post=post, category=category), encoding="utf-8")
    move = taken(Opened((Part(path, path.name, "page"),)))
    place = reverse("blog:category", args=[Category.objects.get(name="ケルマール").slug])
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, place)
    assert client.get(place).status_code == 200
    undo(move)
    assert client.get(asked).status_code == 404


def test_the_newsstands_own_saved_page_leads_its_categories_on(client: Client) -> None:
    the_preferences()
    path = blogger.PAGES / "20261118-1.html"
    taken(Opened((Part(path, path.name, "page"),)))
    linked = set(re.findall(r'href="(/category/[^"]+)"', path.read_text(encoding="utf-8")))
    assert linked
    assert {client.get(address).status_code for address in linked} == {301}


def test_wordpress_calls_a_category_by_its_short_name(client: Client, tmp_path: Path) -> None:
    the_preferences()
    path = tmp_path / "wordpress.xml"
    post = ForeignPost("<p>港</p>", title="Fees", category="Kelmar Bay")
    export = "".join(wxr.write([post], Blog("", "", "", "ja", "")))
    path.write_text(export.replace('nicename="kelmar-bay"', 'nicename="bay"'))
    taken(Opened((Part(path, path.name, "wxr"),)))
    assert client.get("/category/bay/")["Location"] == "/category/kelmar-bay/"
