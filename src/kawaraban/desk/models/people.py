"""Who may do what on the desk."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """A person's role. The superuser is an owner without a row here."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")  # everything, the settings and the other people too
        EDITOR = "editor", _("editor")  # publishes anybody's posts, decides on comments
        CONTRIBUTOR = "contributor", _("contributor")  # writes drafts of their own, publishes nothing

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.CONTRIBUTOR)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role}"
