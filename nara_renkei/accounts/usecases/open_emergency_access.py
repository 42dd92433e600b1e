"""Look at a secret of an emergency, and use it up."""

from datetime import datetime, timedelta

from django.db import transaction

from nara_renkei.accounts.models import EmergencyAccess
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.core.wall import as_city

from .make_emergency_access import tell_of
from .open_link import LinkGone
from .send_link import token_digest


def find_emergency_access(*, token: str, at: datetime) -> EmergencyAccess:
    """Return what a GET may show. Raises ``LinkGone``, also when the person has left meanwhile."""
    with as_city("緊急アクセスを合言葉で探す"):
        found = EmergencyAccess.objects.to_open(at).filter(token_sha256=token_digest(token))
        access = found.select_related("user").first()
    if access is None or not access.user.may_enter_on(local_day(at)):
        raise LinkGone
    return access


@transaction.atomic
def open_emergency_access(*, access: EmergencyAccess, by: Actor, at: datetime) -> None:
    """Mark it used and count the minutes. Of two at once the second meets ``LinkGone``."""
    used = {"used_at": at, "used_from": by.address or None, "ends_at": at + timedelta(minutes=access.minutes)}
    with as_city("緊急アクセスを使う"):
        if not EmergencyAccess.objects.to_open(at).filter(pk=access.pk).update(**used):
            raise LinkGone
        access.refresh_from_db()
        record("emergency.used", about=f"user:{access.user_id}", by=by, at=at, emergency=access.pk)
        tell_of(access, at=at)
