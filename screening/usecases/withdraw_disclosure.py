"""開示請求 is withdrawn by who asked."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.enums import DisclosureState
from screening.models import DisclosureRequest
from screening.models.disclosure_request import UNDECIDED

from .lock_disclosure import lock_disclosure


class CannotWithdrawDisclosure(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def withdraw_disclosure(
    *, request: DisclosureRequest, withdrawn_on: date, by: Actor, at: datetime
) -> DisclosureRequest:
    """End an undecided request. Raises CannotWithdrawDisclosure."""
    locked = lock_disclosure(request, states=UNDECIDED, refusal=CannotWithdrawDisclosure)
    if not locked.received_on <= withdrawn_on <= local_day(at):
        raise CannotWithdrawDisclosure("取り下げられた日は、受け付けた日から今日までの日を入れてください。")
    locked.state, locked.withdrawn_on = DisclosureState.WITHDRAWN, withdrawn_on
    locked.save(update_fields=["state", "withdrawn_on"])
    audit.record("disclosure.withdraw", about=locked.key, by=by, at=at)
    return locked
