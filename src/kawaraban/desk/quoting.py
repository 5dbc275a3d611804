"""Quotations of the desk's articles: as they stand now, and what changed at the outlets since they were published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from kawaraban.desk import engines
from kawaraban.desk.models import Article, Paragraph, Preferences, Rendering, RenderingRevision, Version
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.outlets import facts_of
from kawaraban.desk.outlets.quoted import frozen_facts
from kawaraban.desk.people import name_of
from kawaraban.keep import changed_words
from kawaraban.publish import (
    Change,
    CheckBlock,
    Quotation,
    QuoteBlock,
    QuotedParagraph,
    block_of,
    format_block,
    quote_blocks,
)
from kawaraban.publish.blocks import MAX_PARAGRAPHS
from kawaraban.translate import text_digest
from kawaraban.translate.memory import similarity

_MAX_WORDS = 3  # changed words shown under a quotation
_MAX_WORD = 80  # characters of each
_STILL_LIKE = 0.5  # of an engine's text: a person who left less of it than that wrote their own
_Made = Rendering | RenderingRevision


def zone_of(preferences: Preferences) -> ZoneInfo:
    """The blog's zone; UTC where the name that was chosen is not known on this machine."""
    try:
        return ZoneInfo(preferences.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def quotations_of(body: str, preferences: Preferences) -> dict[str, Quotation]:
    """The quotations that a post's Markdown names, as the desk has them now, by their keys.

    Those whose article, version or paragraphs the desk does not have are left out. At most seven queries, however many
    the quotations. Raises PublishError for a body without measure.
    """
    blocks = quote_blocks(body)
    if not blocks:
        return {}
    versions = _versions(blocks)
    paragraphs = _paragraphs(versions.values(), blocks)
    renderings = _Renderings(versions.values(), preferences)
    known = facts_of(version.article.outlet for version in versions.values())
    found = {}
    with translation.override(preferences.language):
        for block in blocks:
            version = versions.get((block.article, block.version))
            texts = [paragraphs.get((version.pk, number)) for number in block.paragraphs] if version else []
            if version is not None and None not in texts:
                quotation = _quotation(block, version, [text for text in texts if text], renderings, preferences)
                found[block.key] = replace(quotation, outlet_facts=frozen_facts(known.get(version.article.outlet_id)))
    return found


def blocks_for(article: Article, pids: Iterable[str]) -> list[QuoteBlock]:
    """The blocks that quote these paragraphs of the article's current version, in the order of the text.

    More than one where they are more than a block can hold; none where the version has no such paragraphs.
    """
    if article.version is None:
        return []
    places = article.version.paragraphs.filter(pid__in=list(pids)).order_by("position")
    numbers = [position + 1 for position in places.values_list("position", flat=True)]
    return [
        block_of(article.pk, article.version.number, numbers[start : start + MAX_PARAGRAPHS])
        for start in range(0, len(numbers), MAX_PARAGRAPHS)
    ]


def append(body: str, blocks: Iterable[QuoteBlock | CheckBlock]) -> str:
    """A post's Markdown with these blocks at its end, a blank line around each."""
    return "\n\n".join(filter(None, [body.rstrip(), *map(format_block, blocks)])) + "\n\n"


def with_changes(
    quotations: Sequence[Quotation], preferences: Preferences, names: Mapping[str, str]
) -> list[Quotation]:
    """The quotations with what is known now of their articles: edited since, or taken down. At most two queries.

    `names` are what outlets are called (`glossary.outlet_names`).
    """
    articles = {
        article.pk: article
        for article in Article.objects.filter(pk__in={quotation.article_id for quotation in quotations})
        .select_related("version__capture")
        .only("gone_at", "version__number", "version__title", "version__capture__captured_at")
    }
    edited = {
        quotation.key: article.version
        for quotation in quotations
        if (article := articles.get(quotation.article_id)) and article.version and _is_later(article.version, quotation)
    }
    texts: dict[tuple[int, str], str] = {}
    if edited:
        pids = {paragraph.pid for quotation in quotations for paragraph in quotation.paragraphs}
        rows = Paragraph.objects.filter(version__in={version.pk for version in edited.values()}, pid__in=pids)
        texts = {(version, pid): text for version, pid, text in rows.values_list("version_id", "pid", "text")}
    zone = zone_of(preferences)
    shown = []
    for quotation in quotations:
        article, version = articles.get(quotation.article_id), edited.get(quotation.key)
        gone_at = article.gone_at.astimezone(zone) if article and article.gone_at else None
        change = _change(quotation, version, texts, zone) if version else None
        called = names.get(quotation.outlet.casefold(), "")
        shown.append(replace(quotation, change=change, gone_at=gone_at, outlet_called=called))
    return shown


def _versions(blocks: Sequence[QuoteBlock]) -> dict[tuple[int, int], Version]:
    named = reduce(or_, (Q(article_id=block.article, number=block.version) for block in blocks))
    rows = Version.objects.filter(named).select_related("article__outlet", "capture")
    return {(version.article_id, version.number): version for version in rows}


def _paragraphs(versions: Iterable[Version], blocks: Sequence[QuoteBlock]) -> dict[tuple[int, int], Paragraph]:
    positions = {number - 1 for block in blocks for number in block.paragraphs}
    rows = Paragraph.objects.filter(version__in=[version.pk for version in versions], position__in=positions)
    return {(paragraph.version_id, paragraph.position + 1): paragraph for paragraph in rows}


class _Renderings:
    """Renderings of quoted articles; for text that was edited since, the ones that were made for it."""

    def __init__(self, versions: Iterable[Version], preferences: Preferences) -> None:
        current = Rendering.objects.filter(
            article__in={version.article_id for version in versions}, language=preferences.language
        ).select_related("person")
        self._current = {(rendering.article_id, rendering.pid): rendering for rendering in current}
        self._earlier: dict[tuple[int, str], list[RenderingRevision]] | None = None

    def of(self, article_id: int, pid: str, digest: str) -> tuple[_Made | None, str]:
        """The rendering of a part and its state beside the quoted text, whose digest is given."""
        current = self._current.get((article_id, pid))
        if current is None:
            return None, ""
        if current.source_digest == digest:
            return current, _fitting_state(current)
        for revision in self._revisions().get((article_id, pid), []):
            if revision.source_digest == digest:
                return revision, _fitting_state(revision)
        return current, Rendering.State.STALE

    def draft_of(self, article_id: int, pid: str, made: _Made) -> _Made | None:
        """The engine's text that a person's own was made from, if one was: of the same original, and still like it."""
        if made.maker != Rendering.Maker.PERSON:
            return None
        for revision in self._revisions().get((article_id, pid), []):
            if revision.maker == Rendering.Maker.ENGINE and revision.source_digest == made.source_digest:
                return revision if similarity(revision.text, made.text) >= _STILL_LIKE else None
        return None

    def _revisions(self) -> dict[tuple[int, str], list[RenderingRevision]]:
        if self._earlier is None:
            self._earlier = {}
            rows = RenderingRevision.objects.filter(rendering__in=[r.pk for r in self._current.values()])
            for revision in rows.select_related("rendering", "person").order_by("-id"):
                key = (revision.rendering.article_id, revision.rendering.pid)
                self._earlier.setdefault(key, []).append(revision)
        return self._earlier


def _fitting_state(made: _Made) -> str:
    """`stale` is said of the article's current text; beside the text it was made for a rendering is what it was."""
    if made.state != Rendering.State.STALE:
        return made.state
    return Rendering.State.MACHINE if made.maker == Rendering.Maker.ENGINE else Rendering.State.EDITED


def _quotation(
    block: QuoteBlock, version: Version, texts: list[Paragraph], renderings: _Renderings, preferences: Preferences
) -> Quotation:
    zone, article = zone_of(preferences), version.article
    title, _ = renderings.of(article.pk, TITLE, text_digest(version.title))
    quoted = []
    for number, paragraph in zip(block.paragraphs, texts, strict=True):
        made, state = renderings.of(article.pk, paragraph.pid, paragraph.digest)
        quoted.append(
            QuotedParagraph(
                pid=paragraph.pid,
                number=number,
                original=paragraph.text,
                rendering=made.text if made else "",
                state=state,
                maker=_maker(made, renderings.draft_of(article.pk, paragraph.pid, made), preferences) if made else "",
            )
        )
    return Quotation(
        key=block.key,
        article_id=article.pk,
        outlet=article.outlet.name,
        address=version.capture.final_address or article.address,
        title=version.title,
        language=article.language,
        rendering_language=preferences.language,
        paragraphs=tuple(quoted),
        captured_at=version.capture.captured_at.astimezone(zone),
        published_at=article.published_at.astimezone(zone) if article.published_at else None,
        title_rendering=title.text if title else "",
        authors=tuple(version.authors),
        digest=version.capture.digest,
    )


def _maker(made: _Made, draft: _Made | None, preferences: Preferences) -> str:
    """Who or what made a rendering, in the readers' language; `draft` is the engine's text behind a person's."""
    name = name_of(made.person, preferences.signature) if made.person else ""
    if draft is not None:
        said = gettext("%(machine)s, edited by %(person)s")
        return said % {"machine": _machine(draft), "person": name or gettext("the editors")}
    if made.maker == Rendering.Maker.PERSON:
        return name or gettext("the editors")
    made_by = gettext("memory of translations") if made.maker == Rendering.Maker.MEMORY else _machine(made)
    return gettext("%(maker)s, checked by %(person)s") % {"maker": made_by, "person": name} if name else made_by


def _machine(made: _Made) -> str:
    """The engine and its model: machine translation (Firefox translation base)."""
    named = " ".join(filter(None, (engines.called(made.engine), made.model)))
    return gettext("machine translation (%(engine)s)") % {"engine": named} if named else gettext("machine translation")


def _is_later(version: Version, quotation: Quotation) -> bool:
    return any(version.number > block.version for block in quote_blocks(f":::quote {quotation.key}\n:::"))


def _change(quotation: Quotation, version: Version, texts: dict[tuple[int, str], str], zone: ZoneInfo) -> Change:
    before_and_after = [(quotation.title, version.title)]
    before_and_after += [(p.original, texts.get((version.pk, p.pid), "")) for p in quotation.paragraphs]
    differing = [(before, after) for before, after in before_and_after if before != after]
    words = [pair for before, after in differing for pair in changed_words(before, after)]
    shown = tuple((_shortened(before), _shortened(after)) for before, after in words[:_MAX_WORDS])
    return Change(version.capture.captured_at.astimezone(zone), shown, in_quotation=bool(differing))


def _shortened(words: str) -> str:
    return words if len(words) <= _MAX_WORD else words[: _MAX_WORD - 1] + "…"
