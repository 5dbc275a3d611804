"""What the desk kept of an article that a post quotes: the pages *the kept version* and *compare the two versions*.

Readers get what was quoted, with the digest and the moment of the capture, and the same paragraphs as the outlet has
them now. The rest of the article is the outlet's: it stays in the capture, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from kawaraban import publish
from kawaraban.desk.blog.posts import now_of, title_of
from kawaraban.desk.blog.sheet import Sheet, blog_page
from kawaraban.desk.models import Paragraph, Post, QuotationRecord, Version
from kawaraban.keep import changed_spans
from kawaraban.keep.versions import Span

MAX_VERSIONS = 40


@dataclass(frozen=True, slots=True)
class Compared:
    """A quoted paragraph, or the headline (number 0), then and now; `after` is empty where it is gone."""

    number: int
    before: str
    after: str
    before_spans: tuple[Span, ...]
    after_spans: tuple[Span, ...]


@blog_page
def kept(sheet: Sheet, post: int, number: int) -> HttpResponse:
    """The quotation `number` (from 1) of a published post."""
    rows = QuotationRecord.objects.select_related("post", "version", "article__version__capture")
    record = get_object_or_404(rows, post=post, position=number - 1, post__state=Post.State.PUBLISHED)
    quotation = now_of(record, sheet)
    versions = list(record.article.versions.select_related("capture").order_by("number")) if record.article else []
    context = {
        "section": "kept",
        "quoted_in": record.post,
        "post_title": title_of(record.post),
        "quotation": quotation,
        "address": publish.safe_address(quotation.address),
        # Made by publish, which escapes all that is an outlet's.
        "figure": SafeString(publish.show_quotation(quotation)),
        "versions": versions[-MAX_VERSIONS:],
        "version": record.version,
        "compared": _compared(quotation, record.article.version) if record.article and quotation.change else [],
        "is_private": True,  # foreign words, kept for who reads the post; no search engine needs them here
    }
    return sheet.page("blog/kept.html", context, shown=record.post.day)


def _compared(quotation: publish.Quotation, now: Version | None) -> list[Compared]:
    """The quoted paragraphs that are no longer as they were; one query."""
    if now is None:
        return []
    pids = [paragraph.pid for paragraph in quotation.paragraphs]
    texts = dict(Paragraph.objects.filter(version=now, pid__in=pids).values_list("pid", "text"))
    pairs = [(0, quotation.title, now.title)]
    pairs += [(quoted.number, quoted.original, texts.get(quoted.pid, "")) for quoted in quotation.paragraphs]
    return [_line(number, before, after) for number, before, after in pairs if before != after]


def _line(number: int, before: str, after: str) -> Compared:
    spans = changed_spans(before, after) if after else ()
    return Compared(number, before, after, tuple(old for old, _ in spans), tuple(new for _, new in spans))
