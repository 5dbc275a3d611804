"""What can be put into a post: paragraphs of articles on the desk, and pictures."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kawaraban import publish
from kawaraban.desk import collecting, pictures, publishing
from kawaraban.desk import search as desk_search
from kawaraban.desk.models import Article, Picture, Post, Tag
from kawaraban.desk.models.renderings import TITLE, Rendering
from kawaraban.desk.pages.composing import post_of
from kawaraban.desk.pages.given import integer
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.publish.pictures import MAX_BYTES

ARTICLES, FOUND, PICTURES, TAGS = 5, 12, 8, 300


@login_required
@require_GET
def beside(request: DeskRequest, number: int) -> HttpResponse:
    return _beside(request, number)


def _beside(request: DeskRequest, number: int) -> HttpResponse:
    """What lies ready beside the text: what was collected for it, articles opened last, pictures, names of tags."""
    post = post_of(request, number)
    text = publishing.working(post)
    quoted = _quoted(text.body)
    opened = Article.objects.filter(version__isnull=False, seen_at__isnull=False).exclude(pk__in=quoted)
    articles = list(opened.select_related("outlet").order_by("-seen_at")[:ARTICLES])
    context = {
        "post": post,
        "is_html": text.markup == Post.Markup.HTML,
        "collected": collecting.at_hand(request.user, post, text.body, request.preferences),
        "articles": _with_titles(articles, request.preferences.language),
        "pictures": [(pictures.address(row), row) for row in Picture.objects.order_by("-kept_at")[:PICTURES]],
        "tags": Tag.objects.values_list("name", flat=True)[:TAGS],
    }
    return render(request, "desk/_compose_beside.html", context)


@login_required
@require_POST
def let_go(request: DeskRequest, number: int) -> HttpResponse:
    """Take something that was collected (`item`) away from what lies beside a text; then what lies there."""
    collecting.let_go(request.user, integer(request.POST.get("item")) or 0)
    return _beside(request, number)


@login_required
@require_GET
def articles(request: DeskRequest) -> HttpResponse:
    """The chooser's list: what the desk has for a query, else the articles that were opened last."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    rows = Article.objects.filter(version__isnull=False).select_related("outlet")
    if query:
        hits = desk_search.search(query, kinds=("article", "rendering"), limit=FOUND).hits
        numbers = list(dict.fromkeys(hit.article_id for hit in hits if hit.article_id))
        found = rows.in_bulk(numbers)
        chosen = [found[number] for number in numbers if number in found]
    else:
        chosen = list(rows.filter(seen_at__isnull=False).order_by("-seen_at")[:FOUND])
    context = {"articles": _with_titles(chosen, request.preferences.language), "query": query}
    return render(request, "desk/_chooser_articles.html", context)


@login_required
@require_GET
def paragraphs(request: DeskRequest, pk: int) -> HttpResponse:
    """An article's paragraphs beside their renderings, to choose from."""
    article = get_object_or_404(Article.objects.select_related("version", "outlet"), pk=pk, version__isnull=False)
    rows = Rendering.objects.filter(article=article, language=request.preferences.language)
    renderings = {row.pid: row for row in rows}
    lines = [(p, renderings.get(p.pid)) for p in article.version.paragraphs.order_by("position")]  # type: ignore[union-attr]
    context = {"article": article, "version": article.version, "lines": lines}
    return render(request, "desk/_chooser_paragraphs.html", context)


@login_required
@require_POST
def picture(request: HttpRequest) -> JsonResponse:
    """A picture that was pasted, dropped or chosen: its address, or in one sentence why it can't be used."""
    file = request.FILES.get("picture")
    if file is None:
        return JsonResponse({"error": gettext("Choose a picture first.")}, status=422)
    try:
        # One byte more than is allowed tells that there are more; the rest is not read.
        kept = pictures.keep(file.read(MAX_BYTES + 1), file.name or "")
    except pictures.PictureError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"address": pictures.address(kept), "width": kept.width, "height": kept.height})


def _quoted(body: str) -> set[int]:
    try:
        return {block.article for block in publish.quote_blocks(body)}
    except publish.PublishError:
        return set()


def _with_titles(rows: list[Article], language: str) -> list[tuple[Article, str]]:
    """Articles with their headlines in the readers' language, "" where there is none; one query."""
    found = Rendering.objects.filter(article__in=[row.pk for row in rows], pid=TITLE, language=language)
    titles = dict(found.values_list("article_id", "text"))
    return [(row, titles.get(row.pk, "")) for row in rows]
