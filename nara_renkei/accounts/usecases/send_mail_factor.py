"""Mail a code to 庁内メール: the second factor of who has neither a telephone nor a key."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.utils.crypto import salted_hmac

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.notifications.delivery import deliver_now
from nara_renkei.notifications.usecases.queue_mail import queue_mail

FACTOR_DIGITS: Final = 6
FACTOR_MINUTES: Final = 10


@dataclass(frozen=True, slots=True)
class SentFactor:
    """What the browser's session keeps. The code itself is only in the letter."""

    digest: str  # HMAC-SHA-256 of person and code
    expires_at: datetime


def factor_digest(user: User, code: str) -> str:
    """Return what stands for a code: useless without the server's key, and for anybody else."""
    return salted_hmac("accounts.mail_factor", f"{user.pk}:{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def send_mail_factor(*, user: User, by: Actor, at: datetime) -> SentFactor:
    """Queue the letter to a member of staff who has shown the password. The code lives ten minutes.

    The caller has made sure that the request comes from the city hall.
    """
    code = f"{secrets.randbelow(10**FACTOR_DIGITS):0{FACTOR_DIGITS}}"
    expires_at = at + timedelta(minutes=FACTOR_MINUTES)
    mail = queue_mail(
        "accounts/mail_factor",
        to=user.email,
        about=f"user:{user.pk}",
        context={"minutes": FACTOR_MINUTES},
        at=at,
        secret=f"{code[:3]} {code[3:]}",
        expires_at=expires_at,
    )
    record("second_factor.sent", about=f"user:{user.pk}", by=by, at=at)
    # Somebody waits at the screen: one try at once, whatever the queue does (decisions.md 18).
    transaction.on_commit(partial(deliver_now, mail, at=at), robust=True)
    return SentFactor(digest=factor_digest(user, code), expires_at=expires_at)
