"""After SECRET_KEY was replaced: lock every second factor with the new key, so that the old one can go."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record

LOCKED: Final = ("secret", "seed")  # of an app or a hardware token, of recovery codes; a key of WebAuthn has none


@dataclass(frozen=True, slots=True)
class Relocked:
    done: int  # factors that the new key opens now
    lost: int  # factors that no key opens: their owners must set up new ones


def safe() -> MultiFernet:
    """Return what locks and opens the secrets of second factors: the first key locks, all of them open."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest())) for key in keys])


@transaction.atomic
def relock_second_factors(*, by: Actor, at: datetime) -> Relocked:
    """Lock all with SECRET_KEY; the old keys must still stand in SECRET_KEY_FALLBACKS. May run twice."""
    done = lost = 0
    locks = safe()
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        locked = [name for name in LOCKED if name in factor.data]
        if not locked:
            continue
        try:
            factor.data |= {name: locks.rotate(factor.data[name].encode()).decode() for name in locked}
        except InvalidToken:
            lost += 1
            continue
        factor.save(update_fields=["data"])
        done += 1
    record("second_factor.relocked", about="city", by=by, at=at, count=done, lost=lost)
    return Relocked(done, lost)
