"""urllib3 connections that ask the guard where they may go, and that keep to one time limit in all.

A socket's own timeout starts anew with every read: a server that drips a byte a second is never late. These sockets
take a timeout as what is left in all, and give each operation only the rest.
"""

from __future__ import annotations

import socket
import ssl
import time
from functools import cache

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from kawaraban.follow.guard import Endpoint, Guard
from kawaraban.follow.model import FollowError

#: What one of several addresses of a host may take before the next is tried.
_SECONDS_AN_ADDRESS = 5.0


class _Punctual(socket.socket):
    """A socket whose timeout bounds everything that follows together."""

    _deadline: float | None = None

    def settimeout(self, value: float | None) -> None:
        self._deadline = None if value is None else time.monotonic() + value
        super().settimeout(value)

    def recv_into(self, *args: object, **options: object) -> int:
        self._keep_deadline()
        return super().recv_into(*args, **options)  # type: ignore[arg-type]

    def send(self, *args: object, **options: object) -> int:
        self._keep_deadline()
        return super().send(*args, **options)  # type: ignore[arg-type]

    def _keep_deadline(self) -> None:
        if self._deadline is not None:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            super().settimeout(left)


class _PunctualTLS(_Punctual, ssl.SSLSocket):
    pass


@cache
def tls_context(authorities: str | None = None) -> ssl.SSLContext:
    """Certificates checked against the system's authorities and certifi's, and those in the file `authorities`.

    Reading these stores takes a tenth of a second, so each is read once.
    """
    context = create_urllib3_context()
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    if authorities is not None:
        context.load_verify_locations(authorities)
    context.sslsocket_class = _PunctualTLS
    return context


def pools(guard: Guard, *, per_host: int, authorities: str | None) -> urllib3.PoolManager:
    """A pool manager whose every connection is guarded. It knows no proxies: the environment is not asked."""

    def connect(connection: HTTPConnection) -> socket.socket:
        timeout = connection.timeout
        seconds = float(timeout) if isinstance(timeout, int | float) else 30.0
        return _connect(guard, connection.host, connection.port or connection.default_port, seconds)

    # `_new_conn` is the one place where urllib3 makes a socket; TLS and the Host header keep using the name.
    class GuardedHTTP(HTTPConnection):
        _new_conn = connect

    class GuardedHTTPS(HTTPSConnection):
        _new_conn = connect

    class HTTPPool(urllib3.HTTPConnectionPool):
        ConnectionCls = GuardedHTTP

    class HTTPSPool(urllib3.HTTPSConnectionPool):
        ConnectionCls = GuardedHTTPS

    manager = urllib3.PoolManager(num_pools=50, maxsize=per_host, ssl_context=tls_context(authorities))
    manager.pool_classes_by_scheme = {"http": HTTPPool, "https": HTTPSPool}
    return manager


def _connect(guard: Guard, host: str, port: int, seconds: float) -> socket.socket:
    """A socket connected to an address that the guard has just seen."""
    deadline = time.monotonic() + seconds
    endpoints = guard.endpoints(host, port, seconds)
    for place, endpoint in enumerate(endpoints, start=1):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        connected = _try(endpoint, left if place == len(endpoints) else min(left, _SECONDS_AN_ADDRESS))
        if connected is not None:
            connected.settimeout(max(deadline - time.monotonic(), 0.001))
            return connected
    raise FollowError("no-answer", f"Nothing answers at {host}: check the address, or try again later.")


def _try(endpoint: Endpoint, seconds: float) -> socket.socket | None:
    family, where = endpoint
    try:
        made = _Punctual(family, socket.SOCK_STREAM)
    except OSError:  # a family this machine does not speak
        return None
    try:
        made.settimeout(seconds)
        made.connect(where)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError:
        made.close()
        return None
    return made
