"""OPML on the Sources page: what would be followed is shown before it is; a bad file gets a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from kawaraban.desk.models import Source
from kawaraban.follow.opml import read_opml

pytestmark = pytest.mark.django_db

FEEDS = b"""<opml version="2.0"><body>
<outline text="Press"><outline type="rss" text="Herald" xmlUrl="https://maren-herald.example/feed"/></outline>
<outline type="rss" text="Kelmar Post" xmlUrl="https://kelmar.example/rss"/>
<outline text="Vardonia Today" htmlUrl="https://vardonia.example/" type="rss"/>
<outline type="rss" text="bad" xmlUrl="mailto:nobody@kelmar.example"/>
</body></opml>"""


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def given(desk: Client, content: bytes) -> HttpResponse:
    return desk.post("/desk/sources/opml/", {"opml": SimpleUploadedFile("feeds.opml", content)}, follow=True)


def test_what_would_be_followed_is_shown_and_then_followed(desk: Client) -> None:
    page = given(desk, FEEDS)
    text = page.content.decode()
    assert "2 sources would be followed" in text
    assert "https://maren-herald.example/feed" in text and "Press" in text
    assert "?address=https%3A//vardonia.example/" in text
    assert "mailto:nobody@kelmar.example" in text
    assert not Source.objects.exists()
    answer = desk.post("/desk/sources/opml/take-in/", {"token": page.context["token"]}, follow=True)
    assert "2 more sources are followed." in answer.content.decode()
    assert sorted(Source.objects.values_list("name", "bundle")) == [("Herald", "Press"), ("Kelmar Post", "")]
    again = given(desk, FEEDS).content.decode()
    assert "0 sources would be followed" in again and "2 are followed already." in again


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose the OPML file"),
        (b"<opml><body/></opml>", "feeds.opml names no feeds"),
        (b"<opml><body><outl", "The file breaks off or is damaged at line 1: export it again."),
        (b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml>&a;</opml>", "The file is no OPML that can be read"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(desk: Client, content: bytes, sentence: str) -> None:
    assert sentence in given(desk, content).content.decode()
    desk.cookies["kawaraban-language"] = "ja"
    said = given(desk, content).content.decode()
    assert sentence not in said
    translation.deactivate()


def test_a_file_that_breaks_off_shows_what_stands_before(desk: Client) -> None:
    text = given(desk, FEEDS[: FEEDS.index(b'<outline text="Vard')]).content.decode()
    assert "2 sources would be followed" in text
    assert "The file breaks off or is damaged at line 4" in text


def test_a_file_that_is_gone_is_asked_for_again(desk: Client) -> None:
    for token in ("0" * 32, "../../x"):
        answer = desk.post("/desk/sources/opml/take-in/", {"token": token}, follow=True)
        assert "choose it again" in answer.content.decode()


def test_what_is_followed_leaves_as_opml(desk: Client) -> None:
    page = given(desk, FEEDS)
    desk.post("/desk/sources/opml/take-in/", {"token": page.context["token"]})
    answer = desk.get("/desk/sources/sources.opml")
    assert 'filename="sources.opml"' in answer["Content-Disposition"]
    assert [one.title for one in read_opml(b"".join(answer.streaming_content))] == ["Kelmar Post", "Herald"]
    assert "/desk/sources/sources.opml" in desk.get("/desk/sources/").content.decode()
