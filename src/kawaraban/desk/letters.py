"""Notices of comments by e-mail: to the author what is new, to a reader the answer to what they wrote.

A letter is written together with the mark that it was, and is claimed before it is sent, so that none is lost and none
goes out twice. Where the connection broke in the middle nobody knows whether it arrived: such a letter is said to be
so, and is sent again only when a person wants it. Letters bear a Message-ID of their own that a second sending keeps.
"""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from kawaraban.desk.blog.comments.threads import address_of
from kawaraban.desk.models import Comment, Letter, Post, Preferences

COMMENTS_A_LETTER, LETTERS_A_TURN = 20, 50
MAX_TOLD = 1000  # comments that one letter counts
OF_LATE = timedelta(days=7)  # what is older when mail is set up is no news
WAITS = (1, 5, 30, 120, 720)  # minutes between two tries; after the last it is said that the letter was not sent
CUT_OFF = timedelta(minutes=10)  # a letter that has been on its way for longer was interrupted
KEEP = timedelta(days=30)
_SHOWN = 600  # characters of a comment in a letter
State = Letter.State


def write_letters() -> int:
    """Write what is to be told since the last time; how many letters. None where no mail is set."""
    if not settings.MAIL_FROM:
        return 0
    preferences = Preferences.load()
    with translation.override(preferences.language):
        return _to_author(preferences) + _to_readers(preferences)


def send_letters() -> int:
    """Send the letters that are due; how many went out. Stops at a server that can't be reached, until later."""
    _settle_interrupted()
    if not settings.MAIL_FROM:
        return 0
    due = Letter.objects.filter(state=State.WAITING, next_at__lte=timezone.now()).order_by("next_at", "pk")
    sent = 0
    for number in list(due.values_list("pk", flat=True)[:LETTERS_A_TURN]):
        now = timezone.now()
        claim = Letter.objects.filter(pk=number, state=State.WAITING)
        if not claim.update(state=State.SENDING, tried_at=now, tries=F("tries") + 1):
            continue  # another process has it
        letter = Letter.objects.get(pk=number)
        _send(letter)
        sent += letter.state == State.SENT
        if letter.state == State.WAITING:
            break  # a server that can't take this one now is not asked for the others at once
    return sent


def troubles() -> Sequence[Letter]:
    """The letters that a person should know of: not sent, perhaps sent, or waiting after a failure. Newest first."""
    told = Q(state__in=(State.FAILED, State.UNSURE)) | (Q(state=State.WAITING) & ~Q(problem=""))
    return Letter.objects.filter(told).order_by("-made_at")[:20]


def send_again(number: int) -> bool:
    """Let a letter that failed, or may have, go out once more; false where there is none."""
    now = timezone.now()
    again = Letter.objects.filter(pk=number, state__in=(State.FAILED, State.UNSURE))
    return bool(again.update(state=State.WAITING, tries=0, next_at=now, problem=""))


def _to_author(preferences: Preferences) -> int:
    """One letter on all comments that nobody has seen yet and that no letter told of."""
    if not preferences.notices_to:
        return 0
    with transaction.atomic():
        new = Comment.objects.select_for_update().filter(
            told_at=None,
            seen_at=None,
            author=None,
            move=None,
            state__in=(Comment.State.WAITING, Comment.State.PUBLISHED),
            written_at__gt=timezone.now() - OF_LATE,
        )
        numbers = list(new.order_by("pk").values_list("pk", flat=True)[:MAX_TOLD])
        if not numbers:
            return 0
        rows = Comment.objects.filter(pk__in=numbers[:COMMENTS_A_LETTER]).select_related("post").order_by("pk")
        count = len(numbers)
        subject = ngettext("%(blog)s: %(count)s new comment", "%(blog)s: %(count)s new comments", count)
        parts = [_part(comment, preferences) for comment in rows]
        if count > len(parts):
            parts.append(gettext("The others are on the desk, under Comments."))
        _letter(preferences.notices_to, subject % {"blog": preferences.blog_title, "count": count}, parts)
        Comment.objects.filter(pk__in=numbers).update(told_at=timezone.now())
    return 1


def _to_readers(preferences: Preferences) -> int:
    """A letter for each published answer to a comment whose writer left an address."""
    with transaction.atomic():
        answers = Comment.objects.select_for_update(of=("self",)).filter(
            answer_told_at=None,
            parent__isnull=False,
            state=Comment.State.PUBLISHED,
            parent__state=Comment.State.PUBLISHED,
            post__state=Post.State.PUBLISHED,
            move=None,
            written_at__gt=timezone.now() - OF_LATE,
        )
        found = list(answers.exclude(parent__email="").select_related("parent", "post").order_by("pk")[:LETTERS_A_TURN])
        for answer in found:
            if answer.parent and not _is_by_the_same(answer, answer.parent):
                subject = gettext("%(blog)s: an answer to your comment") % {"blog": preferences.blog_title}
                _letter(answer.parent.email, subject, [_part(answer, preferences)])
        Comment.objects.filter(pk__in=[answer.pk for answer in found]).update(answer_told_at=timezone.now())
    return len(found)


def _is_by_the_same(answer: Comment, comment: Comment) -> bool:
    return bool(answer.writer_key) and answer.writer_key == comment.writer_key


def _part(comment: Comment, preferences: Preferences) -> str:
    state = gettext("waits for you") if comment.state == Comment.State.WAITING else gettext("is published")
    address = preferences.public_address.rstrip("/") + address_of(comment)
    name = comment.name or gettext("Unnamed")
    title = comment.post.title or gettext("Untitled")
    return f"{title}\n{name} ({state})\n\n{Truncator(comment.text).chars(_SHOWN)}\n\n{address}"


def _letter(to: str, subject: str, parts: Sequence[str]) -> None:
    text = ("\n\n" + "-" * 20 + "\n\n").join(parts)
    Letter.objects.create(to=to, subject=" ".join(subject.split())[:200], text=text)


def _settle_interrupted() -> None:
    now = timezone.now()
    cut_off = Letter.objects.filter(state=State.SENDING, tried_at__lte=now - CUT_OFF)
    cut_off.update(state=State.UNSURE, problem="The program ended while the letter was being sent.")
    Letter.objects.filter(state=State.SENT, tried_at__lte=now - KEEP).delete()


def _send(letter: Letter) -> None:
    """Send a letter that was claimed, and store what became of it."""
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:  # nothing of the letter has been said yet
        return _over(letter, State.WAITING, error)
    host = settings.MAIL_FROM.rpartition("@")[2]
    names = {"Message-ID": f"<letter-{letter.pk}.{int(letter.made_at.timestamp())}@{host}>"}
    message = EmailMessage(letter.subject, letter.text, settings.MAIL_FROM, [letter.to], headers=names)
    try:
        connection.send_messages([message])
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return _over(letter, _state_after(error), error)
    finally:
        connection.close()
    return _over(letter, State.SENT)


def _state_after(error: Exception) -> str:
    """What a sending that failed leaves: the server said no for good, or not now; or it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    elif isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException | ValueError):
        return State.UNSURE
    else:
        return State.FAILED
    return State.WAITING if all(400 <= code < 500 for code in codes) else State.FAILED


def _over(letter: Letter, state: str, error: Exception | None = None) -> None:
    """Store how it went; one that is to be tried again waits longer each time, and fails after the last."""
    letter.state, letter.problem = state, _words(error)[:300]
    if state == State.WAITING:
        if letter.tries > len(WAITS):
            letter.state = State.FAILED
        else:
            letter.next_at = timezone.now() + timedelta(minutes=WAITS[letter.tries - 1])
    letter.save(update_fields=["state", "problem", "next_at"])


def _words(error: Exception | None) -> str:
    """What the server or the network said, as one line."""
    if error is None:
        return ""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return " ".join(f"{code} {said.decode(errors='replace')}" for code, said in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    return f"{type(error).__name__}: {error}"
