"""The gate that fails a build when a part gets worse."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from types import ModuleType
from typing import Any, get_args

import pytest

from kawaraban.attribute import Claim, Stance
from tools.quality import claims, relations
from tools.quality.__main__ import PARTS
from tools.quality.alignment import documents, f1
from tools.quality.figure import Figure, figures
from tools.quality.reading import score


def test_a_figure_below_its_floor_fell() -> None:
    assert Figure("text", 0.98, 0.99).fell
    assert not Figure("text", 0.99, 0.99).fell


def test_a_figure_without_a_floor_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="text"):
        figures("reading", {"nonsense": 1.0})


def test_the_score_punishes_what_is_left_out_and_what_is_dragged_in() -> None:
    truth = "The pier was closed on Monday. Ferries leave from the old quay. 港は閉鎖された。"
    assert score(truth, truth) == 1.0
    assert score("The pier was closed on Monday.", truth) < 0.8
    assert score(truth + " Sign up for our daily letter now.", truth) < 1.0
    assert score("", truth) == 0.0


def test_a_link_counts_only_if_both_sides_are_exact() -> None:
    meant = frozenset({((0,), (0,)), ((1, 2), (1,))})
    assert f1([(meant, meant)]) == 1.0
    assert f1([(meant, frozenset({((0,), (0,)), ((1,), (1,))}))]) == 0.5
    assert f1([(meant, frozenset())]) == 0.0


def test_the_gold_of_alignment_names_segments_that_are_there_each_once() -> None:
    found = list(documents())
    assert len(found) >= 8
    assert any(document.out_of_step for document in found)
    for document in found:
        links = document.links | document.out_of_step
        for side, texts in enumerate((document.source, document.target)):
            used = [at for link in links for at in link[side]]
            assert len(used) == len(set(used))
            assert set(used) <= set(range(len(texts)))


@pytest.mark.parametrize("language", claims.LANGUAGES)
def test_the_gold_of_claims_is_large_and_varied(language: str) -> None:
    rows = gold_of_claims(f"{language}.jsonl")
    labelled = [claim for row in rows for claim in row["claims"]]
    assert len(labelled) >= 300
    stances = Counter(claim["stance"] for claim in labelled)
    assert set(stances) == set(get_args(Stance))
    assert min(stances.values()) >= 30
    assert sum(not row["claims"] for row in rows) >= 0.15 * len(rows)


@pytest.mark.parametrize("name", sorted(path.name for path in claims.GOLD.glob("*.jsonl")))
def test_each_word_of_the_gold_of_claims_is_in_its_text(name: str) -> None:
    rows = gold_of_claims(name)
    assert len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        for claim in row["claims"]:
            labelled = claims.labelled(row["text"], claim)
            assert labelled.cue
            assert labelled.content


def gold_of_claims(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (claims.GOLD / name).read_text("utf-8").splitlines()]


def test_a_claim_is_found_only_with_its_content_its_cue_and_its_source() -> None:
    text = "Torvald said the pier was open. The pier was shut, Lohm said."
    gold = claims.labelled(
        text,
        {"source": "Torvald", "cue": "said", "content": "the pier was open", "quotation": "indirect"}
        | {"stance": "says", "via": [], "speaker": "", "unnamed": False},
    )
    right = Claim(((0, 7),), ((8, 12),), ((13, 30),), "indirect", "says", "verb")
    for claim, triples in (
        (right, 1),
        (replace(right, content=((13, 21),)), 1),
        (replace(right, content=((13, 16),)), 0),
        (replace(right, cue=((56, 60),)), 0),
        (replace(right, source=((51, 55),)), 0),
        (replace(right, source=()), 0),
    ):
        pairs = claims.paired(text, [gold], [claim], "en")
        assert len(claims.Sample(text, [gold], [claim], pairs).triples) == triples


def test_a_claim_found_twice_counts_once() -> None:
    text = "Torvald said the pier was open."
    claim = Claim(((0, 7),), ((8, 12),), ((13, 30),), "indirect", "says", "verb")
    gold = claims.Labelled(claim.source, claim.cue, claim.content, "indirect", "says", (), "", False)
    assert len(claims.paired(text, [gold], [claim, claim], "en")) == 1


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__.rpartition(".")[2])
def test_every_figure_of_a_part_stands_above_its_floor(part: ModuleType) -> None:
    assert [figure for figure in part.run() if figure.fell] == []


def test_the_gold_of_relations_is_large_and_varied() -> None:
    gold = {of: list(relations.read(of)) for of in relations.PARTS}
    seen, unseen, strangers, headlines = gold[""], gold["-unseen"], gold["-strangers"], gold["-headlines"]
    assert len(seen) + len(unseen) >= 420
    assert len(unseen) >= 140
    assert not {pair.statement for pair in seen} & {pair.statement for pair in unseen}
    for half in (seen, unseen):
        kinds = Counter(pair.relation for pair in half)
        assert set(kinds) == set(relations.KINDS)
        assert kinds["denies"] >= 45
        assert len({pair.languages for pair in half}) >= 8
    assert len(strangers) >= 90
    assert sum(pair.relation == "denies" for pair in strangers) >= 30
    assert len(headlines) >= 120
    assert sum(bool(pair.headline) for pair in headlines) >= 110
    assert len({pair.languages[1] for pair in headlines}) == 4


def test_a_relation_is_scored_by_what_was_missed_and_by_what_was_false() -> None:
    measured = relations.measured(["denies", "denies", "states", "related"], ["denies", "related", "denies", "related"])
    assert (measured["denials, recall"], measured["denials, precision"]) == (0.5, 0.5)
    assert measured["accuracy"] == 0.5
