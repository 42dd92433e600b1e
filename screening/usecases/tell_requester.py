"""The day on which the requester of a 開示請求 knew of the decision, as the evidence shows it."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.enums import DisclosureNotice
from screening.models import DisclosureRequest
from screening.models.disclosure_request import DECIDED

from .lock_disclosure import lock_disclosure


class CannotTellRequester(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def tell_requester(
    *,
    request: DisclosureRequest,
    told_on: date,
    told_how: DisclosureNotice,
    told_evidence: str,
    by: Actor,
    at: datetime,
) -> DisclosureRequest:
    """Keep the day, or put it right: the months of a 審査請求 count from the day after. Raises CannotTellRequester."""
    locked = lock_disclosure(request, states=DECIDED, refusal=CannotTellRequester)
    if not (locked.decided_on or told_on) <= told_on <= local_day(at):
        raise CannotTellRequester("知らせた日は、決定した日から今日までの日を入れてください。")
    locked.told_on, locked.told_how, locked.told_evidence = told_on, told_how, told_evidence
    locked.save(update_fields=["told_on", "told_how", "told_evidence"])
    audit.record("disclosure.notify", about=locked.key, by=by, at=at, on=told_on.isoformat(), how=str(told_how))
    return locked
