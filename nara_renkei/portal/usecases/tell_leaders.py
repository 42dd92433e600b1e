"""リーダーの週の知らせ: five lines to the 共創推進リーダー of each 部 on the first 開庁日 of the week."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.queries import desk_addresses, head_addresses, staff_url
from nara_renkei.core.calendar import is_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Department
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.reports.queries.department_week import department_week

TEMPLATE: Final = "portal/leader_week"


def tell_leaders(*, at: datetime) -> int:
    """Queue the letters of the week and return how many; none on any other day than the first 開庁日 of a week.

    Each 部 is a transaction. A second run in the week sends nothing more.
    """
    today = local_day(at)
    if today != first_open_day(today):
        return 0
    return sum(
        _tell(pk, today, at) for pk in Department.objects.valid_on(today).in_order().values_list("pk", flat=True)
    )


def first_open_day(today: date) -> date | None:
    """Return the first 開庁日 of the week from Monday to Friday; None while the city hall is closed all week. One query."""
    monday, closed = today - timedelta(days=today.weekday()), closed_days(today, days=7)
    week = (monday + timedelta(days=n) for n in range(5))
    return next((day for day in week if is_working_day(day, closed)), None)


@transaction.atomic
def _tell(pk: int, today: date, at: datetime) -> int:
    """Write to who leads one 部: nothing while nothing is open. The lock of its row lets one worker in."""
    department = Department.objects.select_for_update().get(pk=pk)
    monday = today - timedelta(days=today.weekday())
    about = f"leader_week:{department.code}:{monday}"
    if OutgoingMail.objects.filter(template=TEMPLATE, about=about).exists():
        return 0
    week = department_week(department, monday, today)
    if week.has_nothing:
        return 0
    addresses = head_addresses(department, today) or desk_addresses(today)
    for address in addresses:
        context = {"week": week, "url": staff_url(reverse("portal:department", args=[department.code]))}
        queue_mail(TEMPLATE, to=address, about=about, context=context, at=at)
    return len(addresses)
