"""Settings: an engine a language pair, tried before it is saved; its model downloaded; what it costs and sends told."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import Settings

from kawaraban.desk import engines, pipeline, trial
from kawaraban.desk.models import EnginePause, EngineUse, ModelDownload, Preferences
from kawaraban.desk.pipeline.modelling import ModelStep
from kawaraban.translate import EngineChoice
from tests.mozilla import PT_EN, Mozilla
from tests.test_pages import a_source
from tests.translation_servers import DeepL, Hang, LibreTranslate, OpenAI

if TYPE_CHECKING:
    from playwright.sync_api import Page

SENTENCE = "The ferry between Kelmar and Port Maren was cancelled, the harbour office said on Tuesday."
RENDERED = "ケルマーとポート・マレンを結ぶフェリーは欠航になったと、港湾事務所が火曜日に述べた。"
SETTINGS = "/desk/settings/"


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    cache.clear()
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def mozilla(settings: Settings) -> Iterator[Mozilla]:
    with Mozilla() as mozilla:
        settings.MODELS_REGISTRY = mozilla.registry
        yield mozilla


def typed(engine: str, pair: str = "en-ja", **fields: str) -> dict[str, str]:
    """The form as a browser sends it, the other engines' fields empty."""
    named = {f"{pair}-{engine}-{name}": value for name, value in fields.items()}
    return {"part": "engines", f"{pair}-engine": engine, f"{pair}-sentence": SENTENCE, **named}


def tried(desk: Client, form: dict[str, str], pair: str = "en-ja") -> str:
    return desk.post(SETTINGS, form | {"try": pair}, headers={"HX-Request": "true"}).content.decode()


def test_what_was_chosen_is_stored_as_the_engines_take_it(desk: Client) -> None:
    form = typed("deepl", key="secret-1", formality="prefer_less", glossary_id="g-7", price="2500", currency="JPY")
    assert desk.post(SETTINGS, form | {"ahead": "on"}).status_code == 302
    preferences = Preferences.load()
    assert preferences.ahead
    assert engines.configured("en", "ja", preferences) == EngineChoice(
        "deepl",
        "en",
        "ja",
        key="secret-1",
        options=(("currency", "JPY"), ("formality", "prefer_less"), ("glossary_id", "g-7"), ("price", "2500")),
    )


def test_no_engine_is_a_choice_and_the_model_at_hand_is_the_default(desk: Client) -> None:
    desk.post(SETTINGS, typed("none"))
    assert Preferences.load().engines["en-ja"] == {"engine": ""}
    desk.post(SETTINGS, typed("firefox"))
    assert "en-ja" not in Preferences.load().engines


def test_a_key_is_never_sent_back_and_stays_until_it_is_cleared(desk: Client) -> None:
    desk.post(SETTINGS, typed("deepl", key="secret-1"))
    html = desk.get(SETTINGS).content.decode()
    assert "secret-1" not in html
    assert "stored" in html
    desk.post(SETTINGS, typed("deepl", formality="more"))
    assert Preferences.load().engines["en-ja"]["key"] == "secret-1"
    wrong = desk.post(SETTINGS, typed("deepl", key="secret-2", price="cheap"))
    assert wrong.status_code == 422
    assert "secret-2" not in wrong.content.decode()
    cleared = desk.post(SETTINGS, typed("deepl", forget="on"))
    assert "This engine wants a key" in cleared.content.decode()
    desk.post(SETTINGS, typed("libretranslate", address="http://127.0.0.1:5000"))
    assert "key" not in Preferences.load().engines["en-ja"]


@pytest.mark.parametrize(
    "form, words",
    [
        (typed("libretranslate"), "address"),
        (typed("libretranslate", address="ftp://x"), "address"),
        (typed("openai", address="http://127.0.0.1:1/v1", price="-1"), "A number, such as 20"),
        (typed("deepl", key="k", currency="yen!"), "Three letters"),
        (typed("ctranslate2", folder="/nowhere"), "/nowhere"),
        (typed("firefox", folder="a\0b"), "no folder and no address"),
    ],
)
def test_what_an_engine_lacks_is_said_beside_its_field(desk: Client, form: dict[str, str], words: str) -> None:
    answer = desk.post(SETTINGS, form)
    assert answer.status_code == 422
    (told,) = re.findall(r'<p class="error">(.*?)</p>', answer.content.decode())
    assert words in told
    assert Preferences.load().engines == {}


def test_an_engine_is_tried_as_it_is_typed_and_nothing_is_saved(desk: Client) -> None:
    with LibreTranslate({SENTENCE: RENDERED}) as server:
        html = tried(desk, typed("libretranslate", address=server.address, price="1000000", currency="EUR"))
        assert server.asked == [SENTENCE]
    assert RENDERED in html
    assert f"{len(SENTENCE)} EUR" in html
    assert re.search(r"\d+\.\d seconds", html)
    assert Preferences.load().engines == {}
    use = EngineUse.objects.get()  # what it cost is counted all the same
    assert (use.texts, use.cost, use.currency) == (1, len(SENTENCE), "EUR")


def test_a_trial_uses_the_stored_key_where_none_is_typed(desk: Client) -> None:
    with DeepL({SENTENCE: RENDERED}) as server:
        desk.post(SETTINGS, typed("deepl", key=server.key, address=server.address))
        assert RENDERED in tried(desk, typed("deepl", address=server.address))


def test_without_a_script_a_trial_keeps_what_was_typed(desk: Client) -> None:
    with OpenAI({SENTENCE: RENDERED}) as server:
        fields = {"address": server.address, "key": server.key, "model": server.choice().model}
        html = desk.post(SETTINGS, typed("openai", **fields) | {"try": "en-ja"}).content.decode()
    assert RENDERED in html
    assert f'value="{server.address}"' in html
    assert re.search(r'<details class="setup" id="e-en-ja" open>', html)


@pytest.mark.parametrize(
    "form, words",
    [
        (typed("libretranslate", address="http://127.0.0.1:9"), "127.0.0.1:9"),
        (typed("firefox"), "There is no engine to try"),
        (typed("none"), "There is no engine to try"),
        (typed("deepl"), "wants a key"),
        (typed("firefox", folder=str(PT_EN)) | {"en-ja-sentence": " "}, "Write a sentence"),
    ],
)
def test_a_trial_that_fails_says_why_in_a_sentence(desk: Client, form: dict[str, str], words: str) -> None:
    html = tried(desk, form)
    assert words in html
    assert html.count('class="stop"') == 1


def test_an_answer_that_is_no_translation_is_said_to_be_none(desk: Client) -> None:
    with LibreTranslate({SENTENCE: SENTENCE}) as server:
        assert "the original came back" in tried(desk, typed("libretranslate", address=server.address))


def test_an_engine_that_hangs_is_ended(db: None) -> None:
    with LibreTranslate() as server:
        server.always(Hang())
        told = trial.try_out(server.choice(), SENTENCE, seconds=3)
    assert told.error is not None
    assert "did not answer within 3 seconds" in str(told.error)


def test_what_leaves_the_machine_is_told_at_the_top(desk: Client) -> None:
    assert "On this machine alone. Articles are sent nowhere." in desk.get(SETTINGS).content.decode()
    desk.post(SETTINGS, typed("openai", address="https://models.example/v1", model="m"))
    html = desk.get(SETTINGS).content.decode()
    assert "Paragraphs are sent to models.example." in html
    assert "On this machine alone" not in html


def test_an_engine_that_rests_says_why_and_until_when(desk: Client) -> None:
    desk.post(SETTINGS, typed("deepl", key="k"))
    until = timezone.now() + timedelta(minutes=5)
    EnginePause.objects.create(place="deepl", engine="deepl", problem="quota", detail="It is used up.", until=until)
    html = desk.get(SETTINGS).content.decode()
    assert "What DeepL allows is used up" in html
    assert re.search(r"The desk leaves it alone until .*\d\d:\d\d", html)


def test_this_months_use_and_cost_are_summed_by_engine(desk: Client) -> None:
    today = timezone.localdate()
    common: dict[str, Any] = {"engine": "deepl", "target_language": "ja", "currency": "JPY"}
    for day, source in ((today, "en"), (today, "ru"), (today.replace(day=1) - timedelta(days=1), "en")):
        EngineUse.objects.create(
            day=day, source_language=source, texts=2, characters=1500, cost=Decimal("3.75"), **common
        )
    html = desk.get(SETTINGS).content.decode()
    assert "<td>3,000</td>" in html
    assert "7.5 JPY" in html


def test_what_deepl_has_left_is_asked_for_on_demand(desk: Client) -> None:
    with DeepL() as server:
        desk.post(SETTINGS, typed("deepl", key=server.key, address=server.address))
        html = desk.get("/desk/settings/usage/?pair=en-ja", headers={"HX-Request": "true"}).content.decode()
    assert re.fullmatch(r"[\d,]+ of [\d,]+ characters are left this month", html)


def models(desk: Client, ask: bool = True, **sent: str) -> str:
    """The lines of models: asking the registry, looking on, or doing something about a pair."""
    call = desk.post if sent else desk.get
    address = f"/desk/settings/models/{'?ask=1' if ask else ''}"
    return call(address, sent or None, headers={"HX-Request": "true"}).content.decode()


def small(mozilla: Mozilla, *pairs: tuple[str, str]) -> None:
    for pair in pairs:
        for kind in ("model", "vocab"):
            mozilla.offer(*pair, kind, kind[:1].encode() * 900_000, architecture="base")


def test_what_can_be_downloaded_is_told_with_size_and_licence(desk: Client, mozilla: Mozilla) -> None:
    small(mozilla, ("en", "ja"), ("ru", "en"))
    html = models(desk)
    assert re.search(r'id="m-en-ja".*?Firefox translation base　1\.8 MB　MPL-2\.0.*?value="en-ja"', html, re.DOTALL)
    assert re.search(r'id="m-ru-ja".*?Through English　＋ 3\.6 MB　MPL-2\.0', html, re.DOTALL)
    assert re.search(r'id="m-zh-ja".*?no model: from memory and by hand', html, re.DOTALL)


def test_a_registry_that_does_not_answer_is_said_once_and_not_asked_again_by_itself(desk: Client) -> None:
    html = models(desk)
    assert html.count("127.0.0.1:9 does not answer. Check this machine&#x27;s connection.") == 1
    assert 'hx-trigger="load"' not in html


def test_a_download_tells_the_truth_until_it_is_there(desk: Client, mozilla: Mozilla, transactional_db: None) -> None:
    small(mozilla, ("en", "ja"), ("ru", "en"))
    models(desk)
    waiting = models(desk, get="en-ja")
    assert "Waits until the pipeline runs" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert re.search(r'id="m-ru-ja".*?＋ 1\.8 MB.*?value="ru-ja"', waiting, re.DOTALL)  # the other leg is on its way
    ModelDownload.objects.update(done=900_000, pace=100_000.0, told_at=timezone.now())
    coming = models(desk)
    assert 'aria-valuenow="50"' in coming
    assert re.search(r"0\.9 / 1\.8 MB　9 seconds left", coming)
    pipeline.run_once(lambda fetcher: [ModelStep()])
    assert ModelDownload.objects.get().state == "done"


def test_looking_on_asks_no_registry(desk: Client, mozilla: Mozilla) -> None:
    small(mozilla, ("en", "ja"))
    models(desk)
    models(desk, get="en-ja")
    cache.clear()  # the desk was started again
    asked = len(mozilla.site.asked)
    assert "Waits until the pipeline runs" in models(desk, ask=False)
    assert len(mozilla.site.asked) == asked


def test_a_download_that_failed_says_why_and_can_be_tried_again(desk: Client, mozilla: Mozilla) -> None:
    small(mozilla, ("en", "ja"))
    models(desk)
    models(desk, get="en-ja")
    ModelDownload.objects.update(
        problem="web-page", details={"host": "cdn.example"}, due_at=timezone.now() + timedelta(hours=1)
    )
    assert "cdn.example answers with a web page" in models(desk)
    models(desk, again="en-ja")
    row = ModelDownload.objects.get()
    assert (row.problem, row.due_at <= timezone.now()) == ("", True)
    models(desk, cancel="en-ja")
    row.refresh_from_db()
    assert row.state == "unwanted"


def test_a_leg_that_another_pair_waits_for_is_not_cancelled_with_this_one(desk: Client, mozilla: Mozilla) -> None:
    small(mozilla, ("en", "ja"), ("ru", "en"))
    models(desk)
    models(desk, get="ru-ja")
    models(desk, cancel="ru-ja")
    assert {row.pair: row.state for row in ModelDownload.objects.all()} == {"ru-en": "unwanted", "en-ja": "wanted"}


def test_without_a_script_the_buttons_lead_back_to_the_page_they_are_on(desk: Client, mozilla: Mozilla) -> None:
    small(mozilla, ("en", "ja"))
    assert desk.post("/desk/settings/models/", {"get": "en-ja", "next": "welcome"})["Location"] == "/desk/welcome/"
    assert desk.post("/desk/settings/models/", {"cancel": "en-ja"})["Location"] == "/desk/settings/#engines"


def test_a_source_may_be_translated_ahead(desk: Client) -> None:
    source = a_source(1)
    desk.post(f"/desk/sources/{source.pk}/", {"do": "ahead", "ahead": "on"})
    source.refresh_from_db()
    assert source.ahead
    desk.post(f"/desk/sources/{source.pk}/", {"do": "ahead"})
    source.refresh_from_db()
    assert not source.ahead


@pytest.mark.browser
def test_an_engine_is_chosen_tried_with_a_real_model_and_saved(desk_page: Page, data: Path) -> None:
    """The readers read English; a real Portuguese model stands in for Russian, whose files no package carries."""
    Preferences.objects.update(language="en")
    page = desk_page
    page.goto(SETTINGS)
    page.locator("#e-ru-en summary").click()
    setup = page.locator("#e-ru-en")
    setup.locator("[value=openai]").check()
    expect(setup.locator(".of-openai")).to_be_visible()
    expect(setup.locator(".of-firefox")).to_be_hidden()
    setup.locator("[value=firefox]").check()
    setup.locator("[name=ru-en-firefox-folder]").fill(str(PT_EN))
    setup.locator("[name=ru-en-sentence]").fill("O ministro negou o acordo na terça-feira.")
    setup.get_by_role("button", name="試す", exact=True).click()
    expect(setup.locator(".tried .text")).to_have_text("The minister denied the deal on Tuesday.", timeout=60_000)
    expect(setup.locator(".tried .note")).to_contain_text("費用なし")
    assert Preferences.load().engines == {}
    page.locator("#engines .actions .filled").click()
    expect(page.locator(".messages")).to_contain_text("保存しました")
    assert Preferences.load().engines["ru-en"]["folder"] == str(PT_EN)
    page.reload()
    expect(page.locator("#m-ru-en")).to_contain_text("Firefox翻訳")
    expect(page.locator("[name=ru-en-firefox-folder]")).to_have_value(str(PT_EN))


@pytest.mark.browser
def test_a_model_is_downloaded_while_the_page_looks_on(desk_page: Page, mozilla: Mozilla, data: Path) -> None:
    mozilla.publish("en", "ja")
    mozilla.faults.hold = threading.Event()
    page = desk_page
    page.goto("/desk/welcome/")
    page.locator("#m-en-ja button[name=get]").click()
    expect(page.locator("#m-en-ja button[name=cancel]")).to_be_visible()
    stop = threading.Event()
    running = threading.Thread(target=_pipeline, args=(stop,))
    running.start()
    try:
        expect(page.locator("#m-en-ja [role=progressbar]")).to_be_visible()
        page.reload()  # the download is none of the page's
        expect(page.locator("#m-en-ja [role=progressbar]")).to_be_visible()
        mozilla.faults.hold.set()
        expect(page.locator("#m-en-ja .what .state")).to_have_text("Firefox翻訳")
        expect(page.locator("#m-en-ja [role=progressbar]")).to_have_count(0)
    finally:
        stop.set()
        running.join()
    assert [model.pair for model in engines.found_models()] == ["en-ja"]


def _pipeline(stop: threading.Event) -> None:
    from django.db import connection

    while not stop.wait(0.05):
        pipeline.run_once(lambda fetcher: [ModelStep()])
    connection.close()
