"""Which reports are on one event: by several kinds of evidence, against the story as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kawaraban.compare import compare, prints
from kawaraban.compare.model import CopyLink, Evidence, Report
from kawaraban.compare.stories import Member, Rarity, gather, place
from kawaraban.newsstand.press import pieces
from tests.compare_cast import NOON, direction, made

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)


def report(key: str, title: str, *paragraphs: str, language: str = "en", hours: float = 0, outlet: str = "") -> Report:
    return Report(key, language, title, paragraphs, AT + timedelta(hours=hours), outlet=outlet or key)


DORVIK = report(
    "dorvik",
    "Fire at Dorvik cannery kills three",
    "DORVIK, Kelmar (Northwire) — Three workers died when a fire broke out at a cannery in Dorvik early on Monday.",
    "Fire chief Aron Velle said that the fire began in a cold store and that 140 people had got out.",
    "The cannery belongs to the Hesby family and employs 312 people.",
)
DORVIK_LATER = report(
    "dorvik-later",
    "Cannery in Dorvik had failed its inspection",
    "The cannery in Dorvik where three people died on Monday failed a fire inspection in March, city papers show.",
    "Aron Velle, the fire chief, said the Hesby family had been given until May to put in sprinklers.",
    hours=9,
)
DORVIK_JA = report(
    "dorvik-ja",
    "ケルマールの缶詰工場で火災、3人死亡",
    "ケルマールのドルヴィクで2日早朝、缶詰工場から出火し、従業員3人が死亡した。",
    "アロン・ヴェレ消防長によると、火は冷蔵室から出て、140人が避難した。工場はヘスビー家が経営し、312人が働く。",
    language="ja",
    hours=3,
)
ULSTAD = report(
    "ulstad",
    "Fire at Ulstad cannery kills four",
    "ULSTAD, Sorenia (Northwire) — Four workers died when a fire broke out at a cannery in Ulstad early on Monday.",
    "Fire chief Marta Oen said that the fire began in a boiler room and that 95 people had got out.",
    "The cannery belongs to Lindgard Foods and employs 208 people.",
    hours=1,
)


def stories_of(*reports: Report) -> list[set[str]]:
    return [set(group.keys) for group in gather(prints(reports))]


def test_reports_of_one_fire_are_one_story_in_two_languages() -> None:
    assert stories_of(DORVIK, DORVIK_LATER, DORVIK_JA) == [{"dorvik", "dorvik-later", "dorvik-ja"}]


def test_a_report_that_says_it_is_of_next_year_came_when_it_was_captured() -> None:
    prophet = replace(DORVIK_JA, published=AT + timedelta(days=400), captured=AT + timedelta(hours=3))
    assert stories_of(DORVIK, prophet) == [{"dorvik", "dorvik-ja"}]


def test_a_fire_of_the_same_kind_in_another_place_is_another_story() -> None:
    assert stories_of(DORVIK, ULSTAD, DORVIK_JA) == [{"dorvik", "dorvik-ja"}, {"ulstad"}]


def test_every_report_but_the_first_says_why_it_is_there() -> None:
    (group,) = gather(prints([DORVIK, DORVIK_JA]))
    (reasons,) = group.why.values()
    kinds = {why.kind: why.text for why in reasons}
    assert group.keys == ("dorvik", "dorvik-ja")
    assert list(group.why) == ["dorvik-ja"]
    assert "アロン・ヴェレ" in kinds["names"]
    assert "312人" in kinds["numbers"]
    assert all(0 <= why.score <= 1 for why in reasons)
    assert [why.score for why in reasons] == sorted((why.score for why in reasons), reverse=True)


def test_vectors_alone_put_nothing_together() -> None:
    vectors = direction(1, 2, 3)
    one = made("one", "t", "a" * 40, "b" * 40, vectors=vectors, names="dorvik vele", numbers="140 312")
    other = made("other", "t", "a" * 40, "b" * 40, vectors=vectors, names="ulstad oen", numbers="95 208")
    assert [group.keys for group in gather([one, other])] == [("one",), ("other",)]


def test_a_report_must_agree_with_the_story_as_a_whole() -> None:
    """Two stories that a digest speaks of both do not become one by it, nor does what is like one member join."""
    vectors = direction(1, 2, 3)
    like = {"names": "dorvik vele hesby", "numbers": "140 312", "words": "fire cannery"}
    twin = made("twin", "t", "a" * 40, "b" * 40, vectors=vectors, **like)
    new = made("new", "t", "a" * 40, "b" * 40, vectors=vectors, hours=1, **like)
    others = [
        made(
            f"other{at}", "u", "c" * 40, "d" * 40, vectors=direction(10 * at, 10 * at + 1, 10 * at + 2), names=f"n{at}"
        )
        for at in range(1, 6)
    ]
    assert place(new, [Member(1, twin)]) is not None
    assert place(new, [Member(1, one) for one in (twin, *others)]) is None


def test_copies_of_one_origin_count_once() -> None:
    vectors = direction(1, 2, 3)
    like = {"names": "dorvik vele hesby", "numbers": "140 312", "words": "fire cannery"}
    twin = made("twin", "t", "a" * 40, "b" * 40, vectors=vectors, **like)
    new = made("new", "t", "a" * 40, "b" * 40, vectors=vectors, hours=1, **like)
    copies = [made(f"c{at}", "u", "c" * 40, "d" * 40, vectors=direction(7, 8, 9), names="else") for at in range(5)]
    counted = [Member(1, twin, "t"), *(Member(1, one, "c") for one in copies)]
    assert place(new, counted) is not None
    assert place(new, [Member(1, one) for one in (twin, *copies)]) is None


def copied(copy: str, original: str, score: float, *kinds: str) -> CopyLink:
    return CopyLink(copy, original, tuple(Evidence(kind, "words", score) for kind in kinds), score)  # type: ignore[arg-type]


def test_a_copy_joins_at_once_but_not_by_its_credit_alone() -> None:
    one, other = made("one", names="a b c"), made("other", names="d e f", hours=1)
    found = place(other, [Member(7, one)], copies=[copied("other", "one", 0.8, "credit", "overlap")])
    assert found is not None
    assert (found.story, [why.kind for why in found.why]) == (7, ["copy"])
    assert place(other, [Member(7, one)], copies=[copied("other", "one", 1.0, "credit")]) is None


def test_a_doubtful_copy_does_not_join_at_once() -> None:
    one, other = made("one", names="a b c"), made("other", names="d e f", hours=1)
    assert place(other, [Member(7, one)], copies=[copied("other", "one", 0.32, "credit", "overlap")]) is None


def test_nothing_near_is_a_story_of_its_own() -> None:
    assert place(made("alone"), []) is None
    assert gather([]) == []


def test_a_report_is_never_held_against_itself() -> None:
    one = made("one", "t", "a" * 40, vectors=direction(1, 2), names="a b c")
    assert place(one, [Member(3, one)]) is None


def test_rare_terms_weigh_more() -> None:
    rarity = Rarity(1000, {"n:everywhere": 900, "n:seldom": 2})
    assert rarity.weight("n:unseen") == pytest.approx(1.0)
    assert rarity.weight("n:everywhere") < 0.1 < rarity.weight("n:seldom") < 1
    assert 0.1 < Rarity().weight("n:everywhere") < 1  # nobody knows


def test_times_to_come_and_no_times_are_no_obstacle() -> None:
    late = replace(DORVIK_LATER, published=NOON + timedelta(days=9000))
    never = replace(DORVIK_JA, published=None)
    groups = gather(prints([DORVIK, late, never]))
    assert sorted(key for group in groups for key in group.keys) == ["dorvik", "dorvik-ja", "dorvik-later"]


def test_two_reports_of_one_key_are_an_error() -> None:
    with pytest.raises(ValueError, match="same key"):
        gather([made("one"), made("one")])


def test_reports_of_nothing_stand_alone() -> None:
    there = [Report("a", "", "", ()), Report("b", "tlh", "7", ("A text.",)), Report("c", "", "", ("\x00\ud800", "1"))]
    assert [group.keys for group in gather(prints(there))] == [("a",), ("b",), ("c",)]


def test_wins_in_two_states_are_two_stories() -> None:
    def won(state: str, share: str, lead: str, hours: float) -> Report:
        return report(
            state,
            f"Halvard wins {state}",
            f"Senator Ruth Halvard has won the primary in {state} with {share} percent of the vote, officials said.",
            f"She was {lead} votes ahead of Governor Tom Iversen in {state}, with nearly all of them counted.",
            hours=hours,
            outlet="Northwire",
        )

    found = stories_of(won("Ohrin", "52.3", "31,204", 0), won("Ivesk", "49.8", "8,417", 1))
    assert found == [{"Ohrin"}, {"Ivesk"}]


def test_the_newsstands_press_is_gathered_by_event() -> None:
    """Its own labels, in four languages. A hoax that is repeated is a story too."""
    reports = [
        Report(one.id, one.language, one.title, one.paragraphs, one.published, outlet=one.outlet) for one in pieces(AT)
    ]
    found = {row.key: row.story for row in compare(reports)}
    wire = found["northwire-depot-blast"]
    for key in ("radio-port-blast", "dongyu-kelmar-depot", "shiomi-kelmar-bakuhatsu", "courier-duty-doctor"):
        assert found[key] == wire, key
    for event, keys in {
        "casmere-ship": ("northwire-ship", "touno-zasho", "ledger-linnet"),
        "night-trains": ("northwire-night-train", "vta-nochnoj-poezd"),
    }.items():
        there = {found[one.id] for one in pieces(AT) if one.event == event and one.id in keys}
        assert len(there) == 1, event
    apart = (
        "northwire-depot-blast",
        "northwire-ship",
        "northwire-power",
        "northwire-institute",
        "northwire-draft-denied",
    )
    assert len({found[key] for key in apart}) == len(apart)


def test_an_airport_closed_by_a_drone_and_another_the_week_before_are_two_stories() -> None:
    """The later one speaks of the earlier further down, and so has its name."""
    earlier = report(
        "ostrel",
        "Drones close Ostrel airport for five hours",
        "OSTREL, Sorenia (Northwire) — Ostrel’s main airport was closed for five hours on Saturday night after several "
        "drones had been seen above its runway, and 61 flights were diverted or cancelled, the airport said.",
        "The first drone was reported by a pilot at 10.20 p.m. Police searched the woods until dawn and found nothing.",
        hours=0,
    )
    later = report(
        "hamra",
        "Drone closes Hamra airport for 40 minutes",
        "HAMRA, Kelmar (Southern Cable) — Hamra’s main airport was closed for 40 minutes on Friday evening after a "
        "drone had been seen above its runway, and 11 flights were diverted or delayed, the airport said.",
        "The drone was reported by a controller at 7.15 p.m. Police found a boy of fourteen in a car park.",
        "Five days earlier several drones had closed the airport of Ostrel in Sorenia for a night.",
        hours=128,
    )
    assert stories_of(earlier, later) == [{"ostrel"}, {"hamra"}]
