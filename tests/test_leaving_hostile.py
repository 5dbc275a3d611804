"""What somebody wrote into a post can't lead an export out of its folder, stop it, or run in its pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from kawaraban.desk import sharing
from kawaraban.desk.models import Comment, FormerAddress, Post, Redirect
from kawaraban.desk.moving.leaving.static.exporting import export
from kawaraban.desk.moving.leaving.static.paths import Address, file_of, link_to, parse, up_from
from tests.blog_cast import a_draft, a_published_post, the_preferences

HOSTILE = "</script><script>alert(1)</script><!-- \u2028 ]]> \"' &amp;"


@given(st.text(st.one_of(st.sampled_from("./\\~%:*?\0 \n|\"'<>CONcon漢"), st.characters()), max_size=60))
def test_no_address_has_a_file_outside_of_the_folder(path: str) -> None:
    file = file_of(Address("/" + path))
    parts = file.split("/")
    assert not file.startswith("/")
    assert not {"", ".", ".."} & set(parts)
    assert not any(set(part) & set('\\\0<>:"|?*') or len(part.encode("utf-8", "replace")) > 150 for part in parts)


@given(st.text(st.one_of(st.sampled_from("/\\?#&=q.:%"), st.characters(exclude_categories=["Cs"])), max_size=40))
def test_a_link_between_files_is_relative(link: str) -> None:
    found = parse("/" + link)
    if found is not None:
        file = file_of(found[0])
        made = link_to(file, up_from(file))
        assert not made.startswith(("/", "\\"))
        assert ":" not in made.split("/")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "link",
    [
        "/static/kawaraban/",
        "/static/kawaraban",
        "/static/../../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/%00",
        "/static/" + "a" * 400,
        "/desk/posts/",
        "/favicon.ico",
        "/%2fdesk/",
        "/../../outside",
        "/..%5c..%5coutside",
        "/2026/11/21/..%2f..%2f..%2fup/",
    ],
)
def test_a_link_that_leads_nowhere_stops_nothing(tmp_path: Path, link: str) -> None:
    post = a_published_post("題", f'<p><a href="{link}">x</a></p>', slug="fire")
    Post.objects.filter(pk=post.pk).update(html=f'<p><a href="{link}">x</a></p>')
    row = export(tmp_path / "there" / "site", workers=0)
    assert "error" not in row
    assert [path.name for path in tmp_path.rglob("*") if path.parent in (tmp_path, tmp_path / "there")] == [
        "there",
        "site",
    ]
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "there").rglob("*.txt"))
    assert "root:" not in text
    assert not list(tmp_path.rglob("settings.py"))


@pytest.mark.django_db
def test_words_that_end_a_script_run_in_no_page(tmp_path: Path) -> None:
    the_preferences(blog_title=HOSTILE[:100], blog_tagline=HOSTILE)
    post = a_published_post(HOSTILE, HOSTILE, category=HOSTILE, slug="fire")
    Comment.objects.create(post=post, name=HOSTILE, text=HOSTILE, state=Comment.State.PUBLISHED)
    row = export(tmp_path / "site", address="https://blog.example", workers=0)
    assert "error" not in row
    pages = list((tmp_path / "site").rglob("*.html"))
    for page in pages:
        tree = html.fromstring(page.read_text("utf-8"))
        told = [script for script in tree.iter("script") if not script.get("src")]
        assert all(script.get("type") == "application/ld+json" for script in told), page
        assert all(json.loads(script.text)["headline"] == HOSTILE for script in told), page
    for script in (tmp_path / "site" / "search").rglob("*.js"):
        call = script.read_text("utf-8")
        assert json.loads(f"[{call[call.index('(') + 1 : call.rindex(')')]}]")


@pytest.mark.django_db
def test_an_old_address_is_text_in_its_page(tmp_path: Path) -> None:
    post = a_published_post("題", slug="fire")
    FormerAddress.objects.create(post=post, day=post.day, slug="old")
    Redirect.objects.create(
        path='/a"><script>alert(1)</script>.html', target='/2026/"><script>alert(2)</script>/#"><b>'
    )
    Redirect.objects.create(path="/../../up.html", target="/")
    export(tmp_path / "there" / "site", workers=0)
    for page in (tmp_path / "there" / "site").rglob("*.html"):
        assert "<script>alert" not in page.read_text("utf-8")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["site"]


@pytest.mark.django_db
def test_a_draft_that_a_link_names_is_not_written(tmp_path: Path) -> None:
    draft = sharing.share(a_draft("秘密", "まだ言えない。", slug="secret"))
    shown = a_published_post("題", slug="fire")
    link = f'<p><a href="{sharing.path_of(draft)}">x</a></p>'
    Post.objects.filter(pk=shown.pk).update(html=link)
    export(tmp_path / "site", workers=0)
    assert all("まだ言えない" not in path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))
