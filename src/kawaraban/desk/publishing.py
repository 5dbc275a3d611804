"""Posts from the first draft to the blog: saving, publishing, taking back, deleting, and undoing each.

A published post has two texts: what readers see (its fields and `html`) and, while it is being rewritten, a working
copy (`pending`). Publishing makes one of the two and freezes the quotations as the desk has them at that moment.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from kawaraban.desk import public_versions, search
from kawaraban.desk.foreign_posts import html_of
from kawaraban.desk.freezing import Held, freeze_held, held_in
from kawaraban.desk.models import Category, FormerAddress, Post, PostVersion, Preferences
from kawaraban.desk.naming import tag_names, tags_named
from kawaraban.desk.pictures import sized
from kawaraban.desk.quoting import zone_of
from kawaraban.publish import normalise

VERSION_EVERY = timedelta(minutes=1)  # autosaves closer than this share a row of the history
_MAX_SUMMARY = 1000  # characters
_TAKEN = ("title", "body", "markup", "category", "slug", "signature", "summary", "takes_comments")
State = Post.State


class PublishingError(Exception):
    """A change that can't be made; `str(error)` is one plain sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Working:
    """A post as it is being written."""

    title: str
    body: str
    category_id: int | None
    slug: str
    signature: str
    tags: tuple[str, ...] = ()  # names, sorted
    summary: str = ""
    takes_comments: bool | None = None  # None: as the preferences say
    markup: str = ""  # of the body, a Post.Markup; "": as it was


def working(post: Post) -> Working:
    """The text that compose shows: the working copy of a published post where it has one, else the post itself."""
    if post.pending is not None:
        fields = {"markup": post.markup, **post.pending, "tags": tuple(post.pending.get("tags", ()))}
        return Working(**fields)
    return Working(
        post.title,
        post.body,
        post.category_id,
        post.slug,
        post.signature,
        tuple(sorted(tag.name for tag in post.tags.all())),
        post.summary,
        post.takes_comments,
        post.markup,
    )


def new_post(author: AbstractUser, *, body: str = "") -> Post:
    """An empty draft, signed as the preferences say, in the readers' language."""
    preferences = Preferences.load()
    post = Post.objects.create(
        author=author,
        signature=preferences.signature or author.get_full_name() or author.get_username(),
        language=preferences.language,
        body=body,
    )
    search.index_post(post)
    return post


@transaction.atomic
def save(post: Post, text: Working, *, seen: datetime | None = None, as_version: bool = False) -> Post:
    """Stores what was written so far; of a published post readers see nothing of it yet.

    `seen` is when the text was saved that the writer started from: where somebody saved another meanwhile, nothing is
    changed. `as_version` gives the text a row of its own in the history. Raises PublishingError for the former, and
    PublishError for a body without measure.
    """
    post = _locked(post)
    if seen is not None and post.saved_at != seen:
        raise PublishingError(
            gettext("The post was saved in another window meanwhile: copy your text, then load the page again.")
        )
    before = working(post)
    text = _tidy(text, text.markup or before.markup)
    if text == before:
        return post
    _remember(post, before, text, as_version)
    post.saved_at = timezone.now()
    if post.state == State.PUBLISHED:
        post.pending = asdict(text)
        post.save(update_fields=["pending", "saved_at"])
    else:
        _take(post, text)
        post.save(update_fields=[*_TAKEN, "saved_at"])
        if text.tags != before.tags:
            post.tags.set(tags_named(text.tags))
        search.index_post(post)
    return post


@transaction.atomic
def publish(post: Post) -> Post:
    """Puts the post, as it is being written, before the readers: for the first time, or as an update.

    Quotations and checks are frozen as the desk has them now; what it no longer has stays as it was published before.
    The address is the day of the first publication and the post's slug, else its number on that day.
    Raises PublishingError for a post without title and text.
    """
    post = _locked(post)
    preferences = Preferences.load()
    text, now = working(post), timezone.now()
    if not text.title.strip() and not text.body.strip():
        raise PublishingError(gettext("There is nothing to publish yet: write a title or a text first."))
    former = (post.day, post.slug) if post.state == State.PUBLISHED else None
    public_versions.keep(post)
    _take(post, text)
    if post.published_at is None or post.day is None:
        post.published_at = now
        post.day = now.astimezone(zone_of(preferences)).date()
    post.slug = _free_slug(post, post.day)
    post.changed_at = now
    post.saved_at = now
    post.state, post.pending, post.deleted_at = State.PUBLISHED, None, None
    _end_waiting(post)
    held = Held() if _is_html(post) else held_in(post, preferences)
    (post.html,) = sized([html_of(post) if _is_html(post) else held.rendered(post.body, preferences.language)])
    post.save()
    public_versions.add(post, now)
    post.tags.set(tags_named(text.tags))
    freeze_held(post, held)
    _move_address(post, former)
    search.index_post(post)
    Preferences.blog_changed()
    return post


@transaction.atomic
def withdraw(post: Post) -> Post:
    """Takes a post off the blog; it is a draft again, with the text as it is being written."""
    post = _locked(post)
    if post.state == State.PUBLISHED:
        text = working(post)
        _take(post, text)
        post.state, post.pending, post.saved_at = State.DRAFT, None, timezone.now()
        post.save()
        post.tags.set(tags_named(text.tags))
        search.index_post(post)
        Preferences.blog_changed()
    return post


@transaction.atomic
def delete(post: Post) -> Post:
    """Puts a post away: off the blog, the lists and the search. Nothing of it is lost; `undelete` brings it back."""
    post = withdraw(post)
    post.deleted_at = timezone.now()
    _end_waiting(post)
    post.save()
    search.remove(post=post)
    return post


@transaction.atomic
def undelete(post: Post) -> Post:
    """Brings a deleted post back, as a draft."""
    post = _locked(post)
    post.deleted_at = None
    post.save(update_fields=["deleted_at"])
    search.index_post(post)
    return post


@transaction.atomic
def restore(post: Post, version: PostVersion) -> Post:
    """Makes a version of the history the text that is being written; what was there stays a version too."""
    return save(post, _with(post, version), as_version=True)


def _with(post: Post, version: PostVersion) -> Working:
    return replace(working(post), title=version.title, body=version.body, markup=version.markup)


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update().get(pk=post.pk)


def _is_html(post: Post) -> bool:
    return post.markup == Post.Markup.HTML


def _markup(name: str) -> Literal["markdown", "html"]:
    return "html" if name == Post.Markup.HTML else "markdown"


def _tidy(text: Working, markup: str) -> Working:
    return Working(
        title=" ".join(text.title.replace("\0", "").split(" "))[:300].strip(),
        body=normalise(text.body, markup=_markup(markup)),
        category_id=text.category_id,
        slug=slugify(text.slug, allow_unicode=True)[:100],
        signature=text.signature.replace("\0", "").strip()[:100],
        tags=tuple(sorted(tag_names(text.tags))),
        summary=" ".join(text.summary.replace("\0", "").split())[:_MAX_SUMMARY],
        takes_comments=text.takes_comments,
        markup=_markup(markup),
    )


def _take(post: Post, text: Working) -> None:
    post.title, post.body, post.slug, post.signature = text.title, text.body, text.slug, text.signature
    post.summary, post.takes_comments, post.markup = text.summary, text.takes_comments, text.markup
    # A category may have gone since it was chosen.
    post.category = Category.objects.filter(pk=text.category_id).first() if text.category_id else None


def _end_waiting(post: Post) -> None:
    """Nobody waits for this draft any more: no hour, no editor, no reader with a link."""
    post.publish_at, post.publish_trouble, post.handed_in_at = None, "", None
    post.share_key, post.shared_until = "", None


def _remember(post: Post, before: Working, text: Working, as_version: bool) -> None:
    now = timezone.now()
    public_versions.keep(post)
    latest = post.versions.order_by("-saved_at", "-id").first()
    if latest is None and (before.title or before.body):
        _version(post, before, post.saved_at).save()
    goes_on = latest is not None and latest.published_at is None and not as_version
    if latest is not None and goes_on and now - latest.saved_at < VERSION_EVERY:
        latest.title, latest.body = text.title, text.body
        latest.save(update_fields=["title", "body"])
    else:
        _version(post, text, now).save()


def _version(post: Post, text: Working, at: datetime) -> PostVersion:
    return PostVersion(post=post, title=text.title, body=text.body, markup=text.markup, saved_at=at)


def _free_slug(post: Post, day: date) -> str:
    """The post's slug, or its number on the day, made unlike any other address of that day."""
    others = Post.objects.filter(day=day, state=State.PUBLISHED).exclude(pk=post.pk).values_list("slug", flat=True)
    former = FormerAddress.objects.filter(day=day).exclude(post=post).values_list("slug", flat=True)
    taken = {*others, *former}
    if post.slug:
        stem = post.slug[:90]
        return next(s for s in (post.slug, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
    return next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)


def _move_address(post: Post, former: tuple[date | None, str] | None) -> None:
    FormerAddress.objects.filter(post=post, day=post.day, slug=post.slug).delete()
    if former is not None and former[0] is not None and former != (post.day, post.slug):
        FormerAddress.objects.update_or_create(day=former[0], slug=former[1], defaults={"post": post})
