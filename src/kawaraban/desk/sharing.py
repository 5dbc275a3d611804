"""A link that shows a draft to somebody who has no way into the desk: signed, for some days, and revocable."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from kawaraban.desk.models import Post

DAYS = 7
_SALT = "kawaraban.draft"


def share(post: Post) -> Post:
    """Makes a link, which ends in DAYS; one that was given out before works no more."""
    post.share_key, post.shared_until = secrets.token_hex(8), timezone.now() + timedelta(days=DAYS)
    post.save(update_fields=["share_key", "shared_until"])
    return post


def revoke(post: Post) -> Post:
    post.share_key, post.shared_until = "", None
    post.save(update_fields=["share_key", "shared_until"])
    return post


def path_of(post: Post) -> str:
    """The link's path; "" where there is none that works."""
    if not post.share_key or post.shared_until is None or post.shared_until <= timezone.now():
        return ""
    return reverse("desk:shared", args=[signing.dumps([post.pk, post.share_key], salt=_SALT)])


def shared(token: str) -> Post | None:
    """The draft that a link shows; None where it is no link of ours, has ended or was revoked."""
    try:
        number, key = signing.loads(token, salt=_SALT, max_age=timedelta(days=DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    post = Post.objects.filter(pk=number, deleted_at=None).select_related("category").first()
    if post is None or not post.share_key or not constant_time_compare(post.share_key, str(key)):
        return None
    return post if post.shared_until and post.shared_until > timezone.now() else None
