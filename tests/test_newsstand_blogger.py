"""The newsstand's blogger: pages as a host makes them and as their text is copied, read back as they were meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kawaraban.newsstand import Newsstand, blogger
from kawaraban.newsstand.blogger import AUTHOR, PAGES, BlogPost, posts
from kawaraban.publish.formats import ForeignPost
from kawaraban.translate.vectors import embedder
from tests.asking import ask
from tests.page_cast import moment, read_page
from tools.blogger_pages import files

DAYS = ("20261118-1", "20261119-1", "20261120-1", "20261121-1")


def meant(name: str) -> list[BlogPost]:
    return [post for post in posts() if f"{post.moment:%Y%m%d}" == name.partition("-")[0]]


def fields(post: ForeignPost) -> tuple[str, str, str, str, int | None, bool]:
    return post.title or "", post.author, moment(post), post.category, post.comment_count, post.empty


def wanted(post: BlogPost) -> tuple[str, str, str, str, int | None, bool]:
    return post.title, AUTHOR, f"{post.moment:%Y-%m-%d %H:%M}", post.category, post.comments, not post.parts


def aligned(post: ForeignPost) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    texts = [paragraph.text for paragraph in post.paragraphs]
    return {(tuple(texts[at] for at in pair.source), tuple(texts[at] for at in pair.target)) for pair in post.pairs}


def test_the_pages_are_what_the_posts_file_says() -> None:
    assert {path.name: path.read_bytes() for path in PAGES.iterdir() if path.suffix != ".toml"} == files(), (
        "run python -m tools.blogger_pages"
    )


def test_a_dozen_posts_quote_papers_in_three_languages() -> None:
    assert len(posts()) >= 12
    assert sum(bool(post.pairs) for post in posts()) >= 10
    assert {post.title for post in posts() if not post.title or not post.parts} == {"", "埠頭の映像"}
    assert len({post.category for post in posts()}) >= 5


@pytest.mark.parametrize("suffix", ["html", "txt"])
@pytest.mark.parametrize("day", DAYS)
def test_a_days_page_gives_each_post_as_it_was_meant(day: str, suffix: str) -> None:
    found, doubts = read_page((PAGES / f"{day}.{suffix}").read_bytes(), name=f"{day}.{suffix}")
    assert [fields(post) for post in found] == [wanted(post) for post in meant(day)]
    assert [[p.text for p in post.paragraphs] for post in found] == [
        [p.text for p in post.parts] for post in meant(day)
    ]
    addresses = [f"/article/{post.number}.html" if suffix == "html" else "" for post in meant(day)]
    assert [post.key for post in found] == addresses
    assert [doubt.what for doubt in doubts] == ["body-missing"] * (day == "20261121-1")


@pytest.mark.parametrize("day", DAYS)
def test_what_belongs_together_is_aligned_and_nothing_else(day: str) -> None:
    found, _ = read_page((PAGES / f"{day}.txt").read_bytes(), name=f"{day}.txt", embed=embedder())
    for post, told in zip(found, meant(day), strict=True):
        assert aligned(post) <= set(told.pairs), post.title
        assert len(aligned(post)) >= len(told.pairs) - 1, post.title


def test_remains_of_a_tweet_are_called_an_embed() -> None:
    found, _ = read_page((PAGES / "20261120-1.html").read_bytes())
    kinds = [paragraph.kind for paragraph in next(post for post in found if post.category == "海").paragraphs]
    assert kinds[:3] == ["embed", "embed", "p"]


def test_the_months_page_has_all_days() -> None:
    found, _ = read_page((PAGES / "202611-1.html").read_bytes(), name="202611-1.html")
    assert [fields(post) for post in found] == [wanted(post) for post in posts()]


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(slow=False, still=True) as newsstand:
        yield newsstand


def test_a_posts_page_served_over_http_has_its_comments(newsstand: Newsstand) -> None:
    answer = ask(f"{newsstand.blog}/article/487120311.html")
    (post,), _ = read_page(answer.body)
    told = next(post for post in posts() if post.number == 487120311)
    assert fields(post) == wanted(told)
    assert [(comment.author, comment.text) for comment in post.comments] == [
        (reply.author, reply.text) for reply in told.replies
    ]
    assert [comment.written_at and comment.written_at.replace(tzinfo=None) for comment in post.comments] == [
        reply.moment for reply in told.replies
    ]


def test_the_blog_answers_days_months_and_nothing_else(newsstand: Newsstand) -> None:
    assert ask(f"{newsstand.blog}/archives/20261120-1.html").body == blogger.page("/archives/20261120-1.html")
    assert ask(f"{newsstand.blog}/").body == blogger.page("/archives/20261121-1.html")
    for path in ("/archives/20261120-1.txt", "/archives/19990101-1.html", "/posts.toml", "/..%2fposts.toml"):
        assert ask(f"{newsstand.blog}{path}").status == 404
