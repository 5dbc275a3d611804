"""The memory: approved pairs, found again by the digest of their source; loaded from TMX, grown by approvals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kawaraban.desk.glossary import terms_between
from kawaraban.desk.models import Article, MemoryEntry, Rendering
from kawaraban.desk.similar import similar_texts
from kawaraban.translate import MemoryPair, TranslateError, text_digest
from kawaraban.translate.memory import MemoryHit, hits

BATCH = 500
_KEY = ["source_digest", "source_language", "target_language"]
INDEX_EVERY = 32  # batches
#: How many earlier pairs an entry remembers, so that approvals can be undone one after the other.
MAX_REPLACED = 20


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the pairs of a file.

    `kept` counts those where what a person approved, wrote or deleted on this desk stands instead. `trouble` is the
    sentence on what ended the file early; what came before it is taken in.
    """

    pairs: int = 0
    stored: int = 0
    kept: int = 0
    trouble: str = ""


def load(
    pairs: Iterable[MemoryPair], *, dry_run: bool = False, progress: Callable[[int], None] | None = None
) -> Loaded:
    """Takes pairs into the memory, `BATCH` a transaction; of two for one text the later stands.

    What a person did on this desk stands against any file. Loading a file again changes nothing. `progress` is called
    with the number of pairs taken in so far. A TranslateError of `pairs` ends it: see `Loaded.trouble`.
    """
    total = Loaded()
    troubles: list[TranslateError] = []
    for number, batch in enumerate(_batches(pairs, troubles), 1):
        stored, kept = _take_in(batch, dry_run)
        total = Loaded(total.pairs + len(batch), total.stored + stored, total.kept + kept)
        if number % INDEX_EVERY == 0 and not dry_run:
            similar_texts().build()
        if progress:
            progress(total.pairs)
    return replace(total, trouble=str(troubles[0])) if troubles else total


def _batches(pairs: Iterable[MemoryPair], troubles: list[TranslateError]) -> Iterator[list[MemoryPair]]:
    """The pairs by batches; what ends them early goes into `troubles`."""
    batch: list[MemoryPair] = []
    try:
        for pair in pairs:
            batch.append(pair)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except TranslateError as error:
        troubles.append(error)
    if batch:
        yield batch


def _take_in(batch: list[MemoryPair], dry_run: bool) -> tuple[int, int]:
    """How many were stored, and how many gave way to what a person did here."""
    entries = {_key(entry): entry for entry in map(_entry, batch)}
    with transaction.atomic():
        # Locked until the end: an approval of one of them waits, and then has the last word.
        rows = MemoryEntry.objects.select_for_update().filter(source_digest__in={key[0] for key in entries})
        standing = {_key(row): row for row in rows.defer("source_text", "target_text").order_by("pk")}
        kept = {key for key, row in standing.items() if key in entries and _is_persons(row)}
        if not dry_run:
            known = [entry for key, entry in entries.items() if key in standing and key not in kept]
            fresh = [entry for key, entry in entries.items() if key not in standing]
            columns = ["source_text", "target_text", "origin", "made_at"]
            MemoryEntry.objects.bulk_create(known, update_conflicts=True, unique_fields=_KEY, update_fields=columns)
            # One that was approved since the look above stands.
            MemoryEntry.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(entries) - len(kept), len(kept)


def _key(entry: MemoryEntry) -> tuple[str, str, str]:
    return entry.source_digest, entry.source_language, entry.target_language


def _is_persons(entry: MemoryEntry) -> bool:
    """Whether a person made the pair here, or put it away: no file changes that."""
    return entry.rendering_id is not None or entry.person_id is not None or entry.deleted_at is not None


def _entry(pair: MemoryPair) -> MemoryEntry:
    return MemoryEntry(
        source_language=pair.source_language,
        target_language=pair.target_language,
        source_text=pair.source,
        target_text=pair.target,
        source_digest=(digest := text_digest(pair.source)),
        stamp=stamp(digest),
        origin=pair.origin[:200],
        made_at=pair.made_at or timezone.now(),
    )


def pairs() -> Iterator[MemoryPair]:
    """All pairs in use, oldest first; not all in memory at a time."""
    rows = MemoryEntry.objects.filter(deleted_at=None).order_by("pk")
    columns = ("source_language", "target_language", "source_text", "target_text", "origin", "made_at")
    return (MemoryPair(*row) for row in rows.values_list(*columns).iterator(chunk_size=BATCH))


def stamp(digest: str) -> int:
    """The first 31 bits of a source's digest: what the index of similar texts knows an entry's text by."""
    return int(digest[:8], 16) >> 1


def lookup(digests: Collection[str], target: str) -> dict[tuple[str, str], MemoryEntry]:
    """The pairs into a language whose source has one of these digests, by (source language, digest). One query."""
    if not digests:
        return {}
    found = MemoryEntry.objects.filter(source_digest__in=digests, target_language=target, deleted_at=None)
    return {(entry.source_language, entry.source_digest): entry for entry in found}


def in_other_languages(text: str, language: str) -> dict[str, str]:
    """What the memory has for a text in each language that it has it in. One query."""
    found = MemoryEntry.objects.filter(source_digest=text_digest(text), source_language=language, deleted_at=None)
    return dict(found.values_list("target_language", "target_text"))


def suggest(text: str, source_language: str, target_language: str, limit: int = 5) -> list[MemoryHit]:
    """The remembered pairs that help to translate a text, best first: the very text, then those like it."""
    if not text.strip():
        return []
    alike = similar_texts().proposals(text, source_language, target_language)
    wanted = (source_language, target_language)
    pairs = [
        pair for pair in _fetched(alike, text_digest(text)) if (pair.source_language, pair.target_language) == wanted
    ]
    return hits(text, pairs, terms_between(*wanted), limit) if pairs else []


def _fetched(keys: Sequence[int], digest: str) -> list[MemoryPair]:
    """The pairs in use that have one of these keys, or a source with this digest. One query.

    By key alone: asked for the languages too, a database may read all the pairs between them. Written out, since an
    editor asks at every paragraph, and making the statement took longer than answering it.
    """
    places = ", ".join(["%s"] * len(keys)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source_language, target_language, source_text, target_text, origin "  # noqa: S608 - signs alone
            f"FROM desk_memoryentry WHERE deleted_at IS NULL AND (id IN ({places}) OR source_digest = %s)",
            [*keys, digest],
        )
        return [MemoryPair(*row) for row in cursor.fetchall()]


def holds(rendering: Rendering, source_language: str) -> bool:
    """Whether the memory offers this very rendering for the original it was made for."""
    return _entries(rendering, source_language).filter(target_text=rendering.text, deleted_at=None).exists()


def remember(rendering: Rendering, article: Article, source_text: str) -> None:
    """The approved rendering's pair becomes the one that the memory offers; the pair it replaces is kept behind it.

    To be called inside the transaction that approves it.
    """
    pair: dict[str, Any] = {
        "source_text": source_text,
        "target_text": rendering.text,
        "origin": article.title[:200],
        "made_at": rendering.made_at,
        "person_id": rendering.person_id,
        "rendering": rendering,
    }
    entry, created = MemoryEntry.objects.select_for_update().get_or_create(
        source_digest=rendering.source_digest,
        source_language=article.language,
        target_language=rendering.language,
        defaults={**pair, "stamp": stamp(rendering.source_digest)},
    )
    stands = entry.rendering_id == rendering.pk and entry.target_text == rendering.text and entry.deleted_at is None
    if not created and not stands:
        _replace(entry, **pair, deleted_at=None)


def correct(entry: MemoryEntry, target_text: str, person: AbstractBaseUser) -> None:
    """A person writes another translation for a pair; what it was is kept behind it. The same text changes nothing."""
    if target_text != entry.target_text:
        _replace(entry, target_text=target_text, person_id=person.pk, rendering=None, made_at=timezone.now())


def delete(entry: MemoryEntry) -> None:
    """The pair is offered no more. It is kept, and no file brings it back."""
    entry.deleted_at = timezone.now()
    entry.save(update_fields=["deleted_at"])


def take_back(entry: MemoryEntry) -> None:
    """Undoes what was done last to a pair: its deletion, else its last correction."""
    if entry.deleted_at is not None:
        entry.deleted_at = None
        entry.save(update_fields=["deleted_at"])
    elif entry.replaced:
        _restore(entry)


def _replace(entry: MemoryEntry, **changes: Any) -> None:
    """Stores the changes, with the pair as it was behind them."""
    before = {
        "target_text": entry.target_text,
        "origin": entry.origin,
        "made_at": entry.made_at.isoformat(),
        "rendering": entry.rendering_id,
        "person": entry.person_id,
        "deleted": entry.deleted_at is not None,
    }
    entry.replaced = [before, *entry.replaced][:MAX_REPLACED]
    for field, value in changes.items():
        setattr(entry, field, value)
    entry.save()


def forget(rendering: Rendering, source_language: str) -> None:
    """Takes back what the approval of this rendering put into the memory: the pair before it stands again, if any.

    A pair from elsewhere, or from a later approval of another article's, stays. Inside the caller's transaction.
    """
    entry = _entries(rendering, source_language).select_for_update().first()
    if entry is None:
        return
    if entry.rendering_id != rendering.pk:
        entry.replaced = [before for before in entry.replaced if before["rendering"] != rendering.pk]
        entry.save(update_fields=["replaced"])
    elif entry.target_text == rendering.text:
        _restore(entry)


def _restore(entry: MemoryEntry) -> None:
    if not entry.replaced:
        entry.delete()
        return
    before, *entry.replaced = entry.replaced
    entry.target_text, entry.origin = before["target_text"], before["origin"]
    entry.made_at = parse_datetime(before["made_at"]) or timezone.now()
    entry.rendering = Rendering.objects.filter(pk=before["rendering"]).first()  # its article may be gone
    entry.person = get_user_model().objects.filter(pk=before["person"]).first()
    entry.deleted_at = timezone.now() if before["deleted"] else None
    entry.save()


def _entries(rendering: Rendering, source_language: str) -> Any:
    return MemoryEntry.objects.filter(
        source_digest=rendering.source_digest, source_language=source_language, target_language=rendering.language
    )
