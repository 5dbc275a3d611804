"""Which names are one speaker's: by the glossary, by how a name sounds in another script, and by Russian cases.

A name is looked at once, and again when a term with it changes. Names that a person took apart are left apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q
from django.utils import timezone

from kawaraban.attribute.declined import bearers, bears, same_person
from kawaraban.desk.models import Speaker, SpeakerJoin, Term
from kawaraban.desk.speakers.joining import apart_kept, one_at_a_time, settle
from kawaraban.translate.names import alike
from kawaraban.translate.names.sound import sounds

AT_ONCE = 200  # names looked at in one go
ALIKE = 0.8  # how alike two full names sound at the least; .75 is a usual transliteration, and here nobody looks first
ALIKE_SURNAME = 0.75  # and a surname alone, whose bearer must then be the only one
_KEY = 3  # consonants that two surnames must begin with alike, for their names to be held against each other
_MOST = 200  # names of one key that a name is held against, the newest first
_KINDS = (Term.Kind.PERSON, Term.Kind.ORGANISATION, Term.Kind.OUTLET)
_MOST_PARTS = 4  # of a person's name; what has more is a body's, or a description
_PARTS = re.compile(r"[\s・･＝=]+")
#: Scripts whose names can be heard; the others are joined by the glossary alone.
_HEARD = re.compile(r"[A-ZА-ЯЁァ-ヺ][A-Za-zА-Яа-яЁё.’'ァ-ヺー-]*$")

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
    with one_at_a_time():
        Speaker.objects.bulk_update(new, ["sound", "looked_at"])
        _join(new)
    return len(new)


def look_again(terms: Iterable[Term]) -> None:
    """Has the names that these terms write looked at again: the terms have come, or changed. One query."""
    names = {name for term in terms for name in _written(term) if name and term.kind in _KINDS}
    if names:
        Speaker.objects.filter(name__in=names).update(looked_at=None)


def key_of(name: str) -> str:
    """The consonants that a surname begins with, in classes that spelling does not tell apart; "" for what is no
    person's name, or cannot be heard."""
    parts = _parts(name)
    if not 0 < len(parts) <= _MOST_PARTS or not all(_HEARD.match(part) for part in parts):
        return ""
    surnames = {bearer.parts[-1] for bearer in bearers(" ".join(parts))} or {parts[-1]}
    return sounds(min(surnames, key=lambda surname: (len(surname), surname)))[0].classed[:_KEY]


def _join(new: Sequence[Speaker]) -> None:
    """Full names first, so that a surname finds its bearer's names as one speaker."""
    found = dict.fromkeys(_full_names(new) | _declined(new), SpeakerJoin.Why.SCRIPT)
    _store(new, found | dict.fromkeys(_by_glossary(new), SpeakerJoin.Why.GLOSSARY))
    _store(new, dict.fromkeys(_surnames(new), SpeakerJoin.Why.SCRIPT))


def _store(new: Sequence[Speaker], found: Mapping[Pair, SpeakerJoin.Why]) -> None:
    known = SpeakerJoin.objects.filter(Q(one__in=new) | Q(other__in=new)).values_list("one_id", "other_id")
    told = {_pair(*pair) for pair in known}  # also those that a person took apart
    wanted = [pair for pair in sorted(found) if pair not in told]
    joins = [SpeakerJoin(one_id=a, other_id=b, why=found[a, b]) for a, b in apart_kept(wanted)]
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


def _full_names(new: Sequence[Speaker]) -> set[Pair]:
    """Each new full name with the one of each other language that sounds most like it."""
    heard = _heard(new)
    return {
        _pair(one.pk, other.pk)
        for one in new
        if one.sound and _is_full(one)
        for other in _most_alike(one, [other for other in heard[one.sound] if _is_full(other)])
    }


def _declined(new: Sequence[Speaker]) -> set[Pair]:
    """Each new Russian name with the oldest that is the same in another case."""
    heard = _heard([one for one in new if one.language == "ru"])
    pairs = set()
    for one in new:
        others = heard.get(one.sound, ()) if one.language == "ru" else ()
        alike = [other.pk for other in others if other.language == "ru" and same_person(one.name, other.name)]
        if alike and (oldest := min(alike)) != one.pk:
            pairs.add(_pair(one.pk, oldest))
    return pairs


def _most_alike(one: Speaker, others: Sequence[Speaker]) -> list[Speaker]:
    best: dict[str, tuple[float, int, Speaker]] = {}
    for other in others:
        if other.language != one.language:
            score = alike(one.name, other.name, at_least=ALIKE)
            if score >= ALIKE and (score, other.pk) > best.get(other.language, (0.0, 0))[:2]:
                best[other.language] = (score, other.pk, other)
    return [other for _, _, other in best.values()]


def _surnames(new: Sequence[Speaker]) -> set[Pair]:
    """Surnames that stand alone, each with a full name, where only one speaker bears it."""
    keys = {one.pk for one in new}
    pairs = set()
    for names in _heard(new).values():
        full = [one for one in names if _is_full(one)]
        for one in names:
            bearers = [] if _is_full(one) else [other for other in full if _surnames_agree(one, other)]
            groups = {other.joined_id or other.pk for other in bearers}
            if len(groups) == 1 and (one.pk in keys or any(other.pk in keys for other in bearers)):
                pairs.add(_pair(one.pk, bearers[0].pk))
    return pairs


def _heard(new: Sequence[Speaker]) -> dict[str, list[Speaker]]:
    """The names, old and new, whose surnames begin like those of new ones; one query."""
    keys = {one.sound for one in new if one.sound}
    found: dict[str, list[Speaker]] = {key: [] for key in keys}
    for other in Speaker.objects.filter(sound__in=keys).order_by("-pk") if keys else ():
        if len(found[other.sound]) < _MOST:
            found[other.sound].append(other)
    return found


def _surnames_agree(one: Speaker, other: Speaker) -> bool:
    ours, theirs = _parts(one.name)[-1], _parts(other.name)[-1]
    if one.language == other.language:
        return ours == theirs or (one.language == "ru" and bears(ours, other.name))
    return alike(ours, theirs, at_least=ALIKE_SURNAME) >= ALIKE_SURNAME


def _is_full(one: Speaker) -> bool:
    return len(_parts(one.name)) > 1


def _parts(name: str) -> list[str]:
    return [part for part in _PARTS.split(name) if part]


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
