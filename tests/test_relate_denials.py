"""Words that say that something is not so, in four languages; and what only looks like them."""

from __future__ import annotations

import pytest

from kawaraban.compare import relate
from kawaraban.compare.relating.denials import LANGUAGES, asked, denials, left_open, negated, undone

DENIALS = [
    ("en", "The ministry denied the report.", "denied"),
    ("en", "The governor dismissed the claim as baseless.", "dismissed"),
    ("en", "There is no evidence that the dam failed.", "no evidence"),
    ("en", "The story has been refuted by laboratory tests.", "refuted"),
    ("en", "Reports of an arrest are untrue.", "untrue"),
    ("en", "The palace called the report pure invention.", "pure invention"),
    ("en", "Doctors rejected the allegation.", "rejected"),
    ("en", "There is no truth in the report.", "no truth"),
    ("en", "The palace rejected the report as fabrication.", "fabrication"),
    ("en", "The mayor called the story made up.", "made up"),
    ("en", "She pushed back against the claim.", "pushed back against the claim"),
    ("ja", "外務省は関与を否定した。", "否定"),
    ("ja", "報道官は作り話だと述べた。", "作り話"),
    ("ja", "国防相は指摘を突っぱねた。", "指摘を突っぱね"),
    ("ja", "外相は疑惑を退けた。", "退け"),
    ("ja", "大統領府は事実無根だとした。", "事実無根"),
    ("ja", "そのような根拠はない。", "根拠はない"),
    ("ja", "知事は一蹴した。", "一蹴"),
    ("ru", "МИД опроверг сообщения.", "опроверг"),
    ("ru", "Министр отверг обвинения.", "отверг"),
    ("ru", "Сведения не подтвердились.", "не подтвердились"),
    ("ru", "Это ложь, заявил мэр.", "ложь"),
    ("ru", "Это не соответствует действительности.", "не соответствует действительности"),
    ("ru", "Обвинения лишены оснований.", "лишены оснований"),
    ("zh", "外交部否认有关报道。", "否认"),
    ("zh", "此事子虚乌有。", "子虚乌有"),
    ("zh", "该说法与事实不符。", "与事实不符"),
    ("zh", "发言人驳斥这一说法。", "驳斥"),
    ("zh", "该消息不实。", "不实"),
]
UNDONE = [
    ("en", "The ministry did not deny the report.", "deny"),
    ("en", "The office neither confirmed nor denied it.", "denied"),
    ("en", "She refused to deny that she had left.", "deny"),
    ("en", "The mayor has not been contradicted.", "contradicted"),
    ("ja", "外相は面会を否定しなかった。", "否定"),
    ("ja", "大統領府は否定も肯定もしていない。", "否定"),
    ("ru", "Министр не опроверг сообщения.", "опроверг"),
    ("ru", "Мэр не стал отрицать встречу.", "отрицать"),
    ("zh", "发言人没有否认有关报道。", "否认"),
]
OPEN = [
    ("en", "Was it sabotage?"),
    ("en", "Police asked whether it was sabotage."),
    ("en", "If it was sabotage, nobody pays."),
    ("en", "The union demanded that he resign."),
    ("ja", "破壊工作だったのか。"),
    ("ja", "破壊工作だった場合、支払われない。"),
    ("ja", "破壊工作の可能性がある。"),
    ("ru", "Был ли это взрыв?"),
    ("ru", "Если это диверсия, никто не заплатит."),
    ("zh", "是否为人为破坏？"),
]


@pytest.mark.parametrize(("language", "text", "word"), DENIALS)
def test_a_denial_is_found_where_it_stands(language: str, text: str, word: str) -> None:
    found = denials(text, language)
    assert word in [cue.text for cue in found]
    assert all(text[slice(*cue.span)] == cue.text for cue in found)


@pytest.mark.parametrize(("language", "text", "word"), UNDONE)
def test_a_denial_that_was_not_made_is_none(language: str, text: str, word: str) -> None:
    assert denials(text, language) == []
    assert word in [cue.text for cue in undone(text, language)]


@pytest.mark.parametrize(("language", "text"), OPEN)
def test_questions_conditions_and_demands_leave_it_open(language: str, text: str) -> None:
    assert left_open(text, language) is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The paper cited two people whom it did not name."),
        ("en", "She called it sabotage without presenting evidence."),
        ("ja", "内相は破壊工作だと述べたが、証拠は示さなかった。"),
        ("ja", "参加者は100人にすぎない。"),
        ("ru", "Источник, имя которого газета не назвала, говорит о диверсии."),
        ("zh", "不愿透露姓名的人士称发生爆炸。"),
    ],
)
def test_what_was_not_named_or_shown_negates_nothing_of_the_matter(language: str, text: str) -> None:
    assert negated(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Vardonia declined to comment.", True),
        ("en", "The president’s office did not immediately reply to a request for comment.", True),
        ("en", "Vardonia closed the border.", False),
        ("ja", "ヴァルドニアはコメントを控えた。", True),
        ("ja", "大統領府から回答は得られなかった。", True),
        ("ja", "大統領府は声明を出した。", False),
        ("ru", "В Вардонии отказались от комментариев.", True),
        ("ru", "В канцелярии на запрос газеты не ответили.", True),
        ("ru", "Вардония закрыла границу.", False),
        ("zh", "总统府截至发稿时未作回应。", True),
        ("zh", "总统府发表声明。", False),
    ],
)
def test_who_was_asked_for_their_side_is_told(language: str, text: str, told: bool) -> None:
    assert (asked(text, language) is not None) is told


def test_a_language_without_words_has_no_denials() -> None:
    assert denials("Das Ministerium bestritt es.", "de") == negated("nicht", "de") == undone("nein", "de") == []
    assert left_open("Warum?", "de") is asked("Kein Kommentar.", "de") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_megabyte_is_searched_once(language: str) -> None:
    assert len(denials("denied 否定 отверг 否认 " * 40_000, language)) >= 40_000


SABOTAGE = "The explosion at Port Maren was sabotage."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The fire chief denied that the Port Maren explosion was sabotage.", "denies"),
        ("The fire chief did not deny that the Port Maren explosion was sabotage.", "related"),
        ("The explosion at Port Maren was not sabotage, the fire chief said.", "denies"),
        ("Torvald said the explosion at Port Maren was sabotage; Vardonia rejected the claim.", "denies"),
        ("Torvald rejected Vardonia's denial that the Port Maren explosion was sabotage.", "related"),
        ("消防当局は、ポート・マレンの爆発が破壊工作だったとの見方を否定した。", "denies"),
        ("消防当局は、ポート・マレンの爆発が破壊工作だったことを否定しなかった。", "related"),
        ("МЧС опровергло сообщения о том, что взрыв в Порт-Марене был диверсией.", "denies"),
        ("消防部门否认马伦港爆炸是蓄意破坏。", "denies"),
    ],
)
def test_denials_are_of_the_statement_in_every_language(sentence: str, expected: str) -> None:
    (found,) = relate([(SABOTAGE, sentence)])
    assert found.relation == expected


@pytest.mark.parametrize(
    ("sentence", "nobody", "somebody"),
    [
        ("The hospital denied that nobody was injured in Port Maren.", "denies", "attributes"),
        ("The port denied reports of injuries, saying nobody was injured in Port Maren.", "attributes", "denies"),
        ("Nobody was injured in Port Maren.", "states", "denies"),
        ("病院は、ポート・マレンで負傷者はいないとの発表を否定した。", "denies", "attributes"),
        ("港は、ポート・マレンで負傷者が出たとの報道を否定し、負傷者はいないと述べた。", "attributes", "denies"),
        ("В больнице опровергли, что в Порт-Марене никто не пострадал.", "denies", "attributes"),
        ("医院否认马伦港没有人受伤。", "denies", "attributes"),
    ],
)
def test_who_denies_that_nobody_was_hurt_says_that_somebody_was(sentence: str, nobody: str, somebody: str) -> None:
    found = relate([("Nobody was injured in Port Maren.", sentence), ("People were injured in Port Maren.", sentence)])
    assert [one.relation for one in found] == [nobody, somebody]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister was dismissed after the election."),
        ("en", "The drone was shot down over the river."),
        ("en", "The army pushed back against the rebels."),
        ("ru", "Ведомство борется с дезинформацией."),
        ("zh", "无人机飞越边境。"),
    ],
)
def test_words_that_only_look_like_a_denial_are_none(language: str, text: str) -> None:
    assert denials(text, language) == negated(text, language) == []
