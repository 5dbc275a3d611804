"""The memory: approved pairs, found again by the digest of their source; loaded from TMX, grown by approvals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kawaraban.desk.glossary import terms_between
from kawaraban.desk.models import Article, MemoryEntry, Rendering
from kawaraban.desk.similar import similar_texts
from kawaraban.translate import MemoryPair, text_digest
from kawaraban.translate.memory import MemoryHit, hits

BATCH = 500
INDEX_EVERY = 32  # batches
#: How many earlier pairs an entry remembers, so that approvals can be undone one after the other.
MAX_REPLACED = 20


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the pairs of a file. `kept` counts those where an approval made on this desk stands instead."""

    pairs: int = 0
    stored: int = 0
    kept: int = 0


def load(
    pairs: Iterable[MemoryPair], *, dry_run: bool = False, progress: Callable[[int], None] | None = None
) -> Loaded:
    """Takes pairs into the memory, `BATCH` a transaction; of two for one text the later stands.

    What a person approved on this desk stands against any file. Loading a file again changes nothing. `progress` is
    called with the number of pairs taken in so far. What `pairs` raises passes through; the batches before it stay.
    """
    total = Loaded()
    for number, batch in enumerate(_batches(pairs), 1):
        entries = {(e.source_digest, e.source_language, e.target_language): e for e in map(_entry, batch)}
        with transaction.atomic():
            own = MemoryEntry.objects.filter(source_digest__in={key[0] for key in entries}, rendering__isnull=False)
            kept = {(e.source_digest, e.source_language, e.target_language) for e in own} & entries.keys()
            stored = [entry for key, entry in entries.items() if key not in kept]
            if not dry_run:
                MemoryEntry.objects.bulk_create(
                    stored,
                    update_conflicts=True,
                    unique_fields=["source_digest", "source_language", "target_language"],
                    update_fields=["source_text", "target_text", "origin", "made_at"],
                )
        total = Loaded(total.pairs + len(batch), total.stored + len(stored), total.kept + len(kept))
        if number % INDEX_EVERY == 0 and not dry_run:
            similar_texts().build()
        if progress:
            progress(total.pairs)
    return total


def _batches(pairs: Iterable[MemoryPair]) -> Iterator[list[MemoryPair]]:
    iterator = iter(pairs)
    while batch := list(islice(iterator, BATCH)):
        yield batch


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


def stamp(digest: str) -> int:
    """The first 31 bits of a source's digest: what the index of similar texts knows an entry's text by."""
    return int(digest[:8], 16) >> 1


def lookup(digests: Collection[str], target: str) -> dict[tuple[str, str], MemoryEntry]:
    """The pairs into a language whose source has one of these digests, by (source language, digest). One query."""
    if not digests:
        return {}
    found = MemoryEntry.objects.filter(source_digest__in=digests, target_language=target, deleted_at=None)
    return {(entry.source_language, entry.source_digest): entry for entry in found}


def suggest(text: str, source_language: str, target_language: str, limit: int = 5) -> list[MemoryHit]:
    """The remembered pairs that help to translate a text, best first: the very text, then those like it."""
    if not text.strip():
        return []
    alike = similar_texts().proposals(text, source_language, target_language)
    # By key alone: asked for the languages too, a database may read all the pairs between them.
    found = MemoryEntry.objects.filter(Q(source_digest=text_digest(text)) | Q(pk__in=alike), deleted_at=None)
    wanted = (source_language, target_language)
    rows = found.values_list("source_language", "target_language", "source_text", "target_text", "origin")
    pairs = [MemoryPair(*row) for row in rows if row[:2] == wanted]
    return hits(text, pairs, terms_between(*wanted), limit) if pairs else []


def holds(rendering: Rendering, source_language: str) -> bool:
    """Whether the memory offers this very rendering for the original it was made for."""
    return _entries(rendering, source_language).filter(target_text=rendering.text).exists()


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
    if created or (entry.rendering_id == rendering.pk and entry.target_text == rendering.text):
        return
    before = {
        "target_text": entry.target_text,
        "origin": entry.origin,
        "made_at": entry.made_at.isoformat(),
        "rendering": entry.rendering_id,
    }
    entry.replaced = [before, *entry.replaced][:MAX_REPLACED]
    for field, value in pair.items():
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
    entry.save()


def _entries(rendering: Rendering, source_language: str) -> Any:
    return MemoryEntry.objects.filter(
        source_digest=rendering.source_digest, source_language=source_language, target_language=rendering.language
    )
