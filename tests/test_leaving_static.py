"""The blog as a folder of files: complete, readable from a disk, written again only where it changed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from kawaraban.desk import publishing
from kawaraban.desk.models import Comment, FormerAddress, Redirect
from kawaraban.desk.moving.leaving.static.exporting import export
from kawaraban.desk.moving.leaving.static.folder import LIST, FolderError
from tests.blog_cast import MORNING, a_published_post, an_article, quoting, the_preferences

pytestmark = pytest.mark.django_db


def links_of(root: Path, page: Path) -> list[tuple[str, Path]]:
    """Every link of a page to a file beside it, with the file."""
    tree = html.fromstring(page.read_text("utf-8"))
    links = [link for _, _, link, _ in tree.iterlinks() if not urlsplit(link).scheme and not link.startswith("#")]
    return [(link, (page.parent / unquote(urlsplit(link).path)).resolve()) for link in links]


def test_every_link_of_every_page_leads_to_a_file(tmp_path: Path) -> None:
    the_preferences(blog_tagline="沖の新聞を訳で読む")
    article = an_article()
    for number in range(12):
        a_published_post(f"桟橋の火事 {number}", quoting(article), category="港", at=MORNING)
    a_published_post("別の日", at=MORNING - timedelta(days=40))
    row = export(tmp_path / "site", workers=0)
    assert row["pages"] > 18
    pages = sorted((tmp_path / "site").rglob("*.html"))
    lost = {link for page in pages for link, file in links_of(tmp_path, page) if not file.is_file()}
    assert lost == set()
    assert all("blog.invalid" not in page.read_text("utf-8") for page in pages)
    assert (tmp_path / "site" / "2026" / "11" / "21" / "page-2.html").is_file()
    assert (tmp_path / "site" / "static" / "kawaraban" / "blog.css").is_file()


def test_no_link_begins_at_a_root(tmp_path: Path) -> None:
    a_published_post(category="港", at=MORNING)
    export(tmp_path / "site", workers=0)
    for page in (tmp_path / "site").rglob("*.html"):
        assert re.findall(r'(?:href|src|action)="/[^"]*"', page.read_text("utf-8")) == []


def test_comments_are_shown_and_the_form_is_left_out(tmp_path: Path) -> None:
    post = a_published_post(slug="fire")
    Comment.objects.create(post=post, name="舟守", text="見てきました。", state=Comment.State.PUBLISHED)
    Comment.objects.create(post=post, name="誰か", text="まだ読まれていません。", state=Comment.State.WAITING)
    export(tmp_path / "site", workers=0)
    page = (tmp_path / "site" / post.get_absolute_url().strip("/") / "index.html").read_text("utf-8")
    assert "見てきました。" in page
    assert "まだ読まれていません。" not in page
    assert "<textarea" not in page
    assert "<form" not in page
    assert 'class="reply"' not in page
    assert "コメントは読めますが、書きこめません。" in page


def test_a_slug_too_long_for_a_file_system_still_has_a_file(tmp_path: Path) -> None:
    post = a_published_post(slug="火" * 100)
    export(tmp_path / "site", workers=0)
    front = tmp_path / "site" / "index.html"
    target = next(file for link, file in links_of(tmp_path, front) if post.title in file.read_text("utf-8"))
    assert target.is_file()
    assert all(len(part.encode()) <= 200 for part in target.parts)


def test_drafts_stay_at_home(tmp_path: Path) -> None:
    a_published_post()
    publishing.withdraw(a_published_post("下書きの題", slug="draft"))
    export(tmp_path / "site", workers=0)
    assert not any("下書きの題" in file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html"))


def test_an_old_address_sends_its_readers_on(tmp_path: Path) -> None:
    post = a_published_post(slug="new")
    FormerAddress.objects.create(post=post, day=post.day, slug="old")
    Redirect.objects.create(path="/article/4471.html", post=post)
    Redirect.objects.create(path="/archives/202202-1.html", target="/archive/")
    Redirect.objects.create(path="/index.html", target="/archive/")
    export(tmp_path / "site", address="https://yofuke.example/", workers=0)
    site = tmp_path / "site"
    old = (site / "article" / "4471.html").read_text("utf-8")
    there = post.get_absolute_url()
    assert f'url=..{there}index.html"' in old
    assert f'<link rel="canonical" href="https://yofuke.example{there}">' in old
    assert (site / there.strip("/").replace("/new", "/old") / "index.html").is_file()
    assert "archive/index.html" in (site / "archives" / "202202-1.html").read_text("utf-8")
    assert "http-equiv" not in (site / "index.html").read_text("utf-8")  # the blog's own page stays


def test_a_second_export_writes_only_what_changed(tmp_path: Path) -> None:
    post = a_published_post("はじめの題", at=MORNING)
    other = a_published_post("別の題", at=MORNING - timedelta(days=1))
    site = tmp_path / "site"
    first = export(site, workers=0)
    again = export(site, workers=0)
    assert (first["written"], first["removed"]) == (first["count"], 0)
    assert (again["count"], again["written"], again["removed"]) == (first["count"], 0, 0)
    gone = site / other.get_absolute_url().strip("/") / "index.html"
    assert gone.is_file()
    publishing.withdraw(other)
    third = export(site, workers=0)
    assert third["removed"] > 0
    assert not gone.exists()
    assert not (site / "2026" / "11" / "20").exists()  # an empty folder goes too
    assert (site / post.get_absolute_url().strip("/") / "index.html").is_file()


def test_what_somebody_else_put_there_is_never_touched(tmp_path: Path) -> None:
    a_published_post()
    site = tmp_path / "site"
    export(site, workers=0)
    (site / "CNAME").write_text("yofuke.example")
    post = a_published_post("あとの記事", slug="later")
    mine = site / post.get_absolute_url().strip("/") / "index.html"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    row = export(site, workers=0)
    assert (site / "CNAME").read_text() == "yofuke.example"
    assert mine.read_text() == "mine"
    assert row["kept"] == [str(mine.relative_to(site))]


def test_an_export_that_was_killed_is_mended_by_the_next(tmp_path: Path) -> None:
    post = a_published_post()
    site = tmp_path / "site"
    whole = export(site, workers=0)
    page = site / post.get_absolute_url().strip("/") / "index.html"
    # As after a kill: the list knows only what was planned, a file is missing, another was begun.
    lines = [json.loads(line) for line in (site / LIST).read_text("utf-8").splitlines()]
    planned = [{"path": line["path"]} if "path" in line else line for line in lines]
    (site / LIST).write_text("".join(json.dumps(line) + "\n" for line in planned) + '{"path": "brok')
    page.unlink()
    part = page.with_name(page.name + ".part")
    part.write_text("half a pa")
    (site / "atom.xml").write_text("")
    row = export(site, workers=0)
    assert (row["count"], row["written"]) == (whole["count"], 2)
    assert page.is_file()
    assert not part.exists()
    assert (site / "atom.xml").stat().st_size > 100


@pytest.mark.parametrize("place", ["data", "data/inside", "."])
def test_the_desk_s_own_folder_is_refused(tmp_path: Path, settings: object, place: str) -> None:
    settings.DATA = tmp_path / "data"  # type: ignore[attr-defined]
    with pytest.raises(FolderError, match="name another folder"):
        export(tmp_path / place, workers=0)


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(FolderError, match="not an export"):
        export(tmp_path, workers=0)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderError, match="name another folder"):
        export(tmp_path / "file" / "site", workers=0)


def test_a_site_map_is_there_where_the_address_is_known_alone(tmp_path: Path) -> None:
    a_published_post(slug="fire", at=MORNING)
    export(tmp_path / "nowhere", workers=0)
    export(tmp_path / "site", address="https://yofuke.example", workers=0)
    assert not list((tmp_path / "nowhere").glob("*sitemap*"))
    assert "https://yofuke.example/" in (tmp_path / "site" / "sitemap.xml").read_text("utf-8")
