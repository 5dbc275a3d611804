"""The box of a check in a post: as the desk has it now, frozen when its post is published, and what came in since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils import timezone, translation

from kawaraban.desk.checks.background import Background
from kawaraban.desk.checks.counting import Result, findings_of_all, placing_of, result_of
from kawaraban.desk.checks.missing import missing_from
from kawaraban.desk.glossary import outlet_names
from kawaraban.desk.models import Check, CheckRecord, Finding, Judgement, Outlet, Post, Preferences
from kawaraban.desk.quoting import zone_of
from kawaraban.publish import (
    CheckBlock,
    CheckBox,
    CheckNews,
    CheckSource,
    check_blocks,
    freeze_check,
    has_boxes,
    safe_address,
    thaw_check,
)

_SHOWN = ("states", "attributes", "denies", "repeats")  # numbers of a box that a judgement is signed with


def boxes_of(body: str, preferences: Preferences) -> dict[str, CheckBox]:
    """The boxes of the checks that a post's Markdown names, as the desk has them now, by their keys.

    Checks that the desk does not have are left out. Ten queries at most, however many the checks. Raises PublishError
    for a body without measure.
    """
    return boxes_at(check_blocks(body), preferences)


def boxes_at(blocks: Sequence[CheckBlock], preferences: Preferences) -> dict[str, CheckBox]:
    """The boxes of these blocks, by their keys."""
    if not blocks:
        return {}
    checks = list(Check.objects.filter(pk__in={block.check for block in blocks}).select_related("post"))
    prefetch_related_objects(checks, "judgements")
    findings, names = findings_of_all(checks), outlet_names(preferences.language)
    background = Background.of([finding for some in findings.values() for finding in some])
    with translation.override(preferences.language):
        return {check.key: _box(check, findings[check.pk], background, names, preferences) for check in checks}


def freeze_boxes(post: Post, blocks: Sequence[CheckBlock], boxes: Mapping[str, CheckBox]) -> None:
    """Keeps the boxes of a post as they are published; those it had before are gone."""
    post.check_boxes.all().delete()
    there = set(Check.objects.filter(pk__in={block.check for block in blocks}).values_list("pk", flat=True))
    CheckRecord.objects.bulk_create(
        CheckRecord(
            post=post,
            key=block.key,
            position=place,
            of_id=block.check if block.check in there else None,
            frozen=freeze_check(boxes[block.key]),
        )
        for place, block in enumerate(blocks)
        if block.key in boxes
    )


def kept_boxes(post: Post) -> dict[str, CheckBox]:
    """The boxes that a post was published with, by their keys."""
    return {record.key: thaw_check(record.frozen) for record in post.check_boxes.all()}


def published_boxes(posts: Sequence[Post], preferences: Preferences) -> dict[int, list[CheckBox]]:
    """By post, in the order in which they stand there, its boxes with what came in since.

    None for posts without a box, four at most for the others. Posts have their `html`.
    """
    framed = [post for post in posts if has_boxes(post.html)]
    prefetch_related_objects(framed, "check_boxes")
    records = [record for post in framed for record in sorted(post.check_boxes.all(), key=lambda one: one.position)]
    found: dict[int, list[CheckBox]] = {post.pk: [] for post in posts}
    for record, box in zip(records, _with_news(records, preferences), strict=True):
        found[record.post_id].append(box)
    return found


def changed_for_readers(check: Check) -> None:
    """Says that the blog changed, where the check's box stands in a post."""
    if CheckRecord.objects.filter(of=check, post__state=Post.State.PUBLISHED).exists():
        Preferences.blog_changed()


def _with_news(records: Sequence[CheckRecord], preferences: Preferences) -> list[CheckBox]:
    if not records:  # as in most posts: not even the query is made then
        return []
    boxes = [thaw_check(record.frozen) for record in records]
    checks = list(Check.objects.filter(pk__in={record.of_id for record in records if record.of_id}))
    if not checks:
        return boxes
    prefetch_related_objects(checks, "judgements")
    findings, by_pk, zone = findings_of_all(checks), {check.pk: check for check in checks}, zone_of(preferences)
    return [
        replace(box, news=_news(box, by_pk[record.of_id], findings[record.of_id], zone))
        if record.of_id in by_pk
        else box
        for record, box in zip(records, boxes, strict=True)
    ]


def _news(box: CheckBox, check: Check, findings: Sequence[Finding], zone: ZoneInfo) -> CheckNews | None:
    now = result_of(findings).counts()
    more = {name: max(0, now[name] - getattr(box, name)) for name in ("states", "attributes", "denies")}
    fewer = any(now[name] < getattr(box, name) for name in more)
    latest = _latest(check)
    signed_later = latest is not None and latest.signed_at > (box.signed_at or box.at)
    if not any(more.values()) and not fewer and not signed_later:
        return None
    news = CheckNews(**more, fewer=fewer)
    if latest is not None and signed_later:
        signed_at = latest.signed_at.astimezone(zone)
        news = replace(news, words=latest.words, signature=latest.signature, signed_at=signed_at)
    return news


def _latest(check: Check) -> Judgement | None:
    """The judgement that stands: the last; of prefetched ones."""
    return max(check.judgements.all(), key=lambda one: (one.signed_at, one.pk), default=None)


def _box(
    check: Check,
    findings: Sequence[Finding],
    background: Background,
    names: Mapping[str, str],
    preferences: Preferences,
) -> CheckBox:
    result, zone, latest = result_of(findings), zone_of(preferences), _latest(check)
    post = check.post
    return CheckBox(
        key=check.key,
        statement=check.statement,
        language=check.language,
        readers=preferences.language,
        states=len(result.states),
        attributes=len(result.attributes),
        denies=len(result.denies),
        repeats=len(result.repeats),
        undecided=len(result.undecided),
        sources=tuple(_sources(result, names, zone)),
        at=timezone.now().astimezone(zone),
        is_open=check.state == Check.State.OPEN,
        missing=tuple(line.words for line in missing_from(result, background, names)),
        words=latest.words if latest else "",
        reasons=latest.reasons if latest else "",
        signature=latest.signature if latest else "",
        signed_at=latest.signed_at.astimezone(zone) if latest else None,
        recounted=latest is not None and any(latest.counts[name] != result.counts()[name] for name in _SHOWN),
        said_by=(post.author or post.handle or post.address) if post else "",
        said_at=safe_address(post.address) if post else "",
        said_on=_in(post.published_at, zone) if post else None,
    )


def _sources(result: Result, names: Mapping[str, str], zone: ZoneInfo) -> Iterable[CheckSource]:
    """Of every finding that was counted, and of copies; an article of an origin that stands there already is one."""
    for relation in ("states", "attributes", "denies", "repeats"):
        for finding in getattr(result, relation):
            placing = placing_of(finding)
            original = placing.copy_of if placing and relation == Finding.Relation.REPEATS else None
            yield CheckSource(
                relation=relation,
                outlet=_called(finding.article.outlet, names),
                address=safe_address(finding.article.address),
                text=finding.text,
                language=finding.article.language,
                rendering=finding.rendering,
                published_at=_in(finding.article.published_at, zone),
                follows=_called(original.outlet, names) if original else "",
            )


def _called(outlet: Outlet, names: Mapping[str, str]) -> str:
    return names.get(outlet.name.casefold(), outlet.name)


def _in(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone) if at else None
