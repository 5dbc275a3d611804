"""What the desk's verbs print: rows, one an input or a hit, as `docs/command.md` has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone, translation

from kawaraban.desk import memory, network, pipeline, rendering, search, sources
from kawaraban.desk.models import Claim, Source
from kawaraban.desk.pipeline import intake
from kawaraban.desk.pipeline.run import all_steps
from kawaraban.desk.search.claims import asked_of_claims, find_claims, how_to_ask
from kawaraban.desk.sentences import DeskTrouble
from kawaraban.desk.ticker import Ticker
from kawaraban.translate import read_tmx

Row = dict[str, Any]


def follow(addresses: Sequence[str]) -> Iterator[Row]:
    """Follows what is behind each address."""
    with network.fetcher() as fetcher, translation.override("en"):
        for address in addresses:
            try:
                followed = sources.follow(address, fetcher)
            except sources.SourceError as error:
                yield {"address": address, "error": str(error)}
                continue
            source = followed.source
            row: Row = {"address": address, "source": source.pk, "kind": source.kind, "title": source.name}
            yield row if followed.created else row | {"already": True}


def keep(inputs: Sequence[str], urls: dict[str, str]) -> Iterator[Row]:
    """Takes in addresses and files; see `pipeline.intake.take_in`."""
    return intake.take_in(inputs, urls)


def found(query: str, limit: int) -> Iterator[Row]:
    """Hits of a search, best first; claims, newest first, where a speaker, a stance or a day is asked for."""
    if (asked := asked_of_claims(query)) is not None:
        if asked.odd:
            with translation.override("en"):
                raise DeskTrouble(how_to_ask(asked.odd))
        yield from map(_claim, find_claims(asked).select_related("article__outlet", "speaker")[:limit])
        return
    for hit in search.search(query, limit=limit).hits:
        named: Row = {"article": hit.article_id} if hit.article_id is not None else {"post": hit.post_id}
        yield named | {
            "title": hit.title.text,
            "snippet": hit.snippet.text,
            "source": hit.source,
            "published": hit.published.isoformat(),
            "language": hit.language,
            "score": hit.score,
        }


def _claim(claim: Claim) -> Row:
    article = claim.article
    return {
        "article": article.pk,
        "title": article.title,
        "snippet": claim.content_text,
        "source": article.outlet.name,
        "published": article.sort_at.isoformat(),
        "language": article.language,
        "score": search.IN_BODY,
        "claim": {
            "speaker": claim.speaker.name if claim.speaker else None,
            "source_text": claim.source_text,
            "stance": claim.stance,
            "said_on": claim.said_on.isoformat(),
            "via": [one["text"] for one in claim.via],
        },
    }


def poll(names: Sequence[str], everything: bool) -> Row:
    """Polls what is due, or the sources named, or all; then does what came of it. Answers a summary."""
    chosen = _sources(names, everything)
    steps = partial(all_steps, until=timezone.now(), sources=chosen)
    with Ticker():
        summary = pipeline.run_once(steps)
    return {
        "sources": len(summary.sources),
        "articles": len(summary.articles),
        "steps": summary.steps,
        "seconds": round(summary.seconds, 1),
        "failures": summary.failures(),
    }


def import_tmx(path: str, dry_run: bool, progress: Callable[[int], None]) -> Row:
    """Takes a file of pairs into the memory, then puts what it has beside the articles that are read already."""
    loaded = memory.load(read_tmx(path, origin=Path(path).name), dry_run=dry_run, progress=progress)
    row: Row = {"path": path, "pairs": loaded.pairs, "stored": loaded.stored, "kept": loaded.kept}
    if loaded.trouble:
        before = f" The {loaded.pairs} pairs before that are taken in." if loaded.pairs and not dry_run else ""
        row |= {"error": loaded.trouble + before}
    if dry_run:
        return row | {"dry_run": True}
    return row | {"rendered": rendering.render_all_from_memory() if loaded.stored else 0}


def _sources(names: Sequence[str], everything: bool) -> set[int] | None:
    """The ids of the sources meant; None for those that are due. Raises DeskTrouble for a name that is none."""
    if everything:
        return set(Source.objects.filter(paused_at=None).values_list("pk", flat=True))
    if not names:
        return None
    ids: set[int] = set()
    for name in names:
        meant = Q(name=name) | Q(address=name) | Q(site_address=name)
        if name.isascii() and name.isdigit():
            meant |= Q(pk=int(name))
        found = set(Source.objects.filter(meant).values_list("pk", flat=True))
        if not found:
            raise DeskTrouble(f"The desk follows no source named “{name}”: follow it first, or see the Sources page.")
        ids |= found
    return ids


def describe(row: Row) -> str:
    """A row of `follow` for people."""
    return f"{row['title']}: {row['kind']}" + (" (followed already)" if row.get("already") else "")


def describe_poll(row: Row) -> str:
    """The summary of `poll` for people."""
    steps = ", ".join(f"{number} {name}" for name, number in row["steps"].items()) or "nothing was due"
    lines = [f"{row['sources']} sources, {row['articles']} articles in {row['seconds']} s ({steps})", *row["failures"]]
    return "\n".join(lines)


def describe_imported(row: Row) -> str:
    """A row of `import` for people."""
    if row.get("dry_run"):
        return f"{row['pairs']} pairs: {row['stored']} would be stored, {row['kept']} give way to approvals made here"
    lines = f"{row['pairs']} pairs: {row['stored']} stored, {row['kept']} gave way to approvals made here"
    return f"{lines}; {row['rendered']} paragraphs and headlines rendered from the memory"


def describe_hit(row: Row) -> str:
    """A hit for people: three lines."""
    return f"{row['title']}\n  {row['source']} {row['published'][:10]} {row['language']}\n  {row['snippet']}"


def describe_kept(row: Row) -> str:
    """A row of `keep` for people."""
    return "\n".join([f"{row['articles']} articles", *row["skipped"]]) if "articles" in row else row["title"]
