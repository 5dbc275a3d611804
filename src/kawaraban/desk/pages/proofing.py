"""What is still open before a post is published, and what readers will see if it is left. Nothing here blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy

from kawaraban.desk.models import Article, Preferences, Rendering
from kawaraban.desk.publishing import Working
from kawaraban.desk.rendering.proofs import Proofer
from kawaraban.publish import Quotation, QuoteBlock, QuotedParagraph
from kawaraban.translate.proof import Issue

State = Rendering.State
_LONGEST = 40  # characters of a passage in the list

#: What readers will see of a finding, by its kind.
_IF_LEFT = {
    "number": gettext_lazy("Readers see another figure in the translation than in the original beside it."),
    "date": gettext_lazy("Readers see another day or hour in the translation than in the original beside it."),
    "name": gettext_lazy("Readers do not find the name of the original in the translation."),
    "negation": gettext_lazy("Readers may take the sentence the other way round."),
    "attribution": gettext_lazy("Readers take it for surer, or less sure, than it was said."),
    "quotation": gettext_lazy("Readers cannot tell whose words these are."),
    "omission": gettext_lazy("Readers miss what the original says there."),
    "addition": gettext_lazy("Readers read what the original does not say."),
    "untranslated": gettext_lazy("Readers meet a passage in the language of the original."),
    "glossary": gettext_lazy("Readers meet the term under another name than elsewhere."),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One open point: its mark (`kind` for the shape, `mark` in words), where, what, what it means, how to mend it."""

    kind: str
    mark: str
    where: str
    what: str
    if_left: str
    mend: str = ""
    address: str = ""
    issue: Issue | None = None  # of the proof: it can be mended or let stand from here
    unit: str = ""  # the address of the part it is about


def open_points(
    text: Working, blocks: Sequence[QuoteBlock], quotations: Mapping[str, Quotation], preferences: Preferences
) -> list[Point]:
    """The open points of a post in the order of its text; `quotations` as live, with their changes. A few queries."""
    points = []
    findings = _findings(list(quotations.values()), preferences)
    if not text.title:
        points.append(_missing_title())
    if text.category_id is None:
        points.append(_missing_category())
    for block in blocks:
        quotation = quotations.get(block.key)
        if quotation is None:
            points.append(_unknown(block))
        else:
            points += _of_quotation(quotation, findings)
    return points


_Findings = Mapping[tuple[int, str, str], tuple[Issue, ...]]  # by article, part, and the rendering quoted


def _findings(quotations: Sequence[Quotation], preferences: Preferences) -> _Findings:
    """What the proof holds open in the quoted paragraphs, where the rendering belongs to the text that is quoted."""
    articles = Article.objects.in_bulk({quotation.article_id for quotation in quotations})
    if not articles:
        return {}
    proofer = Proofer.of(list(articles.values()), quotations[0].rendering_language, preferences)
    return {
        (q.article_id, p.pid, p.rendering): proofer.proof(article, p.pid, p.original, p.rendering).open
        for q in quotations
        if (article := articles.get(q.article_id)) and q.language != q.rendering_language
        for p in q.paragraphs
        if p.rendering and p.state != State.STALE
    }


def _missing_title() -> Point:
    return Point(
        kind="ring",
        mark=gettext("No title"),
        where=gettext("Title"),
        what=gettext("The post has no title"),
        if_left=gettext("Readers see “Untitled” in its place, and so do feeds."),
        mend=gettext("Write a title"),
        address="#title",
    )


def _missing_category() -> Point:
    return Point(
        kind="ring",
        mark=gettext("Not chosen"),
        where=gettext("Category"),
        what=gettext("The post has no category"),
        if_left=gettext("The footer ends after the comments, and the post is in no category's list or feed."),
        mend=gettext("Choose a category"),
        address="#category",
    )


def _unknown(block: QuoteBlock) -> Point:
    return Point(
        kind="stop",
        mark=gettext("Missing"),
        where=gettext("Quotation"),
        what=block.key,
        if_left=gettext("In place of the quotation readers see that its article is not on the desk."),
        mend=gettext("Correct or remove the line"),
        address="#body",
    )


def _of_quotation(quotation: Quotation, findings: _Findings) -> list[Point]:
    points: list[Point] = []
    address = reverse("desk:article", args=[quotation.article_id])
    if quotation.language != quotation.rendering_language:
        for paragraph in quotation.paragraphs:
            found = findings.get((quotation.article_id, paragraph.pid, paragraph.rendering), ())
            points += [_of_issue(quotation, paragraph, issue, address) for issue in found]
            if point := _of_paragraph(quotation, paragraph, address):
                points.append(point)
    if quotation.gone_at is not None:
        points.append(_gone(quotation, address))
    elif quotation.change is not None and quotation.change.in_quotation:
        points.append(_changed(quotation, address))
    return points


def _of_issue(quotation: Quotation, paragraph: QuotedParagraph, issue: Issue, address: str) -> Point:
    language = get_language() or "en"
    passages = [
        text[slice(*span)][:_LONGEST]
        for text, span in ((paragraph.original, issue.source_span), (paragraph.rendering, issue.target_span))
        if span is not None
    ]
    error = issue.severity == "error"
    return Point(
        kind="stop" if error else "ring",
        mark=str(State.STALE.label) if error else gettext("Look again"),
        where=f"{quotation.called} ¶{paragraph.number}",
        what=f"{issue.label(language)}　{' → '.join(filter(None, passages))}".strip(),
        if_left=str(_IF_LEFT.get(issue.kind, gettext("It appears as it stands."))),
        mend=gettext("Mend it in the article"),
        address=f"{address}?edit={paragraph.pid}#u-{paragraph.pid}",
        issue=issue,
        unit=reverse("desk:unit", args=[quotation.article_id, paragraph.pid]),
    )


def _of_paragraph(quotation: Quotation, paragraph: QuotedParagraph, address: str) -> Point | None:
    where = f"{quotation.called} ¶{paragraph.number}"
    opening = paragraph.original[:40] + ("…" if len(paragraph.original) > 40 else "")
    at = f"{address}#u-{paragraph.pid}"
    if not paragraph.rendering:
        return Point(
            kind="ring",
            mark=gettext("No translation"),
            where=where,
            what=opening,
            if_left=gettext("Beside the original it says that there is no translation yet."),
            mend=gettext("Translate it"),
            address=at,
        )
    if paragraph.state == State.STALE:
        return Point(
            kind="stop",
            mark=str(State.STALE.label),
            where=where,
            what=opening,
            if_left=gettext("The translation belongs to another version; the quotation says so."),
            mend=gettext("Check the translation"),
            address=at,
        )
    if paragraph.state == State.MACHINE:
        return Point(
            kind="machine",
            mark=str(State.MACHINE.label),
            where=where,
            what=opening,
            if_left=gettext("The quotation says: machine translation, unchecked."),
            mend=gettext("Read and approve it"),
            address=at,
        )
    return None


def _changed(quotation: Quotation, address: str) -> Point:
    words = quotation.change.words[:1] if quotation.change else ()
    return Point(
        kind="edited",
        mark=gettext("Original changed"),
        where=quotation.called,
        what=" → ".join(word or "—" for word in words[0]) if words else quotation.title,
        if_left=gettext("The version that you quoted appears, with a note on what changed later."),
        mend=gettext("Look at the article now"),
        address=address,
    )


def _gone(quotation: Quotation, address: str) -> Point:
    return Point(
        kind="edited",
        mark=gettext("Taken down"),
        where=quotation.called,
        what=quotation.title,
        if_left=gettext("The captured version appears, with a note that the outlet took it down."),
        mend=gettext("Look at the capture"),
        address=address,
    )
