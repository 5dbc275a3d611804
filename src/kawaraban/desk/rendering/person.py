"""What a person does to a rendering: save, approve, undo."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk import memory
from kawaraban.desk.glossary import suggesting
from kawaraban.desk.models import Article, Paragraph, Rendering
from kawaraban.desk.rendering import drafts, proofs
from kawaraban.desk.rendering.parts import TEXT_FIELDS, Part, lock_articles, parts, revision_of
from kawaraban.desk.search import index_rendering
from kawaraban.translate.merge import merge

State, Maker = Rendering.State, Rendering.Maker


class RenderingError(Exception):
    """A change that can't be made; `str(error)` is one plain sentence in the reader's language."""


class TwoTexts(RenderingError):
    """Somebody saved another text meanwhile, and both changed the same words. `theirs` is what stands now."""

    def __init__(self, theirs: Rendering) -> None:
        super().__init__(gettext("Another text was saved while you were writing: choose, or put both together."))
        self.theirs = theirs


@transaction.atomic
def save(
    article: Article,
    pid: str,
    language: str,
    text: str,
    person: AbstractBaseUser,
    *,
    seen: str = "",
    base: str | None = None,
) -> Rendering:
    """Stores what a person wrote: state `edited`. The same text again changes nothing.

    `seen` is the digest of the original that the person had before them; where that is not the current one any more,
    the rendering is kept but `stale`. `base` is the rendering that they began with: where the desk has another one by
    now, both changes are put together. Their draft is left to whoever knows that it is what was typed. Raises
    RenderingError; TwoTexts where both changed the same words.
    """
    text = text.strip()
    if not text:
        raise RenderingError(gettext("There is nothing to save: write the translation first."))
    if len(text) > drafts.MAX_TEXT:
        raise RenderingError(gettext("That is too long for one paragraph: at most 20,000 characters can be saved."))
    article, part = _current(article, pid)
    rendering = _locked(article, pid, language)
    if rendering is not None and base is not None:
        text = _both(base.strip(), text, rendering)
    if rendering is not None and rendering.text == text and rendering.state != State.STALE:
        return rendering
    digest = seen or (part.digest if part else "")
    machine = _engines_text(rendering) if rendering else ""
    rendering = rendering or Rendering(article=article, pid=pid, language=language)
    _change(
        rendering,
        text=text,
        state=State.EDITED if part and digest == part.digest else State.STALE,
        maker=Maker.PERSON,
        engine="",
        model="",
        person_id=person.pk,
        source_digest=digest,
    )
    if machine and part and digest == part.digest:
        suggesting.learn(rendering, article.language, part.text, machine)
    return rendering


def _engines_text(rendering: Rendering) -> str:
    """What an engine made of the part before persons worked on it, "" where none did."""
    if rendering.maker == Maker.ENGINE:
        return rendering.text
    before = rendering.revisions.filter(maker=Maker.ENGINE).order_by("-id").first()
    return before.text if before else ""


def _both(base: str, text: str, rendering: Rendering) -> str:
    """What a person wrote, with what somebody else stored since they began; raises TwoTexts."""
    merged = merge(base, text, rendering.text)
    if merged is None:
        raise TwoTexts(rendering)
    return merged


@transaction.atomic
def approve(
    article: Article,
    pid: str,
    language: str,
    person: AbstractBaseUser,
    *,
    seen: str = "",
    text: str | None = None,
    base: str | None = None,
) -> Rendering:
    """A person stands by the rendering as it is: state `approved`, and its pair joins the memory.

    With a `text`, what they typed is saved first (`base` as for `save`). Who made the text stays as it was; `person` is
    who approved it. A stale rendering that still fits is approved for the current original. Raises RenderingError where
    there is no rendering, or where the original is not `seen` now.
    """
    article, part = _current(article, pid)
    if part is None:
        raise RenderingError(gettext("The original changed while you were reading: look at the paragraph again."))
    rendering = _locked(article, pid, language)
    if text is not None and (rendering is None or rendering.text != text.strip()):
        rendering = save(article, pid, language, text, person, seen=seen, base=base)
    if rendering is None:
        raise RenderingError(gettext("There is no translation to approve yet: write one first."))
    if seen and seen != part.digest:
        raise RenderingError(gettext("The original changed while you were reading: look at the paragraph again."))
    if rendering.state == State.APPROVED and rendering.person_id is not None:
        return rendering
    _change(rendering, state=State.APPROVED, person_id=person.pk, source_digest=part.digest)
    memory.remember(rendering, article, part.text)
    return rendering


@transaction.atomic
def undo(article: Article, pid: str, language: str, person: AbstractBaseUser) -> Rendering | None:
    """Takes back the last change of a rendering; None where nothing was there before it.

    An approval that is taken back leaves the memory as it was before that approval. What the original became
    meanwhile is not undone: a text made for another original comes back `stale`. A text that a person wrote stays with
    its writer as a draft, unless they have one already. Raises RenderingError.
    """
    article, part = _current(article, pid)
    rendering = _locked(article, pid, language)
    before = rendering.revisions.order_by("-id").first() if rendering else None
    if rendering is None or (before is None and rendering.maker != Maker.PERSON):
        raise RenderingError(gettext("There is nothing to undo."))
    if rendering.state in {State.APPROVED, State.STALE}:
        memory.forget(rendering, article.language)
    _keep_undone(rendering, before.text if before else "")
    if before is None:
        rendering.delete()
    else:
        for field in TEXT_FIELDS:
            setattr(rendering, field, getattr(before, field))
        if part is not None and part.digest != rendering.source_digest:
            rendering.state = State.STALE
        rendering.save()
        before.delete()
        if part is not None and rendering.state == State.APPROVED and rendering.person_id is not None:
            memory.remember(rendering, article, part.text)
    index_rendering(article, language)
    if before is None:
        return None
    proofs.count([article], language, [pid])
    return rendering


def _keep_undone(rendering: Rendering, before: str) -> None:
    """What a person wrote outlives its undoing: it may have been somebody else's, or pressed by mistake."""
    writer = rendering.person
    if writer is None or rendering.maker != Maker.PERSON:
        return
    if rendering.pid not in drafts.of(rendering.article, rendering.language, writer):
        at = (rendering.article, rendering.pid, rendering.language, writer)
        drafts.keep(*at, rendering.text, base=before, seen=rendering.source_digest)


def _current(article: Article, pid: str) -> tuple[Article, Part | None]:
    """The article as it is now, locked until the transaction ends, and its part of that id.

    Raises RenderingError where the article never had such a part.
    """
    locked = lock_articles([article.pk])[article.pk]
    part = next((part for part in parts(locked) if part.pid == pid), None)
    if part is None and not Paragraph.objects.filter(version__article=locked, pid=pid).exists():
        raise RenderingError(gettext("The article has no such paragraph: open it again."))
    return locked, part


def _locked(article: Article, pid: str, language: str) -> Rendering | None:
    return Rendering.objects.select_for_update().filter(article=article, pid=pid, language=language).first()


def _change(rendering: Rendering, **changes: Any) -> None:
    """Stores a person's change, with what was there before it as a revision, and makes it searchable."""
    if rendering.pk is not None:
        revision_of(rendering).save()
    for field, value in {"made_at": timezone.now(), **changes}.items():
        setattr(rendering, field, value)
    rendering.save()
    proofs.count([rendering.article], rendering.language, [rendering.pid])
    index_rendering(rendering.article, rendering.language)
