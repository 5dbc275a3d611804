"""A version's paragraphs as one text: every offset in it leads back to its paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk.claims.texts import TextMap, Words, words_at

PARAGRAPHS = st.lists(st.text(max_size=30), max_size=6).map(
    lambda texts: [(f"p{number}", text) for number, text in enumerate(texts)]
)


@given(PARAGRAPHS, st.integers(0, 250), st.integers(0, 250))
def test_the_words_of_a_span_are_the_words_at_its_points(
    paragraphs: list[tuple[str, str]], one: int, other: int
) -> None:
    mapped, texts = TextMap(paragraphs), dict(paragraphs)
    start, end = sorted((one, other))
    points = [Words.of(point) for point in mapped.points([(start, end)])]
    assert all(0 <= words.start < words.end <= len(texts[words.pid]) for words in points)
    pieces = "".join(texts[words.pid][words.start : words.end] for words in points)
    left = iter(mapped.text[start:end])
    assert all(character in left for character in pieces)  # in their order, with only line feeds left out
    assert len(mapped.text[start:end]) - len(pieces) <= 2 * max(0, len(paragraphs) - 1)


@given(PARAGRAPHS)
def test_all_of_the_text_is_all_of_the_paragraphs(paragraphs: list[tuple[str, str]]) -> None:
    mapped = TextMap(paragraphs)
    points = mapped.points([(0, len(mapped.text))])
    assert points == [[pid, 0, len(text)] for pid, text in paragraphs if text]
    assert words_at(points, dict(paragraphs)) == " ".join(text for _, text in paragraphs if text)


def test_a_quotation_over_two_paragraphs_has_a_point_in_each() -> None:
    mapped = TextMap([("a", "“We saw"), ("b", "“the boat,” he said.")])
    start = mapped.text.index("We")
    end = mapped.text.index("boat") + 4
    points = mapped.points([(start, end)])
    assert points == [["a", 1, 7], ["b", 0, 9]]


def test_offsets_are_code_points() -> None:
    mapped = TextMap([("a", "𠮷野氏は"), ("b", "「👍」と述べた。")])
    at = mapped.text.index("述べた")
    assert mapped.points([(at, at + 3)]) == [["b", 4, 7]]
