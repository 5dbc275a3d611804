"""Pictures of the posts: the blog's own copies (`settings.PICTURES`), named by the digest of their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from kawaraban.desk.filestore import FileStore
from kawaraban.desk.models import Move, Picture
from kawaraban.publish import picture_addresses, with_sizes
from kawaraban.publish.pictures import MAX_BYTES, TYPES, CleanPicture, clean_picture
from kawaraban.publish.pictures import PictureError as _Refused

_YEAR = 365 * 24 * 3600
_SENTENCES = {
    "kind": gettext_lazy("This is no picture that browsers show: choose a JPEG, PNG, GIF or WebP file."),
    "size": gettext_lazy("The picture is larger than 20 MB: make it smaller and choose it again."),
    "pixels": gettext_lazy("The picture has more than 50 million pixels: make it smaller and choose it again."),
    "broken": gettext_lazy("The picture's file is damaged: save it anew and choose it again."),
}


class PictureError(Exception):
    """A picture that can't be kept or read; `str(error)` is one plain sentence that says what to do."""


def keep(data: bytes, name: str, source: str = "", move: Move | None = None) -> Picture:
    """The picture as the blog keeps it, without what its camera wrote into it; the same bytes are kept once.

    `name` is the file's as it came, `source` the address it was fetched from. Its kind is what its bytes say.
    Raises PictureError.
    """
    try:
        clean = clean_picture(data)
    except _Refused as error:
        raise PictureError(str(_SENTENCES[error.reason])) from error
    digest = hashlib.sha256(clean.data).hexdigest()
    picture = Picture.objects.filter(digest=digest).first()
    if picture is not None and _store().exists(stored_name(picture)):
        return picture
    _write(f"{digest}.{clean.extension}", clean)
    return Picture.objects.get_or_create(
        digest=digest,
        defaults={
            "name": _tidy(name, clean.extension),
            "media_type": clean.media_type,
            "size": len(clean.data),
            "width": clean.width,
            "height": clean.height,
            "source": source[:2000],
            "move": move,
        },
    )[0]


def address(picture: Picture) -> str:
    """`/pictures/DIGEST.EXT`."""
    return reverse("blog:picture", args=[picture.digest, TYPES[picture.media_type]])


def sized(htmls: Sequence[str]) -> list[str]:
    """The posts' HTML with the width and height of the blog's own pictures in it; one query for all, if any has one."""
    places = {place for html in htmls for place in picture_addresses(html) if place.startswith("/pictures/")}
    if not places:
        return list(htmls)
    named = {PurePosixPath(place).stem: place for place in places}
    rows = Picture.objects.filter(digest__in=named).values_list("digest", "width", "height")
    sizes = {named[digest]: (width, height) for digest, width, height in rows}
    return [with_sizes(html, sizes) for html in htmls]


def read(picture: Picture) -> bytes:
    """The picture's bytes. Raises PictureError."""
    try:
        return _store().read(stored_name(picture), MAX_BYTES)
    except Exception as error:  # each kind of store has errors of its own
        sentence = gettext("The picture “%(name)s” is not in %(store)s: put its file back from a backup.")
        raise PictureError(sentence % {"name": picture.name, "store": settings.PICTURES}) from error


@require_safe
def picture(request: HttpRequest, digest: str, extension: str) -> HttpResponse:
    """A picture for readers. Its address says its content, so that a browser never asks for it again."""
    found = get_object_or_404(Picture, digest=digest)
    if TYPES[found.media_type] != extension:
        raise Http404
    etag = f'"{digest[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        try:
            response = HttpResponse(read(found), content_type=found.media_type)
        except PictureError as error:
            raise Http404 from error
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=_YEAR, immutable=True)
    return response


@cache
def _store_at(url: str) -> FileStore:
    return FileStore(url)


def _store() -> FileStore:
    return _store_at(settings.PICTURES)


def stored_name(picture: Picture) -> str:
    """The name of the picture's file in its store."""
    return f"{picture.digest}.{TYPES[picture.media_type]}"


def _write(path: str, clean: CleanPicture) -> None:
    try:
        _store().write(path, clean.data)
    except Exception as error:  # each kind of store has errors of its own
        sentence = gettext("The picture can't be written to %(store)s (%(reason)s): make room there, or name another.")
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise PictureError(sentence % {"store": settings.PICTURES, "reason": reason}) from error


def _tidy(name: str, extension: str) -> str:
    name = " ".join(PurePosixPath(name.replace("\0", "").replace("\\", "/")).name.split())
    return name[-150:] or f"picture.{extension}"
