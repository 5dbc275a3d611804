"""The article page: the original beside its translation, paragraph by paragraph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from kawaraban.desk import rendering
from kawaraban.desk.models import Article, Paragraph, QuotationRecord, Version
from kawaraban.desk.pages.claims import panel_of
from kawaraban.desk.pages.coverage import coverage_of
from kawaraban.desk.pages.editor import open_editor
from kawaraban.desk.pages.margin import proof_all
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.units import Step, Text, mark_changes, pairs, steps, text_context, text_of
from kawaraban.desk.rendering.proofs import Proofer
from kawaraban.keep import changed_spans, edits
from kawaraban.keep.versions import Span


@dataclass(slots=True)
class History:
    """All versions of an article, oldest first, with their paragraphs."""

    versions: list[Version]
    paragraphs: dict[int, list[Paragraph]]

    @classmethod
    def of(cls, article: Article) -> History:
        """Two queries."""
        versions = list(article.versions.select_related("capture").order_by("number"))
        paragraphs: dict[int, list[Paragraph]] = defaultdict(list)
        for paragraph in Paragraph.objects.filter(version__in=versions).order_by("version", "position"):
            paragraphs[paragraph.version_id].append(paragraph)
        return cls(versions, paragraphs)

    def numbered(self, number: int) -> Version:
        """That version; raises Http404 where there is none."""
        version = next((v for v in self.versions if v.number == number), None)
        if version is None:
            raise Http404
        return version

    def steps(self) -> list[Step]:
        return steps(self.versions, self.paragraphs)


@login_required
@require_GET
def article(request: DeskRequest, pk: int, number: int | None = None) -> HttpResponse:
    """The current version; with `number`, an older one, to read and not to edit. Opening the page marks it read
    and has the whole text translated.

    `?edit=PID` opens a paragraph's translation for editing, for browsers without scripts.
    """
    found = get_object_or_404(_between_neighbours().select_related("outlet", "source", "version"), pk=pk)
    rendering.open_article(found, request.preferences.language)
    history = History.of(found)
    if not history.versions:
        return render(request, "desk/article_waiting.html", {"section": "river", "article": found})
    current = next((v for v in history.versions if v.pk == found.version_id), history.versions[-1])
    version = current if number is None else history.numbered(number)
    language, person = request.preferences.language, None if version is not current else request.user
    text = text_of(found, version, history.paragraphs[version.pk], language, person)
    if version is current and found.language != language:
        _open(request, found, text, history)
    quoted = QuotationRecord.objects.filter(article=found)
    context = {
        "section": "river",
        "article": found,
        "version": version,
        "older": version is not current,
        "panel": panel_of(found, version, text),
        "coverage": coverage_of(found, language),
        "steps": history.steps(),
        "quoted_in": quoted.select_related("post").only("post__title").order_by("-post_id")[:5],
    }
    return render(request, "desk/article.html", context | text_context(request, found, text))


def _open(request: DeskRequest, found: Article, text: Text, history: History) -> None:
    """The proof beside every rendering, what changed under the stale ones, and the one that is open for editing."""
    language = request.preferences.language
    proof_all(Proofer.of([found], language, request.preferences), found, text)
    mark_changes(text.units, [paragraph for version in history.paragraphs.values() for paragraph in version])
    asked = text.unit(request.GET.get("edit", ""))
    if asked is not None:
        asked.editor = open_editor(found, asked, language, request.user, "", take_over="take" in request.GET)


def _between_neighbours() -> QuerySet[Article]:
    """Articles with the ids of those before (`previous_id`) and after (`next_id`) them in the river, in one query."""
    at, pk = OuterRef("sort_at"), OuterRef("pk")
    # The first condition of each alone lets the database start in the middle of its index.
    down = Article.objects.filter(Q(sort_at__lt=at) | Q(pk__lt=pk), sort_at__lte=at).order_by("-sort_at", "-pk")
    up = Article.objects.filter(Q(sort_at__gt=at) | Q(pk__gt=pk), sort_at__gte=at).order_by("sort_at", "pk")
    return Article.objects.annotate(next_id=Subquery(down.values("pk")[:1]), previous_id=Subquery(up.values("pk")[:1]))


@login_required
@require_GET
def differences(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """What changed from the version before to version `number`, side by side; `?from=N` compares with another."""
    found = get_object_or_404(_between_neighbours().select_related("outlet", "source"), pk=pk)
    history = History.of(found)
    given = request.GET.get("from", "")
    after = history.numbered(number)
    before = history.numbered(int(given) if given.isdecimal() and len(given) < 6 else number - 1)
    was, now = (pairs(v, history.paragraphs[v.pk]) for v in (before, after))
    context = {
        "section": "river",
        "article": found,
        "before": before,
        "after": after,
        "steps": history.steps(),
        "version": after,
        "lines": _lines(was, now),
    }
    return render(request, "desk/differences.html", context)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph in both versions; None where a version lacks it.

    `words` are the first that changed, `before_spans` and `after_spans` where all that changed stands, in code points.
    """

    before: str | None
    after: str | None
    kind: str  # same, changed, added, removed
    words: tuple[tuple[str, str], ...] = ()
    before_spans: tuple[Span, ...] = ()
    after_spans: tuple[Span, ...] = ()

    @classmethod
    def changed(cls, before: str, after: str, words: tuple[tuple[str, str], ...]) -> Line:
        spans = changed_spans(before, after)
        return cls(before, after, "changed", words, tuple(old for old, _ in spans), tuple(new for _, new in spans))


def _lines(was: list[tuple[str, str]], now: list[tuple[str, str]]) -> list[Line]:
    """Both texts aligned, in reading order: removed paragraphs stand where they stood."""
    found = edits(was, now)
    changed = {edit.after: edit for edit in found if edit.kind == "changed"}
    added = {edit.after for edit in found if edit.kind == "added"}
    removed = {edit.before for edit in found if edit.kind == "removed"}
    lines: list[Line] = []
    rest = [text for _, text in was]
    for _, text in now:
        edit = changed.get(text)
        partner = edit.before if edit else (None if text in added else text)
        if partner is not None and partner in rest:
            while rest and rest[0] != partner and rest[0] in removed:
                lines.append(Line(rest.pop(0), None, "removed"))
            rest.remove(partner)
        if edit and edit.before is not None:
            lines.append(Line.changed(edit.before, text, edit.words))
        elif text in added:
            lines.append(Line(None, text, "added"))
        else:
            lines.append(Line(text, text, "same"))
    return lines + [Line(text, None, "removed") for text in rest if text in removed]
