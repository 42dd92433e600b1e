"""What the city's identity provider says about itself and about a person. Plain Python: nothing here is asked over the network."""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

# What a code needs; the fourth only when the claim is not in the token.
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# Public keys only. 「none」 and those with a shared secret would let anybody sign.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")


def is_safe_address(address: object) -> bool:
    """Return whether an address may be asked: https, or http on this machine only."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return (parts.scheme == "https" and bool(host)) or (parts.scheme == "http" and _is_here(host))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def fault_of(document: object, issuer: str) -> str:
    """Return what is wrong with a discovery document, in English for the log, or "" when it can be used."""
    if not isinstance(document, dict):
        return "not an object"
    if document.get("issuer") != issuer:
        return "another issuer"
    bad = [name for name in ENDPOINTS if not is_safe_address(document.get(name))]
    if "userinfo_endpoint" in document and not is_safe_address(document["userinfo_endpoint"]):
        bad.append("userinfo_endpoint")
    return f"no usable {bad[0]}" if bad else ""


def named_person(claims: Mapping[str, Any], number_claim: str) -> tuple[str, str] | None:
    """Return the field of ``User`` and the value that name the person, or None when nobody is named.

    With ``number_claim`` the 職員番号 stands in that claim, as text (a number would lose its leading zeros). Without,
    the address does: verified, and ASCII, because 「ı」 and 「K」 (the Kelvin sign) fold onto the letters of somebody else.
    """
    if number_claim:
        number = claims.get(number_claim)
        return ("employee_number", number) if isinstance(number, str) and number else None
    address = claims.get("email")
    if not isinstance(address, str) or not address.isascii() or claims.get("email_verified") is not True:
        return None
    return ("email", address.lower()) if address else None


def was_asked_since(claims: Mapping[str, Any], moment: int) -> bool:
    """Return whether the provider says (auth_time) that it asked for the person at this second or later.

    「iat」 says nothing about it: a token is new also where nobody was asked.
    """
    asked_at = claims.get("auth_time")
    return isinstance(asked_at, int | float) and not isinstance(asked_at, bool) and asked_at >= moment


def shows_second_factor(claims: Mapping[str, Any], accepted: Iterable[str]) -> bool:
    """Return whether the provider says (amr, acr) that it asked for one of the second factors the city accepts."""
    ways = claims.get("amr")
    said = {way for way in ways if isinstance(way, str)} if isinstance(ways, list) else set()
    level = claims.get("acr")
    return not (said | ({level} if isinstance(level, str) else set())).isdisjoint(accepted)
