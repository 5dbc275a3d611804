"""Posts of the blog, their categories and comments, and the quotations frozen in them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kawaraban.desk.models.articles import Article, Version

#: What a path may have as it is (RFC 3986), as Django's `reverse` leaves it.
_PATH_SAFE = "/~:@" + "!$&'()*+,;="


@lru_cache(maxsize=4096)
def _reversed(name: str, prefix: str, *parts: int | str) -> str:
    return reverse(f"blog:{name}", args=parts)


def blog_address(name: str, *parts: int | str) -> str:
    """An address of the blog (`blog.urls`) as `reverse` makes it, remembered.

    A page has dozens, and `reverse` looks through all of the site's addresses for each.
    """
    return _reversed(name, get_script_prefix(), *parts)


def post_address(day: date, slug: str) -> str:
    """The address of a published post: what `reverse` makes of it, from that of its day."""
    return f"{blog_address('day', day.year, day.month, day.day)}{quote(slug, safe=_PATH_SAFE)}/"


def texts(way: str = "") -> list[str]:
    """A post's columns that may hold megabytes, for lists to defer; `way` leads to the post: "post__"."""
    return [way + name for name in ("body", "html", "pending", "brought")]


class Category(models.Model):
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    class Markup(models.TextChoices):
        MARKDOWN = "markdown", "Markdown"
        HTML = "html", "HTML"  # of a post from another blog: kept as it came, cleaned when it is shown

    title = models.CharField(max_length=300, blank=True)
    slug = models.SlugField(max_length=100, allow_unicode=True, blank=True)  # empty: made from day and number
    body = models.TextField(
        blank=True
    )  # Markdown with `:::quote KEY`, `:::check KEY`; of a published post, as published
    markup = models.CharField(max_length=10, choices=Markup.choices, default=Markup.MARKDOWN)
    summary = models.TextField(blank=True)  # what lists and previews say of it; empty: its opening
    tags = models.ManyToManyField(Tag, blank=True, related_name="posts")
    html = models.TextField(blank=True)  # the body rendered when it was published
    language = models.CharField(max_length=8, default="ja")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    signature = models.CharField(max_length=100)  # the name in `posted by NAME`
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)  # of a draft: when it goes out by itself
    publish_trouble = models.CharField(max_length=300, blank=True)  # why it did not go out when it should have
    handed_in_at = models.DateTimeField(null=True, blank=True)  # of a draft: its author asks an editor to publish it
    #: of a draft that somebody may read without signing in: what their link is made of, and until when it works
    share_key = models.CharField(max_length=32, blank=True)
    shared_until = models.DateTimeField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)  # of publication, in the blog's zone: part of the address
    changed_at = models.DateTimeField(null=True, blank=True)  # when the published text was last changed
    deleted_at = models.DateTimeField(null=True, blank=True)  # drafts only; kept, so that it can be undone
    #: what was written since publication and is not yet published: the fields of publishing.Working
    pending = models.JSONField(null=True, blank=True)
    takes_comments = models.BooleanField(null=True, blank=True)  # null: as the preferences say
    #: of a post from another blog: which move brought it, what it was called there (a digest, so that a second move
    #: knows it again), and what its format told that the desk has no field for
    move = models.ForeignKey("Move", null=True, blank=True, on_delete=models.SET_NULL, related_name="posts")
    foreign_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    brought = models.JSONField(null=True, blank=True)

    class Meta:
        # A row of this table is long: the lists beside the blog's pages are counted from indexes alone.
        indexes = (
            models.Index(fields=("state", "-published_at")),
            models.Index(fields=("state", "day", "-published_at")),
            models.Index(fields=("state", "category", "-published_at")),
            models.Index(fields=("state", "signature", "-published_at")),
            models.Index(fields=("state", "deleted_at", "-saved_at")),
            models.Index(fields=("state", "publish_at")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("day", "slug"), name="post_address_once", condition=models.Q(state="published")
            ),
        )

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """The post's own page on the blog; "" while it has none."""
        if self.state != self.State.PUBLISHED or self.day is None:
            return ""
        return post_address(self.day, self.slug)


class FormerAddress(models.Model):
    """Where a published post was before its address was changed; readers are sent on from there."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="former_addresses")
    day = models.DateField()
    slug = models.SlugField(max_length=100, allow_unicode=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("day", "slug"), name="former_address_once"),)

    def __str__(self) -> str:
        return f"{self.day:%Y/%m/%d}/{self.slug}"


class PostVersion(models.Model):
    """What a post was when it was saved before; autosaves within a minute share one row.

    One that readers had before them says since when, and has the `html` that they were shown.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)  # null: nobody but its writers has seen it
    html = models.TextField(blank=True)
    markup = models.CharField(max_length=10, choices=Post.Markup.choices, default=Post.Markup.MARKDOWN)

    class Meta:
        ordering = ("post", "-saved_at")

    def __str__(self) -> str:
        return f"{self.post_id} at {self.saved_at:%F %T}"


class Correction(models.Model):
    """A note that readers see under a post: what was changed or added after publication, and when."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="corrections")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    #: the published text that readers may hold against the text now; null: they are not shown it
    before = models.ForeignKey(PostVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("post", "at", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class QuotationRecord(models.Model):
    """A quotation as it stood when its post was published (`publish.Quotation`, frozen), and its ties to the desk."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="quotations")
    key = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="quotations")
    version = models.ForeignKey(Version, null=True, on_delete=models.SET_NULL, related_name="+")
    frozen = models.JSONField()

    class Meta:
        ordering = ("post", "position")
        constraints = (models.UniqueConstraint(fields=("post", "key"), name="quotation_once"),)

    def __str__(self) -> str:
        return self.key


class Collected(models.Model):
    """Paragraphs or a check that somebody chose for a post, as the key of its block: what they have at hand."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey("Check", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # null: in none

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="collected_once"),)

    def __str__(self) -> str:
        return self.key
