"""The same pipeline, its work done on a Dask cluster."""

from __future__ import annotations

import pytest
from distributed import Client, LocalCluster

from kawaraban.desk.models import Article, Stage
from kawaraban.desk.pipeline import run_once
from tests.press import Press


@pytest.mark.django_db
def test_the_same_steps_run_on_a_cluster(press: Press) -> None:
    with (
        LocalCluster(n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        for number in range(6):
            press.publish(f"/{number}.html", f"Story {number}", [f"What happened in Maren on day {number}."])
        press.follow()
        run_once(executor=client.get_executor())
        done = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert Article.objects.filter(stage=Stage.READY).count() == 6
    assert sum(done.values()) >= 6
