"""What others show of a post whose address is shared: its drawn card, and its facts for machines."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from threading import Lock

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from kawaraban.desk.blog.addresses import absolute
from kawaraban.desk.blog.posts import ShownPost, blog_of, structured, title_of
from kawaraban.desk.blog.sheet import Sheet, seal_of
from kawaraban.desk.models import Post, Preferences
from kawaraban.desk.templatetags.typeset import full_day
from kawaraban.publish import jsonld
from kawaraban.publish.card import Card, Font, draw, find_font

_FIELDS = ("title", "day", "state", "language")
_drawing = Lock()  # one at a time: drawing takes a core for a tenth of a second


@require_safe
def card(request: HttpRequest, number: int) -> HttpResponseBase:
    """A post's card as PNG; 404 where the machine has no font for it."""
    post = get_object_or_404(Post.objects.only(*_FIELDS), pk=number, state=Post.State.PUBLISHED)
    preferences: Preferences = request.preferences  # type: ignore[attr-defined]
    font = find_font(preferences.language)
    if font is None:
        raise Http404
    shown = _card_of(post, preferences)
    etag = f'"{_digest(shown)}"'
    found = get_conditional_response(request, etag)
    if found is None:
        with _drawing:
            found = HttpResponse(_drawn(shown, font), content_type="image/png")
    found["ETag"], found["Cache-Control"] = etag, "public, max-age=3600"
    return found


def head_of(sheet: Sheet, post: Post, item: ShownPost) -> dict[str, object]:
    """What a post's page has in its head: `card`, an absolute address or "", and `structured`, its JSON-LD."""
    base, address = sheet.base, ""
    if sheet.is_file:
        # A file may be put anywhere: what it says of its address is what the owner said of it.
        base = sheet.preferences.public_address.rstrip("/")
        if not base:
            return {"card": "", "structured": ""}
    if not sheet.is_file and find_font(sheet.preferences.language) is not None:
        version = _digest(_card_of(post, sheet.preferences))[:8]  # another picture is another address
        address = f"{absolute(sheet.base, reverse('blog:card', args=[post.pk]))}?v={version}"
    blog = blog_of(sheet.preferences, base + "/")
    told = structured(post, item, sheet.zone)
    data, reviews = jsonld.posting(blog, told, image=address), jsonld.claim_reviews(blog, told)
    # Escaped by `script` for the element that it stands in.
    return {"card": address, "structured": SafeString(jsonld.script([data, *reviews] if reviews else data))}


def _card_of(post: Post, preferences: Preferences) -> Card:
    with translation.override(preferences.language):
        return Card(
            title=title_of(post),
            blog=preferences.blog_title,
            seal=seal_of(preferences),
            day=full_day(post.day) if post.day else "",
            language=preferences.language,
        )


def _digest(shown: Card) -> str:
    return sha256(repr(shown).encode("utf-8", "replace")).hexdigest()[:32]


@lru_cache(maxsize=128)
def _drawn(shown: Card, font: Font) -> bytes:
    return draw(shown, font)
