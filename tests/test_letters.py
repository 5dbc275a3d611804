"""Notices by e-mail go out once, to a real mail server; what it says no to is kept and told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone
from pytest_django import Settings

from kawaraban.desk import letters
from kawaraban.desk.mail_address import MailAddressError, MailServer, parse
from kawaraban.desk.models import Comment, Letter, Move, Post
from tests.blog_cast import a_published_post, the_owner, the_preferences
from tests.comment_cast import a_comment

pytestmark = pytest.mark.django_db


class MailBox:
    """What a mail server does with a letter: takes it, or answers with `answer`."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = ""
        self.hangs_up = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer:
            return self.answer
        self.letters.append(message_from_bytes(bytes(envelope.content or b""), policy=policy.default))
        if self.hangs_up and server.transport:
            server.transport.abort()
        return "250 OK"


def _a_free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def mail_box(settings: Settings) -> Iterator[MailBox]:
    """A mail server on loopback that the desk is told of."""
    box = MailBox()
    controller = Controller(box, hostname="127.0.0.1", port=_a_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.MAIL_FROM = "blog@kelmar.example"
    yield box
    controller.stop()


@pytest.fixture
def post() -> Post:
    the_preferences(notices_to="yoi@kelmar.example", public_address="https://yofuke.example")
    return a_published_post()


def minutes() -> int:
    """A round of the chores that concern letters; how many went out."""
    letters.write_letters()
    return letters.send_letters()


def test_the_author_is_told_of_new_comments_once(mail_box: MailBox, post: Post) -> None:
    comment = a_comment(post, "弁の話が出ていました。", state="waiting")
    a_comment(post, "二つ目")
    assert [minutes(), minutes()] == [1, 0]
    (letter,) = mail_box.letters
    assert letter["To"] == "yoi@kelmar.example"
    assert "2" in letter["Subject"]
    words = letter.get_content()
    assert "弁の話が出ていました。" in words
    assert f"https://yofuke.example{post.get_absolute_url()}?comment={comment.pk}#comment-{comment.pk}" in words
    assert Letter.objects.get().state == "sent"


def test_nobody_is_told_of_their_own_of_seen_of_imported_or_of_old_comments(mail_box: MailBox, post: Post) -> None:
    move = Move.objects.create(token="m", kind="wxr", file_name="old.xml", size=1)
    a_comment(post, author=the_owner())
    a_comment(post, seen_at=timezone.now())
    a_comment(post, state="spam")
    a_comment(post, written_at=timezone.now() - timedelta(days=8))
    a_comment(post, move=move)
    assert minutes() == 0


def test_the_writer_of_a_comment_is_told_of_a_published_answer_once(mail_box: MailBox, post: Post) -> None:
    the_preferences(notices_to="")
    root = a_comment(post, email="minato@kelmar.example", writer_key="a" * 32)
    a_comment(post, "自分で足す", parent=root, writer_key="a" * 32)
    a_comment(post, "待つ返事", parent=root, state="waiting")
    answer = a_comment(post, "返事です", parent=root, author=the_owner())
    assert [minutes(), minutes()] == [1, 0]
    (letter,) = mail_box.letters
    assert letter["To"] == "minato@kelmar.example"
    assert "返事です" in letter.get_content()
    Comment.objects.filter(pk=answer.pk).update(state="declined")
    Comment.objects.filter(pk=answer.pk).update(state="published")
    assert minutes() == 0


def test_a_letter_waits_while_the_server_cant_be_reached(mail_box: MailBox, post: Post, settings: Settings) -> None:
    a_comment(post)
    port = settings.EMAIL_PORT
    with socket.socket() as nobody:  # bound, not listening
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = nobody.getsockname()[1]
        assert minutes() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.tries) == ("waiting", 1)
    assert "refused" in letter.problem
    assert list(letters.troubles()) == [letter]
    settings.EMAIL_PORT = port
    assert minutes() == 0  # not at once
    Letter.objects.update(next_at=timezone.now())
    assert minutes() == 1
    assert list(letters.troubles()) == []


def test_a_server_that_says_not_now_is_asked_again_and_in_the_end_it_is_said(mail_box: MailBox, post: Post) -> None:
    mail_box.answer = "451 try later"
    a_comment(post)
    for _ in letters.WAITS:
        minutes()
        assert Letter.objects.get().state == "waiting"
        Letter.objects.update(next_at=timezone.now())
    minutes()
    assert Letter.objects.get().state == "failed"
    mail_box.answer = ""
    assert letters.send_again(Letter.objects.get().pk)
    assert minutes() == 1


def test_a_letter_that_is_refused_for_good_is_kept_with_the_servers_words(mail_box: MailBox, post: Post) -> None:
    mail_box.answer = "550 no such person"
    a_comment(post)
    assert minutes() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem) == ("failed", "550 no such person")


def test_a_connection_that_breaks_after_the_letter_doesnt_send_it_twice(mail_box: MailBox, post: Post) -> None:
    mail_box.hangs_up = True
    a_comment(post)
    minutes()
    assert Letter.objects.get().state == "unsure"
    Letter.objects.update(next_at=timezone.now())
    minutes()
    assert len(mail_box.letters) == 1
    mail_box.hangs_up = False
    assert letters.send_again(Letter.objects.get().pk)
    minutes()
    first, second = mail_box.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_a_letter_whose_sender_was_killed_is_not_sent_again_by_itself(mail_box: MailBox, post: Post) -> None:
    now = timezone.now()
    Letter.objects.create(to="a@b.example", subject="s", text="t", state="sending", tried_at=now - letters.CUT_OFF)
    Letter.objects.create(to="a@b.example", subject="s", text="t", state="sending", tried_at=now)
    assert minutes() == 0
    assert sorted(Letter.objects.values_list("state", flat=True)) == ["sending", "unsure"]


def test_without_mail_no_letter_is_written(post: Post, settings: Settings) -> None:
    settings.MAIL_FROM = ""
    a_comment(post, email="minato@kelmar.example")
    assert minutes() == 0
    assert Letter.objects.count() == 0


def test_where_mail_goes_out_is_one_line() -> None:
    assert parse("") == MailServer()
    assert parse("smtps://yoi%40kelmar.example:p%2Fw@mail.kelmar.example") == MailServer(
        "mail.kelmar.example", 465, "yoi@kelmar.example", "p/w", from_start=True, sender="yoi@kelmar.example"
    )
    relay = parse("smtp://127.0.0.1:2525?tls=no&from=blog@kelmar.example")
    assert (relay.port, relay.starttls, relay.sender) == (2525, False, "blog@kelmar.example")
    assert parse("smtp://u:p@mail.kelmar.example?from=b@kelmar.example").starttls


@pytest.mark.parametrize(
    "line", ["mail.kelmar.example", "http://a@b", "smtp://", "smtp://h:x", "smtp://h", "smtp://[h"]
)
def test_a_line_that_is_not_understood_says_what_it_should_be(line: str) -> None:
    with pytest.raises(MailAddressError, match="KAWARABAN_MAIL"):
        parse(line)
