"""Claims as a worker found them -> rows, beside what people said of the same text.

A machine's claims are made anew each time a text is read. A person's stay: they are found again in the new text by
their paragraph and words, or are marked lost. What a person put right or withdrew the machine does not say again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from django.db.models import F, QuerySet

from kawaraban import attribute
from kawaraban.attribute.dates import first_day
from kawaraban.desk.claims.finding import Texts, find_again
from kawaraban.desk.claims.speakers import Named, forget_silent, speaker_of, speakers
from kawaraban.desk.claims.texts import TextMap, words_at
from kawaraban.desk.models import Article, Claim, Paragraph, Story, Version
from kawaraban.desk.pipeline.step import clean

_BATCH = 500
_AGAIN = ("version", "position", "source", "cue", "content", "is_lost")


@dataclass(frozen=True, slots=True)
class Read:
    """The claims of one version; `text` is what they were found in. `version.article` is loaded."""

    version: Version
    text: TextMap
    claims: Sequence[attribute.Claim]

    @property
    def article(self) -> Article:
        return self.version.article


def standing() -> QuerySet[Claim]:
    """The claims that count: in the text as it is now, and not withdrawn."""
    return Claim.objects.filter(is_withdrawn=False, is_lost=False)


def waiting() -> QuerySet[Version]:
    """The versions to find claims in: those that articles stand at, read by older rules or by none yet."""
    return Version.objects.filter(attributed__lt=attribute.RULES, article__version=F("pk"))


def published_on(version: Version, article: Article) -> date:
    """The day a version's article was published, as the page dates it: where the page is, not here."""
    try:
        return date.fromisoformat(version.published[:10])
    except ValueError:
        at: datetime = article.published_at or article.listed_at
        return at.astimezone(UTC).date()


def mark_of(cue: str, content: str) -> str:
    """By which a claim is known again: the digest of its words, white space aside."""
    return sha256("\0".join(" ".join(words.split()) for words in (cue, content)).encode()).hexdigest()


def store(batch: Sequence[Read]) -> None:
    """Stores the claims of versions that are their articles' current ones, and notes by which rules they were found.

    Within a transaction that holds the versions' rows. About fifteen queries for a batch.
    """
    articles = [read.version.article_id for read in batch]
    by_people = _by_people(articles)
    # All of the texts: a person may have found a claim where the machine does not look, in a heading or a table.
    told_of = {read.version.pk for read in batch if read.version.article_id in by_people}
    texts = texts_of(told_of | {claim.version_id for claims in by_people.values() for claim in claims})
    by_machine = Claim.objects.filter(article__in=articles, maker=Claim.Maker.MACHINE)
    before = set(by_machine.exclude(speaker=None).values_list("speaker_id", flat=True).distinct().order_by())
    by_machine.delete()
    made: list[tuple[Claim, Named | None]] = []
    kept: list[Claim] = []
    for read in batch:
        theirs = by_people.get(read.version.article_id, [])
        now = texts.get(read.version.pk, {})
        for claim in theirs:
            carry(claim, texts.get(claim.version_id, {}), read.version, now)
        new = _unanswered(_rows(read), theirs)
        _number([*theirs, *(claim for claim, _ in new)], list(now) or [pid for pid, _ in read.text.paragraphs])
        made += new
        kept += theirs
    known = speakers((claim.article.language, name) for claim, name in made if name is not None)
    for claim, name in made:
        claim.speaker = known.get((claim.article.language, name.name)) if name is not None else None
    Claim.objects.bulk_create([claim for claim, _ in made], batch_size=_BATCH)
    Claim.objects.bulk_update(kept, _AGAIN, batch_size=_BATCH)
    forget_silent(before - {one.pk for one in known.values()})
    # Of the older versions nobody asks any more.
    Version.objects.filter(article__in=articles).update(attributed=attribute.RULES)
    tell_again(articles)


def tell_again(articles: Collection[int]) -> None:
    """Says that what the reports of these articles' stories claim is to be gone through anew."""
    Story.objects.filter(placings__article__in=articles).update(told_at=None)


def _by_people(articles: Sequence[int]) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = {}
    for claim in Claim.objects.filter(article__in=articles, maker=Claim.Maker.PERSON):
        found.setdefault(claim.article_id, []).append(claim)
    return found


def texts_of(versions: Iterable[int]) -> dict[int, dict[str, str]]:
    """The paragraphs of these versions, by version and pid; one query, and none for no version."""
    found: dict[int, dict[str, str]] = {}
    rows = Paragraph.objects.filter(version__in=versions).order_by("version", "position") if versions else ()
    for paragraph in rows:
        found.setdefault(paragraph.version_id, {})[paragraph.pid] = paragraph.text
    return found


def carry(claim: Claim, before: Texts, version: Version, now: Texts) -> None:
    """Moves a person's claim (not yet saved) to a version, where its words are still there; else it is lost."""
    if claim.version_id == version.pk:
        claim.is_lost = False
        return
    cue, content = find_again(claim.cue, before, now), find_again(claim.content, before, now)
    claim.is_lost = cue is None or content is None
    if cue is not None and content is not None:
        claim.cue, claim.content = cue, content
        claim.source = find_again(claim.source, before, now) or []
        claim.version = version


def _rows(read: Read) -> list[tuple[Claim, Named | None]]:
    """What the machine found, as rows not yet saved, and who said it. What somebody is said to think is left out:
    nobody said it."""
    texts = dict(read.text.paragraphs)
    published = published_on(read.version, read.article)
    whom = {span: found.speaker for found in read.claims for span in found.source[:1]}
    rows = ((_row(found, read, texts, published, whom), found) for found in read.claims if found.act == "speech")
    language = read.article.language
    return [(row, speaker_of(found, row.source_text, language)) for row, found in rows]


def _row(
    found: attribute.Claim,
    read: Read,
    texts: Mapping[str, str],
    published: date,
    whom: Mapping[attribute.Span, str],
) -> Claim:
    """`whom` is who is meant by the sources, by their words: of a chain "she" alone would say nothing."""
    source, cue, content = (read.text.points(spans) for spans in (found.source, found.cue, found.content))
    cue_text, content_text = words_at(cue, texts), words_at(content, texts)
    return Claim(
        article=read.article,
        version=read.version,
        position=0,
        is_unnamed=found.unnamed,
        source=source,
        cue=cue,
        content=content,
        source_text=words_at(source, texts),
        cue_text=cue_text,
        content_text=content_text,
        quotation=found.quotation,
        stance=found.stance,
        via=[{"text": clean(whom.get(via.span) or via.text, 300)} for via in found.via],
        when_text=clean(found.when.text, 200) if found.when else "",
        when_value=clean(found.when.value, 60) if found.when else "",
        said_on=(first_day(found.when.value) if found.when else None) or published,
        rule=found.rule[:60],
        is_coarse=found.coarse,
        mark=mark_of(cue_text, content_text),
    )


def _unanswered(
    found: Sequence[tuple[Claim, Named | None]], by_people: Iterable[Claim]
) -> list[tuple[Claim, Named | None]]:
    """What the machine found, without that of which a person said already what to make of it: the claim of the very
    words, or, where newer rules cut it otherwise, of the same cue."""
    answered: set[int] = set()
    for other in by_people:
        same = {place for place, (claim, _) in enumerate(found) if claim.mark in {other.mark, other.replaces}}
        here = set() if other.is_lost else {place for place, (claim, _) in enumerate(found) if _overlap(claim, other)}
        # "No," he said. "No," he said: a person who withdrew one of them said nothing of the other.
        answered |= (same & here) or same
        if other.replaces:
            answered |= here
    return [row for place, row in enumerate(found) if place not in answered]


def _overlap(one: Claim, other: Claim) -> bool:
    """Whether the cues do, or the contents of claims without one."""
    some, others = (one.cue, other.cue) if one.cue and other.cue else (one.content, other.content)
    return any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in some for b in others)


def _number(claims: list[Claim], pids: Sequence[str]) -> None:
    """Gives claims (not yet saved) their places: in the order of their cues; what is lost comes last."""
    places = {pid: number for number, pid in enumerate(pids)}

    def place(claim: Claim) -> tuple[bool, int, int]:
        pid, start, _ = (claim.cue or claim.content or [["", 0, 0]])[0]
        return claim.is_lost, places.get(pid, 0), start

    claims.sort(key=place)
    for number, claim in enumerate(claims):
        claim.position = number
