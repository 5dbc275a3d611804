"""Movable Type's text: what is written is read back as it was, with every trap that the format has."""

from __future__ import annotations

import io
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import Blog
from kawaraban.publish.formats import Doubt, ForeignComment, ForeignPing, ForeignPost, movabletype

BLOG = Blog("港の瓦版", "", "https://kelmar.example/", "ja", "Ida Marsh")

#: Lines that mean something to some reader of the format.
TRAPS = (
    "-----", "--------", "-----\t", "--------\t\t", "------", "---- -", "- ----", " -----", "----- ",
    "TITLE: swallowed", "TITLE:", "AUTHOR: x", "BODY:", "EXTENDED BODY:", "EXCERPT:", "KEYWORDS:", "COMMENT:", "PING:",
    "DATE: 02/30/2022 99:99:99", "NO ENTRY: 1", "STATUS: Draft", "EMAIL: a@b.example", "IP: 127.0.0.1", "URL: x",
    "BLOG NAME: y", "CATEGORY: z", "UNIQUE URL: q", "", " ", "\t", "港で祭り", "<script>alert(1)</script>",
    "\ufeff", "\x0c", "\x85", "\u2028", "ｷﾀ━━(ﾟ∀ﾟ)━━!!", "①", "é", "😀", "\x00", "&amp;", "]]>",
)  # fmt: skip
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")
_line = st.sampled_from(TRAPS) | st.text(_CHARACTERS, max_size=30)
_text = st.lists(_line, max_size=8).map("\n".join)
_value = st.text(_CHARACTERS, max_size=20).map(lambda text: text.strip(" \t")) | st.sampled_from(
    ["", "-----", "--------", "TITLE: a", "港", "\u3000題\u3000", '"quoted"', "a, b"]
)
_name = _value.filter(bool)
_moment = st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
_tag = _name.filter(lambda tag: not ('"' in tag and "'" in tag))
_comments = st.lists(
    st.builds(
        ForeignComment,
        text=_text,
        author=_value,
        email=_value,
        address=_value,
        ip=_value,
        written_at=st.none() | _moment,
    ),
    max_size=3,
).map(tuple)
_pings = st.lists(
    st.builds(ForeignPing, title=_value, address=_value, ip=_value, blog=_value, written_at=_moment, text=_text),
    max_size=2,
).map(tuple)


@st.composite
def _posts(draw: st.DrawFn) -> ForeignPost:
    names = draw(st.lists(_name, unique=True, max_size=4))
    breaks = draw(st.sampled_from(["", "0", "1", "__default__", "richtext", "markdown", "markdown_with_smartypants"]))
    address = draw(st.sampled_from(["", "https://old.example/article/4471.html"]))
    return ForeignPost(
        body=draw(_text),
        key=address,
        title=draw(st.none() | _value),
        markup="markdown" if breaks.startswith("markdown") else "html",
        more=draw(_text),
        excerpt=draw(_text),
        keywords=draw(_text),
        author=draw(_value),
        published_at=draw(_moment),
        status=draw(st.sampled_from(["published", "draft", "waiting", "scheduled"])),
        category=names[0] if names else "",
        categories=tuple(names[1:]),
        tags=tuple(draw(st.lists(_tag, unique=True, max_size=4))),
        basename=draw(_value),
        addresses=(address,) if address else (),
        comments=draw(_comments),
        pings=draw(_pings),
        takes_comments=draw(st.none() | st.booleans()),
        takes_pings=draw(st.none() | st.booleans()),
        line_breaks=breaks,
    )


def written(*posts: ForeignPost) -> bytes:
    return "".join(movabletype.write(posts, BLOG)).encode()


def read(content: bytes) -> list[ForeignPost | Doubt]:
    return list(movabletype.read(io.BytesIO(content)))


@given(st.lists(_posts(), max_size=4))
def test_a_blog_comes_back_as_it_was_written(posts: list[ForeignPost]) -> None:
    content = written(*posts)
    assert read(content) == posts
    assert b"".join(written(post) for post in posts) == content


@given(st.lists(_posts(), min_size=1, max_size=3))
def test_a_second_trip_is_the_same_byte_for_byte(posts: list[ForeignPost]) -> None:
    content = written(*posts)
    assert written(*[post for post in read(content) if isinstance(post, ForeignPost)]) == content


@given(_posts())
def test_line_ends_of_windows_and_of_old_macs_change_nothing(post: ForeignPost) -> None:
    content = written(post)
    assert read(content.replace(b"\n", b"\r\n")) == [post]
    assert read(content.replace(b"\n", b"\r")) == [post]


@given(_text, _value)
def test_carriage_returns_in_a_post_become_line_feeds_and_one_line_stays_one(text: str, title: str) -> None:
    post = ForeignPost(body=text.replace("\n", "\r\n"), title=f"a\r\n{title}b", published_at=datetime(2022, 5, 17))
    (back,) = read(written(post))
    assert isinstance(back, ForeignPost)
    assert (back.body, back.title) == (text, f"a {title}b")


@given(st.binary(max_size=400) | _posts().map(written), st.integers(0, 400))
def test_whatever_follows_a_meta_line_one_post_at_least_is_read(content: bytes, cut: int) -> None:
    for part in (content, content[:cut], content[cut:]):
        found = read(b"TITLE: x\n" + part)
        assert [
            doubt.post for doubt in found if isinstance(doubt, Doubt) and doubt.post is None
        ] == [] or b"NO ENTRY" in part
        assert any(isinstance(post, ForeignPost) for post in found) or b"NO ENTRY" in part
