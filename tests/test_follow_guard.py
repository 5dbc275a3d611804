"""Which networks are refused."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.follow import FollowError
from kawaraban.follow.guard import Guard


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.5",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:192.168.1.1",
        "::ffff:93.184.215.14",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_inside_is_refused(address: str) -> None:
    assert not Guard().permits(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "100.63.255.255", "100.128.0.1", "2606:4700::1111", "64:ff9b::5db8:d70e"]
)
def test_a_public_address_is_let_through(address: str) -> None:
    assert Guard().permits(address)


def test_a_network_can_be_allowed_and_no_more_than_it() -> None:
    guard = Guard(["127.0.0.0/8", " ::1/128 "])
    assert guard.permits("127.0.0.5")
    assert guard.permits("::1")
    assert not guard.permits("10.0.0.1")
    assert not guard.permits("::ffff:127.0.0.1")
    assert not guard.permits("fe80::1")


def test_a_name_that_leads_both_outside_and_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(FollowError) as caught:
        Guard().endpoints("both.example", 80, 1)
    assert caught.value.problem == "refused-address"


@given(st.ip_addresses(v=4))
def test_nothing_private_hides_behind_ipv6(inside: ipaddress.IPv4Address) -> None:
    guard = Guard()
    for form in (f"::ffff:{inside}", f"64:ff9b::{inside}", f"::{inside}"):
        assert guard.permits(str(inside)) or not guard.permits(form)
