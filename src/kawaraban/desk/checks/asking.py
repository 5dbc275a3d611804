"""A statement in every language that is searched: its own words, and what the desk's engines make of them."""

from __future__ import annotations

from django.db.models.functions import Lower

from kawaraban.desk import engines
from kawaraban.desk.models import Preferences, Source
from kawaraban.translate import Job, TranslateError
from kawaraban.translate.engines import translate_job

MOST_LANGUAGES = 8


def languages() -> list[str]:
    """The languages that the desk follows, with the readers' own first."""
    followed = Source.objects.exclude(language="").values_list(Lower("language"), flat=True).distinct()
    short = sorted({language.partition("-")[0] for language in followed})
    return list(dict.fromkeys([Preferences.load().language, *short]))[:MOST_LANGUAGES]


def queries_of(statement: str, language: str) -> dict[str, str]:
    """The statement by language, in its own first; a language that no engine leads to is left out.

    Articles in such a language are still found by their vectors, and by names and numbers.
    """
    preferences, found = Preferences.load(), {language: statement}
    for other in languages():
        choice = engines.configured(language, other, preferences) if language and other != language else None
        if choice is None:
            continue
        try:
            (made,) = translate_job(choice, Job((statement,)))
        except TranslateError:
            continue  # the settings page says what is wrong with it
        if not made.fault and made.text.strip():
            found[other] = made.text.strip()
    return found
