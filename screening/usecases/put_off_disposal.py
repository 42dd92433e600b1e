"""延ばす: one line of a 廃棄リスト is kept until a later day. The 主担当課 asks for it, or the desk."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from screening.enums import DisposalState, LineState
from screening.models import DisposalLine, Extension
from screening.models.retention import BEFORE_WIPING

from .lock_disposal import finish_disposal, lock_disposal

LONGEST = 30  # years


class CannotPutOff(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def put_off_disposal(*, line: DisposalLine, until: date, reason: str, by: Actor, at: datetime) -> Extension:
    """Keep a record until a day. Raises CannotPutOff."""
    # what the worker gave up can be put off also when its list is under way or was ended by an older release
    gave_up = line.state == LineState.FAILED
    states = (DisposalState.RUNNING, DisposalState.DONE) if gave_up else BEFORE_WIPING
    lock_disposal(line.disposal, states=states, refusal=CannotPutOff)
    locked = DisposalLine.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=line.pk)
    if locked.state != (LineState.FAILED if gave_up else LineState.WAITING):
        raise CannotPutOff("この行は、もう扱いが決まっています。")
    today = local_day(at)
    if not today < until <= today.replace(year=today.year + LONGEST, day=min(today.day, 28)):
        raise CannotPutOff(f"この日まで残す日は、あすから{LONGEST}年のうちの日を入れてください。")
    extension = Extension.objects.create(
        proposal=locked.proposal,
        record=locked.record,
        until=until,
        reason=reason,
        extended_at=at,
        extended_by=by.label,
    )
    locked.state, locked.note = LineState.PUT_OFF, f"{wareki(until)}まで。{reason}"[:300]
    locked.save(update_fields=["state", "note"])
    finish_disposal(locked.disposal_id, at)
    audit.record("disposal.put_off", about=locked.key, by=by, at=at, until=until.isoformat())
    return extension
