"""Engines that are reached over HTTP, against servers that speak their protocol: what goes out, what may come back."""

from __future__ import annotations

import pickle
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kawaraban.translate import EngineChoice, Job, TranslateError, engine, translate_job
from kawaraban.translate.engines import deepl, openai
from kawaraban.translate.glossary import Term
from tests.translation_servers import (
    TRUNCATED,
    WEB_PAGE,
    BreakOff,
    DeepL,
    Drip,
    Hang,
    LibreTranslate,
    OpenAI,
    Refusal,
    Says,
    TranslationServer,
    as_json,
)

FERRY = "The ferry between Kelmar and Port Maren was cancelled, the harbour office said."
RENDERED = "ケルマーとポート・マレンを結ぶフェリーが欠航になったと港湾事務所が述べた。"
BRIDGE = "Two bridges will be closed until Tuesday."


@pytest.fixture(params=[LibreTranslate, DeepL, OpenAI], ids=lambda kind: kind.engine)
def server(request: pytest.FixtureRequest) -> Iterator[TranslationServer]:
    with request.param({FERRY: RENDERED}) as server:
        yield server


def problem_of(choice: EngineChoice, *texts: str) -> TranslateError:
    with pytest.raises(TranslateError) as raised:
        translate_job(choice, Job(texts or (FERRY,)))
    error = raised.value
    sentence = str(error)
    assert sentence.endswith((".", "…")) or "It says:" in sentence
    assert "\n" not in sentence and len(sentence) < 400
    assert not choice.key or choice.key not in sentence + repr(error) + repr(choice)
    return error


def test_paragraphs_come_back_in_order_and_say_what_made_them(server: TranslationServer) -> None:
    made = translate_job(server.choice(), Job((BRIDGE, "", FERRY)))
    assert [one.text for one in made] == [server.rendered(BRIDGE), "", RENDERED]
    assert {(one.maker, one.engine) for one in made} == {("engine", server.engine)}
    assert made[2].spent.characters == len(FERRY)
    assert "" not in server.asked


def test_line_breaks_and_list_marks_stay(server: TranslationServer) -> None:
    (made,) = translate_job(server.choice(), Job((f"• {FERRY}\n\n• {BRIDGE}",)))
    assert made.text == f"• {RENDERED}\n\n• {server.rendered(BRIDGE)}"


def test_a_paragraph_of_any_length_is_sent_whole(server: TranslationServer) -> None:
    words = [f"Ship number {number} left the harbour of Kelmar in the morning." for number in range(400)]
    (made,) = translate_job(server.choice(), Job((" ".join(words),)))
    sent = " ".join(server.asked)
    assert [word for word in words if word not in sent] == []
    assert not made.fault


def test_a_server_that_asks_to_wait_is_asked_again(server: TranslationServer) -> None:
    server.next(Refusal(429, headers={"Retry-After": "1"}))
    (made,) = translate_job(server.choice(), Job((FERRY,)))
    assert made.text == RENDERED
    assert server.asked == [FERRY, FERRY]


def test_a_server_that_asks_to_wait_for_long_is_left_alone_and_says_how_long(server: TranslationServer) -> None:
    server.always(Refusal(429, headers={"Retry-After": "3600"}))
    error = problem_of(server.choice())
    assert (error.problem, error.retry_after) == ("wait", 3600)
    assert pickle.loads(pickle.dumps(error)).retry_after == 3600
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_in_trouble_is_asked_three_times(server: TranslationServer, status: int) -> None:
    server.next(Refusal(status, b"oops", "text/plain"))
    assert translate_job(server.choice(), Job((FERRY,)))[0].text == RENDERED
    server.calls.clear()
    server.always(Refusal(status))
    assert problem_of(server.choice()).problem == "server-error"
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "trouble, problem",
    [
        (Refusal(403, b'{"message": "Forbidden"}'), "refused-key"),
        (Refusal(401), "refused-key"),
        (Refusal(456, b'{"message": "Quota exceeded"}'), "quota"),
        (Refusal(402), "quota"),
        (Refusal(404), "bad-answer"),
        (Refusal(301, headers={"Location": "http://127.0.0.1:9/"}), "bad-answer"),
        (WEB_PAGE, "bad-answer"),
        (TRUNCATED, "bad-answer"),
        (as_json([1, 2, 3]), "bad-answer"),
        (as_json({"translations": [], "translatedText": [], "choices": []}), "bad-answer"),
        (as_json({"translations": 1, "translatedText": {}, "choices": [{"message": 7}]}), "bad-answer"),
        (Refusal(200, b"[" * 100_000), "bad-answer"),
        (Refusal(200, b"x" * 5_000_000), "bad-answer"),
    ],
)
def test_an_answer_that_is_none_is_one_plain_problem(server: TranslationServer, trouble: Refusal, problem: str) -> None:
    server.always(trouble)
    assert problem_of(server.choice()).problem == problem
    assert len(server.asked) == 1, "asking again would change nothing"


@pytest.mark.parametrize("trouble", [Hang(), Drip()])
def test_a_server_that_never_ends_its_answer_is_given_up(server: TranslationServer, trouble: Hang | Drip) -> None:
    server.always(trouble)
    error = problem_of(server.choice(options={"timeout": "0.3"}))
    assert error.problem == "no-answer"


def test_a_server_that_breaks_off_once_is_asked_again(server: TranslationServer) -> None:
    server.next(BreakOff())
    assert translate_job(server.choice(), Job((FERRY,)))[0].text == RENDERED


def test_a_server_that_is_not_there_is_said_plainly(server: TranslationServer) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    error = problem_of(server.choice(address=address))
    assert error.problem == "no-answer"
    assert "127.0.0.1" in str(error)


@pytest.mark.parametrize("address", ["ftp://example.org", "kelmar", "http://", "http://[", "http://a:99999999"])
def test_what_is_no_address_is_said_before_anything_is_sent(server: TranslationServer, address: str) -> None:
    assert problem_of(server.choice(address=address)).problem == "no-address"


def test_a_key_in_the_address_is_not_repeated(server: TranslationServer) -> None:
    server.always(WEB_PAGE)
    error = problem_of(server.choice(address=server.address.replace("//", "//hana:hush@")))
    assert "hush" not in str(error)


@pytest.mark.parametrize(
    "make, fault",
    [
        (lambda text: "", "empty"),
        (lambda text: text, "untranslated"),
        (lambda text: "Der Fährverkehr zwischen den beiden Häfen wurde am Morgen eingestellt.", "other-language"),
        (lambda text: "港の港の" * 200, "loop"),
        (lambda text: "<html><body>502 Bad Gateway</body></html>", "error-page"),
        (lambda text: "Sure! Here is the translation: 橋は閉鎖される。", "chatter"),
        (lambda text: "橋", "too-short"),
    ],
)
def test_a_text_whose_answer_is_no_translation_is_asked_for_once_more_then_left_out(
    server: TranslationServer, make: Callable[[str], str], fault: str
) -> None:
    server.always(Says(lambda text: make(text) if text == FERRY else server.rendered(text)))
    made = translate_job(server.choice(), Job((FERRY, BRIDGE)))
    assert [(one.text, one.fault) for one in made] == [("", fault), (server.rendered(BRIDGE), None)]
    assert server.asked.count(FERRY) == 2
    assert server.asked.count(BRIDGE) == 1
    assert made[0].spent.characters == 2 * len(FERRY)


def test_a_second_answer_that_is_good_is_taken(server: TranslationServer) -> None:
    server.next(Says(lambda text: text))
    (made,) = translate_job(server.choice(), Job((FERRY,)))
    assert (made.text, made.fault) == (RENDERED, None)


def test_what_it_costs_goes_by_the_price_of_a_million(server: TranslationServer) -> None:
    (made,) = translate_job(server.choice(options={"price": "25", "currency": "EUR"}), Job((FERRY,)))
    counted = 50 if server.engine == "openai" else len(FERRY)
    assert made.spent.cost == Decimal(25) * counted / 1_000_000
    assert made.spent.currency == "EUR"
    assert translate_job(server.choice(options={"price": "plenty"}), Job((FERRY,)))[0].spent.cost == 0


def test_a_text_that_the_server_refuses_is_left_out_and_the_rest_goes_on(server: TranslationServer) -> None:
    huge = "Too long. " + BRIDGE
    real = server.answer

    def refusing(call: Any, make: Callable[[str], str]) -> Refusal:
        if call.body is not None and any("Too long" in text for text in server.texts(call.body)):
            return as_json({"error": "Text is too long: exceeds the limit"}, 400)
        return real(call, make)

    server.answer = refusing  # type: ignore[method-assign]
    made = translate_job(server.choice(), Job((FERRY, huge)))
    assert [(one.text, one.fault) for one in made] == [(RENDERED, None), ("", "failed")]


def test_every_answer_is_held_to_the_glossary(server: TranslationServer) -> None:
    server.dictionary[FERRY] = RENDERED.replace("ポート・マレン", "ポートマーレン")
    term = Term("en", "ja", "Port Maren", "ポート・マレン", kind="place")
    assert translate_job(server.choice(), Job((FERRY,), terms=(term,)))[0].text == RENDERED


def test_libretranslate_is_asked_in_its_own_codes_and_says_which_pair_it_lacks() -> None:
    with LibreTranslate() as server:
        translate_job(server.choice("zh", "ja"), Job(("港は閉鎖される予定であると発表。",)))
        assert server.calls[-1].body["source"] == "zh-Hans"
        assert problem_of(server.choice("ko", "ja")).problem == "no-such-pair"


def test_libretranslate_sends_its_key_where_there_is_one() -> None:
    with LibreTranslate() as server:
        server.key = "lt-secret"
        assert not translate_job(server.choice(), Job((FERRY,)))[0].fault
        assert problem_of(server.choice(key="lt-wrong")).problem == "refused-key"


def test_deepl_gets_glossary_formality_and_its_own_codes() -> None:
    with DeepL() as server:
        choice = server.choice(options={"glossary_id": "g-1", "formality": "prefer_more"})
        translate_job(choice, Job((FERRY,)))
        body = server.calls[-1].body
        assert (body["source_lang"], body["target_lang"]) == ("EN", "JA")
        assert (body["glossary_id"], body["formality"]) == ("g-1", "prefer_more")
        assert "glossary_id" not in _body(server, server.choice())
        assert _body(server, server.choice("ja", "en", options={"variant": "EN-GB"}))["target_lang"] == "EN-GB"


def _body(server: DeepL, choice: EngineChoice) -> Any:
    engine(choice).translate(Job((FERRY,)))
    return server.calls[-1].body


def test_deepl_tells_what_is_left_of_the_month() -> None:
    with DeepL() as server:
        usage = deepl.open_engine(server.choice()).usage()
        assert (usage.used, usage.limit, usage.left) == (120_000, 500_000, 380_000)
        with pytest.raises(TranslateError) as refused:
            deepl.open_engine(server.choice(key="wrong:fx")).usage()
        assert refused.value.problem == "refused-key"


@pytest.mark.parametrize("key, host", [("abc:fx", "api-free.deepl.com"), ("abc", "api.deepl.com")])
def test_deepl_is_reached_where_the_key_belongs(key: str, host: str) -> None:
    assert deepl.open_engine(EngineChoice("deepl", "en", "ja", key=key))._server.host == host


@pytest.mark.parametrize("key", ["", "  ", "a\nb", "鍵"])
def test_deepl_without_a_key_is_not_asked(key: str) -> None:
    assert problem_of(EngineChoice("deepl", "en", "ja", key=key)).problem == "no-key"


def test_a_chat_server_gets_neighbours_terms_and_no_temperature() -> None:
    with OpenAI({FERRY: RENDERED}) as server:
        term = Term("en", "ja", "Port Maren", "ポート・マレン")
        other = Term("en", "ja", "glacier", "氷河")
        job = Job((FERRY,), (("A storm is coming.", "Buses run instead."),), (term, other))
        (made,) = translate_job(server.choice(), job)
        body = server.calls[-1].body
        content = body["messages"][-1]["content"]
        assert body["temperature"] == 0
        assert "A storm is coming." in content and "Buses run instead." in content
        assert "Port Maren = ポート・マレン" in content
        assert "氷河" not in content
        assert made.spent.tokens == 50
        assert made.model == server.model


def test_thoughts_of_a_chat_model_are_no_part_of_its_answer() -> None:
    with OpenAI() as server:
        server.always(Says(lambda text: f"<think>\nFerry… harbour…\n</think>\n\n{RENDERED}"))
        assert translate_job(server.choice(), Job((FERRY,)))[0].text == RENDERED


def test_a_chat_answer_that_was_cut_off_is_not_taken() -> None:
    with OpenAI() as server:
        message = {"role": "assistant", "content": RENDERED}
        server.always(as_json({"choices": [{"message": message, "finish_reason": "length"}]}))
        (made,) = translate_job(server.choice(), Job((FERRY,)))
        assert (made.text, made.fault) == ("", "cut-off")


def test_a_chat_server_is_asked_for_a_model_by_name() -> None:
    with OpenAI() as server:
        assert problem_of(server.choice(model="")).problem == "no-server-model"
        error = problem_of(server.choice(model="nobody"))
        assert (error.problem, "does not exist" in str(error)) == ("bad-answer", True)


def test_a_used_up_account_is_told_from_a_busy_server() -> None:
    with OpenAI() as server:
        told = {"error": {"message": "You exceeded your current quota (insufficient_quota)", "code": 1}}
        server.always(as_json(told, 429))
        assert problem_of(server.choice()).problem == "quota"


@pytest.mark.parametrize(
    "given, base",
    [
        ("http://localhost:11434", "http://localhost:11434/v1"),
        ("http://localhost:11434/", "http://localhost:11434/v1"),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1"),
        ("https://llm.example/api/v1/chat/completions", "https://llm.example/api/v1"),
    ],
)
def test_an_address_is_taken_as_people_copy_it(given: str, base: str) -> None:
    assert openai.base_of(given) == base


def test_what_a_server_says_is_repeated_without_the_key() -> None:
    with OpenAI() as server:
        server.always(as_json({"error": {"message": f"Bad request by {server.key}"}}, 400))
        error = problem_of(server.choice())
        assert "Bad request by …" in str(error)


def test_a_choice_shows_its_key_nowhere() -> None:
    choice = replace(EngineChoice("deepl", "en", "ja"), key="hush-hush")
    assert "hush" not in repr(choice) + str(engine(choice)) + repr(engine(choice))
