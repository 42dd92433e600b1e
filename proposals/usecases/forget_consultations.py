"""A consultation that nobody booked is forgotten: after 7 days unowned, after 90 days owned."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import delete
from proposals.models import Consultation

from .save_consultation import NoLongerOpen, unbooked

UNOWNED_LASTS = timedelta(days=7)
OWNED_LASTS = timedelta(days=90)
BATCH = 500


def forget_consultations(*, by: Actor, at: datetime) -> int:
    """Delete what was begun and never booked, with its files; return how many. Each is its own transaction."""
    old = Q(author=None, created_at__lt=at - UNOWNED_LASTS) | Q(created_at__lt=at - OWNED_LASTS)
    waiting = Consultation.objects.unbooked().filter(old).order_by("pk").values_list("pk", flat=True)
    return sum(_forget(pk, by=by, at=at) for pk in waiting[:BATCH])


@transaction.atomic
def _forget(pk: int, *, by: Actor, at: datetime) -> bool:
    try:
        consultation = unbooked(pk)
    except (NoLongerOpen, Consultation.DoesNotExist):
        return False
    files = [kept.file for kept in consultation.files.select_related("file").order_by("pk")]
    key = consultation.key
    consultation.delete()
    for file in files:
        delete(file)
    audit.record("consultation.forget", about=key, by=by, at=at)
    return True
