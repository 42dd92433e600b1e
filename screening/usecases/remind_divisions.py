"""期限の三日前・当日・三日後: to 課のメール, then also to the 代決者, then also to the 共創推進リーダー.

At most one letter a day for each row and address. A 裁定 waits for a leader, so the leader is reminded of it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from nara_renkei.accounts.queries import (
    deputy_addresses,
    division_addresses,
    leader_addresses,
    stand_in_addresses,
)
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import is_working_day, local_day, working_days_between
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.links import absolute_link
from nara_renkei.directory.models import Division
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import Status
from screening.models import Inquiry, Routing, Ruling
from screening.rules.next_steps import days_left_words

from .ask_for_ruling import mail_ruling

BEFORE, ON_THE_DAY, AFTER = 3, 0, -3  # 開庁日 before the date; negative is after
WINDOW = 40  # calendar days in which three 開庁日 lie, whatever is closed
# while the company corrects or the city holds, nobody is urged
URGED = [Status.SUBMITTED, Status.IN_REVIEW, Status.IN_DIALOGUE]


@transaction.atomic
def remind_divisions(*, at: datetime) -> int:
    """Queue the reminders of a working day; return how many. Running twice on a day sends nothing more."""
    today = local_day(at)
    days = _days_to_remind(today)
    routings = _due(Routing.objects.open().select_related("division__department"), days, today)
    inquiries = _due(Inquiry.objects.open().select_related("division__department"), days, today)
    rulings = _due(Ruling.objects.open().select_related("department"), days, today)
    sent = 0
    for routing in routings:
        sent += _remind(routing, "screening/reminder", days[routing.due_on], today, at)
    for inquiry in inquiries:
        sent += _remind(inquiry, "screening/inquiry_reminder", days[inquiry.due_on], today, at)
    for ruling in rulings:
        for address in leader_addresses(ruling.department, today):
            mail_ruling(ruling, address, is_again=True, by=THE_SYSTEM, at=at)
            sent += 1
    return sent


def _days_to_remind(today: date) -> dict[date, int]:
    """Return the due dates of which somebody is reminded today, each with the 開庁日 that are left."""
    closed = closed_days(today, days=2 * WINDOW)
    if not is_working_day(today, closed):
        return {}
    around = (today + timedelta(days=n) for n in range(-WINDOW, WINDOW))
    left = {day: working_days_between(today, day, closed) for day in around if is_working_day(day, closed)}
    return {day: days for day, days in left.items() if days in {BEFORE, ON_THE_DAY, AFTER}}


def _due(rows: QuerySet[Any], days: dict[date, int], today: date) -> list[Any]:
    """Lock the rows of which somebody is reminded today and was not yet; note that it is done."""
    found = list(
        rows.filter(Q(reminded_on=None) | Q(reminded_on__lt=today), due_on__in=days)
        .filter(screening__proposal__status__in=URGED)
        .select_related("screening__proposal")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("pk")
    )
    rows.model.objects.filter(pk__in=[one.pk for one in found]).update(reminded_on=today)
    return found


def _remind(row: Routing | Inquiry, template: str, days: int, today: date, at: datetime) -> int:
    addresses = addresses_for(row.division, days, today)
    for address in addresses:
        mail_reminder(row, template, address, days=days, at=at)
    return len(addresses)


def addresses_for(division: Division, days: int, today: date) -> list[str]:
    """Return who is reminded so many 開庁日 before the date, each once; the leader from the first while nobody can answer."""
    addresses = division_addresses(division, today) + stand_in_addresses(division, today)
    if days <= ON_THE_DAY:
        addresses += deputy_addresses(division, today)
    if days <= AFTER:
        addresses += leader_addresses(division.department, today)
    return list(dict.fromkeys(addresses))


def mail_reminder(row: Routing | Inquiry, template: str, address: str, *, days: int, at: datetime) -> None:
    """Queue one letter. ``days``: 開庁日 that are left."""
    proposal = row.screening.proposal
    queue_mail(
        template,
        to=address,
        about=proposal.key,
        context={
            "division": row.division.name,
            "number": proposal.number,
            "title": proposal.title,
            "due_on": row.due_on,
            "days_left": days_left_words(days),
            "is_late": days < 0,
            "url": absolute_link("screening:dossier", proposal.number),
        },
        at=at,
    )
