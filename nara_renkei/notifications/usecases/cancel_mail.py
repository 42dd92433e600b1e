"""Take letters back that nobody has read yet: what they would tell about is no longer so."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.notifications.models import MailState, OutgoingMail


@transaction.atomic
def cancel_mail(*, template: str, about: str, created_at: datetime, by: Actor, at: datetime) -> int:
    """Cancel the letters of one act that still wait; return how many. One that is being sent goes its way."""
    waiting = OutgoingMail.objects.filter(
        template=template, about=about, created_at=created_at, state=MailState.QUEUED
    ).select_for_update(skip_locked=True)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    OutgoingMail.objects.filter(pk__in=ids).update(state=MailState.CANCELLED, secret="")
    if ids:
        record("mail.cancel", about=about, by=by, at=at, letters=len(ids))
    return len(ids)
