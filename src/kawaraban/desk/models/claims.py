"""Claims as the desk keeps them, and the speakers behind them, with what a person said of either."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kawaraban.desk.models.articles import Article, Version


class Speaker(models.Model):
    """A name that said something, as one language writes it. Names of one speaker point at the same `joined`."""

    name = models.CharField(max_length=300)  # "Ilse Torvald", without title
    role = models.CharField(max_length=300, blank=True)  # "Interior Minister", as it stood last
    language = models.CharField(max_length=8)
    joined = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="names")
    sound = models.CharField(max_length=8, blank=True, db_index=True)  # what its consonants begin with; "" if unheard
    looked_at = models.DateTimeField(null=True, blank=True, db_index=True)  # held against the names of other languages

    class Meta:
        constraints = (models.UniqueConstraint(fields=("language", "name"), name="speaker_once"),)

    def __str__(self) -> str:
        return self.name


class SpeakerJoin(models.Model):
    """Why two names are held to be one speaker, or by whose hand they are not. The newest of a pair counts."""

    class Why(models.TextChoices):
        GLOSSARY = "glossary", _("the glossary writes it so")
        SCRIPT = "script", _("the spelling agrees")
        PERSON = "person", _("a person joined them")

    one = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # a person agreed with what the machine joined
    parted_at = models.DateTimeField(null=True, blank=True)  # by a person: the machine never joins them again

    def __str__(self) -> str:
        return f"{self.one_id} = {self.other_id} ({self.why})"


class Claim(models.Model):
    """Who said what in an article (`attribute.Claim`).

    Spans are `[pid, start, end]`, code points of that paragraph's text in `version`; texts are kept beside them, so
    that a claim can be found again after an edit. A machine's claims are made anew for every version; a person's stay,
    and what a person withdrew stays withdrawn.
    """

    class Maker(models.TextChoices):
        MACHINE = "machine", _("machine")
        PERSON = "person", _("person")

    class Stance(models.TextChoices):
        SAYS = "says", _("said")
        INSISTS = "insists", _("insisted")
        ALLEGES = "alleges", _("claimed")
        REVEALS = "reveals", _("found")
        DENIES = "denies", _("denied")
        REPORTED = "reported", _("hearsay")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="claims")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="claims")
    position = models.PositiveIntegerField()  # from 0, in the order of the cues
    speaker = models.ForeignKey(Speaker, null=True, blank=True, on_delete=models.SET_NULL, related_name="claims")
    is_unnamed = models.BooleanField(default=False)  # "officials", "sources"
    source = models.JSONField(default=list)
    cue = models.JSONField(default=list)
    content = models.JSONField(default=list)
    source_text = models.TextField(blank=True)
    cue_text = models.TextField(blank=True)
    content_text = models.TextField()
    quotation = models.CharField(max_length=10)  # direct, mixed, indirect
    stance = models.CharField(max_length=10, choices=Stance.choices)
    via = models.JSONField(default=list)  # [{"text"}] between the article and the speaker, nearest first
    when_text = models.CharField(max_length=200, blank=True)
    when_value = models.CharField(max_length=60, blank=True)  # TIMEX3
    said_on = models.DateField()  # the first day of `when_value`; else the day the article was published
    rule = models.CharField(max_length=60, blank=True)  # what found it; empty where a person wrote it
    is_coarse = models.BooleanField(default=False)
    mark = models.CharField(max_length=64)  # digest of the cue's and the content's words: the same claim, read again

    maker = models.CharField(max_length=10, choices=Maker.choices, default=Maker.MACHINE)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    changed_at = models.DateTimeField(null=True, blank=True)
    replaces = models.CharField(max_length=64, blank=True)  # the mark of the machine's claim that a person put right
    is_withdrawn = models.BooleanField(default=False)  # a person says that it is none
    is_lost = models.BooleanField(default=False)  # a person's, whose words the article has no longer
    #: what the claim was before each change by a person, newest last, so that it can be undone: fields and their values
    past = models.JSONField(default=list)

    class Meta:
        ordering = ("article", "position")
        indexes = (
            models.Index(fields=("speaker", "-said_on")),
            models.Index(fields=("stance", "-said_on")),
            models.Index(fields=("article", "mark")),
        )

    def __str__(self) -> str:
        return f"{self.source_text} {self.cue_text}: {self.content_text[:60]}"
