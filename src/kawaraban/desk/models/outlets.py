"""The registry of outlets: what they are called, their hosts, and facts about them, each with its source and date."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutletProfile(models.Model):
    """An outlet as the registry has it. What the desk follows (`Outlet`, one a host) is tied to it by its hosts."""

    key = models.CharField(max_length=60, unique=True, null=True, blank=True)  # in the starter registry; null elsewhere
    name = models.CharField(max_length=200)  # in Latin script, as it writes itself where it does
    name_ja = models.CharField(max_length=200, blank=True)
    name_own = models.CharField(max_length=200, blank=True)  # in its own script, where that is another
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)  # kept, so that it can be undone

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class RegistryChange(models.Model):
    """One thing done to the registry: what it brought and what it ended can be undone together."""

    class Kind(models.TextChoices):
        ENTERED = "entered", _("entered by hand")
        REPLACED = "replaced", _("replaced")
        REMOVED = "removed", _("taken out")
        NAMED = "named", _("names or hosts changed")
        IMPORTED = "imported", _("imported")
        STARTER = "starter", _("starter registry")
        DEMO = "demo", _("made-up press")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    profile = models.ForeignKey(OutletProfile, null=True, blank=True, on_delete=models.CASCADE, related_name="changes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    file = models.CharField(max_length=200, blank=True)  # that was imported; of the starter, its digest
    counts = models.JSONField(default=dict, blank=True)  # of an import: {"outlets", "hosts", "facts", "standing"}
    before = models.JSONField(default=dict, blank=True)  # names and hosts as they were, to undo by
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} at {self.made_at:%F %T}"


class OutletHost(models.Model):
    """A host under which an outlet publishes. What stands under it (`news.` before it) is the outlet's too."""

    profile = models.ForeignKey(OutletProfile, on_delete=models.CASCADE, related_name="hosts")
    host = models.CharField(max_length=255)  # host[:port], lower case, without "www."
    begun_by = models.ForeignKey(RegistryChange, null=True, blank=True, on_delete=models.SET_NULL, related_name="hosts")
    removed_at = models.DateTimeField(null=True, blank=True)  # remembered, so that no import brings it back
    looked_at = models.DateTimeField(null=True, blank=True)  # when somebody asked whether it answers
    trouble = models.CharField(max_length=30, blank=True)  # follow.Problem of that time; "" where it answered

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("host",), condition=models.Q(removed_at=None), name="outlet_host_once"),
        )

    def __str__(self) -> str:
        return self.host


class OutletFact(models.Model):
    """What one source says of an outlet. Several sources stand side by side; a row is never written over.

    `funding`, `ownership` and `editorial` ask whether a state pays for the larger part, owns or manages, and decides
    what is published: they have an `answer`. The others have a `value`. What nobody looked up has no row: unknown.
    """

    class Kind(models.TextChoices):
        FUNDING = "funding", _("state funding")
        OWNERSHIP = "ownership", _("state ownership or management")
        EDITORIAL = "editorial", _("state editorial control")
        COUNTRY = "country", _("country")
        MEDIUM = "medium", _("medium")
        FORM = "form", _("form")
        OWNER = "owner", pgettext_lazy("outlet", "owner")
        FOUNDED = "founded", _("founded")
        LANGUAGES = "languages", _("languages")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        DISPUTED = "disputed", _("disputed")
        UNKNOWN = "unknown", _("unknown")

    class EnteredBy(models.TextChoices):
        PERSON = "person", _("a person")
        IMPORT = "import", _("an import")
        STARTER = "starter", _("the starter registry")
        DEMO = "demo", _("the made-up press")

    profile = models.ForeignKey(OutletProfile, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    #: a country's code (ISO 3166-1) or name, a word of `outlets.words`, a name, a year, codes of languages with spaces
    value = models.CharField(max_length=300, blank=True)
    value_ja = models.CharField(max_length=300, blank=True)  # the same for Japanese readers, where it needs other words
    source = models.CharField(max_length=200)  # who says so
    link = models.URLField(max_length=2000)
    dated = models.CharField(max_length=10, blank=True)  # of the source itself: YYYY, YYYY-MM or YYYY-MM-DD
    read_on = models.DateField()  # the day on which somebody read it there
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.CharField(max_length=10, choices=EnteredBy.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    begun_by = models.ForeignKey(RegistryChange, on_delete=models.CASCADE, related_name="begun")
    ended_by = models.ForeignKey(
        RegistryChange, null=True, blank=True, on_delete=models.SET_NULL, related_name="ended"
    )  # null: it stands
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by")
    made_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True, blank=True)  # when somebody asked whether its link answers
    trouble = models.CharField(max_length=30, blank=True)  # follow.Problem of that time; "" where it answered

    class Meta:
        ordering = ("kind", "-read_on", "-pk")
        indexes = (models.Index(fields=("profile", "ended_by", "kind")),)

    def __str__(self) -> str:
        return f"{self.profile_id} {self.kind}: {self.answer or self.value} ({self.source})"
