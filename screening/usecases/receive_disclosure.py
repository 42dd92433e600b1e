"""開示請求 is received: numbered, and due by the days of the 条例."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from proposals.models import Proposal
from screening.enums import Requester
from screening.models import DisclosureRequest, DisclosureTerms
from screening.rules.disclosure import answer_due, next_number, number_prefix


class CannotReceiveDisclosure(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def receive_disclosure(
    *,
    received_on: date,
    requester: Requester,
    reception_number: str,
    asked: str,
    proposals: Iterable[Proposal],
    by: Actor,
    at: datetime,
) -> DisclosureRequest:
    """Return the request. The row of the days is the lock of the numbers. Raises CannotReceiveDisclosure."""
    if received_on > local_day(at):
        raise CannotReceiveDisclosure("まだ来ていない日です。請求を受け付けた日を入れてください。")
    if not asked.strip():
        raise CannotReceiveDisclosure("請求の内容を書いてください。")
    terms, _ = DisclosureTerms.objects.select_for_update().get_or_create(pk=1)
    prefix = number_prefix(FiscalYear.of(received_on).short)
    numbers = DisclosureRequest.objects.filter(number__startswith=prefix).order_by("-pk")
    request = DisclosureRequest.objects.create(
        number=next_number(prefix, numbers.values_list("number", flat=True).first()),
        received_on=received_on,
        requester=requester,
        reception_number=reception_number,
        asked=asked,
        due_on=answer_due(received_on, terms.answer_days),
        received_by=by.label,
    )
    request.proposals.set(proposals)
    audit.record("disclosure.receive", about=request.key, by=by, at=at)
    return request
