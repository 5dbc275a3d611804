"""publish: a draft whose hour has come -> a post on the blog."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kawaraban.desk.pipeline.step import Done, Step, Task
from kawaraban.desk.scheduling import publish_due


class PublishStep(Step):
    """Publishes what is due, a short transaction each; there is nothing in it to do away from the database."""

    name = "publish"

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        publish_due()
        return []

    def commit(self, done: Sequence[Done]) -> list[int]:
        return []
