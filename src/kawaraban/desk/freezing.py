"""What a post holds of the desk, quotations and checks, frozen as it stands when the post is published."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kawaraban.desk.checks.boxes import boxes_at, freeze_boxes, kept_boxes
from kawaraban.desk.models import Post, Preferences, QuotationRecord, Version
from kawaraban.desk.quoting import quotations_of
from kawaraban.publish import (
    CheckBlock,
    CheckBox,
    Quotation,
    QuoteBlock,
    check_blocks,
    freeze,
    quote_blocks,
    render,
    thaw,
)


@dataclass(frozen=True, slots=True)
class Held:
    """The quotations and check boxes of a post by their keys, and its blocks in order. The HTML of another blog holds
    none of the desk's."""

    quotations: dict[str, Quotation] = field(default_factory=dict)
    blocks: list[QuoteBlock] = field(default_factory=list)
    boxes: dict[str, CheckBox] = field(default_factory=dict)
    checks: list[CheckBlock] = field(default_factory=list)

    def rendered(self, body: str, language: str) -> str:
        """A post's Markdown as HTML, with what it holds."""
        return render(body, self.quotations, checks=self.boxes, language=language)


def held_in(post: Post, preferences: Preferences) -> Held:
    """What the post's Markdown holds, as the desk has it now; what it no longer has, as it was published before."""
    kept = {record.key: thaw(record.frozen) for record in post.quotations.all()}
    now = quotations_of(post.body, preferences)
    quotations = kept | {key: _with_kept_facts(quotation, kept.get(key)) for key, quotation in now.items()}
    checks = check_blocks(post.body)
    return Held(
        quotations,
        [block for block in quote_blocks(post.body) if block.key in quotations],
        kept_boxes(post) | boxes_at(checks, preferences),
        checks,
    )


def _with_kept_facts(quotation: Quotation, kept: Quotation | None) -> Quotation:
    """An update says anew what is quoted; of the outlet it says what was known on the day it was first published."""
    if kept is None or kept.outlet_facts is None:
        return quotation
    return replace(quotation, outlet_facts=kept.outlet_facts)


def freeze_held(post: Post, held: Held) -> None:
    """Keeps with a published post what it holds, in place of what it held before."""
    blocks = held.blocks
    versions = {
        (version.article_id, version.number): version
        for version in Version.objects.filter(article__in={block.article for block in blocks})
    }
    post.quotations.all().delete()
    QuotationRecord.objects.bulk_create(
        QuotationRecord(
            post=post,
            key=block.key,
            position=place,
            article_id=version.article_id if version else None,
            version=version,
            frozen=freeze(held.quotations[block.key]),
        )
        for place, block in enumerate(blocks)
        for version in (versions.get((block.article, block.version)),)
    )
    freeze_boxes(post, held.checks, held.boxes)
