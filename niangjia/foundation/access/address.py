"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of who asks, such as "203.0.113.5".

    Behind a proxy of NIANGJIA_PROXIES it is the last forwarded address that is no such proxy: what stands before it
    was written by the client. Where nothing sensible is forwarded, it is the peer's.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    found = _parsed(peer)
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    while found and hops and _is_proxy(found):
        found = _parsed(hops.pop())
    return str(found) if found else peer


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_proxy(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in settings.HOUSE.proxies)
