"""What is done about once a minute, wherever the pipeline runs. Each chore is quick where there is nothing to do."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError

from kawaraban.desk import hub, letters
from kawaraban.desk.blog.comments import deciding, senders
from kawaraban.desk.checks.index import keep_sketches
from kawaraban.desk.checks.watching import look_at_open_checks
from kawaraban.desk.models import Preferences
from kawaraban.desk.pipeline.step import log
from kawaraban.desk.speakers.looking import look_at_new_names


def forget_senders() -> None:
    senders.forget(Preferences.load())


CHORES: tuple[Callable[[], object], ...] = (
    forget_senders,
    deciding.purge_spam,
    letters.write_letters,
    letters.send_letters,
    hub.tell_hub,
    look_at_new_names,
    keep_sketches,
    look_at_open_checks,
)


def do_chores() -> None:
    """Does each. What one of them stumbles over is tried again the next minute; the others are done all the same."""
    for chore in CHORES:
        try:
            chore()
        except DatabaseError as error:
            log.warning("%s: %s", chore.__name__, error)
        except Exception as error:
            log.error("unexpected, in %s: %s", chore.__name__, error, exc_info=error)
