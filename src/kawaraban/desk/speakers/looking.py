"""Which names are one speaker's: by the glossary, and by how a name sounds in another script.

A name is looked at once, and again when a term with it changes. Names that a person took apart are left apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kawaraban.desk.models import Speaker, SpeakerJoin, Term
from kawaraban.desk.speakers.joining import settle
from kawaraban.translate.names import alike
from kawaraban.translate.names.sound import sounds

AT_ONCE = 200  # names looked at in one go
ALIKE = 0.8  # how alike two full names sound at the least; .75 is a usual transliteration, and here nobody looks first
_KEY = 3  # consonants that two names must begin with alike, to be held against each other
_MOST = 200  # names of one key that a name is held against, the newest first
_KINDS = (Term.Kind.PERSON, Term.Kind.ORGANISATION, Term.Kind.OUTLET)
_PARTS = re.compile(r"[\s・･＝=]+")
#: Scripts whose names can be heard; the others are joined by the glossary alone.
_HEARD = re.compile(r"[A-Za-zА-Яа-яЁёァ-ヺ]")

Pair = tuple[int, int]


def look_at_new_names() -> int:
    """Joins names that were not looked at yet with those of other languages; how many were looked at.

    Meant to be called about once a minute. One question where there is nothing to do, about ten where there is.
    """
    new = list(Speaker.objects.filter(looked_at=None).order_by("pk")[:AT_ONCE])
    if not new:
        return 0
    for one in new:
        one.sound, one.looked_at = key_of(one.name), timezone.now()
    with transaction.atomic():
        Speaker.objects.bulk_update(new, ["sound", "looked_at"])
        _join(new)
    return len(new)


def look_again(terms: Iterable[Term]) -> None:
    """Has the names that these terms write looked at again: the terms have come, or changed. One query."""
    names = {name for term in terms for name in _written(term) if name and term.kind in _KINDS}
    if names:
        Speaker.objects.filter(name__in=names).update(looked_at=None)


def key_of(name: str) -> str:
    """The consonants that a full name begins with, in classes that spelling does not tell apart; "" for other names."""
    parts = [part for part in _PARTS.split(name) if part]
    if len(parts) < 2 or not all(_HEARD.match(part) for part in parts):
        return ""
    heard = sounds(name)
    return heard[0].classed[:_KEY] if heard else ""


def _join(new: Sequence[Speaker]) -> None:
    found = dict.fromkeys(_by_sound(new), SpeakerJoin.Why.SCRIPT) | dict.fromkeys(
        _by_glossary(new), SpeakerJoin.Why.GLOSSARY
    )
    known = SpeakerJoin.objects.filter(Q(one__in=new) | Q(other__in=new)).values_list("one_id", "other_id")
    told = {_pair(*pair) for pair in known}  # also those that a person took apart
    joins = [SpeakerJoin(one_id=a, other_id=b, why=why) for (a, b), why in sorted(found.items()) if (a, b) not in told]
    SpeakerJoin.objects.bulk_create(joins)
    settle({key for join in joins for key in (join.one_id, join.other_id)})


def _by_glossary(new: Sequence[Speaker]) -> set[Pair]:
    """Names that a term writes in two languages."""
    names = {one.name for one in new}
    terms = [term for term in Term.objects.filter(kind__in=_KINDS, deleted_at=None) if names & set(_written(term))]
    if not terms:
        return set()
    known: dict[tuple[str, str], int] = {
        (language, name): key
        for key, language, name in Speaker.objects.filter(
            name__in={name for term in terms for name in _written(term)}
        ).values_list("pk", "language", "name")
    }
    pairs = set()
    for term in terms:
        ours = [known.get((term.source_language, name)) for name in (term.source, *term.variants)]
        theirs = [known.get((term.target_language, name)) for name in (term.target, *term.accepted)]
        pairs |= {_pair(a, b) for a in ours for b in theirs if a is not None and b is not None and a != b}
    return pairs


def _written(term: Term) -> tuple[str, ...]:
    return (term.source, *term.variants, term.target, *term.accepted)


def _by_sound(new: Sequence[Speaker]) -> set[Pair]:
    """For each new name the one of each other language that sounds most like it."""
    keys = {one.sound for one in new if one.sound}
    others = defaultdict(list)
    for other in Speaker.objects.filter(sound__in=keys).order_by("-pk") if keys else ():
        if len(others[other.sound]) < _MOST:
            others[other.sound].append(other)
    pairs = set()
    for one in new:
        best: dict[str, tuple[float, int]] = {}
        for other in others.get(one.sound, ()):
            if other.language == one.language:
                continue
            score = alike(one.name, other.name, at_least=ALIKE)
            if score >= ALIKE:
                best[other.language] = max(best.get(other.language, (0.0, 0)), (score, other.pk))
        pairs |= {_pair(one.pk, key) for _, key in best.values()}
    return pairs


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
