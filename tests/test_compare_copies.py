"""Copies: who repeats whom, by which evidence, and what only looks like a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kawaraban.compare import compare, prints
from kawaraban.compare.copies import judge
from kawaraban.compare.model import CopyLink, Placed, Report
from kawaraban.newsstand.press import houses, pieces

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
WIRE = Report(
    "wire",
    "en",
    "Dam at Ruhl overflows, 300 leave homes",
    (
        "RUHL, Casmere (Islewire) — Water ran over the crest of the Ruhl dam on Friday after 96 hours of rain, and 300 "
        "people were told to leave their homes, the river authority said.",
        "“The wall itself is sound,” engineer Berit Olsen told reporters at the site. She said that two of the seven "
        "gates had failed to open at about 4 a.m.",
        "The village of Ostrey, 11 kilometres downstream, lost its only bridge. A school bus that was parked on it was "
        "swept away; nobody was on board.",
        "The authority’s budget for repairs was cut by 18 percent last year, according to its annual report. "
        "Parliament will be told of the state of all 34 dams in December.",
    ),
    NOW,
    outlet="Islewire",
)
REWRITTEN = (
    "Some 300 people had to leave their homes on Friday when water poured over the top of the Ruhl dam in Casmere "
    "following 96 hours of rain, according to the river authority.",
    "Two out of seven gates did not open around 4 a.m., engineer Berit Olsen told journalists at the dam, adding that "
    "the wall itself was sound.",
    "Eleven kilometres down the river the village of Ostrey has lost the one bridge it had. It took a parked school "
    "bus, which was empty, with it.",
    "Last year 18 percent was cut from what the authority may spend on repairs, its annual report says. In December it "
    "is to tell parliament what state all 34 dams are in.",
)
JAPANESE = (
    "カスメアのリュール・ダムで金曜日、96時間続いた雨のあと水が堤の上を越え、住民300人に避難の指示が出た。河川局が明らかにした。",
    "「堤そのものは健全だ」と、ベリット・オルセン技師は現場で記者団に語った。午前4時ごろ、7つの水門のうち2つが開かなかったという。",
    "11キロ下流のオストレイ村では、ただ一つの橋が流された。橋に止めてあったスクールバスも流されたが、誰も乗っていなかった。",
    "河川局の年次報告書によると、修繕の予算は昨年18％削られた。議会は12月、34のダムすべての状態について報告を受ける。",
)
OTHER = (
    "KELM, Sorenia (Islewire) — Water ran over the crest of the Kelm dam on Monday after 30 hours of rain, and 1,250 "
    "people were told to leave their homes, the water board said.",
    "“The wall has a crack,” engineer Paul Varen told reporters at the site. He said that five of the nine gates had "
    "failed to open at about 11 p.m.",
    "The town of Lissen, 4 kilometres downstream, lost its only hospital. Patients had been taken away in the evening.",
)
OWN = (
    "Marit Aune has kept bees under the Ruhl dam for forty years. On Friday she carried 19 hives up the hill, one "
    "by one, before anybody had told her to.",
    "Her neighbours had asked the county for a siren since 2014. The letters lie in a drawer in the schoolhouse; the "
    "last answer is from a clerk who retired.",
    "At the inn the talk was of the gates. Three men who had worked on them said the grease was bought from the "
    "cheapest seller, and that everybody knew.",
    "Nobody from the ministry had come by evening. A van of the Casmere Post was the first car from the capital.",
    "The priest opened the church at six. By nine he had blankets for everyone, and a quarrel about who had keys for "
    "the pump, which was settled with a crowbar.",
)


def later(
    key: str, *paragraphs: str, language: str = "en", title: str = "A dam", hours: float = 3, outlet: str = ""
) -> Report:
    return Report(key, language, title, paragraphs, NOW + timedelta(hours=hours), outlet=outlet or key)


def judged(one: Report, other: Report) -> CopyLink | None:
    made = prints([one, other])
    link = judge(made[0], made[1])
    back = judge(made[1], made[0])
    assert link == back
    return link


def kinds(link: CopyLink | None) -> list[str]:
    return [one.kind for one in link.evidence] if link else []


def test_a_trimmed_copy_under_another_headline_is_found_by_its_text() -> None:
    link = judged(
        WIRE, later("trimmed", WIRE.paragraphs[0].partition("— ")[2], WIRE.paragraphs[3], title="Dams need money")
    )
    assert link is not None
    assert (link.copy, link.original, kinds(link)) == ("trimmed", "wire", ["overlap"])
    assert link.score > 0.95
    assert link.evidence[0].text in " ".join(WIRE.paragraphs)


def test_credit_stands_before_the_text_and_turns_the_direction() -> None:
    early = later("early", *WIRE.paragraphs, hours=-2, outlet="Brenn Daily")
    link = judged(WIRE, early)
    assert link is not None
    assert (link.copy, link.original) == ("early", "wire")
    assert kinds(link) == ["credit", "overlap"]
    assert link.evidence[0].text == "RUHL, Casmere (Islewire) —"


def test_words_of_others_that_both_quote_are_kept_as_evidence_of_a_copy() -> None:
    quote = "“The wall has stood for eighty years and it will stand for eighty more if it is looked after,” she said."
    original = replace(WIRE, paragraphs=(*WIRE.paragraphs, quote))
    link = judged(original, later("copy", *WIRE.paragraphs[1:], quote))
    assert kinds(link) == ["overlap", "quote"]


def test_a_copy_that_was_rewritten_sentence_by_sentence_is_found() -> None:
    link = judged(WIRE, later("rewritten", *REWRITTEN))
    assert kinds(link) == ["overlap"]


def test_a_translated_copy_is_found_by_sentences_and_facts_together() -> None:
    link = judged(WIRE, later("ja", *JAPANESE, language="ja", title="ダムで越水"))
    assert link is not None
    assert (link.copy, kinds(link)) == ("ja", ["translation"])
    digits = str.maketrans("1234567890", "9876543219")
    names = (("リュール", "トンカ"), ("オストレイ", "ガザニ"), ("ベリット・オルセン", "ジャック・タッカー"))
    facts_gone = [text.translate(digits) for text in JAPANESE]
    for before, after in names:
        facts_gone = [text.replace(before, after) for text in facts_gone]
    assert judged(WIRE, later("ja", *facts_gone, language="ja", title="ダムで越水")) is None


def test_a_report_of_the_same_form_on_another_event_is_no_copy_though_one_agency_wrote_both() -> None:
    assert judged(WIRE, later("near miss", *OTHER, outlet="Islewire")) is None
    assert judged(WIRE, later("buyer", *OTHER, outlet="Brenn Daily")) is None


def test_an_own_report_on_the_event_is_no_copy() -> None:
    assert judged(WIRE, later("own", *OWN)) is None


def test_who_quotes_another_whole_within_much_reporting_of_its_own_is_no_copy() -> None:
    text = [part.partition("— ")[2] or part for part in WIRE.paragraphs]
    assert judged(WIRE, later("round-up", *OWN[:3], *text[:3], *OWN[3:])) is None


def test_two_that_print_one_statement_are_no_copies_of_each_other() -> None:
    statement = (
        "“The authority has inspected every gate twice since the spring. It has found no fault in them. It regrets the "
        "loss of the bridge at Ostrey and will pay for another, and it thanks the volunteers who carried sandbags for "
        "two nights without a break. It will answer no questions before the inquiry is over.”"
    )
    assert judged(later("one", *OWN[:2], statement, hours=1), later("two", *REWRITTEN[2:], statement)) is None


def test_two_that_print_one_statement_without_marks_have_leads_of_their_own() -> None:
    statement = [
        "The authority has inspected every gate twice since the spring and has found no fault in any of the seven.",
        "It regrets the loss of the bridge at Ostrey and will pay 4 million crowns for another by the winter of 2028.",
        "It thanks the 60 volunteers who carried sandbags for two nights, and the pilots who flew in the dark.",
        "It will answer no questions before the inquiry is over, and asks the press to respect the wishes of families.",
    ]
    one = later("one", OWN[2], *statement, hours=1)
    two = later("two", OWN[4], "The county, which owns the dam, said this on Friday.", *statement)
    assert judged(one, two) is None
    assert kinds(judged(one, later("copy", OWN[2], *statement[:3]))) == ["overlap"]


def test_of_two_that_came_together_the_longer_is_the_original() -> None:
    bare = replace(WIRE, outlet="")
    short = replace(bare, key="short", paragraphs=WIRE.paragraphs[:2], published=NOW - timedelta(minutes=5))
    link = judged(bare, short)
    assert link is not None
    assert (link.copy, link.original) == ("short", "wire")


@pytest.mark.parametrize("published", [None, datetime(2999, 1, 1, tzinfo=UTC), datetime(2999, 1, 1)])
def test_times_that_lack_or_are_to_come_make_nobody_first(published: datetime | None) -> None:
    bare = replace(WIRE, outlet="")
    link = judged(replace(bare, key="undated", published=published), bare)
    assert link is not None
    assert (link.copy, link.original) == ("undated", "wire")


def test_who_was_captured_before_the_time_it_gives_had_come_by_then() -> None:
    bare = replace(WIRE, outlet="")
    early = replace(bare, key="early", published=datetime(2999, 1, 1, tzinfo=UTC), captured=NOW - timedelta(hours=1))
    link = judged(early, bare)
    assert link is not None
    assert (link.copy, link.original) == ("wire", "early")


def test_texts_in_two_languages_at_once_and_in_unknown_ones_are_compared() -> None:
    both = later("both", *WIRE.paragraphs[:2], *JAPANESE[2:], language="ja")
    assert kinds(judged(WIRE, both))[-1:] in (["overlap"], ["translation"])
    assert kinds(judged(replace(WIRE, language=""), later("copy", *WIRE.paragraphs[1:], language=""))) == ["overlap"]


def test_empty_reports_are_nobodys_copies() -> None:
    empty = later("empty")
    assert judged(empty, later("also empty", "", "\n")) is None
    assert judged(empty, WIRE) is None
    found = compare([empty, replace(empty, key="word", paragraphs=("Rain",)), WIRE])
    assert [one.standing for one in found] == ["unknown", "own", "own"]
    assert len({one.origin for one in found}) == 3


def test_a_thousand_copies_are_one_origin_and_each_is_looked_at_once() -> None:
    copies = [
        replace(WIRE, key=f"copy {at}", outlet=f"Paper {at}", published=NOW + timedelta(minutes=at))
        for at in range(1, 1000)
    ]
    found = compare([*copies, WIRE])
    assert len({one.origin for one in found}) == 1
    assert {one.copy_of for one in found} == {"wire", None}


def test_the_newsstands_wire_story_is_one_origin_in_four_languages_beside_independent_ones() -> None:
    found = placed("port-maren")
    copies = {key for key, one in found.items() if one.copy_of == "northwire-depot-blast"}
    assert copies == {
        "radio-port-blast", "today-sabotage-in-port", "brenn-depot-fire", "dongyu-kelmar-depot",
        "shiomi-kelmar-bakuhatsu",
    }  # fmt: skip
    assert found["ilmar-vardonia-otricaet"].copy_of == "vta-mid-otverg"
    own = ["courier-duty-doctor", "vta-mid-otverg", "observer-skarne-evacuees", "ledger-depot-insurers"]
    assert all(found[key].standing == "own" for key in [*own, "northwire-depot-blast"])
    assert len({found[key].origin for key in [*own, "northwire-depot-blast"]}) == 5


def test_what_repeats_a_paper_with_its_name_is_no_origin_and_a_denial_is_one() -> None:
    found = placed("peace-draft")
    origin = found["ilmar-proekt-plana"].origin
    repeating = ["today-peace-plan-drafted", "touno-wahei-soan", "dongyu-orsa-plan"]
    assert {found[key].origin for key in repeating} == {origin}
    assert found["courier-secret-plan"].standing == "unknown"
    assert [found[key].standing for key in ("northwire-draft-denied", "vta-plan-kommentarij")] == ["own", "own"]


def placed(event: str) -> dict[str, Placed]:
    reports = [
        Report(
            piece.id,
            piece.language,
            piece.title,
            piece.paragraphs,
            piece.published,
            piece.published,
            houses()[piece.outlet].name,
            f"{piece.outlet}.example",
        )
        for piece in pieces(NOW)
        if piece.event == event
    ]
    return {one.key: one for one in compare(reports)}
