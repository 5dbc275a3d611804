"""What a step is to the loop that runs it: where its work comes from, and how the outcome is stored."""

from __future__ import annotations

import errno
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db.models import Model
from django.utils import timezone

from kawaraban.desk.captures import CaptureError
from kawaraban.desk.models import Article
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.work import TooMuchError
from kawaraban.follow import FollowError
from kawaraban.keep import KeepError
from kawaraban.read import ReadError

log = logging.getLogger(__name__)

_EXPECTED = (KeepError, ReadError, TooMuchError)
STORE_FAILED = "store"
_SHORT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM})


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work: `call(*args)`, away from the database. At most one of a `lane` (a host) runs at a time."""

    key: int
    row: Any  # as the step found it; the outcome is stored only if it still stands so
    call: Callable[..., Any]
    args: tuple[Any, ...]
    lane: str = ""
    name: str = ""  # for progress


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task: a value, or the error it raised."""

    task: Task
    value: Any = None
    error: BaseException | None = None

    @property
    def failure(self) -> Failure:
        return Failure.of(self.error)


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it is stored: `problem` for programs, `detail` one plain sentence."""

    problem: str
    detail: str
    retry_after: float | None = None

    @classmethod
    def of(cls, error: BaseException | None) -> Failure:
        if isinstance(error, FollowError):
            return cls(error.problem, str(error), error.retry_after)
        if isinstance(error, CaptureError):
            return cls("lost", str(error)) if error.lost else cls(STORE_FAILED, str(error), 60.0)
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _SHORT):
            return cls(STORE_FAILED, "This machine is short of disk or memory: make room; it goes on by itself.", 60.0)
        if isinstance(error, _EXPECTED):
            return cls("not-an-article", str(error))
        log.error("unexpected: %s", error, exc_info=error)
        return cls("failed", "This page could not be worked on: the log says why. Report it, please.")


class Step(ABC):
    """One step. `name` is shown; `network` says whether its work fetches (threads here) or computes (the executor)."""

    name: ClassVar[str]
    network: ClassVar[bool] = False

    @abstractmethod
    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        """What is due now, but for tasks with these keys and lanes, which are at work."""

    @abstractmethod
    def commit(self, done: Sequence[Done]) -> list[int]:
        """Stores outcomes in one transaction; answers the ids of the rows that moved on or failed for now."""

    def stop(self) -> None:  # noqa: B027 - most steps' tasks are short
        """Told when the pipeline ends: asks tasks that take minutes to leave off."""


def failed(article: Article, failure: Failure, now: datetime) -> None:
    """Notes on an article (not yet saved) that its next step failed, and when to try again: null is never."""
    article.problem, article.problem_detail = failure.problem[:30], clean(failure.detail, 500)
    if failure.problem != STORE_FAILED:  # the desk's own trouble is no fault of the page's
        article.attempts += 1
    if article.attempts >= pace.tries(failure.problem):
        article.due_at = None
    else:
        article.due_at = now + timedelta(seconds=pace.after_failure(article.attempts or 1, failure.retry_after))


def passed(article: Article, stage: str) -> None:
    """Notes on an article (not yet saved) that it stands at a new stage, ready for the next step at once."""
    article.stage, article.attempts, article.due_at = stage, 0, timezone.now()
    article.problem = article.problem_detail = ""


def save_all(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Stores these fields of rows that exist and are locked, in one statement.

    As `bulk_update` would, at a tenth of its cost: that one builds an expression for every field of every row, which
    took longer than reading the pages.
    """
    if rows:
        kind = type(rows[0])
        kind._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields)


STANDING = ("stage", "attempts", "due_at", "problem", "problem_detail")


def clean(text: str | None, most: int | None = None) -> str:
    """Foreign text as every database takes it: no NUL, no lone surrogates, no longer than `most`."""
    safe = (text or "").replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    return safe[:most]
