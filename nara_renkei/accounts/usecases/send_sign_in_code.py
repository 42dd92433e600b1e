"""Mail a sign-in code. The answer is the same whether the address is known, unknown or a member of staff's."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.wall import as_city
from nara_renkei.notifications.delivery import deliver_now
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.usecases.queue_mail import queue_mail

CODE_DIGITS: Final = 8
CODE_MINUTES: Final = 10


@dataclass(frozen=True, slots=True)
class SentCode:
    """What the browser's session keeps. The code itself is only in the letter."""

    email: str
    digest: str  # HMAC-SHA-256 of address and code
    expires_at: datetime


def code_digest(email: str, code: str) -> str:
    """Return what stands for a code: useless without the server's key."""
    return salted_hmac("accounts.sign_in_code", f"{email}:{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def send_sign_in_code(*, email: str, at: datetime) -> SentCode:
    """Queue the letter and return what to keep. A member of staff gets a letter that names the staff's door instead.

    ``email`` is lower case. The code lives ten minutes.
    """
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    expires_at = at + timedelta(minutes=CODE_MINUTES)
    context = {"minutes": CODE_MINUTES, "login_url": staff_url(reverse("account_login"))}
    if User.objects.filter(email=email, employee_number__isnull=False).exists():
        # The code is thrown away: no code opens this door for staff.
        mail = queue_mail(
            "accounts/staff_door", to=email, about="door:staff", context=context, at=at, expires_at=expires_at
        )
    else:
        readable = f"{code[:4]} {code[4:]}"
        mail = queue_mail(
            "accounts/login_code",
            to=email,
            about="door:company",
            context=context,
            at=at,
            secret=readable,
            expires_at=expires_at,
        )
    # Somebody waits at the screen: one try at once, whatever the queue does (decisions.md 18).
    transaction.on_commit(partial(_deliver, mail, at), robust=True)
    return SentCode(email=email, digest=code_digest(email, code), expires_at=expires_at)


def _deliver(mail: OutgoingMail, at: datetime) -> None:
    # also asked for on a company's page, where the outbox is behind the wall
    with as_city("確認コードのメールをすぐに送る"):
        deliver_now(mail, at=at)
