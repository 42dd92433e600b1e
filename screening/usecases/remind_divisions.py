"""期限の三日前・当日・三日後: a letter to 課のメール, at most one a day for each routing."""

from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import Q

from nara_renkei.accounts.queries import division_addresses
from nara_renkei.core.calendar import add_working_days, is_working_day, local_day, working_days_between
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from screening.models import Routing
from screening.rules.next_steps import days_left_words

DAYS = (3, 0, -3)  # 開庁日 before the date; negative is after


@transaction.atomic
def remind_divisions(*, at: datetime) -> int:
    """Queue the reminders of a working day; return how many. Running twice on a day sends nothing more."""
    today = local_day(at)
    closed = closed_days(today, days=60)
    if not is_working_day(today, closed):
        return 0
    soon = add_working_days(today, DAYS[0], closed)
    rows = (
        Routing.objects.open()
        .filter(Q(due_on__in=[today, soon]) | Q(due_on__lt=today))
        .filter(Q(reminded_on=None) | Q(reminded_on__lt=today))
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("division", "screening__proposal")
        .order_by("pk")
    )
    return sum(_remind(row, today, closed, at) for row in rows)


def _remind(routing: Routing, today: date, closed: frozenset[date], at: datetime) -> int:
    due_on = cast("date", routing.due_on)  # a routing without a date is not asked for
    days = working_days_between(today, due_on, closed)
    if days not in DAYS:
        return 0
    addresses = division_addresses(routing.division, today)
    proposal = routing.screening.proposal
    for address in addresses:
        queue_mail(
            "screening/reminder",
            to=address,
            about=proposal.key,
            context={
                "division": routing.division.name,
                "number": proposal.number,
                "title": proposal.title,
                "due_on": due_on,
                "days_left": days_left_words(days),
                "is_late": days < 0,
                "url": absolute_link("screening:dossier", proposal.number),
            },
            at=at,
        )
    routing.reminded_on = today
    routing.save(update_fields=["reminded_on"])
    return len(addresses)
