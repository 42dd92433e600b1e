"""The answer to a 開示請求 is put off, once, with the reason."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from screening.models import DisclosureRequest, DisclosureTerms
from screening.models.disclosure_request import UNDECIDED
from screening.rules.disclosure import latest_extension

from .lock_disclosure import lock_disclosure


class CannotExtend(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def extend_disclosure(
    *, request: DisclosureRequest, until: date, reason: str, by: Actor, at: datetime
) -> DisclosureRequest:
    """Set the later day. Raises CannotExtend: a second time, after the first day has passed, too far."""
    locked = lock_disclosure(request, states=UNDECIDED, refusal=CannotExtend)
    last = latest_extension(locked.due_on, DisclosureTerms.load().extension_days)
    if locked.extended_to:
        raise CannotExtend("期限は、もう延ばしています。")
    if local_day(at) > locked.due_on:
        raise CannotExtend("もとの期限を過ぎています。延ばせるのは、期限の日までです。")
    if not locked.due_on < until <= last:
        raise CannotExtend(f"{wareki(locked.due_on)}より後で、{wareki(last)}までの日を入れてください。")
    if not reason.strip():
        raise CannotExtend("延ばす理由を書いてください。")
    locked.extended_to, locked.extension_reason = until, reason
    locked.save(update_fields=["extended_to", "extension_reason"])
    audit.record("disclosure.extend", about=locked.key, by=by, at=at, until=until.isoformat())
    return locked
