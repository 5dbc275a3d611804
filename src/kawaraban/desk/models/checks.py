"""Checks: a statement held against what the desk has, the sentences that were found, and what a person judged."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kawaraban.desk.models.articles import Article, Version
from kawaraban.desk.models.blog import Post
from kawaraban.desk.models.claims import Claim
from kawaraban.desk.models.stories import Fingerprint


class SocialPost(models.Model):
    """Somebody's post on a social network, kept as it came: the answer of its server, or the words that were pasted."""

    address = models.URLField(max_length=2000, blank=True, db_index=True)  # "": only its text was given
    text = models.TextField()
    author = models.CharField(max_length=300, blank=True)
    handle = models.CharField(max_length=300, blank=True)  # "@minato_sokuho@social.example"
    language = models.CharField(max_length=8, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    captured_at = models.DateTimeField(default=timezone.now)
    content_type = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField(default=0)  # bytes of the payload
    file = models.CharField(max_length=300, blank=True)  # path in the capture store; "": pasted, there is no answer
    #: what it says, in its order: [{"text", "start", "end"}], code points of `text`
    statements = models.JSONField(default=list)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    def __str__(self) -> str:
        return f"{self.handle or self.author} {self.text[:60]}"


class Check(models.Model):
    """A statement held against what the desk has, in every language searched."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    statement = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    queries = models.JSONField(default=dict)  # {"en": "The explosion was ..."}: its words in each language searched
    vector = models.BinaryField(null=True, blank=True)  # of the statement, int8: finds earlier checks like it
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    first_day = models.DateField()  # of the articles looked at, by when they were published
    last_day = models.DateField(null=True, blank=True)  # null: up to now
    looked_at = models.DateTimeField(null=True, blank=True)
    articles = models.PositiveIntegerField(default=0)  # how many were looked at then
    looked_to = models.DateTimeField(null=True, blank=True)  # articles placed after that are new to it
    made_at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    # Where the statement comes from: a post, an article, a claim; or nowhere, where it was typed
    post = models.ForeignKey(SocialPost, null=True, blank=True, on_delete=models.SET_NULL, related_name="checks")
    start = models.PositiveIntegerField(null=True, blank=True)  # in the post's text
    end = models.PositiveIntegerField(null=True, blank=True)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="checks")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="checks")
    #: what a person did, newest last, so that it can be undone: [{"what", ...}]
    past = models.JSONField(default=list)

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("state", "-made_at")),)

    def __str__(self) -> str:
        return self.statement[:80]

    @property
    def key(self) -> str:
        """How a post's Markdown names it."""
        return f"c{self.pk}"


class Finding(models.Model):
    """The sentence of an article that says most of a statement: how it stands to it, by the machine and by a person."""

    class Relation(models.TextChoices):
        STATES = "states", _("states")
        ATTRIBUTES = "attributes", _("attributes")
        DENIES = "denies", _("denies")
        REPEATS = "repeats", _("repeats")
        RELATED = "related", _("related")

    # `check` is a method of every model, so that the field can't be called so.
    of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="findings")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="findings")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    pid = models.CharField(max_length=40)  # of the paragraph; "title"
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    rendering = models.TextField(blank=True)  # in the readers' language, as it stood when it was found
    found_at = models.DateTimeField(default=timezone.now)

    proposed = models.CharField(max_length=10, choices=Relation.choices)  # the machine's
    score = models.FloatField()
    reasons = models.JSONField(default=list)  # compare.Reason as [{"kind", "text"}]
    numbers = models.JSONField(default=list)  # said otherwise: [["12 people", "2 people"]], the statement's first
    #: the relation before it was found to be a copy's: what it says, whoever it has it from
    says = models.CharField(max_length=10, choices=Relation.choices)

    relation = models.CharField(max_length=10, choices=Relation.choices, blank=True)  # a person's; "": undecided
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_of = models.TextField(blank=True)  # the statement it was decided of, where the check has another since
    removed_at = models.DateTimeField(null=True, blank=True)  # by a person: it has nothing to do with the statement

    class Meta:
        constraints = (models.UniqueConstraint(fields=("of", "article"), name="finding_once_an_article"),)

    def __str__(self) -> str:
        return f"{self.article_id} {self.relation or self.proposed}: {self.text[:60]}"


class CheckNews(models.Model):
    """What came in for an open check since somebody looked at it; told once."""

    class Kind(models.TextChoices):
        ORIGIN = "origin", _("new origin")
        DENIAL = "denial", _("denial")

    of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="news")
    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="news")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "check news"
        indexes = (models.Index(fields=("of",), condition=Q(seen_at=None), name="check_news_unseen"),)

    def __str__(self) -> str:
        return f"{self.kind} for {self.of_id}"


class Judgement(models.Model):
    """What a person made of a check, in words, signed. Later ones follow; the earlier stay as they were."""

    of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="judgements")
    words = models.TextField()
    reasons = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    signature = models.CharField(max_length=100)  # the name it is signed with
    signed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=6, choices=Check.State.choices)  # whether it was left open
    counts = models.JSONField(default=dict)  # the result as it stood
    findings = models.JSONField(default=list)  # and what it rested on

    class Meta:
        ordering = ("signed_at", "pk")

    def __str__(self) -> str:
        return self.words[:60]


class CheckRecord(models.Model):
    """A check's box as it stood when its post was published (`publish.CheckBox`, frozen)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="check_boxes")
    key = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    of = models.ForeignKey(Check, null=True, on_delete=models.SET_NULL, related_name="boxes")
    frozen = models.JSONField()

    class Meta:
        ordering = ("post", "position")
        constraints = (models.UniqueConstraint(fields=("post", "key"), name="check_box_once"),)

    def __str__(self) -> str:
        return self.key


class SentenceSketches(models.Model):
    """The signs of the vectors of an article's sentences, 64 bytes each: what a check looks through first."""

    fingerprint = models.OneToOneField(Fingerprint, on_delete=models.CASCADE, related_name="sketches", primary_key=True)
    # The fingerprint's moments as numbers: a process that starts reads all of them, and moments take it ten times as
    # long.
    at = models.BigIntegerField()  # seconds since 1970
    placed_at = models.BigIntegerField(db_index=True)  # microseconds since 1970, when these were made of it
    data = models.BinaryField()

    class Meta:
        verbose_name_plural = "sentence sketches"

    def __str__(self) -> str:
        return f"sketches of {self.fingerprint_id}"
