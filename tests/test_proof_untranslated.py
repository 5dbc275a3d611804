"""The proof of what still stands in the original's language, and of lengths that cannot be right."""

from __future__ import annotations

import pytest

from kawaraban.newsstand import MEMORY
from kawaraban.translate import read_tmx
from kawaraban.translate.proof import Issue, Segment, proof
from kawaraban.translate.proof.checks import untranslated

SENTENCE = "The mayor of Oste said on Monday that the pier would stay closed until the spring."


def issues(source: str, target: str, languages: str = "en ja") -> list[Issue]:
    here, there = languages.split()
    found = proof(Segment(source, target, here, there))
    return [issue for issue in found if issue.check.id in {"untranslated", "length"}]


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        (SENTENCE, SENTENCE, "en ja"),
        (SENTENCE, SENTENCE.upper(), "en ja"),
        (SENTENCE, f"  {SENTENCE[:-1]} ", "en ja"),
        (SENTENCE, SENTENCE, "en pt"),
        ("Мэр сообщил о закрытии моста.", "Мэр сообщил о закрытии моста.", "ru ja"),
        ("市长说桥将关闭到春天为止", "市长说桥将关闭到春天为止", "zh ja"),
        ("橋は春まで閉鎖される。", "橋は春まで閉鎖される。", "ja en"),
    ],
)
def test_the_original_itself_is_no_rendering(source: str, target: str, languages: str) -> None:
    (issue,) = issues(source, target, languages)
    assert (issue.kind, issue.severity, issue.finding.message) == ("untranslated", "error", "source")
    assert issue.target_span == (0, len(target))


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        (SENTENCE, "オステの市長は月曜、the pier would stay closed until the spring と述べた。", "en ja"),
        ("Мэр сообщил о закрытии моста до самой весны.", "市長は о закрытии моста до самой весны と述べた。", "ru ja"),
        ("橋は春まで閉鎖されると市長が述べた。", "The mayor said 橋は春まで閉鎖されると市長が述べた。", "ja en"),
    ],
)
def test_a_passage_left_in_the_original_is_shown_where_it_stands(source: str, target: str, languages: str) -> None:
    (issue,) = issues(source, target, languages)
    assert (issue.finding.message, issue.target_span is not None) == ("passage", True)
    assert issue.source_span is not None


def test_a_long_passage_is_an_error_and_a_short_one_a_warning() -> None:
    long = "the pier would stay closed until the spring"
    (issue,) = issues(SENTENCE, f"オステの市長は月曜、{long} と述べた。")
    assert issue.severity == "error"
    (issue,) = issues(SENTENCE, "オステの市長は月曜、桟橋は closed until the spring と述べた。")
    assert issue.severity == "warning"


def test_chinese_under_a_japanese_heading_is_known_by_its_lack_of_kana() -> None:
    source = "市长说桥将关闭到春天为止，市民十分不满"
    (issue,) = issues(source, "市长说桥将关闭到春天，市民十分不满意", "zh ja")
    assert issue.finding.message == "passage"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The Amber Linnet ran aground.", "アンバー・リネット（Amber Linnet）が座礁した。"),
        ("NATO", "NATO"),
        ("Linnet Lines", "Linnet Lines"),
        ("He read The Evening Ilmar Gazette.", "彼はThe Evening Ilmar Gazetteを読んだ。"),
        ("She sang “where the river bends at night”.", "彼女は「where the river bends at night」を歌った。"),
        ("See https://isles.example/pier.", "https://isles.example/pier を参照。"),
        ("It ran on Linux 6.1 and iOS.", "Linux 6.1とiOSで動いた。"),
    ],
)
def test_names_titles_and_acronyms_may_stand_in_latin_letters(source: str, target: str) -> None:
    assert issues(source, target) == []


def test_a_rendering_far_too_short_or_too_long_is_told() -> None:
    assert [issue.finding.message for issue in issues(SENTENCE * 4, "市長は閉鎖を発表した。")] == ["short"]
    assert [issue.finding.message for issue in issues(SENTENCE, "市長は桟橋を春まで閉鎖すると述べた。" * 12)] == [
        "long"
    ]
    (issue,) = issues(SENTENCE, "市長は桟橋を春まで閉鎖すると述べた。" * 40)
    assert issue.severity == "error"
    assert issues("Two dead", "ケルマールの港湾施設で爆発、2人死亡") == []


def test_the_newsstand_s_own_pairs_are_free_of_errors_of_these_checks() -> None:
    mine = {"numbers", "money", "dates", "times", "untranslated", "length"}
    for pair in read_tmx(MEMORY, origin="memory.tmx"):
        segment = Segment(pair.source, pair.target, pair.source_language, pair.target_language)
        assert [issue.message() for issue in proof(segment) if issue.check.id in mine] == [], pair.source


@pytest.mark.parametrize("word", ["a", "IS", "don’t-", "ж"])
def test_a_word_without_end_takes_no_longer_than_its_length(word: str) -> None:
    letters = Segment("…", word * (100_000 // len(word)) + "、", "ru" if word == "ж" else "en", "ja")
    assert list(untranslated.find(letters)) == []
