"""What a person says of claims: this one otherwise, one more, none at all; each can be undone, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from kawaraban.attribute.naming import Named, named
from kawaraban.desk.claims.finding import Texts, find
from kawaraban.desk.claims.speakers import forget_silent, speakers
from kawaraban.desk.claims.storing import carry, mark_of, published_on, tell_again, texts_of
from kawaraban.desk.claims.texts import Words
from kawaraban.desk.models import Article, Claim, Speaker, Version
from kawaraban.desk.pipeline.step import clean

MAX_SPEAKER, MAX_CUE, MAX_CONTENT = 300, 300, 10_000  # code points
MAX_CHAIN = 8  # sources between the article and the speaker
_QUOTES = '“"«「『„'
_KEPT = (
    "version_id is_unnamed source cue content source_text cue_text content_text quotation stance via mark maker "
    "person_id replaces is_withdrawn"
).split()


class ClaimError(Exception):
    """What stands in the way; `str(error)` is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as a person tells it. `source` are the text's words for the speaker, `via` who stands between them and
    the article, nearest to the speaker first; None leaves what is known. `cue_at`, `content_at` and `source_at` say
    where the words were selected, or about where."""

    speaker: str
    stance: str
    cue: str
    content: str
    is_unnamed: bool = False
    source: str | None = None
    via: tuple[str, ...] | None = None
    cue_at: Words | None = None
    content_at: Words | None = None
    source_at: Words | None = None


def correct(article: Article, pk: int, told: Told, person: User) -> Claim:
    """Puts a claim right. Raises ClaimError."""
    with _held(article) as version:
        claim = _claim(article, pk)
        _remember(claim)
        before = claim.speaker_id
        _tell(claim, version, told, person)
        claim.save()
        _let_go(before)
    return claim


def add(article: Article, told: Told, person: User) -> Claim:
    """A claim that nobody found. Raises ClaimError."""
    with _held(article) as version:
        last = article.claims.aggregate(last=Max("position"))["last"]
        claim = Claim(
            article=article,
            position=0 if last is None else last + 1,
            said_on=published_on(version, article),
            quotation="indirect",
            maker=Claim.Maker.PERSON,
        )
        _tell(claim, version, told, person)
        claim.save()
    return claim


def withdraw(article: Article, pk: int, person: User) -> Claim:
    """Says that it is no claim. Raises ClaimError."""
    with _held(article):
        claim = _claim(article, pk)
        _remember(claim)
        _sign(claim, person)
        claim.is_withdrawn = True
        claim.save()
    return claim


def undo(article: Article, pk: int) -> Claim | None:
    """Takes a person's last change of a claim back; None where nothing is left of it. Raises ClaimError."""
    with _held(article) as version:
        claim = _claim(article, pk)
        if claim.maker != Claim.Maker.PERSON:
            raise ClaimError(gettext("Nobody changed this claim: there is nothing to undo."))
        last = claim.speaker_id
        if not claim.past:
            claim.delete()
            _let_go(last)
            return None
        before = claim.past.pop()
        if before["maker"] == Claim.Maker.MACHINE and before["version_id"] != version.pk:
            # What the machine found stood in another text: it reads this one again.
            claim.delete()
            Version.objects.filter(pk=version.pk).update(attributed=0)
            _let_go(last)
            return None
        for name in _KEPT:
            setattr(claim, name, before[name])
        claim.speaker = _speaker_again(before, article.language)
        claim.changed_at = parse_datetime(before["changed_at"]) if before["changed_at"] else None
        texts = texts_of({claim.version_id, version.pk})
        carry(claim, texts.get(claim.version_id, {}), version, texts[version.pk])
        claim.save()
        _let_go(last)
    return claim


@contextmanager
def _held(article: Article) -> Iterator[Version]:
    """The article's version as it is by now (the article gets it), kept meanwhile from being followed by another, and
    from being read again: what is told of a text that was left behind would stand nowhere."""
    with transaction.atomic():
        held = Article.objects.select_for_update(no_key=True).filter(pk=article.pk)
        now = held.values_list("version_id", flat=True).first()
        version = Version.objects.select_for_update().filter(pk=now).first()
        if version is None:
            raise ClaimError(gettext("This article has not been read yet: come back in a moment."))
        article.version = version
        yield version
        tell_again([article.pk])


def _claim(article: Article, pk: int) -> Claim:
    claim = article.claims.select_for_update().filter(pk=pk).first()
    if claim is None:
        raise ClaimError(gettext("The text was gone through again meanwhile: look at the claim as it is now."))
    return claim


def _remember(claim: Claim) -> None:
    kept = {name: getattr(claim, name) for name in _KEPT}
    kept["speaker_name"] = claim.speaker.name if claim.speaker else ""  # speakers who say nothing are taken away
    claim.past = [*claim.past, kept | {"changed_at": claim.changed_at.isoformat() if claim.changed_at else ""}]


def _let_go(speaker: int | None) -> None:
    """Where a claim went to another speaker, takes away whom nothing is left of."""
    forget_silent({speaker} if speaker else ())


def _speaker_again(before: dict[str, Any], language: str) -> Speaker | None:
    name = before["speaker_name"]
    return speakers([(language, Named(name))])[language, name] if name else None


def _sign(claim: Claim, person: User) -> None:
    if claim.maker == Claim.Maker.MACHINE:
        claim.replaces = claim.mark
    claim.maker, claim.person, claim.changed_at = Claim.Maker.PERSON, person, timezone.now()


def _tell(claim: Claim, version: Version, told: Told, person: User) -> None:
    """Writes what a person tells on a claim (not yet saved)."""
    if told.stance not in Claim.Stance.values:
        raise ClaimError(gettext("Choose how it was said."))
    _sign(claim, person)
    claim.stance, claim.is_withdrawn = told.stance, False
    if told.via is not None:
        claim.via = [{"text": words} for words in told.via]
    _place(claim, version, told)
    _name(claim, told)


def _place(claim: Claim, version: Version, told: Told) -> None:
    """Finds the words that were told in the text; those that were not changed stay where they are."""
    texts = texts_of({version.pk})[version.pk]
    stays = claim.version_id == version.pk
    if not stays or not _same(told.content, claim.content_text) or told.content_at is not None:
        at = _found(told.content, texts, told.content_at or _first(claim.content))
        claim.content, claim.content_text = [at.point], told.content
        claim.quotation = "direct" if told.content[:1] in _QUOTES else "indirect"
    near = _first(claim.cue) or _first(claim.content)
    if not told.cue:
        claim.cue, claim.cue_text = [], ""
    elif not stays or not _same(told.cue, claim.cue_text) or told.cue_at is not None:
        claim.cue, claim.cue_text = [_found(told.cue, texts, told.cue_at or near).point], told.cue
    if told.source == "":
        claim.source, claim.source_text = [], ""
    elif told.source and (not stays or not _same(told.source, claim.source_text) or told.source_at is not None):
        at = _found(told.source, texts, told.source_at or _first(claim.source) or near)
        claim.source, claim.source_text = [at.point], told.source
    claim.version, claim.is_lost = version, False
    claim.mark = mark_of(claim.cue_text, claim.content_text)


def _same(words: str, others: str) -> bool:
    return words.split() == others.split()


def _first(points: list[list[str | int]]) -> Words | None:
    return Words.of(points[0]) if points else None


def _found(words: str, texts: Texts, near: Words | None) -> Words:
    found = find(words, texts, near or Words("", 0, 0))
    if found is None:
        shown = words if len(words) <= 40 else words[:39] + "…"
        raise ClaimError(gettext("“%(words)s” is nowhere in the original: select the words there.") % {"words": shown})
    return found


def _name(claim: Claim, told: Told) -> None:
    """Who speaks, by the name that was told; else by the words that were marked in the text, but for "No name"."""
    language = claim.article.language
    words = told.speaker or ("" if told.is_unnamed else told.source or "")
    one = named(words, language)
    claim.is_unnamed = told.is_unnamed and one is None
    if one is None:
        claim.speaker = None
    elif claim.speaker is None or claim.speaker.name != words:
        claim.speaker = speakers([(language, one)]).get((language, one.name))


def told_of(fields: dict[str, str]) -> Told:
    """What a form says: `speaker`, `stance`, `cue`, `content`, `source`, `unnamed`, `via` with a source a line, and
    `cue_at`, `content_at`, `source_at` as "PID:START"."""

    def words(name: str, most: int) -> str:
        return clean(fields.get(name, "").replace("\r\n", "\n").strip(), most)

    content = words("content", MAX_CONTENT)
    if not content:
        raise ClaimError(gettext("Say what was said: select it in the original."))
    passed_on = [clean(line.strip(), MAX_SPEAKER) for line in fields.get("via", "").splitlines() if line.strip()]
    if len(passed_on) > MAX_CHAIN:
        raise ClaimError(gettext("Name at most %(most)d sources, one a line.") % {"most": MAX_CHAIN})
    return Told(
        speaker=words("speaker", MAX_SPEAKER),
        stance=fields.get("stance", ""),
        cue=words("cue", MAX_CUE),
        content=content,
        is_unnamed=bool(fields.get("unnamed")),
        source=words("source", MAX_SPEAKER) if "source" in fields else None,
        via=tuple(passed_on) if "via" in fields else None,
        cue_at=_at(fields.get("cue_at", "")),
        content_at=_at(fields.get("content_at", "")),
        source_at=_at(fields.get("source_at", "")),
    )


def _at(given: str) -> Words | None:
    pid, _, start = given.rpartition(":")
    return Words(pid, int(start), int(start)) if pid and start.isdecimal() and len(start) < 9 else None
