"""Mail a link with which a member of staff sets a password. Whoever has none gets a letter that says so."""

from datetime import datetime
from functools import partial

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.delivery import deliver_now
from nara_renkei.notifications.usecases.queue_mail import queue_mail


@transaction.atomic
def send_password_link(*, user: User | None, to: str, link: str, by: Actor, at: datetime, expires_at: datetime) -> None:
    """Queue the letter. A company, a person who has left and an unknown address get one without a link.

    A letter goes out either way, so that neither the page nor its time tells who is known.
    """
    is_known = user is not None and user.is_employee and user.may_enter_on(local_day(at))
    about = f"user:{user.pk}" if user is not None and is_known else "door:staff"
    mail = queue_mail(
        "accounts/password_link" if is_known else "accounts/no_password",
        to=to,
        about=about,
        context={
            "minutes": int((expires_at - at).total_seconds() // 60),
            "door_url": absolute_link("accounts:prove_email"),
        },
        at=at,
        secret=link if is_known else "",
        expires_at=expires_at,
    )
    transaction.on_commit(partial(deliver_now, mail, at=at), robust=True)
    record("password.link", about=about, by=by, at=at)
