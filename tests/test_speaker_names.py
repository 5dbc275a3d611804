"""Names of one speaker in several languages are joined, visibly, and taken apart for good."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kawaraban.desk.glossary import keeping
from kawaraban.desk.models import Speaker, SpeakerJoin
from kawaraban.desk.speakers import joining
from kawaraban.desk.speakers.looking import key_of, look_at_new_names
from kawaraban.translate.glossary import Term

pytestmark = pytest.mark.django_db


def named(name: str, language: str = "en") -> Speaker:
    return Speaker.objects.create(name=name, language=language)


def group_of(speaker: Speaker) -> set[str]:
    speaker.refresh_from_db()
    return {one.name for one in joining.names_of(speaker)}


def a_term(source: str, target: str, owner: User, kind: str = "organisation") -> None:
    keeping.keep(Term("en", "ja", source, target, kind=kind), owner)


def test_names_that_sound_alike_in_other_scripts_are_joined() -> None:
    torvald = named("Ilse Torvald")
    named("イルセ・トルヴァル", "ja")
    named("Ильсе Торвальд", "ru")
    named("パヴェル・レンコ", "ja")
    look_at_new_names()
    assert group_of(torvald) == {"Ilse Torvald", "イルセ・トルヴァル", "Ильсе Торвальд"}
    assert {join.why for join in SpeakerJoin.objects.all()} == {"script"}


def test_two_surnames_alone_are_nobody_for_sure() -> None:
    torvald = named("Torvald")
    named("トルヴァル", "ja")
    look_at_new_names()
    assert group_of(torvald) == {"Torvald"}


def test_a_surname_is_its_only_bearers() -> None:
    torvald = named("Ilse Torvald")
    named("トルヴァル", "ja")
    named("Torvald")
    look_at_new_names()
    assert group_of(torvald) == {"Ilse Torvald", "トルヴァル", "Torvald"}


def test_a_surname_with_two_bearers_is_neithers() -> None:
    torvald = named("Ilse Torvald")
    named("Otto Torvald")
    named("トルヴァル", "ja")
    look_at_new_names()
    assert group_of(torvald) == {"Ilse Torvald"}


def test_the_glossary_joins_what_cannot_be_heard(owner: User) -> None:
    ministry = named("Kelmar interior ministry")
    named("ケルマール内務省", "ja")
    a_term("Kelmar interior ministry", "ケルマール内務省", owner)
    look_at_new_names()
    assert group_of(ministry) == {"Kelmar interior ministry", "ケルマール内務省"}
    assert SpeakerJoin.objects.get().why == "glossary"


def test_a_term_that_comes_later_joins_names_looked_at_before(owner: User) -> None:
    ministry = named("Kelmar interior ministry")
    named("ケルマール内務省", "ja")
    look_at_new_names()
    assert group_of(ministry) == {"Kelmar interior ministry"}
    a_term("Kelmar interior ministry", "ケルマール内務省", owner)
    look_at_new_names()
    assert group_of(ministry) == {"Kelmar interior ministry", "ケルマール内務省"}


def test_the_cases_of_a_russian_name_are_one_speakers() -> None:
    gaev = named("Тимур Гаев", "ru")
    for form in ("Тимура Гаева", "Тимуром Гаевым", "Гаевым"):
        named(form, "ru")
    look_at_new_names()
    named("Тимуру Гаеву", "ru")
    look_at_new_names()
    assert group_of(gaev) == {"Тимур Гаев", "Тимура Гаева", "Тимуром Гаевым", "Гаевым", "Тимуру Гаеву"}
    assert {join.why for join in SpeakerJoin.objects.all()} == {"script"}


def test_a_man_and_a_woman_of_one_russian_surname_stay_two_in_every_case() -> None:
    man, woman = named("Тимур Гаев", "ru"), named("Ольга Гаева", "ru")
    for form in ("Тимура Гаева", "Ольги Гаевой", "Гаевой", "Гаевым"):
        named(form, "ru")
    look_at_new_names()
    assert group_of(man) == {"Тимур Гаев", "Тимура Гаева", "Гаевым"}
    assert group_of(woman) == {"Ольга Гаева", "Ольги Гаевой", "Гаевой"}


def test_a_surname_that_may_be_a_womans_or_a_mans_is_nobodys() -> None:
    man, surname = named("Тимур Гаев", "ru"), named("Гаева", "ru")
    look_at_new_names()
    assert group_of(man) == {"Тимур Гаев"}
    assert group_of(surname) == {"Гаева"}


def test_nothing_is_asked_again_of_names_that_were_looked_at(django_assert_num_queries) -> None:
    named("Ilse Torvald")
    assert look_at_new_names() == 1
    with django_assert_num_queries(1):
        assert look_at_new_names() == 0


def test_a_name_that_a_person_parted_is_not_joined_again(owner: User) -> None:
    torvald, kana = named("Ilse Torvald"), named("イルセ・トルヴァル", "ja")
    look_at_new_names()
    joining.part(kana, owner)
    assert group_of(torvald) == {"Ilse Torvald"}
    Speaker.objects.update(looked_at=None)
    look_at_new_names()
    assert group_of(torvald) == {"Ilse Torvald"}


def test_a_third_name_does_not_join_what_a_person_parted(owner: User) -> None:
    torvald, kana = named("Ilse Torvald"), named("イルセ・トルヴァル", "ja")
    look_at_new_names()
    joining.part(kana, owner)
    cyrillic = named("Ильсе Торвальд", "ru")
    look_at_new_names()
    assert len(group_of(cyrillic)) == 2
    assert group_of(torvald) != group_of(kana)


def test_a_surname_that_a_person_parted_is_not_led_back_by_another_of_its_bearers_names(owner: User) -> None:
    torvald, surname = named("Ilse Torvald"), named("Torvald")
    look_at_new_names()
    joining.part(surname, owner)
    named("イルセ・トルヴァル", "ja")
    look_at_new_names()
    assert group_of(torvald) == {"Ilse Torvald", "イルセ・トルヴァル"}
    assert group_of(surname) == {"Torvald"}


def test_what_was_done_last_can_be_undone(owner: User) -> None:
    torvald, kana = named("Ilse Torvald"), named("イルセ・トルヴァル", "ja")
    look_at_new_names()
    joining.part(kana, owner)
    joining.undo(joining.last_change([torvald.pk, kana.pk]), owner)
    assert group_of(torvald) == {"Ilse Torvald", "イルセ・トルヴァル"}
    joining.undo(joining.last_change([torvald.pk, kana.pk]), owner)
    assert group_of(torvald) == {"Ilse Torvald"}


def test_a_person_joins_two_names_and_takes_it_back(owner: User) -> None:
    torvald, initial = named("Ilse Torvald"), named("И. Торвальд", "ru")
    assert joining.join(torvald, initial, owner) is not None
    assert group_of(torvald) == {"Ilse Torvald", "И. Торвальд"}
    initial.refresh_from_db()
    assert joining.join(torvald, initial, owner) is None
    joining.undo(joining.last_change([torvald.pk]), owner)
    assert group_of(torvald) == {"Ilse Torvald"}


def test_parting_the_oldest_name_leaves_the_others_together(owner: User) -> None:
    torvald, kana, cyrillic = named("Ilse Torvald"), named("イルセ・トルヴァル", "ja"), named("Ильсе Торвальд", "ru")
    look_at_new_names()
    joining.join(kana, cyrillic, owner)  # one already: nothing to do
    joining.part(torvald, owner)
    assert group_of(torvald) == {"Ilse Torvald"}
    assert group_of(kana) == {"イルセ・トルヴァル", "Ильсе Торвальд"}


@given(st.text())
def test_any_name_has_a_key_or_none(name: str) -> None:
    assert len(key_of(name)) <= 3


class AnyJoins(TestCase):
    @settings(max_examples=30)
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
    def test_every_name_belongs_to_the_oldest_of_its_group(self, pairs: list[tuple[int, int]]) -> None:
        names = [named(f"name {number}") for number in range(6)]
        groups = [{number} for number in range(6)]
        for one, other in pairs:
            if one == other:
                continue
            SpeakerJoin.objects.create(one=names[one], other=names[other], why="person")
            merged = groups[one] | groups[other]
            for number in merged:
                groups[number] = merged
            joining.settle([names[one].pk, names[other].pk])
        for number, name in enumerate(names):
            name.refresh_from_db()
            oldest = min(groups[number])
            assert (name.joined_id or name.pk) == names[oldest].pk
