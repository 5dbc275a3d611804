"""Where e-mail goes out, from the one line that KAWARABAN_MAIL holds."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_SHAPE = "smtps://USER:PASSWORD@HOST:PORT, or smtp:// for a server that turns to encryption itself (STARTTLS)"


class MailAddressError(ValueError):
    """KAWARABAN_MAIL can't be understood; `str(error)` says what it should be."""


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    from_start: bool = False  # encrypted from the first byte
    starttls: bool = False
    sender: str = ""  # the address that letters come from; "" where no mail is set


def parse(line: str) -> MailServer:
    """`smtp[s]://user:password@host:port?from=ADDRESS&tls=no`; user and password percent-encoded.

    With smtp:// the connection is encrypted by STARTTLS and nothing is sent where the server can't, unless `tls=no`
    says so. Without `from` letters come from the user, where that is an address. Raises MailAddressError.
    """
    if not line.strip():
        return MailServer()
    try:
        parts = urlsplit(line.strip())
        port = parts.port
    except ValueError as error:
        raise MailAddressError(f"KAWARABAN_MAIL is not understood ({error}): write it as {_SHAPE}.") from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise MailAddressError(f"KAWARABAN_MAIL is not understood: write it as {_SHAPE}.")
    options = parse_qs(parts.query)
    user, from_start = unquote(parts.username or ""), parts.scheme == "smtps"
    plain = options.get("tls", [""])[-1] == "no"
    sender = options.get("from", [user])[-1]
    if "@" not in sender or any(character in sender for character in "\r\n<>"):
        raise MailAddressError("KAWARABAN_MAIL doesn't say whom letters come from: add ?from=ADDRESS at its end.")
    return MailServer(
        host=parts.hostname,
        port=port or (465 if from_start else 587),
        user=user,
        password=unquote(parts.password or ""),
        from_start=from_start,
        starttls=not from_start and not plain,
        sender=sender,
    )
