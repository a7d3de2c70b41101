"""Does a request come from this machine itself? Demo people are refused from any other."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Whether the connection is a loopback one and nobody forwards it for someone else.

    A header that says "forwarded" means a proxy or a tunnel on this machine carries a stranger,
    whether or not the place was told of it. Behind the place's own proxy the address that proxy
    saw decides.
    """
    if settings.CAREFOLK.behind_proxy:
        seen = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        return _is_loopback(seen or request.META.get("REMOTE_ADDR", ""))
    if any(name in request.headers for name in _FORWARDED):
        return False
    return _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback
