"""Mail a link with which a member of staff sets a password. People of companies have none."""

from datetime import datetime
from functools import partial

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.notifications.delivery import deliver_now
from nara_renkei.notifications.usecases.queue_mail import queue_mail


@transaction.atomic
def send_password_link(*, user: User, link: str, by: Actor, at: datetime, expires_at: datetime) -> None:
    """Queue the letter; for a company or a person who has left, do nothing. The page says the same either way."""
    if not (user.is_employee and user.may_enter_on(local_day(at))):
        return
    context = {"minutes": int((expires_at - at).total_seconds() // 60)}
    mail = queue_mail(
        "accounts/password_link",
        to=user.email,
        about=f"user:{user.pk}",
        context=context,
        at=at,
        secret=link,
        expires_at=expires_at,
    )
    transaction.on_commit(partial(deliver_now, mail, at=at), robust=True)
    record("password.link", about=f"user:{user.pk}", by=by, at=at)
