"""Posts of social networks: read by their address through their server's public API, or as they were pasted; kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponse
from django.utils.translation import gettext

from kawaraban.compare.relating.language import language_of
from kawaraban.compare.relating.statements import statements
from kawaraban.desk import captures
from kawaraban.desk.captures import CaptureError
from kawaraban.desk.models import Check, SocialPost
from kawaraban.desk.network import fetcher
from kawaraban.follow import FollowError, posts
from kawaraban.follow.fetch import Fetching
from kawaraban.keep import KeepError, capture, digest_of

MAX_TEXT = posts.MAX_TEXT


class PostError(Exception):
    """A post that can't be read; `str(error)` is one plain sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a post: between statements (`number` 0), or a statement with the check that was made of it."""

    text: str
    number: int = 0
    statement: str = ""
    start: int = 0
    end: int = 0
    check: Check | None = None
    is_here: bool = False


def is_address(text: str) -> bool:
    """Whether somebody gave an address and nothing else."""
    try:
        parts = urlsplit(text.strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not text.strip().split()[1:]
    except ValueError:
        return False


def post_of(text: str, person: AbstractBaseUser, fetching: Fetching | None = None) -> SocialPost | None:
    """The post at an address, read and kept; a text of several statements, kept as it was pasted; None for a statement.

    A post that is kept already is read again, and kept again where it changed. Raises PostError.
    """
    if is_address(text):
        return _read(text.strip(), person, fetching)
    found = _statements(text, language_of(text))
    if len(found) < 2:
        return None
    content = text.replace("\0", "").strip()
    return SocialPost.objects.create(
        text=content,
        language=language_of(content),
        digest=digest_of(content.encode("utf-8", "replace")),
        size=len(content.encode("utf-8", "replace")),
        statements=_statements(content, language_of(content)),
        person=person,  # type: ignore[misc]
    )


def parts_of(post: SocialPost, here: Check | None = None) -> list[Part]:
    """The post's text in stretches, its statements numbered from 1; one query."""
    checks: dict[int | None, Check] = {check.start: check for check in post.checks.order_by("made_at")}
    found, at = [], 0
    for number, one in enumerate(post.statements, start=1):
        start, end = one["start"], one["end"]
        if start < at:
            continue
        if start > at:
            found.append(Part(post.text[at:start]))
        check = checks.get(start)
        is_here = here is not None and (here.start == start or (check is not None and check.pk == here.pk))
        found.append(Part(post.text[start:end], number, one["text"], start, end, here if is_here else check, is_here))
        at = end
    if at < len(post.text):
        found.append(Part(post.text[at:]))
    return found


def download(post: SocialPost) -> HttpResponse:
    """The WARC file of a post's answer, or in one sentence why there is none."""
    try:
        warc = captures.store().read(post.file) if post.file else b""
    except CaptureError as error:
        return HttpResponse(str(error), status=404, content_type="text/plain; charset=utf-8")
    if not warc:
        said = gettext("This post was pasted: there is no answer of a server to download.")
        return HttpResponse(said, status=404, content_type="text/plain; charset=utf-8")
    response = HttpResponse(warc, content_type="application/warc")
    response["Content-Disposition"] = f'attachment; filename="post-{post.pk}.warc.gz"'
    return response


def _read(address: str, person: AbstractBaseUser, fetching: Fetching | None) -> SocialPost:
    try:
        if fetching is not None:
            found = posts.read_post(address, fetching)
        else:
            with fetcher() as own:
                found = posts.read_post(address, own)
        kept = capture(found.fetched)
        file = captures.store().write(kept, 0)
    except FollowError as error:
        raise PostError(_sentence(error)) from error
    except (KeepError, CaptureError) as error:
        raise PostError(str(error)) from error
    same = SocialPost.objects.filter(address=found.address, text=found.text).exclude(file="").first()
    if same is not None:
        return same
    language = language_of(found.text) or found.language
    return SocialPost.objects.create(
        address=found.address,
        text=found.text,
        author=found.author,
        handle=found.handle,
        language=language,
        published_at=found.published,
        captured_at=kept.captured_at,
        content_type=kept.content_type[:200],
        digest=kept.digest,
        size=len(kept.content),
        file=file,
        statements=_statements(found.text, language),
        person=person,  # type: ignore[misc]
    )


def _statements(text: str, language: str) -> Sequence[dict[str, str | int]]:
    return [{"text": said, "start": start, "end": end} for (start, end), said in statements(text, language)]


def _sentence(error: FollowError) -> str:
    if error.problem == "refused-address":
        return gettext("This address leads into a private network and is not fetched: paste the post’s text here.")
    if error.problem in ("not-found", "gone"):
        return gettext("There is no such post any more, or it was never there: paste its text here.")
    if error.problem in ("no-such-host", "no-answer", "wait", "server-error", "bad-certificate"):
        return gettext("The post’s server does not answer now: try again later, or paste the post’s text here.")
    return gettext("This post can’t be read without signing in there: paste its text here.")
