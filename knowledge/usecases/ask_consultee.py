"""The desk asks another 課 for its advice in a 相談."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import SupportConsultee, SupportRequest
from nara_renkei.accounts.queries import division_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division

from .locked_support import locked_support
from .tell_of_support import tell_of_support

IS_CLOSED: Final = "この相談は終わっています。意見を聞けるのは、終えていない相談です。"
ITS_OWN: Final = "{division}は、相談した課です。ほかの課を選んでください。"
ASKED: Final = "{division}には、もう意見を聞いています。"
HAS_ENDED: Final = "{division}は、いまはない課です。いまある課を選んでください。"


class CannotAskConsultee(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_consultee(*, request: SupportRequest, division: Division, by: Actor, at: datetime) -> SupportConsultee:
    """Let a 課 read and write in the 相談, and tell it by mail. Raises CannotAskConsultee."""
    request = locked_support(request)
    if request.closed_at:
        raise CannotAskConsultee(IS_CLOSED)
    if division == request.division:
        raise CannotAskConsultee(ITS_OWN.format(division=division))
    if not division.is_valid_on(local_day(at)):
        raise CannotAskConsultee(HAS_ENDED.format(division=division))
    if request.consultees.filter(division=division).exists():
        raise CannotAskConsultee(ASKED.format(division=division))
    return add_consultee(request, division, by=by, at=at)


def add_consultee(request: SupportRequest, division: Division, *, by: Actor, at: datetime) -> SupportConsultee:
    """Add a 課 that is not asked yet, in the transaction of the caller, and tell it."""
    added = SupportConsultee.objects.create(request=request, division=division, asked_at=at, asked_by=by.label)
    tell_of_support(
        request,
        division_addresses(division, local_day(at)),
        "デスクへの相談について、意見をお聞かせください",
        f"{division.name} 御中\n\nほかの課からの相談について、意見をお聞かせください。",
        at=at,
        due_on=request.due_on,
        must_act=True,
    )
    audit.record("support.consult", about=request.key, by=by, at=at, division=division.code)
    return added
