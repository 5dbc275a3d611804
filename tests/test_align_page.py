"""The paste box over HTTP: every step works without a script, and what is taken in stands where it should."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kawaraban.desk import rendering
from kawaraban.desk.aligning import aligned
from kawaraban.desk.models import MemoryEntry, Rendering
from tests.desk_cast import an_article
from tests.test_align import ENGLISH, JAPANESE

pytestmark = pytest.mark.django_db
PAGE = "/desk/memory/align/"
TEXTS = {
    "left": "\n\n".join(ENGLISH),
    "right": "\n".join(JAPANESE),
    "target_language": "ja",
    "by": "paragraph",
    "title": "Port Maren",
    "day": "2026-11-17",
}


def fields(page: str) -> dict[str, str]:
    """What the links' form carries, as a browser would send it."""
    form = page[page.index('id="align-form"') :]
    found = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]*value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea name="(\w+)" hidden>(.*?)</textarea>', form, re.DOTALL))
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


def post(desk: Client, values: dict[str, str], do: str) -> tuple[int, str]:
    answer = desk.post(PAGE, {**values, "do": do})
    return answer.status_code, answer.content.decode()


def pairs() -> dict[str, str]:
    return dict(MemoryEntry.objects.values_list("source_text", "target_text"))


def test_the_page_says_what_to_do(desk: Client) -> None:
    page = desk.get(PAGE).content.decode()
    assert "Paste an original and its translation." in page
    assert "Find what belongs together" in page
    assert 'aria-current="page">Take in translations' in page


def test_two_texts_are_aligned_and_taken_into_the_memory(desk: Client) -> None:
    code, page = post(desk, TEXTS, "align")
    assert code == 200
    assert "<b>6</b> pairs to take" in page
    code, page = post(desk, fields(page), "take")
    assert code == 200
    assert "6 pairs taken into the memory." in page
    assert pairs() == dict(zip(ENGLISH, JAPANESE, strict=True))
    assert set(MemoryEntry.objects.values_list("origin", "source_language", "target_language")) == {
        ("Port Maren 2026-11-17", "en", "ja")
    }


def test_links_are_mended_before_they_are_taken(desk: Client) -> None:
    page = post(desk, TEXTS, "align")[1]
    page = post(desk, fields(page), "join 0")[1]
    page = post(desk, fields(page), "toggle 2")[1]
    assert "<b>4</b> pairs to take" in page
    post(desk, fields(page), "take")
    assert f"{ENGLISH[0]} {ENGLISH[1]}" in pairs()
    assert pairs()[f"{ENGLISH[0]} {ENGLISH[1]}"] == JAPANESE[0] + JAPANESE[1]
    assert ENGLISH[3] not in pairs()


def test_blocks_out_of_step_are_said_and_mended_at_one_press(desk: Client) -> None:
    moved = {**TEXTS, "right": "\n".join([*JAPANESE[3:5], *JAPANESE[:3], JAPANESE[5]])}
    page = post(desk, moved, "align")[1]
    assert "<b>1</b> block stands out of step" in page
    page = post(desk, fields(page), "step")[1]
    assert "out of step" not in page
    post(desk, fields(page), "take")
    assert pairs() == dict(zip(ENGLISH, JAPANESE, strict=True))


def test_sentences_can_be_linked_instead_of_paragraphs(desk: Client) -> None:
    texts = {**TEXTS, "left": " ".join(ENGLISH), "right": "".join(JAPANESE)}
    assert "<b>1</b> pair to take" in post(desk, texts, "align")[1]
    assert "<b>6</b> pairs to take" in post(desk, {**texts, "by": "sentence"}, "align")[1]


def test_an_old_post_with_both_languages_mixed_is_parted(desk: Client) -> None:
    mixed = "\n\n".join(line for pair in zip(ENGLISH, JAPANESE, strict=True) for line in pair)
    page = post(desk, {**TEXTS, "left": "", "right": mixed}, "align")[1]
    assert "<b>6</b> pairs to take" in page


def test_an_article_of_the_desk_gets_the_translations_of_its_paragraphs(desk: Client, owner: User) -> None:
    article = an_article("A storm shuts Port Maren", ENGLISH)
    rendering.save(article, "p2", "ja", "私の訳です。", owner)
    page = desk.get(PAGE, {"article": article.pk}).content.decode()
    assert ENGLISH[0] in html.unescape(page)
    left = "\n".join(["A storm shuts Port Maren", *ENGLISH])
    page = post(desk, {**TEXTS, "left": left, "article": str(article.pk)}, "align")[1]
    page = post(desk, fields(page), "take")[1]
    assert "5 parts of the article have their translations now." in page
    assert "1 part keeps what a person wrote." in page
    found = {row.pid: row for row in Rendering.objects.filter(article=article, language="ja")}
    assert found["p0"].text == JAPANESE[0]
    assert (found["p0"].state, found["p0"].person) == ("approved", owner)
    assert (found["p2"].text, found["p2"].state) == ("私の訳です。", "edited")


def test_an_article_is_found_by_its_address_and_by_its_title(desk: Client) -> None:
    article = an_article("A storm shuts Port Maren", ENGLISH)
    from kawaraban.desk.search import index_article

    index_article(article)
    for words in (article.address, "storm Maren"):
        assert f'href="?article={article.pk}"' in desk.get(PAGE, {"find": words}).content.decode()
    assert "The desk has no such article" in desk.get(PAGE, {"find": "glacier"}).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"left": "x" * 200_001}, "A text is over 200,000 characters: paste it in parts."),
        ({"left": "x\n" * 3_001}, "A text has over 3,000 paragraphs or sentences: paste it in parts."),
        ({"right": ""}, "One side is empty"),
        ({"left": "", "right": ""}, "One side is empty"),
        ({"source_language": "ja"}, "Both texts are in one language"),
    ],
)
def test_what_cannot_be_aligned_is_said_and_stays_in_the_boxes(
    desk: Client, wrong: dict[str, str], sentence: str
) -> None:
    values = {**TEXTS, **wrong}
    code, page = post(desk, values, "align")
    assert code == 422
    assert sentence in page
    assert all(html.escape(values[side]) in page for side in ("left", "right"))


@pytest.mark.parametrize(
    "do", ["", "join", "join x", "join 99999999999", "move q 1 1", "cut s -4", "step -1", "\u0661", "join ²"]
)
def test_an_act_that_is_none_changes_nothing(desk: Client, do: str) -> None:
    page = post(desk, TEXTS, "align")[1]
    code, after = post(desk, fields(page), do)
    assert code == 200
    assert fields(after) == fields(page)


def test_nothing_chosen_is_said(desk: Client) -> None:
    page = post(desk, {**TEXTS, "left": "A storm.", "right": "天気は関係のない話です。"}, "align")[1]
    values = {**fields(page), "links": "0=@0 =0@0"}
    assert "No pair is chosen" in post(desk, values, "take")[1]
    assert pairs() == {}


def test_taking_the_same_again_changes_nothing(desk: Client) -> None:
    page = post(desk, TEXTS, "align")[1]
    for _ in range(2):
        page = post(desk, fields(page), "take")[1]
    assert MemoryEntry.objects.count() == 6


def test_what_was_pasted_is_text_and_nothing_else(desk: Client) -> None:
    page = post(desk, {**TEXTS, "left": "<script>alert(1)</script> & storm", "right": "<b>嵐</b>"}, "align")[1]
    assert "<script>alert" not in page
    assert "<b>嵐" not in page


def test_only_who_is_signed_in_may_use_it(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_how_far_an_alignment_has_come_can_be_asked(desk: Client) -> None:
    assert desk.get(PAGE + "progress/", {"token": "1"}).json() == {"done": None}
    desk.post(PAGE, {**TEXTS, "do": "align", "token": "1"})
    assert desk.get(PAGE + "progress/", {"token": "1"}).json() == {"done": 1.0}


def test_progress_grows_to_the_whole() -> None:
    told: list[float] = []
    aligned(ENGLISH * 8, JAPANESE * 8, "en", "ja", told.append)
    assert told == sorted(told)
    assert 0 < told[0] < 1
    assert told[-1] == 1.0


@pytest.mark.parametrize("key", ["²", "9" * 30, "x"])
def test_what_is_no_article_s_number_is_no_article(desk: Client, key: str) -> None:
    assert desk.post(PAGE, {"do": "back", "article": key}).status_code == 200
