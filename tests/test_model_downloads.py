"""Models that the owner asked for are fetched by the pipeline, one after the other; the rows say how far it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django import Settings

from kawaraban.desk import downloads, engines, pipeline
from kawaraban.desk.models import ModelDownload
from kawaraban.desk.pipeline.modelling import ModelStep
from kawaraban.desk.pipeline.run import Run
from kawaraban.translate import EngineChoice, Job, translate_job
from tests.mozilla import Mozilla

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mozilla(settings: Settings, tmp_path: Path) -> Iterator[Mozilla]:
    cache.clear()
    with Mozilla() as mozilla:
        settings.DATA = tmp_path
        settings.MODELS_REGISTRY = mozilla.registry
        yield mozilla


def run() -> None:
    pipeline.run_once(lambda fetcher: [ModelStep()])


def tiny(mozilla: Mozilla, *pairs: tuple[str, str]) -> None:
    for pair in pairs:
        for kind in ("model", "vocab"):
            mozilla.offer(*pair, kind, f"{kind} of {pair}".encode())


def test_a_model_that_was_asked_for_comes_and_translates(mozilla: Mozilla) -> None:
    mozilla.publish("en", "pt")
    downloads.ask_for("en", "pt")
    row = ModelDownload.objects.get()
    assert (row.state, row.done, row.total) == ("wanted", 0, sum(map(len, mozilla.files.values())))
    run()
    row.refresh_from_db()
    assert (row.state, row.done, row.problem) == ("done", row.total, "")
    (found,) = engines.found_models()
    (made,) = translate_job(EngineChoice("firefox", "en", "pt", str(found.folder)), Job(("Good morning.",)))
    assert made.text == "Bom dia."


def test_two_legs_come_one_after_the_other(mozilla: Mozilla) -> None:
    tiny(mozilla, ("ru", "en"), ("en", "ja"))
    assert [leg.pair for leg in downloads.ask_for("ru", "ja")] == ["ru-en", "en-ja"]
    run()
    assert {row.pair: row.state for row in ModelDownload.objects.all()} == {"ru-en": "done", "en-ja": "done"}


def test_a_failure_is_told_and_tried_again_from_where_it_stood(mozilla: Mozilla) -> None:
    mozilla.publish("en", "pt")
    mozilla.faults.break_after, mozilla.faults.breaks_left = 500_000, 1
    downloads.ask_for("en", "pt")
    mozilla.faults.flip = True
    run()
    row = ModelDownload.objects.get()
    assert (row.state, row.attempts, row.problem) == ("wanted", 1, "wrong-file")
    with translation.override("en"):
        assert "is not what the registry names" in downloads.sentence(row.problem, row.details)
    mozilla.faults.flip = False
    downloads.try_again(row)
    run()
    row.refresh_from_db()
    assert (row.state, row.problem) == ("done", "")


def test_a_pipeline_that_ends_leaves_the_part_for_the_next(mozilla: Mozilla) -> None:
    mozilla.publish("en", "pt")
    mozilla.faults.hold = threading.Event()
    downloads.ask_for("en", "pt")
    with Run(lambda fetcher: [ModelStep()]) as first:
        for _ in first.turns():
            if ModelDownload.objects.get().done:
                break
        first.loop.finish(30)
    mozilla.faults.hold = None
    row = ModelDownload.objects.get()
    assert row.state == "wanted"
    assert not engines.found_models()
    run()
    row.refresh_from_db()
    assert row.state == "done"
    assert any(wanted.startswith("bytes=") for _, wanted in mozilla.asked)


def test_what_is_cancelled_half_way_is_cleared_away(mozilla: Mozilla, tmp_path: Path) -> None:
    mozilla.publish("en", "pt")
    mozilla.faults.hold = threading.Event()
    downloads.ask_for("en", "pt")
    with Run(lambda fetcher: [ModelStep()]) as running:
        for _ in running.turns():
            for row in ModelDownload.objects.filter(done__gt=0, state="wanted"):
                downloads.cancel(row)
    assert not ModelDownload.objects.exists()
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == []


def test_asking_twice_is_asking_once(mozilla: Mozilla) -> None:
    tiny(mozilla, ("en", "ja"))
    downloads.ask_for("en", "ja")
    downloads.ask_for("en", "ja")
    assert ModelDownload.objects.count() == 1


def test_a_pair_that_is_not_published_any_more_is_not_asked_for_ever(mozilla: Mozilla) -> None:
    tiny(mozilla, ("en", "ja"))
    downloads.ask_for("en", "ja")
    mozilla.records.clear()
    run()
    row = ModelDownload.objects.get()
    assert (row.state, row.problem) == ("failed", "no-such-pair")
