"""Sources leave as OPML and come from it: our own, other readers', damaged and hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk import exchange, subscriptions
from kawaraban.desk.models import Source
from kawaraban.follow.opml import MAX_OUTLINES, OpmlError, Outline, read_opml, write_opml
from tests.press import Press, page
from tests.servers import Site

READER = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Feeds</title></head><body>
  <outline text="Press" title="Press">
    <outline type="rss" text="The Maren Herald" xmlUrl="https://maren-herald.example/feed?utm_source=x"
      htmlUrl="https://maren-herald.example/" language="en-US"/>
    <outline text="South">
      <outline TEXT="Kelmar Post" XMLURL="https://kelmar.example/rss"/>
      <outline type="rss" text="twice" xmlUrl="https://kelmar.example/rss"/>
    </outline>
  </outline>
  <outline text="港の新聞" type="atom" xmlUrl="feed://minato.example/atom.xml"/>
  <outline text="a bookmark" type="link" url="https://bookmark.example/"/>
  <outline text="bad" type="rss" xmlUrl="mailto:nobody@kelmar.example"/>
</body></opml>"""


def opml(*lines: str) -> bytes:
    return f'<opml version="2.0"><body>{"".join(lines)}</body></opml>'.encode()


def taken(content: bytes | str, *, dry_run: bool = False) -> list[subscriptions.Row]:
    content = content.encode() if isinstance(content, str) else content
    return list(subscriptions.import_opml("feeds.opml", content, dry_run, lambda _: None))


def test_outlines_around_a_feed_are_its_bundle() -> None:
    assert [(one.title, one.bundle, one.address, one.language) for one in read_opml(READER.encode())] == [
        ("The Maren Herald", "Press", "https://maren-herald.example/feed?utm_source=x", "en"),
        ("Kelmar Post", "Press / South", "https://kelmar.example/rss", ""),
        ("港の新聞", "", "feed://minato.example/atom.xml", ""),
        ("bad", "", "mailto:nobody@kelmar.example", ""),
    ]


_words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
_kinds = st.sampled_from(["feed", "sitemap", "page", "account"])


@given(st.lists(st.tuples(_words, _kinds, st.booleans()), max_size=8), _words)
def test_what_this_desk_wrote_is_read_the_same(told: list[tuple[str, str, bool]], bundle: str) -> None:
    outlines = [
        Outline(name, f"https://kelmar.example/{n}", kind, "https://kelmar.example/", "ja", bundle if inside else "")
        for n, (name, kind, inside) in enumerate(told)
    ]
    outlines = sorted(outlines, key=lambda one: one.bundle)
    once = list(read_opml("".join(write_opml(outlines, "Feeds")).encode()))
    assert list(read_opml("".join(write_opml(once, "Feeds")).encode())) == once
    assert [(one.address, one.kind, one.site) for one in once] == [
        (one.address, one.kind, one.site) for one in outlines
    ]


@given(st.binary(max_size=200), st.integers(0, len(READER)))
def test_no_bytes_bring_more_than_a_sentence(noise: bytes, at: int) -> None:
    content = READER.encode()
    for damaged in (noise, content[:at], content[:at] + noise + content[at:]):
        try:
            assert all(one.address or one.site for one in read_opml(damaged))
        except OpmlError as error:
            assert str(error).endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<rss/>",
        b'<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body><outline xmlUrl="&b;"/></body></opml>',
        opml("<outline>" * 60, "</outline>" * 60),
        opml(*(f'<outline xmlUrl="https://kelmar.example/{n}"/>' for n in range(MAX_OUTLINES + 1))),
    ],
)
def test_a_hostile_file_ends_in_a_sentence(content: bytes) -> None:
    with pytest.raises(OpmlError, match=r"\.$"):
        list(read_opml(content))


def test_a_file_in_an_encoding_of_japan_is_read() -> None:
    content = READER.replace("UTF-8", "Shift_JIS").encode("cp932")
    assert "港の新聞" in [one.title for one in read_opml(content)]


@pytest.mark.django_db
def test_the_feeds_of_another_reader_are_followed_once() -> None:
    *rows, last = taken(READER)
    assert [(row["address"], row["title"], row["bundle"]) for row in rows] == [
        ("https://maren-herald.example/feed", "The Maren Herald", "Press"),
        ("https://kelmar.example/rss", "Kelmar Post", "Press / South"),
        ("https://minato.example/atom.xml", "港の新聞", ""),
    ]
    assert "is not a web address" in last["error"]
    source = Source.objects.get(name="The Maren Herald")
    assert (source.kind, source.language, source.outlet.host) == ("feed", "en", "maren-herald.example")
    assert [row.get("already") for row in taken(READER)] == [True, True, True, None]
    assert Source.objects.count() == 3


@pytest.mark.django_db
def test_a_dry_run_says_what_would_be_followed_and_asks_nobody(site: Site) -> None:
    asked = opml(f'<outline text="Herald" htmlUrl="{site.at("/")}"/>', '<outline xmlUrl="https://kelmar.example/rss"/>')
    taken(opml('<outline xmlUrl="https://kelmar.example/rss"/>'))
    rows = taken(asked, dry_run=True)
    assert [(row["dry_run"], row.get("already")) for row in rows] == [(True, None), (True, True)]
    assert site.asked == []
    assert Source.objects.count() == 1


@pytest.mark.django_db
def test_a_site_without_a_feed_in_the_file_is_asked_for_it(press: Press) -> None:
    site = press.site
    press.publish("/1.html", "Ferry returns to Maren")
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.answer("/", page("The Maren Herald", []).replace("</head>", f"{link}</head>"), content_type="text/html")
    (row,) = taken(opml(f'<outline text="Press"><outline text="Herald" htmlUrl="{site.at("/")}"/></outline>'))
    assert (row["kind"], row["bundle"]) == ("feed", "Press")
    assert Source.objects.get().address == site.at("/feed")


@pytest.mark.django_db
def test_a_file_that_breaks_off_has_what_stands_before_followed() -> None:
    *rows, last = taken(READER[: READER.index("<outline TEXT")])
    assert [row["title"] for row in rows] == ["The Maren Herald"]
    assert "breaks off" in last["error"]
    assert "names no feeds" in taken(opml())[0]["error"]


@pytest.mark.django_db
def test_sources_that_left_as_opml_come_back_as_they_were(tmp_path: Path) -> None:
    taken(READER)
    Source.objects.filter(name="Kelmar Post").update(kind="page", language="ja")
    fields = ("address", "name", "kind", "bundle", "language", "outlet__host")
    before = list(Source.objects.order_by("address").values_list(*fields))
    list(exchange.export(tmp_path, "opml"))
    Source.objects.all().delete()
    taken((tmp_path / "sources.opml").read_bytes())
    assert list(Source.objects.order_by("address").values_list(*fields)) == before
