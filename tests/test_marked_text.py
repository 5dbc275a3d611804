"""A text with findings and claims marked in it is the text still, whatever overlaps."""

from __future__ import annotations

import re

from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk.pages.margin import Remark
from kawaraban.desk.pages.marking import Said, marked
from kawaraban.translate.proof.checks.attribution import CHECK
from kawaraban.translate.proof.model import Finding, Issue

SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: (min(ends), max(ends)))
STANCES = st.sampled_from(["says", "insists", "alleges", "reveals", "denies", "reported"])
SAID = st.builds(
    Said, st.integers(1, 9), STANCES, st.lists(SPANS, max_size=2).map(tuple), st.lists(SPANS, max_size=2).map(tuple)
)


def a_remark(number: int) -> Remark:
    return Remark(number, number - 1, Issue(CHECK, Finding("shifted")), "", "")


@given(st.text(max_size=40), st.lists(SPANS, max_size=3), st.lists(SAID, max_size=3))
def test_what_is_marked_reads_as_before(text: str, spans: list[tuple[int, int]], said: list[Said]) -> None:
    html = marked(text, [(a_remark(n), span) for n, span in enumerate(spans, 1)], said)
    plain = re.sub(r"<sup.*?</sup>", "", html, flags=re.DOTALL)
    plain = re.sub(r"</?(?:a|span|mark)\b[^>]*>", "", plain.replace("<br>", "\n"))
    assert plain == escape(text)
    assert html.count("<sup") == len(spans)
    opened = re.findall(r"<(/?)(a|span|mark)\b", html)
    depth: list[str] = []
    for closing, name in opened:
        if closing:
            assert depth.pop() == name
        else:
            assert not (name == "a" and "a" in depth)
            depth.append(name)
    assert depth == []


def test_a_cue_that_a_finding_cuts_is_one_link() -> None:
    html = marked("こう明らかにした。", [(a_remark(1), (2, 5))], [Said(7, "reveals", ((2, 8),))])
    assert html.count("<a ") == 1
    assert "明らか</mark>" in html
    assert html.index("にした</a>") > html.index("<sup")
