"""What is open in the words of a post itself, its links and pictures, and its hour; and what is in order."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from kawaraban.desk.models import Post
from kawaraban.desk.pages.proofing import Point
from kawaraban.desk.publishing import Working
from kawaraban.publish import Reference, References

_LONGEST = 60  # characters of an address in the list


def points_of_text(post: Post, references: References, *, rests: bool, at: datetime | None) -> list[Point]:
    """The open points of what a person wrote: `rests` says that it quotes an article, or has a check that lists its
    sentences; `at` is the hour that is chosen, where one is."""
    points = [_without_words(picture) for picture in references.pictures if not picture.words]
    points += [_elsewhere(picture) for picture in references.pictures if not picture.is_local]
    points += [_no_address(link) for link in references.links if not link.is_address]
    if not rests and not any(link.is_address and not link.is_local for link in references.links):
        points.append(_without_source())
    if at is not None and at <= timezone.now() and post.state == Post.State.DRAFT:
        points.append(_passed(at))
    if post.publish_trouble:
        points.append(_did_not_go_out(post.publish_trouble))
    return points


def in_order(text: Working, references: References, quoted: int) -> list[str]:
    """What is fine, each in a few words."""
    links, pictures = references.links, references.pictures
    described = pictures and all(picture.words and picture.is_local for picture in pictures)
    lead_somewhere = links and all(link.is_address for link in links)
    counts = {
        ngettext("%(count)s quotation", "%(count)s quotations", quoted): quoted,
        ngettext("%(count)s link is an address", "%(count)s links are addresses", len(links)): lead_somewhere
        and len(links),
        ngettext("%(count)s picture is described", "%(count)s pictures are described", len(pictures)): described
        and len(pictures),
        ngettext("%(count)s tag", "%(count)s tags", len(text.tags)): len(text.tags),
    }
    words = [gettext("Title and category are there")] if text.title and text.category_id else []
    words += [gettext("There is a summary")] if text.summary else []
    return words + [said % {"count": count} for said, count in counts.items() if count]


def _without_words(picture: Reference) -> Point:
    return Point(
        kind="ring",
        mark=gettext("Not described"),
        where=gettext("Picture"),
        what=_short(picture.address),
        if_left=gettext("Who can’t see the picture learns nothing of it."),
        mend=gettext("Write what it shows between ![ and ]"),
        address="#body",
    )


def _elsewhere(picture: Reference) -> Point:
    return Point(
        kind="ring",
        mark=gettext("Elsewhere"),
        where=gettext("Picture"),
        what=_short(picture.address),
        if_left=gettext("Readers see a link in its place: the blog sends nobody to another host for a picture."),
        mend=gettext("Put the picture in yourself"),
        address="#body",
    )


def _no_address(link: Reference) -> Point:
    return Point(
        kind="stop",
        mark=gettext("No address"),
        where=gettext("Link"),
        what=f"{link.words[:30]} → {_short(link.address) or '—'}",
        if_left=gettext("Readers who follow the link arrive nowhere."),
        mend=gettext("Correct the address"),
        address="#body",
    )


def _without_source() -> Point:
    return Point(
        kind="ring",
        mark=gettext("No source"),
        where=gettext("Text"),
        what=gettext("The post neither quotes nor links a source"),
        if_left=gettext("Readers can’t look up what it rests on."),
        mend=gettext("Quote an article"),
        address="#chooser",
    )


def _passed(at: datetime) -> Point:
    return Point(
        kind="stop",
        mark=gettext("Passed"),
        where=gettext("Publication"),
        what=f"{timezone.localtime(at):%H:%M}",
        if_left=gettext("The post can’t wait for that hour any more."),
        mend=gettext("Choose a later one"),
        address="#at",
    )


def _did_not_go_out(reason: str) -> Point:
    return Point(
        kind="stop",
        mark=gettext("Did not go out"),
        where=gettext("Publication"),
        what=reason,
        if_left=gettext("It stays a draft."),
        mend=gettext("Mend it and publish it again"),
        address="#body",
    )


def _short(address: str) -> str:
    return address if len(address) <= _LONGEST else f"{address[:20]}…{address[-20:]}"
