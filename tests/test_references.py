"""What a post leads to and shows: links and pictures of Markdown and HTML, and which of them lead somewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import Reference, references


def test_links_and_pictures_are_found_in_order_but_not_in_code() -> None:
    found = references(
        "[甲](https://a.example/) ![絵](/p.png)\n\n`[x](y)`\n\n- [**乙**](/2026/)\n\n```\n[in](code)\n```"
    )
    assert found.links == (Reference("https://a.example/", "甲"), Reference("/2026/", "乙"))
    assert found.pictures == (Reference("/p.png", "絵"),)


def test_html_has_its_own() -> None:
    found = references('<p><a href="https://a.example/"><b>甲</b></a><img src="/p.png"><a name="x">', markup="html")
    assert found.links == (Reference("https://a.example/", "甲"),)
    assert found.pictures == (Reference("/p.png", ""),)


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://a.example/x?y#z", True),
        ("http://127.0.0.1:8000/", True),
        ("http://[::1]/", True),
        ("//a.example/x", True),
        ("mailto:desk@a.example", True),
        ("/2026/11/", True),
        ("#notes", True),
        ("https://", False),
        ("https://maren", False),
        ("https://a b.example/", False),
        ("http://[broken", False),
        ("mailto:nobody", False),
        ("a.example/x", False),
        ("/", True),
        ("#", False),
        ("", False),
    ],
)
def test_an_address_leads_somewhere_or_not(address: str, leads: bool) -> None:
    assert Reference(address, "").is_address is leads


@given(st.text(max_size=300), st.sampled_from(["markdown", "html"]))
def test_any_text_has_its_references_or_none(body: str, markup: str) -> None:
    for reference in (*references(body, markup=markup).links, *references(body, markup=markup).pictures):  # type: ignore[arg-type]
        assert reference.is_address in (True, False)
