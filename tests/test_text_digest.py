"""A text is known again by its digest, whatever its spaces and however its characters are composed."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate import normalised, text_digest

SPACES = st.text(alphabet=" \t\n\r\u3000\u00a0\u2003", min_size=1, max_size=4)
WORDS = st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=8), min_size=1, max_size=6)


@given(WORDS, st.data())
def test_white_space_and_composition_do_not_matter(words: list[str], data: st.DataObject) -> None:
    spaced = "".join(word + data.draw(SPACES) for word in words)
    assert text_digest(spaced) == text_digest(" ".join(words))
    assert text_digest(unicodedata.normalize("NFD", spaced)) == text_digest(spaced)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
    assert text_digest(normalised(text)) == text_digest(text)


@given(st.text(), st.text())
def test_texts_that_differ_have_other_digests(one: str, other: str) -> None:
    assert (text_digest(one) == text_digest(other)) == (normalised(one) == normalised(other))


def test_a_digest_is_64_hex_digits_and_stays_the_same_for_good() -> None:
    # It is stored: a change of this value would orphan every memory.
    assert text_digest("Two  people\nwere hurt.") == "1ea9859256d14ba56444fefc821521966e2991bbf56a9d09cbbcb4211ee673a2"
    assert re.fullmatch("[0-9a-f]{64}", text_digest("\ud800"))
