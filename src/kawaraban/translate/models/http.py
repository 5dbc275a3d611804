"""Asking a registry: bounded answers, and files that may be taken up where they broke off."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import certifi
import urllib3
from urllib3.util.ssl_ import create_urllib3_context

from kawaraban.translate.models.model import ModelsError

_PATIENCE = urllib3.Timeout(connect=10.0, read=30.0)  # seconds without a byte
_REDIRECTS = urllib3.Retry(total=3, connect=0, read=0, redirect=3, status=0, other=0, raise_on_redirect=False)
_STEP = 65_536
_WINDOW, _LEAST = 60.0, 20_000  # a server that sends fewer bytes in so many seconds has broken off
_HEADERS = {"User-Agent": "Kawaraban (models)", "Accept-Encoding": "identity"}


@cache
def _pool() -> urllib3.PoolManager:
    context = create_urllib3_context()
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    return urllib3.PoolManager(num_pools=4, ssl_context=context, headers=_HEADERS)


@contextmanager
def asked(address: str, start: int = 0) -> Iterator[urllib3.BaseHTTPResponse]:
    """The answer to a GET, its body not yet read; from byte `start` on, if the server knows how (status 206).

    Raises ModelsError: "no-network", "refused", "web-page", and "broken-off" while the body is read.
    """
    host = _host(address)
    headers = _HEADERS | ({"Range": f"bytes={start}-"} if start else {})
    try:
        response = _pool().request(
            "GET", address, headers=headers, preload_content=False, timeout=_PATIENCE, retries=_REDIRECTS
        )
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise ModelsError(
            "no-network", f"{host} does not answer: check this machine's connection, then try again.", host=host
        ) from error
    try:
        if response.status not in {200, 206, 416}:
            raise ModelsError(
                "refused",
                f"{host} answers with an error ({response.status}): try again later.",
                host=host,
                status=str(response.status),
            )
        if "html" in response.headers.get("content-type", "").lower():
            raise ModelsError(
                "web-page",
                f"{host} answers with a web page instead of a model: open it in a browser, log in to the network "
                "if it asks for that, then try again.",
                host=host,
            )
        yield response
    except (urllib3.exceptions.HTTPError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None and not isinstance(error, ConnectionError):
            raise  # the disk's, not the network's
        raise broken_off(address) from error
    finally:
        response.close()  # kept open it would be of no use: files come from another host than the list


def pieces(response: urllib3.BaseHTTPResponse, address: str) -> Iterator[bytes]:
    """The body as it comes. Raises ModelsError("broken-off") where it creeps."""
    began, got = time.monotonic(), 0
    while piece := response.read1(_STEP, decode_content=False):
        yield piece
        got += len(piece)
        if (now := time.monotonic()) - began > _WINDOW:
            if got < _LEAST:
                raise broken_off(address)
            began, got = now, 0


def small(address: str, limit: int, seconds: float = 60.0) -> bytes:
    """A body of at most `limit` bytes, within so many seconds. Raises ModelsError."""
    until = time.monotonic() + seconds
    body = bytearray()
    with asked(address) as response:
        for piece in pieces(response, address):
            body += piece
            if len(body) > limit or time.monotonic() > until:
                host = _host(address)
                raise ModelsError(
                    "not-a-registry",
                    f"{host} sends more than a list of models: check KAWARABAN_MODELS_REGISTRY.",
                    host=host,
                )
    return bytes(body)


def _host(address: str) -> str:
    try:
        return urllib3.util.parse_url(address).netloc or address
    except urllib3.exceptions.LocationParseError:
        return address


def broken_off(address: str) -> ModelsError:
    """The error of a connection that ended before the file did."""
    host = _host(address)
    return ModelsError(
        "broken-off", f"The connection to {host} broke off: try again, and it goes on from there.", host=host
    )
