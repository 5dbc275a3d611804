"""Who sends comments, told apart without keeping an address: by a keyed digest, whose key is thrown away every day."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from kawaraban.desk.models import Comment, Preferences

RECENT, MAX_RECENT = timedelta(minutes=10), 5  # comments from one address; a household shares one
_IPV6_NETWORK = 64  # bits: who has one address of such a network has all of them


def sender_key(request: HttpRequest, preferences: Preferences) -> str:
    """What stands for the request's sender today; "" where the connection has no address."""
    address = network_of(request.META.get("REMOTE_ADDR", ""))
    if not address:
        return ""
    return hmac.new(_secret(preferences).encode(), address.encode(), hashlib.sha256).hexdigest()


def network_of(address: str) -> str:
    """An IPv4 address as it is, an IPv6 one as its /64; "" for what is neither."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    kept = int(parsed) >> (128 - _IPV6_NETWORK) << (128 - _IPV6_NETWORK)
    return f"{IPv6Address(kept)}/{_IPV6_NETWORK}"


def sends_too_much(key: str) -> bool:
    """Whether this sender's comments of the last minutes are enough for now. One query, from an index alone."""
    since = timezone.now() - RECENT
    return bool(key) and Comment.objects.filter(sender_key=key, written_at__gt=since).count() >= MAX_RECENT


def forget(preferences: Preferences) -> int:
    """Empty the keys of comments that are older than the preferences allow; how many there were."""
    until = timezone.now() - timedelta(hours=preferences.keep_addresses_hours)
    return Comment.objects.filter(~Q(sender_key=""), written_at__lte=until).update(sender_key="")


def _secret(preferences: Preferences) -> str:
    """The day's secret, made by whoever needs it first. The former one is gone, and with it what its digests meant."""
    today = timezone.now().date()
    if preferences.sender_secret_day != today:
        with transaction.atomic():
            stored = Preferences.objects.select_for_update().get(pk=preferences.pk)
            if stored.sender_secret_day != today:
                stored.sender_secret, stored.sender_secret_day = secrets.token_hex(32), today
                # Not by save(): no page of the blog changes by it.
                Preferences.objects.filter(pk=stored.pk).update(
                    sender_secret=stored.sender_secret, sender_secret_day=today
                )
        preferences.sender_secret, preferences.sender_secret_day = stored.sender_secret, today
    return preferences.sender_secret
