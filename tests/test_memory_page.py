"""The memory's page: pairs found by any part of them, paged, corrected, deleted and brought back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk import memory
from kawaraban.desk.models import MemoryEntry
from kawaraban.desk.pages.chosen_pairs import PAGE
from kawaraban.translate import MemoryPair

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def remembered(*pairs: tuple[str, str], languages: str = "en-ja", origin: str = "kelmar.tmx") -> None:
    source, target = languages.split("-")
    memory.load(
        MemoryPair(source, target, original, rendering, origin, NOW - timedelta(minutes=n))
        for n, (original, rendering) in enumerate(pairs)
    )


def shown(desk: Client, **asked: str) -> list[str]:
    return [entry.target_text for entry in desk.get("/desk/memory/", asked).context["entries"]]


def test_an_empty_memory_says_how_it_fills(desk: Client) -> None:
    assert "Every translation that you approve comes here" in desk.get("/desk/memory/").content.decode()


def test_pairs_are_found_by_any_part_of_either_side(desk: Client) -> None:
    remembered(("The ferry left Kelmar.", "渡し船がケルマーを出た。"), ("Grain is late.", "穀物が遅れている。"))
    assert shown(desk) == ["渡し船がケルマーを出た。", "穀物が遅れている。"]
    assert shown(desk, q="し船") == ["渡し船がケルマーを出た。"]
    assert shown(desk, q="rain is") == ["穀物が遅れている。"]
    assert shown(desk, q="灯台") == []


def test_filters_narrow_by_languages_and_by_where_a_pair_came_from(desk: Client) -> None:
    remembered(("The ferry left.", "渡し船が出た。"))
    remembered(("Паром ушёл.", "渡し船が去った。"), languages="ru-ja", origin="vardonia.tmx")
    assert shown(desk, pair="ru-ja") == ["渡し船が去った。"]
    assert shown(desk, origin="kelmar.tmx") == ["渡し船が出た。"]
    assert shown(desk, show="desk") == []
    assert len(shown(desk, show="files")) == 2


def test_every_pair_stands_on_one_page_only(desk: Client) -> None:
    remembered(*[(f"Ship {n} came.", f"船{n}が来た。") for n in range(2 * PAGE + 7)])
    MemoryEntry.objects.filter(pk__in=MemoryEntry.objects.values("pk")[: PAGE + 5]).update(made_at=NOW)
    seen, address = [], "?"
    while address:
        page = desk.get(f"/desk/memory/{address}")
        seen += [entry.pk for entry in page.context["entries"]]
        address = page.context["older"]
    assert sorted(seen) == sorted(MemoryEntry.objects.values_list("pk", flat=True))
    assert len(seen) == len(set(seen))
