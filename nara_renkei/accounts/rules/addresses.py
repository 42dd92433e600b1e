"""Where a request came from. Plain Python."""

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address

UNKNOWN = "0.0.0.0"  # noqa: S104 - nothing binds here; it stands for "not known"


def client_address(headers: Mapping[str, str], trusted_proxies: int) -> str:
    """Return the client's IP address, looking through as many proxies as we run ourselves.

    ``headers`` is a WSGI environ. What a stranger put in front of X-Forwarded-For is never read.
    """
    forwarded = [part.strip() for part in headers.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    candidate = headers.get("REMOTE_ADDR", "")
    if trusted_proxies and len(forwarded) >= trusted_proxies:
        candidate = forwarded[-trusted_proxies]
    try:
        return str(ip_address(candidate))
    except ValueError:
        return UNKNOWN


def is_inside(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Return whether an address belongs to one of these networks. An unknown address belongs to none."""
    return address != UNKNOWN and any(ip_address(address) in network for network in networks)
