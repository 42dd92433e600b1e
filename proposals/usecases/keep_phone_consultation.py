"""相談 by telephone: no appointment, only what was asked. Nobody outside the desk reads it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.text import one_line
from proposals.enums import ConsultationState
from proposals.models import Consultation


@transaction.atomic
def keep_phone_consultation(*, key: UUID, caller: str, matter: str, by: Actor, at: datetime) -> Consultation:
    """Return the consultation, held today; with a ``key`` used before, the one it made.

    It belongs to no 団体 and no account, so that no company's page shows what the desk wrote of a call.
    """
    consultation, is_new = Consultation.objects.get_or_create(
        uuid=key,
        defaults={
            "organization_name": one_line(caller)[:100],
            "title": one_line(matter)[:40],
            "said": matter,
            "state": ConsultationState.HELD,
            "held_on": local_day(at),
            "created_at": at,
        },
    )
    if is_new:
        audit.record("consultation.telephone", about=consultation.key, by=by, at=at)
    return consultation
