"""Hosts as the registry writes them, and under which of them an outlet's host may stand."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{1,255}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:[0-9]{1,5})?")
#: Second labels under which a country's registry gives out names: what is left of a host there is nobody's.
_COMMON = frozenset("ac co com edu go gob gov gouv govt ltd me mil ne net nom or org press".split())
_NAME = 3  # labels that a host has at least under one of those


def host_of(address: str) -> str:
    """The host of an address or of a host itself: small letters, without "www."; "" where there is none.

    Letters beyond ASCII are written as a browser sends them (punycode).
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        name, port = (parts.hostname or "").strip("."), parts.port
        if not name.isascii():
            name = name.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    name = name.lower().removeprefix("www.")
    host = f"{name}:{port}" if port and port not in (80, 443) else name
    return host if _HOST.fullmatch(host) and not _is_open(name) else ""


def reach(host: str) -> list[str]:
    """The host and those that it stands under, the nearest first: a.b.example, b.example. An IP address is itself."""
    own = host_of(host)
    name, _, port = own.partition(":")
    if not own or _is_address(name):
        return [own] if own else []
    labels = name.split(".")
    found = [own] if port else []
    for start in range(len(labels) - 1):
        above = ".".join(labels[start:])
        if not _is_open(above):
            found.append(above)
    return found


def _is_open(name: str) -> bool:
    """Whether anybody may have a name below this one: co.jp, com.cn."""
    labels = name.split(".")
    return len(labels) < _NAME and labels[0] in _COMMON and len(labels[-1]) == len("jp")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
