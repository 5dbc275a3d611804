"""A blog in through the desk's database and out again: what the format holds comes back, with every trap it has."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kawaraban.desk.models import Preferences
from kawaraban.desk.moving.leaving.posts import blog, foreign_posts
from kawaraban.desk.moving.taking.opening import Opened, Part
from kawaraban.publish import Blog
from kawaraban.publish.formats import ForeignComment, ForeignPing, ForeignPost, movabletype, wxr
from tests.moving_cast import taken
from tests.test_movabletype_round_trip import TRAPS

pytestmark = pytest.mark.django_db

BLOG = Blog("港の瓦版", "", "https://kelmar.example/", "ja", "Ida Marsh")
TOKYO = timezone(timedelta(hours=9))

#: What no database and no XML takes is told as lost elsewhere (`tidy`, `legal`); all else must come back.
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
_line = st.sampled_from([line for line in TRAPS if "\x00" not in line]) | st.text(_CHARACTERS, max_size=30)
_body = st.lists(_line, min_size=1, max_size=8).map("\n".join)
_word = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
_words = st.lists(_word, min_size=1, max_size=4).map(" ".join)
_moment = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2025, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
#: A comment is plain text here: what it says comes back, not the tags that it was said with.
_said = st.lists(_words, min_size=1, max_size=3).map("\n".join)


@st.composite
def _comment(draw: st.DrawFn) -> ForeignComment:
    return ForeignComment(text=draw(_said), author=draw(_words), written_at=draw(_moment))


@st.composite
def _posts(draw: st.DrawFn) -> list[ForeignPost]:
    names = draw(st.lists(_word, unique_by=lambda name: name.casefold(), max_size=4))
    tags = draw(st.lists(_word, unique=True, max_size=3))
    moments = sorted(draw(st.lists(_moment, unique=True, min_size=1, max_size=4)))
    found = []
    for number, moment in enumerate(moments):
        categories = tuple(sorted(draw(st.lists(st.sampled_from(names), unique=True, max_size=2)))) if names else ()
        own = draw(st.lists(st.sampled_from(tags), unique=True)) if tags else []
        found.append(
            ForeignPost(
                body=draw(_body),
                title=draw(_words),
                more=draw(st.just("") | _body),
                excerpt=draw(_words | st.just("")),
                keywords=draw(_words | st.just("")),
                author=draw(_words),
                published_at=moment,
                status=draw(st.sampled_from(["published", "draft"])),
                category=categories[0] if categories else "",
                categories=categories[1:],
                tags=tuple(sorted(tag for tag in own if tag not in categories)),
                basename=f"post-{number}",
                comments=tuple(draw(st.lists(_comment(), max_size=3, unique_by=lambda one: one.written_at))),
                pings=tuple(draw(st.lists(st.builds(ForeignPing, title=_words, address=st.just("https://a.example/"),
                    blog=_words, written_at=_moment, text=_said), max_size=1))),
                takes_comments=draw(st.none() | st.booleans()),
                takes_pings=draw(st.sampled_from([None, True])),
                line_breaks=draw(st.sampled_from(["", "0", "1", "__default__", "richtext"])),
            )
        )  # fmt: skip
    return found


@contextmanager
def desk_of(kind: str, content: bytes) -> Iterator[list[ForeignPost]]:
    """The posts that a desk gives out again that took in this file; the desk is as it was behind it."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(content)
        taken(Opened((Part(path, path.name, kind),)), zone="Asia/Tokyo", doubled="keep")
        preferences = Preferences.load()
        preferences.time_zone = "Asia/Tokyo"
        preferences.save()
        yield list(foreign_posts())
        transaction.set_rollback(True)


def as_movable_type_has_it(post: ForeignPost) -> ForeignPost:
    """Of a post that came through the desk, what the format can say of it."""
    tidied = tuple(sorted(post.comments, key=lambda one: str(one.written_at)))
    plain = tuple(replace(one, key="", parent="") for one in tidied)
    return replace(post, comments=plain, tags=tuple(sorted(post.tags)))


def read(module: object, content: bytes) -> list[ForeignPost]:
    return [one for one in module.read(io.BytesIO(content)) if isinstance(one, ForeignPost)]  # type: ignore[attr-defined]


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(_posts())
def test_movable_types_text_comes_out_of_the_desk_as_it_went_in(posts: list[ForeignPost]) -> None:
    content = "".join(movabletype.write(posts, BLOG)).encode()
    with desk_of("movabletype", content) as found:
        again = read(movabletype, "".join(movabletype.write(found, blog())).encode())
    by_name = {one.basename: replace(as_movable_type_has_it(one), key="", addresses=()) for one in again}
    assert by_name == {one.basename: as_movable_type_has_it(one) for one in posts}


@st.composite
def _threads(draw: st.DrawFn) -> list[ForeignPost]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        keys = [str(100 * number + n) for n in range(draw(st.integers(0, 4)))]
        comments: list[ForeignComment] = []
        for key in keys:
            roots = [one.key for one in comments if not one.parent]
            comments.append(
                ForeignComment(
                    text=draw(_said),
                    author=draw(_words),
                    written_at=datetime(2022, 5, 17, 12, tzinfo=UTC) + timedelta(minutes=int(key)),
                    state=draw(st.sampled_from(["published", "waiting", "spam", "declined"])),
                    key=key,
                    parent=draw(st.sampled_from(["", *roots])),
                )
            )
        published = datetime(2022, 5, 17 + number, 9, tzinfo=TOKYO)
        address = f"https://kelmar.example/?p={number + 1}"
        found.append(
            ForeignPost("<p>港</p>", address, f"港 {number}", published_at=published, comments=tuple(comments))
        )
    return found


def threads(posts: list[ForeignPost]) -> list[list[tuple[object, ...]]]:
    """Of each post the comments: name, text, state, moment, and the text that each answers."""
    found = []
    for post in posts:
        texts = {one.key: one.text for one in post.comments}
        rows = [
            (one.author, one.text, one.state, one.written_at and one.written_at.astimezone(UTC), texts.get(one.parent))
            for one in post.comments
        ]
        found.append(sorted(rows, key=str))
    return found


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(_threads())
def test_wordpress_threads_and_states_come_out_of_the_desk_as_they_went_in(posts: list[ForeignPost]) -> None:
    with desk_of("wxr", "".join(wxr.write(posts, BLOG)).encode()) as found:
        again = read(wxr, "".join(wxr.write(found, blog())).encode())
    assert threads(again) == threads(posts)
    assert [post.published_at for post in again] == [post.published_at for post in posts]
