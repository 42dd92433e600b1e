"""機構改革: an 協定 of a 課 that has ended is kept by the 課 that came after it."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.enums import AgreementState
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.queries import succession


@transaction.atomic
def follow_divisions(*, by: Actor, at: datetime) -> int:
    """Give every 協定 that still runs to the one heir of its 課; return how many. After a 分割 somebody must say."""
    today = local_day(at)
    heirs = succession(today).heirs
    over = [
        Agreement.objects.in_state(one, today).values("pk") for one in (AgreementState.EXPIRED, AgreementState.ENDED)
    ]
    rows = Agreement.objects.filter(division__in=heirs).exclude(pk__in=over[0]).exclude(pk__in=over[1])
    found = list(rows.select_for_update().order_by("pk"))
    for agreement in found:
        agreement.division = heirs[agreement.division_id or 0]
        agreement.save(update_fields=["division"])
        record("agreement.followed", about=f"agreement:{agreement.pk}", by=by, at=at, division=agreement.division.code)
    return len(found)
