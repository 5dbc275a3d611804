"""Web addresses: what a person typed -> the form to ask for, and the form that tells two articles apart.

Follows RFC 3986 section 6 (syntax-based normalisation) and, where browsers differ from it, the URL standard of WHATWG.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, unquote, urljoin, urlsplit

import idna

from kawaraban.follow.model import FollowError

#: Longer addresses than any server takes; the desk stores up to this many characters.
MAX_LENGTH = 2000

#: Query parameters that name the road a reader came by, never the page they came to.
# fmt: off
_TRACKING = frozenset((
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid",
    "li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "mkt_tok",
    "oly_anon_id", "oly_enc_id", "vero_id", "wickedid", "rb_clickid", "s_cid", "srsltid", "ref_src", "ref_url",
    "cmpid", "icid", "ocid",
))
# fmt: on
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "at_campaign", "at_medium", "at_link", "at_custom", "at_ptr", "hsa_")

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d+(?:[/?#]|$))")  # "host:8000/" has no scheme but a port
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_INVISIBLE = re.compile("[\\x00-\\x20\\x7f\u200b\u2060\ufeff]+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def request_form(address: str) -> str:
    """The address as it is sent to a server: with scheme, ASCII host, encoded path, no fragment, no user name.

    A missing scheme becomes `https`, or `http` where the host is a number, `localhost`, or has a port of its own.
    Raises FollowError("not-an-address").
    """
    text = address.strip().strip("\u200b\u2060\ufeff")
    if len(text) > 4 * MAX_LENGTH:
        raise _too_long()
    try:
        scheme, rest = _split_scheme(text)
        parts = urlsplit(f"{scheme or 'https'}://{rest}")
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        raise _not_an_address(address) from None
    if not scheme:
        if not _plausible_without_scheme(rest, host):
            raise _not_an_address(address)
        scheme = "http" if _is_local(host) or port not in (None, 443) else "https"
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    query = f"?{_encoded(parts.query)}" if parts.query else ""
    result = f"{scheme}://{netloc}{_path(parts.path)}{query}"
    if len(result) > MAX_LENGTH:
        raise _too_long()
    return result


def normalise(address: str) -> str:
    """The address by which the desk knows an article: `request_form` without tracking parameters.

    Idempotent. Raises FollowError("not-an-address").
    """
    base, _, query = request_form(address).partition("?")
    kept = "&".join(piece for piece in query.split("&") if piece and not _is_tracking(piece))
    return f"{base}?{kept}" if kept else base


def absolute(reference: str, base: str) -> str | None:
    """A link on a page or in a feed as a normalised address, or None where it leads to nothing that http(s) reaches."""
    reference = reference.strip()
    if not reference or reference.startswith("#") or len(reference) > 4 * MAX_LENGTH:
        return None
    try:
        return normalise(urljoin(base, reference))
    except (ValueError, FollowError):
        return None


def origin(address: str) -> str:
    """`scheme://host[:port]` of a normalised address."""
    return "/".join(address.split("/", 3)[:3])


def host(address: str) -> str:
    """`host[:port]` of a normalised address."""
    return address.split("/", 3)[2]


def shown(address: str) -> str:
    """An address for a sentence: at most 100 characters, on one line."""
    line = " ".join(address.split())
    return line if len(line) <= 100 else line[:99] + "…"


def _not_an_address(address: str) -> FollowError:
    return FollowError(
        "not-an-address", f"“{shown(address)}” is not a web address: give one such as https://example.com/news."
    )


def _too_long() -> FollowError:
    return FollowError("not-an-address", f"This address is longer than {MAX_LENGTH} characters: give a shorter one.")


def _split_scheme(text: str) -> tuple[str, str]:
    """("http" | "https" | "", the rest from the host on); ValueError for any other scheme."""
    found = _SCHEME.match(text)
    if not found:
        return "", text.removeprefix("//")
    scheme, rest = found[1].lower(), text[found.end() :]
    if scheme in ("feed", "rss"):  # feed:https://host/ and feed://host/ as some readers write them
        inner = _SCHEME.match(rest)
        if inner:
            scheme, rest = inner[1].lower(), rest[inner.end() :]
        else:
            scheme = "https"
    if scheme not in _DEFAULT_PORTS:
        raise ValueError(scheme)
    return scheme, rest.lstrip("/\\")


def _plausible_without_scheme(rest: str, host: str) -> bool:
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return not re.search(r"\s", rest.strip()) and "@" not in authority and ("." in host or _is_local(host))


def _is_local(host: str) -> bool:
    return host == "localhost" or host.startswith("[") or host.rsplit(".", 1)[-1].isdigit()


def _host(text: str) -> str:
    """A host in lower-case ASCII, IPv6 in brackets; ValueError where it can't be one."""
    text = unquote(text)
    if ":" in text:
        return f"[{ipaddress.IPv6Address(text).compressed}]"
    if not text.isascii():
        text = idna.encode(text, uts46=True).decode("ascii")  # IDNAError is a ValueError
    text = text.lower().removesuffix(".")
    if len(text) > 253 or not all(_LABEL.fullmatch(label) for label in text.split(".")):
        raise ValueError(text)
    return text


def _path(path: str) -> str:
    """Encoded, with `.` and `..` resolved (RFC 3986, 5.2.4); `/` where there was none."""
    kept: list[str] = []
    segments = _encoded(path).split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _encoded(text: str) -> str:
    """Percent-encoded where it must be, in upper case; unreserved characters plain; other escapes left as they are."""
    text = _STRAY_PERCENT.sub("%25", _INVISIBLE.sub(_encode_invisible, text))
    text = quote(text, safe="%/?:@!$&'()*+,;=-._~", errors="replace")
    return _ESCAPE.sub(_tidy_escape, text)


def _encode_invisible(found: re.Match[str]) -> str:
    return "%20" * found[0].count(" ")


def _tidy_escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _is_tracking(piece: str) -> bool:
    name = unquote(piece.split("=", 1)[0]).lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
