"""Pages made to hurt: huge, deep, endless, or lying about themselves. Each is read or refused, within bounds."""

from __future__ import annotations

import json

import pytest

from kawaraban.read import Page, ReadError, read
from kawaraban.read.tree import MAX_CHARACTERS, MAX_ELEMENTS

TEXT = "The ferry company of Oste said on Monday that it would stop the night service to the islands in the spring."
OTHER = (
    "Islanders gathered at the pier in protest, and the mayor promised to ask the company for its reasons in writing."
)
ARTICLE = f"<article><h1>Oste loses its night ferry</h1><p>{TEXT}</p><p>{OTHER}</p><p>{TEXT.upper()}</p></article>"


def read_text(body: str) -> list[str]:
    return [p.text for p in read(Page(f"<html><body>{body}</body></html>".encode())).paragraphs]


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "table", "ul", "font", "x-part"])
def test_a_hundred_thousand_open_elements_are_read_flat_or_refused(tag: str) -> None:
    body = f"<{tag}>" * 100_000 + ARTICLE
    try:
        assert TEXT in read_text(body)
    except ReadError as error:
        assert str(error).endswith(".")


def test_text_below_the_parsers_depth_is_not_lost() -> None:
    assert TEXT in read_text("<div>" * 400 + ARTICLE + "</div>" * 400)


def test_an_attribute_of_ten_megabytes_is_passed_over() -> None:
    assert TEXT in read_text(f'<img src="data:image/png;base64,{"A" * 10_000_000}">' + ARTICLE)


def test_null_bytes_and_control_characters_are_taken_out() -> None:
    assert TEXT in read_text("\x00" + ARTICLE.replace("ferry", "fer\x00\x01\x1fry"))


def test_a_page_past_the_bound_is_refused() -> None:
    with pytest.raises(ReadError, match="can't be an article"):
        read(Page(b"<p>" + b"a" * (MAX_CHARACTERS + 1)))
    with pytest.raises(ReadError, match="can't be an article"):
        read(Page(b"<p>" * (MAX_ELEMENTS + 1)))


def test_a_page_of_very_many_elements_is_read() -> None:
    rows = "".join(f"<li><a href=/{n}>Ferry {n}</a></li>" for n in range(12_000))
    assert TEXT in read_text(f"<ul>{rows}</ul>{ARTICLE}")


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        '{"@graph":' * 5_000,
        '{"@type":"NewsArticle","headline":{"@value":{"a":[1]}},"author":[[[["x"]]]],"datePublished":17,"image":7}',
        '{"@type":["NewsArticle",null,3],"articleBody":["a"],"publisher":[],"author":{"name":{"name":1}}}',
        '{"@id":"#a","author":{"@id":"#a"},"publisher":{"@id":"#a"},"@type":"NewsArticle"}',
        "<!-- nothing -->",
        "",
    ],
)
def test_nonsense_in_json_ld_is_no_error(script: str) -> None:
    assert TEXT in read_text(f'<script type="application/ld+json">{script}</script>{ARTICLE}')


def test_a_script_state_of_great_depth_is_no_error() -> None:
    state = '{"a":[' * 2_000 + json.dumps(TEXT) + "]}" * 2_000
    script = f"<script>window.__STATE__ = {state};</script>"
    with pytest.raises(ReadError):
        read_text(f"<div id=app></div>{script}")


def test_expressions_meet_no_text_that_they_take_forever_for() -> None:
    for piece in ("<br> " * 20_000, "| " * 50_000, "a-" * 50_000, "&amp;amp;" * 20_000, "『" * 50_000, "by " * 30_000):
        try:
            read(Page(f"<html><head><title>{piece}</title></head><body>{ARTICLE}<p>{piece}</p></body></html>".encode()))
        except ReadError as error:
            assert str(error).endswith(".")


def test_entities_do_not_multiply() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    assert (
        sum(
            len(p.text)
            for p in read(Page(f"{bomb}]><html><body>{ARTICLE}<p>&j;</p></body></html>".encode())).paragraphs
        )
        < 2000
    )
