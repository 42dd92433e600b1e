"""次に報告する日: on the day the lead 課 is reminded, once."""

from datetime import date, datetime
from typing import cast

from django.db import transaction

from nara_renkei.accounts.queries import division_addresses
from nara_renkei.core.calendar import is_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import CLOSED_STATUSES
from screening.enums import RoutingState
from screening.models import Routing, Undertaking


@transaction.atomic
def remind_of_reports(*, at: datetime) -> int:
    """Queue the letters of a working day; return how many. Running twice sends nothing more."""
    today = local_day(at)
    if not is_working_day(today, closed_days(today, days=14)):
        return 0
    rows = (
        Undertaking.objects.report_due(today)
        .exclude(screening__proposal__status__in=CLOSED_STATUSES)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("screening__proposal")
        .order_by("pk")
    )
    return sum(_remind(row, today, at) for row in rows)


def _remind(row: Undertaking, today: date, at: datetime) -> int:
    proposal = row.screening.proposal
    leads = Routing.objects.filter(screening=row.screening, is_lead=True).exclude(state=RoutingState.ENDED)
    lead = leads.select_related("division").first()
    addresses = division_addresses(lead.division, today) if lead else []
    for address in addresses:
        queue_mail(
            "screening/report_due",
            to=address,
            about=proposal.key,
            context={
                "division": lead.division.name if lead else "",
                "number": proposal.number,
                "title": proposal.title,
                "due_on": cast("date", row.next_report_on),  # report_due asks for it
                "url": absolute_link("screening:undertaking", proposal.number),
            },
            at=at,
        )
    row.reminded_on = today
    row.save(update_fields=["reminded_on"])
    return len(addresses)
