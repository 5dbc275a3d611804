"""One request and its answer, within bounds, and every fault of a network as one plain sentence."""

from __future__ import annotations

import http.client
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass

import urllib3
from urllib3 import exceptions as broken

from kawaraban.follow import addresses
from kawaraban.follow.connect import pools
from kawaraban.follow.guard import Guard
from kawaraban.follow.model import FollowError

_MAX_HEADERS = 100_000  # bytes
_MAX_DISCARDED = 65_536  # of a redirect's or an error's body, read only to use the connection again
_STEP = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """One exchange with a server; `body` is empty for other answers than 2xx."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


class Exchange:
    """Asks servers through guarded connections, which are kept open for the next request. Thread-safe."""

    def __init__(self, guard: Guard, *, per_host: int, authorities: str | None) -> None:
        # One more than a host's visits: robots.txt is asked for beside them.
        self._pools = pools(guard, per_host=per_host + 1, authorities=authorities)

    def close(self) -> None:
        """Closes idle connections."""
        self._pools.clear()

    def ask(
        self,
        address: str,
        headers: dict[str, str],
        seconds: float,
        limit: int,
        *,
        cut: bool = False,
        form: bytes | None = None,
    ) -> Answer:
        """One GET and its answer, within so many seconds in all; with a `form`, a POST of that. Redirects are answers.

        With `cut`, a body past `limit` bytes is cut there instead of refused. Raises FollowError.
        """
        deadline = time.monotonic() + seconds
        host = addresses.host(address)
        try:
            try:
                return self._try(address, headers, deadline, limit, cut, form)
            except broken.ProtocolError as error:
                # A kept connection that the server closed just as we used it; a new one tells.
                if not isinstance(error.__context__, http.client.RemoteDisconnected | ConnectionError):
                    raise
                return self._try(address, headers, deadline, limit, cut, form)
        except (broken.SSLError, ssl.SSLError) as error:
            raise _tls_problem(host, error) from error
        except (broken.LocationParseError, broken.InvalidHeader) as error:
            raise FollowError(
                "not-an-address", f"“{addresses.shown(address)}” can't be asked for: check the address."
            ) from error
        except (broken.TimeoutError, TimeoutError) as error:
            raise FollowError("no-answer", f"{host} took too long to answer: try again later.") from error
        except (broken.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise FollowError(
                "no-answer", f"{host} broke off the connection: check the address, or try again later."
            ) from error

    def _try(
        self, address: str, headers: dict[str, str], deadline: float, limit: int, cut: bool, form: bytes | None
    ) -> Answer:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        response = self._pools.request(
            "GET" if form is None else "POST",
            address,
            headers=headers,
            body=form,
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
            timeout=urllib3.Timeout(total=left),
        )
        try:
            got = tuple(response.headers.iteritems())
            if sum(len(name) + len(value) for name, value in got) > _MAX_HEADERS:
                raise FollowError(
                    "too-big", f"{addresses.host(address)} answers with too many headers: give another page."
                )
            if 200 <= response.status < 300:
                body = _body(response, limit, cut=cut)
            else:
                body = b""
                _discard(response)
            response.release_conn()
        except BaseException:
            response.close()
            raise
        return Answer(response.status, response.reason or "", got, body)


def _body(response: urllib3.BaseHTTPResponse, limit: int, *, cut: bool) -> bytes:
    """The body as it came, still coded."""
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced[:20]) > limit and not cut:
        raise _too_big(limit)
    body = bytearray()
    while step := response.read(_STEP, decode_content=False):
        body += step
        if len(body) > limit:
            response.close()
            if cut:
                return bytes(body[:limit])
            raise _too_big(limit)
    return bytes(body)


def _discard(response: urllib3.BaseHTTPResponse) -> None:
    with suppress(broken.HTTPError, OSError):
        response.read(_MAX_DISCARDED, decode_content=False)
        if not response.read(1, decode_content=False):
            return
    response.close()


def _too_big(limit: int) -> FollowError:
    return FollowError("too-big", f"The answer is larger than {limit / 1_000_000:g} MB: follow a smaller feed or page.")


def _tls_problem(host: str, error: Exception) -> FollowError:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.args[0] if cause.args and isinstance(cause.args[0], BaseException) else cause.__context__
    if cause is None:
        return FollowError("no-answer", f"No secure connection to {host} could be made: try its http:// address.")
    return FollowError(
        "bad-certificate",
        f"The certificate of {host} can't be trusted ({cause.verify_message}): "
        "check the address and this machine's clock.",
    )
