"""Claims by who said them, how, when, and in articles with which words.

    speaker:トルヴァル stance:denies              what she denied, under any of her names
    speaker:"Ilse Torvald" since:2026-11-01 爆発    from November on, in articles with that word
    stance:alleges,reported on:2026-11           claimed or heard, in November

話し手: 言い方: mean the same as speaker: stance:, and 否定 the same as denies.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from kawaraban.desk.claims import standing
from kawaraban.desk.models import Claim, Speaker
from kawaraban.desk.search.backends import backend
from kawaraban.desk.search.query import MAX_CHARACTERS, Query, fold_spaces, parse

_OPERATOR = re.compile(
    r'(?<!\S)(?P<name>speaker|stance|on|since|until|話し手|言い方)[:：](?:"(?P<quoted>[^"]*)"?|(?P<plain>\S*))',
    re.IGNORECASE,
)
_NAMES = {"話し手": "speaker", "言い方": "stance"}
_DAY = re.compile(r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?$")
#: Stances by the words that people type for them; the first is the desk's own.
STANCES = {
    "says": ("says", "said", "述べた"),
    "insists": ("insists", "insisted", "強調", "強調した"),
    "alleges": ("alleges", "claims", "claimed", "主張", "主張した"),
    "reveals": ("reveals", "revealed", "found", "判明", "判明した", "明らかにした"),
    "denies": ("denies", "denied", "否定", "否定した"),
    "reported": ("reported", "hearsay", "伝聞", "とされる"),
}
_BY_WORD = {word: stance for stance, words in STANCES.items() for word in words}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of claims. `since` and `until` are both within. `odd` holds what was not understood, as typed."""

    speaker: str = ""
    stances: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    words: Query = field(default_factory=lambda: Query(()))
    odd: tuple[str, ...] = ()


def asked_of_claims(text: str) -> Asked | None:
    """What a query asks of claims; None where it names no speaker, stance or day, and so asks for texts."""
    folded = fold_spaces(text[:MAX_CHARACTERS])
    asked = Asked()
    rest, at = "", 0
    for part in _OPERATOR.finditer(folded):
        value = (part["quoted"] if part["quoted"] is not None else part["plain"]).strip()
        name = part["name"].lower()
        asked = _with(asked, _NAMES.get(name, name), value, part[0])
        rest, at = f"{rest}{folded[at : part.start()]} ", part.end()
    return replace(asked, words=parse(rest + folded[at:])) if at else None


def how_to_ask(odd: Sequence[str]) -> str:
    """One sentence on what was not understood, and what would be."""
    return gettext("%(odd)s is not understood: use stance:%(stances)s, or a day such as since:2026-11-21.") % {
        "odd": " ".join(odd),
        "stances": "|".join(STANCES),
    }


def _with(asked: Asked, name: str, value: str, typed: str) -> Asked:
    if name == "speaker" and value:
        return replace(asked, speaker=value)
    if name == "stance":
        words = [word for word in re.split("[,、，]", value.lower()) if word]
        if words and all(word in _BY_WORD for word in words):
            return replace(asked, stances=(*asked.stances, *(_BY_WORD[word] for word in words)))
    elif (days := _days(value)) is not None:
        if name == "on":
            return replace(asked, since=days[0], until=days[1])
        return replace(asked, since=days[0]) if name == "since" else replace(asked, until=days[1])
    return replace(asked, odd=(*asked.odd, typed))


def _days(value: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day; None where it is none."""
    match = _DAY.match(value)
    if match is None:
        return None
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        last_month = month or 12
        return first, date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None


def find_claims(asked: Asked) -> QuerySet[Claim]:
    """The claims that are meant, newest first. A speaker is meant under all the names that were joined."""
    found = standing().order_by(F("said_on").desc(), F("article_id").desc(), "position")
    if asked.speaker:
        found = found.filter(speaker__in=names_like(asked.speaker))
    if asked.stances:
        found = found.filter(stance__in=asked.stances)
    if asked.since:
        found = found.filter(said_on__gte=asked.since)
    if asked.until:
        found = found.filter(said_on__lte=asked.until)
    return found.filter(article__in=_articles_with(asked.words)) if asked.words else found


def names_like(words: str) -> QuerySet[Speaker]:
    """Every name of the speakers one of whose names has all these words in it."""
    named = Q()
    for word in words.split():
        named &= Q(name__iregex=re.escape(word))  # SQLite's LIKE minds the case of what is not ASCII: "торвальд"
    roots = Speaker.objects.filter(named).annotate(root=Coalesce("joined_id", "pk")).values("root")
    return Speaker.objects.filter(Q(pk__in=roots) | Q(joined__in=roots))


def _articles_with(words: Query) -> RawSQL:
    where, values = backend().found(words)
    # As in `search`: nothing a person typed is in this text.
    return RawSQL(f"SELECT d.article_id FROM desk_searchdocument d WHERE d.article_id IS NOT NULL AND {where}", values)  # noqa: S608,S611
