"""Beginning a check: from a statement, a post's text or address, or an article's claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.compare.relating.language import language_of
from kawaraban.desk.checks.asking import queries_of
from kawaraban.desk.checks.finding import vector_of
from kawaraban.desk.checks.looking import hold, look
from kawaraban.desk.models import Article, Check, Claim, Preferences, SocialPost
from kawaraban.desk.quoting import zone_of

MAX_STATEMENT = 500  # characters
DAYS = 14  # looked at, before the day of the post, or before today
_LEAST = 2  # words, or half as many as this many wide characters each


class CheckError(Exception):
    """What can't be checked; `str(error)` is one plain sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement comes from."""

    post: SocialPost | None = None
    start: int | None = None
    end: int | None = None
    article: Article | None = None
    claim: Claim | None = None


def begin(statement: str, person: AbstractBaseUser | None, origin: Origin | None = None) -> Check:
    """A new check of a statement, looked at once. Raises CheckError where there is nothing to look for."""
    origin = origin or Origin()
    text = plain(statement)
    language = language_of(text) or Preferences.load().language
    queries = queries_of(text, language)
    check = Check(
        statement=text,
        language=language,
        queries=queries,
        vector=_vector(language, queries),
        first_day=first_day(origin),
        person=person,  # type: ignore[misc]
        post=origin.post,
        start=origin.start,
        end=origin.end,
        article=origin.article,
        claim=origin.claim,
    )
    check.save()
    look(check)
    return check


def restate(check: Check, statement: str, person: AbstractBaseUser) -> Check:
    """Gives a check another statement and looks again. Raises CheckError where there is nothing to look for.

    What a person decided stays, marked as of the earlier wording. What somebody signed, or what was published, was of
    the statement as it stood: another one then begins a check of its own, which is answered.
    """
    text = plain(statement)
    if text == check.statement:
        look(check)
        return check
    language = language_of(text) or Preferences.load().language
    queries = queries_of(text, language)
    with transaction.atomic():
        hold(check)
        is_settled = check.judgements.exists() or check.boxes.exists()
        if not is_settled:
            earlier, check.statement, check.language, check.queries = check.statement, text, language, queries
            check.vector = _vector(language, queries)
            check.save(update_fields=["statement", "language", "queries", "vector"])
            decided = check.findings.exclude(relation="")
            decided.filter(decided_of="").update(decided_of=earlier)
            decided.filter(decided_of=text).update(decided_of="")  # said as it was said then
    if is_settled:
        return begin(text, person, Origin(check.post, check.start, check.end, check.article, check.claim))
    look(check)
    return check


def reword(check: Check, texts: Mapping[str, str]) -> None:
    """Gives a check its words in other languages, as a person typed them ("" for none), and looks again.

    The statement stays what it is. Raises CheckError where words in a language say nothing, or far too much.
    """
    typed = {language: plain(text) for language, text in texts.items() if text.strip() and language != check.language}
    check.queries = {check.language: check.statement, **typed}
    check.vector = _vector(check.language, check.queries)
    check.save(update_fields=["queries", "vector"])
    look(check)


def widen(check: Check, day: date) -> None:
    """Looks again, from another day on."""
    check.first_day = day
    check.save(update_fields=["first_day"])
    look(check)


def plain(statement: str) -> str:
    """A statement on one line. Raises CheckError for one that says nothing, or far too much."""
    text = " ".join(statement.replace("\0", "").split()).strip("「」“”\"'")
    if not text:
        raise CheckError(gettext("Paste what was said, or the address of a post: there is nothing to check yet."))
    if len(text) > MAX_STATEMENT:
        said = gettext("A statement has %(count)s characters at most: check one sentence at a time.")
        raise CheckError(said % {"count": MAX_STATEMENT})
    if not _says_something(text):
        raise CheckError(gettext("One word says nothing that can be checked: write a whole sentence."))
    return text


def first_day(origin: Origin) -> date:
    """The first day that is looked at: two weeks before it was said."""
    said = origin.post.published_at if origin.post else None
    today = timezone.now()
    day = min(said or today, today).astimezone(zone_of(Preferences.load())).date()
    return day - timedelta(days=DAYS)


def _says_something(text: str) -> bool:
    wide = sum(character >= "\u2e80" for character in text)
    return wide >= 2 * _LEAST + 1 or len(text.split()) >= _LEAST


def _vector(language: str, queries: dict[str, str]) -> bytes | None:
    vector = vector_of(language, queries)
    return vector.tobytes() if vector is not None else None
