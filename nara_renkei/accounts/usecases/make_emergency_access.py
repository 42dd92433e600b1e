"""Make a secret that opens the door once for somebody, and tell everybody who must know."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.models import EmergencyAccess, User
from nara_renkei.accounts.models.emergency import LONGEST, SHORTEST
from nara_renkei.accounts.queries import emergency_addresses, staff_url
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.notifications.usecases.queue_mail import Envelope, queue_mails

from .send_link import TOKEN_BYTES, token_digest

TO_OPEN: Final = timedelta(minutes=15)


class CannotMake(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def make_emergency_access(
    *, number: str, reason: str, minutes: int, by: Actor, at: datetime
) -> tuple[EmergencyAccess, str]:
    """Return the row and the address that opens it, which is kept nowhere. Raises ``CannotMake``."""
    user = User.objects.filter(employee_number=number).first()
    if user is None or not user.may_enter_on(local_day(at)):
        raise CannotMake(f"職員番号 {number} の、いま使える利用者がいません。")
    if not reason.strip() or len(reason) > 200:
        raise CannotMake("わけを200字までで書いてください。")
    if not SHORTEST <= minutes <= LONGEST:
        raise CannotMake(f"分は{SHORTEST}から{LONGEST}までです。")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    access = EmergencyAccess.objects.create(
        user=user,
        reason=reason.strip(),
        minutes=minutes,
        token_sha256=token_digest(token),
        made_at=at,
        made_by=by.label[:120],
        expires_at=at + TO_OPEN,
    )
    record("emergency.made", about=f"user:{user.pk}", by=by, at=at, emergency=access.pk, minutes=minutes)
    tell_of(access, at=at)
    return access, staff_url(reverse("accounts:emergency", args=[token]))


def tell_of(access: EmergencyAccess, *, at: datetime) -> None:
    """Queue the letter to システム管理者, 監査, the desk and the person: once when it is made, once when it is used."""
    context = {"access": access, "url": staff_url(reverse("admin:accounts_emergencyaccess_changelist"))}
    addresses = sorted({*emergency_addresses(local_day(at)), access.user.email})
    queue_mails("accounts/emergency", [Envelope(one, f"emergency:{access.pk}", context) for one in addresses], at=at)
