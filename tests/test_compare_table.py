"""The table claim by report: what the reports of a story claim, and who states, attributes or denies it."""

from __future__ import annotations

from kawaraban.attribute import attribute
from kawaraban.compare.relating import Known, Said
from kawaraban.compare.table import MOST_ROWS, Asserted, Sheet, table
from kawaraban.translate.vectors import embedder

WIRE = (
    "Interior Minister Ilse Torvald claimed that the explosion in Port Maren was an act of sabotage.",
    "The interior ministry said that 12 people were killed in the explosion in Port Maren.",
)
OWN_WORDS = ("The explosion in Port Maren was an act of sabotage.", "Twelve people were killed.")
DENIAL = ("Vardonia denied that the explosion in Port Maren was an act of sabotage.",)
ELSEWHERE = ("The central bank of Sorenia held its rate at 4.25 per cent.",)


def a_sheet(key: str, texts: tuple[str, ...], language: str = "en", *, is_own: bool = True) -> Sheet:
    """A report of these sentences, whose claims were really found."""
    vectors = embedder().embed(texts)
    said = [
        tuple(Said.of(text, claim) for claim in some)
        for text, some in zip(texts, attribute(texts, language), strict=True)
    ]
    known = (Known(text, language, vector, some) for text, vector, some in zip(texts, vectors, said, strict=True))
    return Sheet(key, tuple(known), is_own)


def claims_of(sheet: Sheet) -> list[Asserted]:
    return [
        Asserted(f"{sheet.key}.{place}", sheet.key, place, said.content, known.language, said.stance)
        for place, known in enumerate(sheet.sentences)
        for said in known.said or ()
    ]


def test_each_report_stands_to_a_claim_in_its_own_way() -> None:
    sheets = [
        a_sheet("wire", WIRE), a_sheet("own", OWN_WORDS), a_sheet("denial", DENIAL), a_sheet("elsewhere", ELSEWHERE)
    ]  # fmt: skip
    rows = table(claims_of(sheets[0]), sheets)
    sabotage = next(row for row in rows if "sabotage" in row.claim.text)
    assert {cell.report: cell.stands for cell in sabotage.cells} == {
        "wire": "attributes", "own": "states", "denial": "denies"
    }  # fmt: skip
    assert sabotage.is_denied


def test_who_denies_that_nobody_was_hurt_does_not_carry_the_claim() -> None:
    sheets = [
        a_sheet("port", ("The port director said that nobody was injured in the explosion in Port Maren.",)),
        a_sheet("hospital", ("The hospital denied that nobody was injured in the explosion in Port Maren.",)),
        a_sheet("ja", ("病院は、マレン港の爆発で負傷者はいないとの発表を否定した。",), "ja"),
        a_sheet("harbour", ("Nobody was injured in the explosion in Port Maren.",)),
    ]
    (row,) = table(claims_of(sheets[0]), sheets)
    assert {cell.report: cell.stands for cell in row.cells} == {
        "port": "attributes", "hospital": "denies", "ja": "denies", "harbour": "states"
    }  # fmt: skip


def test_a_claim_that_another_report_carries_too_is_one_row() -> None:
    sheets = [a_sheet("wire", WIRE), a_sheet("copy", WIRE, is_own=False)]
    rows = table([*claims_of(sheets[1]), *claims_of(sheets[0])], sheets)
    assert len(rows) == 2
    assert {row.claim.report for row in rows} == {"wire"}
    assert all(len(row.cells) == 2 for row in rows)


def test_what_one_report_alone_claims_is_no_row_of_a_comparison() -> None:
    sheets = [a_sheet("wire", WIRE), a_sheet("elsewhere", ELSEWHERE)]
    assert table(claims_of(sheets[0]), sheets) == []


def test_words_that_say_nothing_by_themselves_are_no_row() -> None:
    sheets = [a_sheet("wire", WIRE), a_sheet("copy", WIRE)]
    assert table([Asserted("1", "wire", 0, "involvement", "en", "says")], sheets) == []


def test_a_claim_is_found_in_another_language() -> None:
    sheets = [a_sheet("wire", WIRE), a_sheet("ja", ("マレン港の爆発は破壊工作だったと内相は主張した。",), "ja")]
    rows = table(claims_of(sheets[0]), sheets)
    sabotage = next(row for row in rows if "sabotage" in row.claim.text)
    assert {cell.report: cell.stands for cell in sabotage.cells} == {"wire": "attributes", "ja": "attributes"}


def test_no_table_is_longer_than_people_read() -> None:
    texts = tuple(
        f"Minister Ilse Torvald said that bridge {number} over the Skarne was closed." for number in range(80)
    )
    sheets = [a_sheet("wire", texts), a_sheet("copy", texts, is_own=False)]
    assert len(table(claims_of(sheets[0]), sheets)) <= MOST_ROWS


def test_no_report_and_no_claim_make_no_table() -> None:
    assert table([], []) == []
    assert table([], [a_sheet("wire", WIRE)]) == []
