"""Addresses: what a person typed, and when two addresses are one article."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.follow import FollowError, normalise
from kawaraban.follow.addresses import absolute, host, origin, request_form, shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("paper.example", "https://paper.example/"),
        ("  Paper.Example/News ", "https://paper.example/News"),
        ("//paper.example/a", "https://paper.example/a"),
        ("HTTP://Paper.Example:80/a", "http://paper.example/a"),
        ("https://paper.example:443", "https://paper.example/"),
        ("paper.example:8443/a", "http://paper.example:8443/a"),
        ("localhost:8000", "http://localhost:8000/"),
        ("127.0.0.1:8000/feed", "http://127.0.0.1:8000/feed"),
        ("feed://paper.example/rss", "https://paper.example/rss"),
        ("feed:http://paper.example/rss", "http://paper.example/rss"),
        ("https://paper.example/a#part-2", "https://paper.example/a"),
        ("https://paper.example/a?utm_source=x&id=7&fbclid=y", "https://paper.example/a?id=7"),
        ("https://paper.example/a?UTM_Medium=x", "https://paper.example/a"),
        ("https://paper.example/a?b=2&a=1", "https://paper.example/a?b=2&a=1"),
        ("https://paper.example/a/../b/./c", "https://paper.example/b/c"),
        ("https://paper.example/a/..", "https://paper.example/"),
        ("https://paper.example//a", "https://paper.example//a"),
        ("https://paper.example/%7euser/%e6%96%b0", "https://paper.example/~user/%E6%96%B0"),
        ("https://paper.example/記事 1", "https://paper.example/%E8%A8%98%E4%BA%8B%201"),
        ("https://paper.example/100%", "https://paper.example/100%25"),
        ("https://新聞.example/", "https://xn--efvv70d.example/"),
        ("https://ｐａｐｅｒ。example/", "https://paper.example/"),
        ("https://paper.example./a", "https://paper.example/a"),
        ("https://somebody:secret@paper.example/a", "https://paper.example/a"),
        ("https://the_paper.example/", "https://the_paper.example/"),
        ("http://[2001:DB8::0:1]:8080/", "http://[2001:db8::1]:8080/"),
    ],
)
def test_an_address_has_one_form(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "news",
        "the evening news",
        "mailto:desk@paper.example",
        "desk@paper.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "https://paper..example/",
        "https://-paper.example/",
        "https://paper.example:99999/",
        "https://[::1/",
        "https://pa per.example/",
        "https://" + "a" * 64 + ".example/",
        "https://paper.example/" + "a" * 2000,
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(FollowError) as caught:
        normalise(typed)
    assert caught.value.problem == "not-an-address"


def test_what_is_asked_for_keeps_its_parameters() -> None:
    assert request_form("https://paper.example/a?utm_source=x#y") == "https://paper.example/a?utm_source=x"


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("b", "https://paper.example/news/b"),
        ("/b?x=1", "https://paper.example/b?x=1"),
        ("//other.example/b", "https://other.example/b"),
        ("#top", None),
        ("", None),
        ("mailto:a@b.example", None),
        ("javascript:void(0)", None),
        ("tel:+81312345678", None),
        ("data:text/html,x", None),
        ("http://[oops", None),
    ],
)
def test_a_link_becomes_absolute(link: str, meant: str | None) -> None:
    assert absolute(link, "https://paper.example/news/a") == meant


def test_parts_of_an_address() -> None:
    assert origin("http://127.0.0.1:8000/a/b") == "http://127.0.0.1:8000"
    assert host("http://127.0.0.1:8000/a/b") == "127.0.0.1:8000"
    assert shown("x" * 300) == "x" * 99 + "…"


@given(st.text(max_size=300))
def test_whatever_is_typed_is_an_address_or_is_refused(text: str) -> None:
    try:
        once = normalise(text)
    except FollowError as error:
        assert error.problem == "not-an-address"
    else:
        assert once.isascii()
        assert normalise(once) == once


@given(
    host=st.from_regex(r"[a-z][a-z0-9]{0,10}\.(example|test)", fullmatch=True),
    path=st.text(max_size=60),
    query=st.text(max_size=60),
)
def test_the_form_of_an_address_is_its_own_form(host: str, path: str, query: str) -> None:
    with contextlib.suppress(FollowError):
        once = normalise(f"https://{host}/{path}?{query}")
        assert once.startswith(f"https://{host}/")
        assert "#" not in once
        assert normalise(once) == once
        assert request_form(once) == once


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_link_never_leaves_the_web(link: str, base: str) -> None:
    found = absolute(link, f"https://paper.example/{base}")
    assert found is None or found.startswith(("http://", "https://"))
