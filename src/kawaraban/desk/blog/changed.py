"""*Compare with the text before*: what changed in a published post since the text that a note leads to."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from kawaraban import publish
from kawaraban.desk import differing
from kawaraban.desk.blog.posts import title_of
from kawaraban.desk.blog.sheet import Sheet, blog_page
from kawaraban.desk.models import Correction, Post


@blog_page
def changed(sheet: Sheet, note: int) -> HttpResponse:
    """The words that readers had before a note beside those that they have now; never a draft between them."""
    rows = Correction.objects.select_related("post", "before")
    found = get_object_or_404(rows, pk=note, post__state=Post.State.PUBLISHED)
    post, before = found.post, found.before
    if before is None:
        raise Http404
    context = {
        "section": "changed",
        "note": found,
        "changed_post": post,
        "post_title": title_of(post),
        "before": before,
        "title_line": differing.lines([before.title], [post.title]),
        "lines": differing.lines(publish.plain_paragraphs(before.html), publish.plain_paragraphs(post.html)),
        "is_private": True,  # for who reads the post: no search engine should find the words that were taken back
    }
    return sheet.page("blog/changed.html", context, shown=post.day)
