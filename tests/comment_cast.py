"""What tests of comments share: a form's stamp as if it had been asked for a while ago, and sending it."""

from __future__ import annotations

from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kawaraban.desk.models import Comment, Post

TEXT = "弁の話が\n出ていました。"


def a_stamp(post: Post, seconds: int = 60) -> str:
    """The stamp of a form that was asked for some seconds ago."""

    class Earlier(signing.TimestampSigner):
        def timestamp(self) -> str:
            return signing.b62_encode(int(timezone.now().timestamp()) - seconds)

    return Earlier(salt="kawaraban.comment").sign(f"{post.day} {post.slug}")


def send(client: Client, post: Post, **changes: str) -> HttpResponse:
    """Send a comment as the page's form does; `changes` replace its fields, `REMOTE_ADDR` names the sender."""
    sender = {"REMOTE_ADDR": changes.pop("REMOTE_ADDR")} if "REMOTE_ADDR" in changes else {}
    data = {"name": "港の近所", "text": TEXT, "stamp": a_stamp(post), **changes}
    return client.post(f"{post.get_absolute_url()}comments/", data, **sender)


def seen_by(client: Client, post: Post, query: str = "") -> str:
    return client.get(post.get_absolute_url() + query).content.decode()


def a_comment(post: Post, text: str = TEXT, **fields: object) -> Comment:
    return Comment.objects.create(post=post, **{"name": "みなと", "text": text, "state": "published", **fields})
