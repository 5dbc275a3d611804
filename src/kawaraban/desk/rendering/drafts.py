"""What a person has typed and not saved: kept on the desk, so that it outlives a closed tab."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from kawaraban.desk.models import Article, RenderingDraft

#: Code points of one part that can be saved; a paragraph's translation is hardly ever over 2,000. A draft may be
#: longer, so that what was typed is there to be shortened: Django bounds what one request may bring.
MAX_TEXT = 20_000


def keep(
    article: Article, pid: str, language: str, person: AbstractBaseUser, text: str, *, base: str, seen: str
) -> RenderingDraft | None:
    """Stores what was typed so far; None where it is what the desk has already, so that there is nothing to keep.

    `base` is the rendering that the person began with, `seen` the digest of the original before them.
    """
    mine = RenderingDraft.objects.filter(article=article, pid=pid, language=language, person=person)
    if text.strip() == base.strip():
        mine.delete()
        return None
    return RenderingDraft.objects.update_or_create(
        article=article,
        pid=pid,
        language=language,
        person=person,
        defaults={"text": text, "base": base, "seen": seen[:64], "saved_at": timezone.now()},
    )[0]


def throw_away(article: Article, pid: str, language: str, person: AbstractBaseUser) -> None:
    """Drops the draft: it was saved, or the person does not want it."""
    RenderingDraft.objects.filter(article=article, pid=pid, language=language, person=person).delete()


def of(article: Article, language: str, person: AbstractBaseUser) -> dict[str, RenderingDraft]:
    """A person's drafts in an article, by part. One query."""
    return {
        draft.pid: draft for draft in RenderingDraft.objects.filter(article=article, language=language, person=person)
    }
