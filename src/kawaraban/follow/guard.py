"""Which network addresses may be connected to. Asked after DNS, at the moment of connecting."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Iterable

from kawaraban.follow.model import FollowError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: What `socket.connect` takes.
SocketAddress = tuple[str, int] | tuple[str, int, int, int]

#: The family of the socket to make, and what to connect it to.
Endpoint = tuple[socket.AddressFamily, SocketAddress]

#: Refused by name, because `ipaddress.is_global` has changed its mind on some of them between Python versions.
_REFUSED: tuple[Network, ...] = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by a carrier's customers (RFC 6598)
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and the metadata services of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/128",
        "::1/128",
        "::/96",  # IPv4-compatible, long withdrawn
        "::ffff:0:0/96",  # IPv4-mapped: no name server has a reason to answer with one
        "64:ff9b:1::/48",  # NAT64 of a local network (RFC 8215)
        "100::/64",
        "2001::/23",  # Teredo and other protocol assignments
        "2002::/16",  # 6to4 leads to any IPv4 address
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class Guard:
    """Lets public addresses through, and those in `allow_nets` (CIDR blocks, such as `127.0.0.0/8`).

    Raises ValueError where a block is not one.
    """

    def __init__(self, allow_nets: Iterable[str] = ()) -> None:
        self._allowed = tuple(ipaddress.ip_network(block.strip(), strict=False) for block in allow_nets)

    def permits(self, address: str) -> bool:
        """Whether an IP address may be connected to."""
        found = ipaddress.ip_address(address.partition("%")[0])
        if any(found in block for block in self._allowed):
            return True
        return self._is_public(found)

    def endpoints(self, host: str, port: int, seconds: float) -> list[Endpoint]:
        """Where to connect to for a host, looked up within so many seconds.

        The caller connects to these very addresses, so that a second look-up can't answer differently (DNS rebinding).
        Raises FollowError("no-such-host"), or FollowError("refused-address") if any of them is not permitted: a name
        that leads both outside and inside is an attack or a mistake.
        """
        found = _look_up(host, port, seconds)
        for _, where in found:
            if not self.permits(where[0]):
                raise FollowError(
                    "refused-address",
                    f"{host} leads into a private network ({where[0]}): give a public address, "
                    "or name that network in KAWARABAN_ALLOW_NETS.",
                )
        return found

    def _is_public(self, address: Address) -> bool:
        if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:
            return self._is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
        if any(address in block for block in _REFUSED if block.version == address.version):
            return False
        return address.is_global and not (
            address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
        )


def _look_up(host: str, port: int, seconds: float) -> list[Endpoint]:
    """`getaddrinfo` under a time limit. The system's resolver has none that a program can set."""
    answers: queue.SimpleQueue[object] = queue.SimpleQueue()
    host = host.strip("[]")

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        answer = None
    if not isinstance(answer, list) or not answer:
        raise FollowError(
            "no-such-host", f"No server goes by the name {host}: check the spelling, or the connection of this machine."
        )
    return [(family, where) for family, _, _, _, where in answer]
