"""What is still open before a post is published, and what readers will see if it is left. Nothing here blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from kawaraban.desk.models import Rendering
from kawaraban.desk.publishing import Working
from kawaraban.publish import Quotation, QuoteBlock, QuotedParagraph

State = Rendering.State


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


def open_points(text: Working, blocks: Sequence[QuoteBlock], quotations: Mapping[str, Quotation]) -> list[Point]:
    """The open points of a post in the order of its text; `quotations` as live, with their changes."""
    points = []
    if not text.title:
        points.append(_missing_title())
    if text.category_id is None:
        points.append(_missing_category())
    for block in blocks:
        quotation = quotations.get(block.key)
        if quotation is None:
            points.append(_unknown(block))
        else:
            points += _of_quotation(quotation)
    return points


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


def _of_quotation(quotation: Quotation) -> list[Point]:
    points = []
    address = reverse("desk:article", args=[quotation.article_id])
    if quotation.language != quotation.rendering_language:
        points += [
            point for paragraph in quotation.paragraphs if (point := _of_paragraph(quotation, paragraph, address))
        ]
    if quotation.gone_at is not None:
        points.append(_gone(quotation, address))
    elif quotation.change is not None and quotation.change.in_quotation:
        points.append(_changed(quotation, address))
    return points


def _of_paragraph(quotation: Quotation, paragraph: QuotedParagraph, address: str) -> Point | None:
    where = f"{quotation.outlet} ¶{paragraph.number}"
    opening = paragraph.original[:40] + ("…" if len(paragraph.original) > 40 else "")
    at = f"{address}#{paragraph.pid}"
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
        where=quotation.outlet,
        what=" → ".join(word or "—" for word in words[0]) if words else quotation.title,
        if_left=gettext("The version that you quoted appears, with a note on what changed later."),
        mend=gettext("Look at the article now"),
        address=address,
    )


def _gone(quotation: Quotation, address: str) -> Point:
    return Point(
        kind="edited",
        mark=gettext("Taken down"),
        where=quotation.outlet,
        what=quotation.title,
        if_left=gettext("The captured version appears, with a note that the outlet took it down."),
        mend=gettext("Look at the capture"),
        address=address,
    )
