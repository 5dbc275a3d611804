"""Russian and Chinese claims, by marks and cue words alone: each is marked as coarse."""

import pytest

from kawaraban.attribute import attribute, text_of


def told(text: str, language: str) -> list[tuple[str, str, str, str]]:
    """Source, cue, content and stance of every claim."""
    found = attribute([text], language)[0]
    assert all(claim.coarse for claim in found)
    return [(text_of(text, c.source), text_of(text, c.cue), text_of(text, c.content), c.stance) for c in found]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Министр Тимур Гаев заявил, что запасов хлеба достаточно.",
            ("Министр Тимур Гаев", "заявил", "запасов хлеба достаточно", "says"),
        ),
        (
            "Решения о закрытии нет, подчеркнул на брифинге Марк Эгерт.",
            ("Марк Эгерт", "подчеркнул", "Решения о закрытии нет", "insists"),
        ),
        (
            "«Мы не спим. И не торопимся», — сказала журналистам Хелене Дорр.",
            ("Хелене Дорр", "сказала", "«Мы не спим. И не торопимся»", "says"),
        ),
        (
            "По словам Ренко, ответа из Кельмара не было.",
            ("Ренко", "По словам", "ответа из Кельмара не было", "says"),
        ),
        (
            "Вардония отвергла обвинения в диверсии.",
            ("Вардония", "отвергла", "обвинения в диверсии", "denies"),
        ),
        (
            "Ильсе Торвальд утверждала, что взрыв был диверсией.",
            ("Ильсе Торвальд", "утверждала", "взрыв был диверсией", "alleges"),
        ),
    ],
)
def test_russian_claims(text: str, claim: tuple[str, str, str, str]) -> None:
    assert told(text, "ru") == [claim]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("港务局长洛姆说，东码头将关闭四天。", ("港务局长洛姆", "说", "东码头将关闭四天", "says")),
        ("托瓦尔在记者会上声称“这是破坏行为”。", ("托瓦尔", "声称", "“这是破坏行为”", "alleges")),
        ("外交部否认与此事有任何关联。", ("外交部", "否认", "与此事有任何关联", "denies")),
        ("据了解，配额未写入草案。", ("", "据了解", "配额未写入草案", "reported")),
        ("据《伊尔马晚报》报道，草案共十四条。", ("《伊尔马晚报》", "报道", "草案共十四条", "reported")),
    ],
)
def test_chinese_claims(text: str, claim: tuple[str, str, str, str]) -> None:
    assert told(text, "zh") == [claim]


def test_a_chinese_paper_stands_between() -> None:
    text = "据北方通讯社报道，凯尔马内政部表示，油库发生爆炸。"
    (claim,) = attribute([text], "zh")[0]
    assert (text_of(text, claim.source), [via.text for via in claim.via]) == ("凯尔马内政部", ["北方通讯社"])


def test_a_pronoun_stands_for_who_spoke_before() -> None:
    text = "Ольга Бирн подтвердила, что получила письмо. «Я его прочла», — сказала она."
    assert [claim.speaker for claim in attribute([text], "ru")[0]] == ["Ольга Бирн", "Ольга Бирн"]


def test_what_was_not_denied_is_said() -> None:
    assert [claim[3] for claim in told("Министерство не опровергло сообщение.", "ru")] == []
    assert [claim[3] for claim in told("外交部没有否认这一消息。", "zh")] == ["says"]


def test_words_that_hold_a_cue_are_none() -> None:
    assert told("这部小说的名称很长。", "zh") == []
